/** The days that the sample data is arranged on: working days from today on, whichever day today is. */
import { addDays, wallTimeAt, weekdayOf } from "../office/zonedTime.ts";

const halfHourMs = 1_800_000;

/** Days (as `2026-11-20`) around a moment in the office's zone. */
export interface OfficeDays {
  readonly today: string;
  /**
   * 0 is today, or the next working day at a weekend; 1 is the working day after that, and so on. 0 to 4 are always
   * within the seven days that begin today. -1 is the working day before 0.
   */
  workday(index: number): string;
  /** The next one, or today. */
  readonly saturday: string;
  /** The next one, or today. */
  readonly sunday: string;
  /** A day and time some hours after now, on the half hour. */
  soon(hours: number): { readonly day: string; readonly at: string };
}

/** The days around `nowUtc` (milliseconds since 1970-01-01T00:00:00Z) in an IANA zone. */
export function officeDays(nowUtc: number, zone: string): OfficeDays {
  const today = wallTimeAt(nowUtc, zone).slice(0, 10);
  const workday = (index: number): string => {
    let day = firstOnOrAfter(today, isWorkday);
    const step = index < 0 ? -1 : 1;
    for (let left = Math.abs(index); left > 0; left -= 1) {
      do day = addDays(day, step);
      while (!isWorkday(day));
    }
    return day;
  };
  return {
    today,
    workday,
    saturday: firstOnOrAfter(today, (day) => weekdayOf(day) === 6),
    sunday: firstOnOrAfter(today, (day) => weekdayOf(day) === 0),
    soon(hours) {
      const nextHalfHour = Math.ceil(nowUtc / halfHourMs) * halfHourMs;
      const wallTime = wallTimeAt(nextHalfHour + hours * 2 * halfHourMs, zone);
      return { day: wallTime.slice(0, 10), at: wallTime.slice(11, 16) };
    },
  };
}

function isWorkday(day: string): boolean {
  return weekdayOf(day) % 6 !== 0;
}

function firstOnOrAfter(day: string, fits: (day: string) => boolean): string {
  let candidate = day;
  while (!fits(candidate)) candidate = addDays(candidate, 1);
  return candidate;
}
