/**
 * Reads what is about to be sent again if it was read too long ago: a question or a message editor may stand for hours. What
 * has changed meanwhile is not what was confirmed, and is not sent.
 */
import { l10n, ProgressLocation, window } from "vscode";
import { describeTitle } from "../agenda/describeItem.ts";
import { isRecent } from "../cancellation/afterSleep.ts";
import { driftOf } from "../cancellation/planDocument/drift.ts";
import { plannedState } from "../cancellation/planDocument/planLine.ts";
import type { CancellationPlan, PlannedItem } from "../cancellation/plan.ts";
import { itemAgain } from "./itemAgain.ts";
import { plainNotice } from "./markdownText.ts";
import type { ActiveSession } from "./accountSession.ts";
import { viewerOf } from "./viewer.ts";

/**
 * When what a plan says was last known to be so; undefined, and the person knows why, if it no longer is.
 * @param readAtUtc when the reading of its items began.
 */
export async function readAgainIfOld(
  { id, items }: Pick<CancellationPlan, "id" | "items">,
  readAtUtc: number,
  active: ActiveSession,
  now = Date.now(),
): Promise<number | undefined> {
  if (isRecent(readAtUtc, now)) return readAtUtc;
  const reading = { location: ProgressLocation.Window, title: l10n.t("Reading who is invited…") };
  const reads = await window.withProgress(reading, async () =>
    active.graph.readItems(items.map(({ target }) => target)),
  );
  const viewer = viewerOf(active.account);
  for (const [index, planned] of items.entries()) {
    const read = reads[index];
    if (read === undefined) continue;
    const block = { action: planned.action, scope: planned.scope, planned: plannedState(planned, id, viewer) };
    const [drift] = driftOf(block, itemAgain(read), id, viewer);
    if (drift === undefined) continue;
    await tellChanged(planned, drift.sentence);
    return undefined;
  }
  return now;
}

async function tellChanged({ item }: PlannedItem, sentence: string): Promise<void> {
  await window.showWarningMessage(
    plainNotice(
      l10n.t(
        "Nothing was sent: “{0}” is no longer what you were shown. {1} Start again.",
        describeTitle(item),
        sentence,
      ),
    ),
  );
}
