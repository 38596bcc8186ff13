/**
 * Wall clock times in a named zone, and the instants they stand for. Zones go by IANA names here; Graph also takes and
 * gives Windows names (https://learn.microsoft.com/graph/api/resources/datetimetimezone).
 */
import { findIana, findWindows } from "windows-iana";

const dayMs = 86_400_000;
const quarterHourMs = 900_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const windowsNames = new Map<string, string>();
/** By zone and quarter of an hour. */
const offsets = new Map<string, number>();

/** The wall clock time in an IANA zone, as `2026-11-20T09:30:00`. */
export function wallTimeAt(instant: number, zone: string): string {
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 19);
}

/**
 * The instant (milliseconds since 1970-01-01T00:00:00Z) of a wall clock time such as `2026-11-20T09:30` in an IANA zone.
 * A time that a change of clocks skips or repeats gets one of the two instants it could mean.
 */
export function instantOf(wallTime: string, zone: string): number {
  const asIfUtc = Date.parse(`${wallTime.length === 16 ? `${wallTime}:00` : wallTime}Z`);
  // The offset is asked for twice: the first answer can be from the wrong side of a change of clocks.
  const nearby = asIfUtc - offsetAt(asIfUtc, zone);
  return asIfUtc - offsetAt(nearby, zone);
}

/** The day, as `2026-11-20`, that follows `day` by some days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The IANA name of a zone given by its Windows or IANA name, or undefined if there is no such zone. */
export function ianaZone(name: string): string | undefined {
  const iana = findIana(name)[0];
  if (iana !== undefined) return iana === "Etc/UTC" || iana === "Etc/GMT" ? "UTC" : iana;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The Windows name of an IANA zone, or the IANA name itself where Windows has none. */
export function windowsZone(zone: string): string {
  if (zone === "UTC") return "UTC";
  const known = windowsNames.get(zone) ?? findWindows(zone)[0] ?? zone;
  windowsNames.set(zone, known);
  return known;
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  if (zone === "UTC") return 0;
  // Asking is slow, and there are thousands of times in an answer. Since 2023 all clocks have been changed at the beginning
  // of a quarter of an hour; before that some were changed a minute later.
  if (instant < Date.UTC(2023, 0, 1)) return askedOffset(Math.floor(instant / 1000) * 1000, zone);
  const quarterHour = Math.floor(instant / quarterHourMs) * quarterHourMs;
  const key = `${zone} ${quarterHour}`;
  const offset = offsets.get(key) ?? askedOffset(quarterHour, zone);
  offsets.set(key, offset);
  return offset;
}

function askedOffset(wholeSecond: number, zone: string): number {
  const parts = new Map(
    formatFor(zone)
      .formatToParts(wholeSecond)
      .map((part) => [part.type, Number(part.value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? Number.NaN;
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - wholeSecond;
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, format);
  return format;
}
