/** Lets a person choose which calendars the agenda shows, from all that were listed, one's own mailbox first. */
import { l10n, QuickPickItemKind, window } from "vscode";
import type { QuickPickItem } from "vscode";
import { describeMailbox } from "../agenda/describeMailbox.ts";
import { describeSourceName } from "../agenda/describeSource.ts";
import type { CalendarSource } from "../agenda/item.ts";

interface CalendarEntry extends QuickPickItem {
  readonly calendar?: CalendarSource;
}

/** The chosen calendars; undefined if the person thinks better of it. */
export async function pickCalendars(
  calendars: readonly CalendarSource[],
  isShown: (calendar: CalendarSource) => boolean,
): Promise<readonly CalendarSource[] | undefined> {
  const sections = Map.groupBy(calendars, sectionOf);
  const entries = [...sections].flatMap(([section, members]): readonly CalendarEntry[] => [
    { label: section, kind: QuickPickItemKind.Separator },
    ...members.map((calendar) => ({
      label: describeSourceName(calendar),
      ...(calendar.canEdit ? {} : { description: l10n.t("read only") }),
      picked: isShown(calendar),
      calendar,
    })),
  ]);
  const chosen = await window.showQuickPick(entries, {
    title: l10n.t("Choose Calendars"),
    placeHolder: l10n.t("Check what the agenda shows. What is unchecked is not loaded."),
    canPickMany: true,
    matchOnDescription: true,
  });
  return chosen?.flatMap(({ calendar }) => calendar ?? []);
}

/** `My Calendars`, `reception@contoso.com` or `Groups`. */
function sectionOf({ mailbox, calendarGroup }: CalendarSource): string {
  switch (mailbox.kind) {
    case "me":
      return calendarGroup ?? describeMailbox(mailbox);
    case "user":
      return describeMailbox(mailbox);
    case "group":
      return l10n.t("Groups");
    default:
      return mailbox satisfies never;
  }
}
