/**
 * The one place where Graph's `dateTime` and `timeZone` become moments and days.
 *
 * Where clocks are turned, a wall-clock time can exist twice or not at all. The policy is that of the calendar standards
 * (RFC 5545, section 3.3.5): of two moments the earlier one is meant, and a time that is skipped is read with the offset
 * before the change, so that it lands as far after the change as it was meant to be after the last valid moment.
 * Source: https://learn.microsoft.com/graph/api/resources/datetimetimezone
 */
import type { GenericSchema } from "valibot";
import { offsetAt } from "../agenda/calendarDays.ts";
import type { CalendarDay, Instant, TimeSpan } from "../agenda/item.ts";
import { part, text } from "./readShape.ts";
import { ianaZone } from "./timeZoneName.ts";
import type { WireDateTime } from "./wire.ts";

/** A wall-clock time with the name of its zone, as Graph gave them. */
export interface GraphTime {
  readonly dateTime?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** The shape of a time. @param what as `Its start`. */
export function graphTime(what: string) {
  return part(what, {
    dateTime: text(what),
    timeZone: text(`The time zone of ${what.toLowerCase()}`),
  } satisfies Record<keyof WireDateTime, GenericSchema>);
}

const dayMs = 86_400_000;

/** A wall-clock time, as the milliseconds that it would be if the wall were in UTC. */
type WallClock = number;

interface ReadDateTime {
  readonly wallClock: WallClock;
  /** What the text itself says to subtract; undefined if it is silent and `zone` has to tell. */
  readonly offsetMs: number | undefined;
  /** IANA name; undefined if it is missing or unknown. */
  readonly zone: string | undefined;
}

/**
 * The moment that a `{ dateTime, timeZone }` means; undefined if it cannot be told. An offset or a `Z` in `dateTime`
 * outweighs `timeZone`: Bookings sends both.
 */
export function instantOf(value: GraphTime | null | undefined): Instant | undefined {
  const read = readDateTime(value);
  if (read === undefined) return undefined;
  if (read.offsetMs !== undefined) return read.wallClock - read.offsetMs;
  return read.zone === undefined ? undefined : instantInZone(read.wallClock, read.zone);
}

/**
 * The span of a timed item between two `{ dateTime, timeZone }`; undefined if either cannot be read. A span that ends
 * before it begins is given no length.
 */
export function timedSpan(
  start: GraphTime | null | undefined,
  end: GraphTime | null | undefined,
): TimeSpan | undefined {
  const startUtc = instantOf(start);
  const endUtc = instantOf(end);
  if (startUtc === undefined || endUtc === undefined) return undefined;
  return { kind: "timed", startUtc, endUtc: Math.max(startUtc, endUtc) };
}

/**
 * The days of an all-day event; undefined if either end cannot be read. Graph's end is the midnight after the last day.
 * @param madeInZone the IANA zone that it was made in, if that is known.
 */
export function allDaySpan(
  start: GraphTime | null | undefined,
  end: GraphTime | null | undefined,
  madeInZone?: string,
): TimeSpan | undefined {
  const firstDay = dayIndexOf(start, madeInZone);
  const dayAfter = dayIndexOf(end, madeInZone);
  if (firstDay === undefined || dayAfter === undefined) return undefined;
  return { kind: "allDay", firstDay: dayText(firstDay), lastDay: dayText(Math.max(firstDay, dayAfter - 1)) };
}

/** The moment at which clocks in a zone show a time. See the policy above for times that exist twice or not at all. */
export function instantInZone(wallClock: WallClock, ianaName: string): Instant {
  // Nearly every time comes in UTC, because that is asked for; looking zones up takes far longer than all other reading.
  if (ianaName === "UTC") return wallClock;
  // No zone is further than a day from UTC, so the true moment lies between these two; a change between them shows.
  const offsetBefore = offsetAt(wallClock - dayMs, ianaName);
  const offsetAfter = offsetAt(wallClock + dayMs, ianaName);
  const moments = [wallClock - offsetBefore, wallClock - offsetAfter].filter(
    (moment) => moment + offsetAt(moment, ianaName) === wallClock,
  );
  return moments.length === 0 ? wallClock - offsetBefore : Math.min(...moments);
}

/**
 * The day at whose midnight an all-day event starts or ends, counted from 1970-01-01. Graph gives midnight whatever
 * zone it answers in; a time that is not midnight was midnight in the zone that the event was made in.
 */
function dayIndexOf(value: GraphTime | null | undefined, madeInZone: string | undefined): number | undefined {
  const read = readDateTime(value);
  if (read === undefined) return undefined;
  if (read.wallClock % dayMs === 0) return read.wallClock / dayMs;
  const instant = instantOf(value);
  const wallClock =
    instant === undefined || madeInZone === undefined ? read.wallClock : instant + offsetAt(instant, madeInZone);
  return Math.round(wallClock / dayMs);
}

function dayText(dayIndex: number): CalendarDay {
  return new Date(dayIndex * dayMs).toISOString().slice(0, 10);
}

function readDateTime(value: GraphTime | null | undefined): ReadDateTime | undefined {
  const match = dateTimePattern.exec(value?.dateTime ?? "")?.groups;
  if (match === undefined) return undefined;
  const number = (name: string): number => Number(match[name] ?? 0);
  const wholeSeconds = utcOf(
    number("year"),
    number("month"),
    number("day"),
    number("hour"),
    number("minute"),
    number("second"),
  );
  // A day or an hour that does not exist would have been carried over into the next.
  if (Number.isNaN(wholeSeconds) || !new Date(wholeSeconds).toISOString().startsWith(clockText(match)))
    return undefined;
  const milliseconds = Number((match["fraction"] ?? "").padEnd(3, "0").slice(0, 3));
  const zoneName = value?.timeZone;
  return {
    wallClock: wholeSeconds + milliseconds,
    offsetMs: match["offset"] === undefined ? undefined : offsetOf(match["offset"]),
    zone: zoneName === undefined ? undefined : ianaZone(zoneName),
  };
}

const dateTimePattern =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:T(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d+))?)?)?(?<offset>Z|[+-]\d\d:?\d\d)?$/;

function clockText(match: Readonly<Record<string, string | undefined>>): string {
  const { year, month, day, hour = "00", minute = "00", second = "00" } = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

function offsetOf(text: string): number {
  if (text === "Z") return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return (text.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** As Date.UTC, which takes the years 0 to 99 for 1900 to 1999. */
function utcOf(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date.getTime();
}
