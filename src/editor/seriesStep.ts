/** Asks how much of a recurring event is meant: the chosen occurrence, or the whole series, which is then read as well. */
import { l10n, window } from "vscode";
import { describeTitle } from "../agenda/describeItem.ts";
import { describeSpan } from "../agenda/describeTime.ts";
import type { CalendarEvent } from "../agenda/item.ts";
import type { PlannedItem } from "../cancellation/plan.ts";
import { seriesTarget } from "../cancellation/route.ts";
import { plainNotice } from "./markdownText.ts";
import { describeProblem } from "./problemText.ts";
import type { ActiveSession } from "./session.ts";
import { viewerOf } from "./viewer.ts";

/** A single recurring event is asked about; of several items only the chosen occurrences are ever meant. */
export async function chooseScopes(
  items: readonly PlannedItem[],
  active: ActiveSession,
): Promise<readonly PlannedItem[] | undefined> {
  const [first] = items;
  if (items.length !== 1 || first?.scope !== "occurrence" || first.item.kind !== "event") return items;
  const event = first.item;
  const { seriesMasterId } = event;
  if (seriesMasterId === undefined) return items;
  const occurrence = {
    label: l10n.t("$(calendar) This Occurrence"),
    description: describeSpan(event.span, viewerOf(active.account)),
  };
  const series = {
    label: l10n.t("$(sync) The Whole Series"),
    description: l10n.t("every past and future meeting of it"),
  };
  const chosen = await window.showQuickPick([occurrence, series], {
    title: l10n.t("“{0}” Is Part of a Series", describeTitle(event)),
    placeHolder: l10n.t("What do you want to cancel?"),
    ignoreFocusOut: true,
  });
  if (chosen === occurrence) return items;
  return chosen === series ? wholeSeries(first, event, seriesMasterId, active) : undefined;
}

async function wholeSeries(
  planned: PlannedItem,
  event: CalendarEvent,
  seriesMasterId: string,
  active: ActiveSession,
): Promise<readonly PlannedItem[] | undefined> {
  const { target } = planned;
  if (target.kind !== "event") return undefined;
  const master = seriesTarget(target, seriesMasterId);
  try {
    const item = await active.graph.readItem(master);
    return [{ target: master, item, action: { kind: "cancel" }, scope: "series", message: "" }];
  } catch (error) {
    await window.showErrorMessage(
      l10n.t(
        "The series “{0}” could not be read, so nothing was sent. {1}",
        plainNotice(describeTitle(event)),
        describeProblem(error).sentence,
      ),
    );
    return undefined;
  }
}
