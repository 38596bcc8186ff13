/**
 * The recurrence in a PATCH of a series: the same pattern from the same first day, to an earlier last one. This is how
 * "this and all that follow" are cancelled, for which there is no action.
 * Source: https://learn.microsoft.com/graph/api/resources/patternedrecurrence
 */
import type { WeeklyPattern } from "../office/storedEvent.ts";
import { ianaZone } from "../office/zonedTime.ts";
import { GraphRefusal, notSupported } from "./graphRefusal.ts";

const weekdayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const patternParts: ReadonlySet<string> = new Set([
  "type",
  "interval",
  "month",
  "dayOfMonth",
  "daysOfWeek",
  "firstDayOfWeek",
  "index",
]);
const rangeParts: ReadonlySet<string> = new Set([
  "type",
  "startDate",
  "endDate",
  "recurrenceTimeZone",
  "numberOfOccurrences",
]);

/**
 * The last day that a series is to have, as `2026-11-20`. `mergesPattern` takes a recurrence without a pattern.
 * @throws {GraphRefusal} for anything else than an earlier end.
 */
export function lastDayOf(series: WeeklyPattern, recurrence: unknown, mergesPattern: boolean): string {
  const parts = partsOf(recurrence, "recurrence", new Set(["pattern", "range"]));
  if (parts.has("pattern")) requireSamePattern(series, parts.get("pattern"));
  else if (!mergesPattern) throw new GraphRefusal(400, "ErrorInvalidRequest", "The recurrence has no pattern.");
  const range = partsOf(parts.get("range"), "range", rangeParts);
  if (range.get("type") !== "endDate") throw notSupported(`a range of the type '${String(range.get("type"))}'`);
  const zone = range.get("recurrenceTimeZone");
  if (zone !== undefined && (typeof zone !== "string" || ianaZone(zone) === undefined)) {
    throw unreadable("recurrenceTimeZone is not a time zone.");
  }
  const firstDay = dayOf("startDate", range.get("startDate"));
  const lastDay = dayOf("endDate", range.get("endDate"));
  if (lastDay < firstDay) {
    const message = "The recurrence range ends before it begins.";
    throw new GraphRefusal(400, "ErrorCalendarEndDateIsEarlierThanStartDate", message);
  }
  if (firstDay !== series.firstDay) throw notSupported("another first day of a series");
  if (lastDay > series.lastDay) throw notSupported("a later end of a series");
  return lastDay;
}

function requireSamePattern(series: WeeklyPattern, value: unknown): void {
  const pattern = partsOf(value, "pattern", patternParts);
  const days = pattern.get("daysOfWeek");
  const given = new Set(Array.isArray(days) ? (days as readonly unknown[]) : []);
  const wanted = series.weekdays.map((weekday) => weekdayNames[weekday]);
  const isSame =
    pattern.get("type") === "weekly" &&
    pattern.get("interval") === 1 &&
    given.size === wanted.length &&
    wanted.every((day) => given.has(day));
  if (!isSame) throw notSupported("another pattern of a series");
}

function partsOf(value: unknown, name: string, known: ReadonlySet<string>): ReadonlyMap<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw unreadable(`The property '${name}' must be an object.`);
  }
  const parts = new Map(Object.entries(value).filter(([part]) => !part.includes("@")));
  for (const part of parts.keys()) {
    if (!known.has(part)) throw unreadable(`The property '${part}' does not exist in '${name}'.`);
  }
  return parts;
}

function dayOf(name: string, value: unknown): string {
  const isDay = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/u.test(value) && !Number.isNaN(Date.parse(value));
  if (isDay) return value;
  throw unreadable(`Cannot convert the literal '${String(value)}' of '${name}' to the expected type 'Edm.Date'.`);
}

function unreadable(message: string): GraphRefusal {
  return new GraphRefusal(400, "RequestBodyRead", message);
}
