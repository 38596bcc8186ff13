/** What the row of a day says, and the parts that it shares with other rows. Plain text; what draws it escapes it. */
import type { AgendaDay } from "./arrange.ts";
import { addDays, dayOf } from "./calendarDays.ts";
import { describeDate } from "./describeTime.ts";
import { sentences } from "./sentences.ts";
import type { Viewer } from "./viewer.ts";

/** A row: what it says, what it adds in a weaker colour, and what a screen reader reads instead of both. */
export interface RowText {
  readonly label: string;
  readonly description: string;
  readonly spokenLabel: string;
}

/** A day's row: `Tue 24 Nov`, `Today · 6 items · 31 people`. */
export function describeDay(day: AgendaDay, viewer: Pick<Viewer, "now" | "timeZone" | "locale">): RowText {
  const near = nearName(day.day, viewer);
  const counts = describeCounts(day.entries.length, day.peopleCount);
  const heading = describeDate(day.day, "long", viewer);
  return {
    label: describeDate(day.day, "short", viewer),
    description: [...near, ...counts].join(sentences.separator),
    spokenLabel: [...near, heading, ...counts].join(sentences.spokenSeparator),
  };
}

/** `6 items`, `31 people`; without the people if there are none. */
export function describeCounts(items: number, people: number): readonly string[] {
  return people === 0 ? [sentences.items(items)] : [sentences.items(items), sentences.people(people)];
}

function nearName(day: string, viewer: Pick<Viewer, "now" | "timeZone">): readonly string[] {
  const today = dayOf(viewer.now, viewer.timeZone);
  if (day === today) return [sentences.today];
  return day === addDays(today, 1) ? [sentences.tomorrow] : [];
}
