/**
 * Reads how a series recurs. Its pattern is kept as it came, because whoever changes the range has to send it again as a
 * whole; of the range only what every type of it has in common is read.
 * Source: https://learn.microsoft.com/graph/api/resources/recurrencerange
 */
import { custom, nullish } from "valibot";
import type { GenericSchema } from "valibot";
import { isCalendarDay } from "../agenda/calendarDays.ts";
import type { CalendarDay, Recurrence } from "../agenda/item.ts";
import { part, readShape, row, text } from "./readShape.ts";
import type { WireRecurrence, WireRecurrenceRange } from "./wire.ts";

const seriesRow = row({
  recurrence: part("How it recurs", {
    pattern: nullish(custom<Readonly<Record<string, unknown>>>(isObject, "How it recurs could not be read.")),
    range: part("From when until when it recurs", {
      type: text("Whether it ends"),
      startDate: text("When it begins"),
      endDate: text("When it ends"),
      recurrenceTimeZone: text("The time zone that it recurs in"),
    } satisfies Record<keyof WireRecurrenceRange, GenericSchema>),
  } satisfies Record<keyof WireRecurrence, GenericSchema>),
});

/** The recurrence of an event that is a series; undefined if it has none, or it cannot be read for certain. */
export function readRecurrence(event: unknown): Recurrence | undefined {
  const recurrence = readShape(seriesRow, event)?.shape.recurrence;
  const { pattern, range } = recurrence ?? {};
  const startDate = dayOf(range?.startDate);
  if (pattern === undefined || pattern === null || startDate === undefined) return undefined;
  // A range of another type has an end as well: the first day of the year 1.
  const endDate = range?.type === "endDate" ? dayOf(range.endDate) : undefined;
  const timeZone = range?.recurrenceTimeZone;
  return {
    pattern,
    startDate,
    ...(endDate !== undefined && { endDate }),
    ...(timeZone !== undefined && { timeZone }),
  };
}

function dayOf(date: string | undefined): CalendarDay | undefined {
  return date !== undefined && isCalendarDay(date) ? date : undefined;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
