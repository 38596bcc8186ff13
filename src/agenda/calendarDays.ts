/**
 * Days and the instants at which they begin, in any IANA zone. A day has 23, 24 or 25 hours, or none at all, and may begin
 * at 01:00 where a clock change skips midnight. The rules are those of `Intl`; no zone data of our own.
 */
import type { CalendarDay, Instant, TimeSpan } from "./item.ts";

/** Consecutive days in one zone, and the instants that they stand for: `startUtc` included, `endUtc` excluded. */
export interface DayRange {
  readonly firstDay: CalendarDay;
  /** Included; the same as `firstDay` for one day. */
  readonly lastDay: CalendarDay;
  readonly startUtc: Instant;
  readonly endUtc: Instant;
}

const dayMs = 86_400_000;
const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * The day that an instant falls on in a zone.
 * @throws {RangeError} if the zone is unknown or the instant is not a time.
 */
export function dayOf(instant: Instant, timeZone: string): CalendarDay {
  return writeDay(wallClock(instant, timeZone));
}

/**
 * The day that is `count` days later; earlier if it is negative.
 * @throws {RangeError} if `day` is not a date of the calendar.
 */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return writeDay(readDay(day) + count * dayMs);
}

/**
 * How many days `last` is after `first`; 0 for the same day.
 * @throws {RangeError} if one of them is not a date of the calendar.
 */
export function daysBetween(first: CalendarDay, last: CalendarDay): number {
  return (readDay(last) - readDay(first)) / dayMs;
}

/**
 * The first instant of a day in a zone: midnight; the earlier one where midnight comes twice; the moment of the clock
 * change where there is none. It agrees with `startOfDay` of https://tc39.es/proposal-temporal/docs/zoneddatetime.html.
 * @throws {RangeError} if the zone is unknown or `day` is not a date of the calendar.
 */
export function startOfDay(day: CalendarDay, timeZone: string): Instant {
  const midnight = readDay(day);
  // No zone is a whole day away from UTC, and none changes its clock twice in two days.
  const before = midnight - offsetAt(midnight - dayMs, timeZone);
  const after = midnight - offsetAt(midnight + dayMs, timeZone);
  const [earlier, later] = before <= after ? [before, after] : [after, before];
  if (wallClock(earlier, timeZone) === midnight) return earlier;
  if (wallClock(later, timeZone) === midnight) return later;
  return firstInstantPast(midnight, earlier, later, timeZone);
}

/**
 * A range of days, as the instants to ask Graph for.
 * @param days how many days, at least 1.
 * @throws {RangeError} if the zone is unknown, `firstDay` is not a date, or there are no days.
 */
export function dayRange(firstDay: CalendarDay, days: number, timeZone: string): DayRange {
  if (!Number.isSafeInteger(days) || days < 1) throw new RangeError(`Not a number of days: ${days}`);
  return {
    firstDay,
    lastDay: addDays(firstDay, days - 1),
    startUtc: startOfDay(firstDay, timeZone),
    endUtc: startOfDay(addDays(firstDay, days), timeZone),
  };
}

/** The first and the last day that a span touches in a zone. What ends at midnight does not touch the day after. */
export function daysOfSpan(
  span: TimeSpan,
  timeZone: string,
): { readonly firstDay: CalendarDay; readonly lastDay: CalendarDay } {
  switch (span.kind) {
    case "allDay":
      return { firstDay: span.firstDay, lastDay: span.lastDay < span.firstDay ? span.firstDay : span.lastDay };
    case "timed": {
      const firstDay = dayOf(span.startUtc, timeZone);
      const lastDay = span.endUtc > span.startUtc ? dayOf(span.endUtc - 1, timeZone) : firstDay;
      return { firstDay, lastDay: lastDay < firstDay ? firstDay : lastDay };
    }
    default:
      return span satisfies never;
  }
}

/**
 * How far a zone's clocks are ahead of UTC at an instant, in milliseconds; negative west of Greenwich.
 * @throws {RangeError} if the zone is unknown or the instant is not a time.
 */
export function offsetAt(instant: Instant, timeZone: string): number {
  return wallClock(instant, timeZone) - Math.floor(instant / 1000) * 1000;
}

/** Whether this is the name of a zone that the rest of this file can work with. */
export function isTimeZone(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * When something begins, for putting things in order. A day begins at another instant in each zone: for an order, its
 * midnight in UTC will do.
 */
export function startForOrder(span: TimeSpan): Instant {
  return span.kind === "timed" ? span.startUtc : Date.parse(span.firstDay);
}

/** Whether a text is a date of the calendar, written as `CalendarDay` has it. */
export function isCalendarDay(text: string): boolean {
  if (!dayPattern.test(text)) return false;
  try {
    readDay(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What the zone's clocks show at an instant, in whole seconds, written as if it were UTC. */
function wallClock(instant: Instant, timeZone: string): number {
  // As `12/24/2026, 09:30:00`. Asking for its parts takes twice as long.
  const shown = clockOf(timeZone).format(instant).match(/\d+/g) ?? [];
  const [month = NaN, day = NaN, year = NaN, hour = NaN, minute = NaN, second = NaN] = shown.map(Number);
  // Date.UTC would take the year 1, which Graph writes for "never", for 1901.
  const written = new Date(0);
  written.setUTCFullYear(year, month - 1, day);
  return written.setUTCHours(hour, minute, second);
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  // Making a formatter takes some hundred times as long as using it.
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    const digits = "2-digit";
    clock = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
      second: digits,
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** Halves the time around a clock change that skips midnight until its first millisecond is left. */
function firstInstantPast(midnight: number, earlier: Instant, later: Instant, timeZone: string): Instant {
  let [tooEarly, lateEnough] = [earlier, later];
  while (lateEnough - tooEarly > 1) {
    const middle = Math.floor((tooEarly + lateEnough) / 2);
    if (wallClock(middle, timeZone) < midnight) tooEarly = middle;
    else lateEnough = middle;
  }
  return lateEnough;
}

function readDay(day: CalendarDay): number {
  const [, year, month, date] = dayPattern.exec(day) ?? [];
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(date));
  // February 30 would become March 2.
  if (Number.isNaN(midnight) || writeDay(midnight) !== day) throw new RangeError(`Not a day: ${day}`);
  return midnight;
}

function writeDay(midnight: number): CalendarDay {
  return new Date(midnight).toISOString().slice(0, 10);
}
