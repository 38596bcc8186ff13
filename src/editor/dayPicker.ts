/** Lets a person choose days, from a short list or by typing them. */
import { l10n, window } from "vscode";
import { addDays, dayOf } from "../agenda/calendarDays.ts";
import { describeDate } from "../agenda/describeTime.ts";
import { mostTypedDays, readTypedDays } from "../agenda/typedDays.ts";
import type { DaySpan } from "../agenda/typedDays.ts";
import type { Viewer } from "../agenda/viewer.ts";

/** A choice of days that is offered. */
export interface OfferedDays {
  readonly label: string;
  readonly spans: readonly DaySpan[];
}

/** The chosen days; undefined if the person thinks better of it. */
export async function pickDays(
  title: string,
  offered: readonly OfferedDays[],
  viewer: Viewer,
): Promise<readonly DaySpan[] | undefined> {
  const entries = offered.map(({ label, spans }) => ({ label, description: describeDays(spans, viewer), spans }));
  const other = { label: l10n.t("Other Days…"), description: l10n.t("type them"), spans: undefined };
  const chosen = await window.showQuickPick([...entries, other], { title, placeHolder: l10n.t("Which days?") });
  if (chosen === undefined) return undefined;
  return chosen.spans ?? typeDays(title, viewer);
}

/** Asks for days by typing. */
export async function typeDays(title: string, viewer: Viewer): Promise<readonly DaySpan[] | undefined> {
  const today = dayOf(viewer.now, viewer.timeZone);
  const example = `${today}, ${addDays(today, 2)} to ${addDays(today, 6)}`;
  const typed = await window.showInputBox({
    title,
    prompt: l10n.t("One day, or several: {0}", example),
    value: today,
    validateInput: (text) =>
      readTypedDays(text) === undefined
        ? l10n.t("Write days as {0}, no more than {1} together.", example, mostTypedDays)
        : undefined,
  });
  return typed === undefined ? undefined : readTypedDays(typed);
}

/** Today, tomorrow, and the next 7 and 30 days. */
export function usualDays(viewer: Viewer): readonly OfferedDays[] {
  const today = dayOf(viewer.now, viewer.timeZone);
  return [
    { label: l10n.t("Today"), spans: daysFrom(today, 1) },
    { label: l10n.t("Tomorrow"), spans: daysFrom(addDays(today, 1), 1) },
    { label: l10n.t("Next 7 Days"), spans: daysFrom(today, 7) },
    { label: l10n.t("Next 30 Days"), spans: daysFrom(today, 30) },
  ];
}

/** So many days from a day on. */
export function daysFrom(firstDay: string, count: number): readonly DaySpan[] {
  return [{ firstDay, lastDay: addDays(firstDay, count - 1) }];
}

/** `Thu 24 Dec, Sat 26 Dec – Mon 28 Dec`. */
export function describeDays(spans: readonly DaySpan[], viewer: Viewer): string {
  return spans
    .map(({ firstDay, lastDay }) => {
      const first = describeDate(firstDay, "short", viewer);
      return firstDay === lastDay ? first : `${first} – ${describeDate(lastDay, "short", viewer)}`;
    })
    .join(", ");
}
