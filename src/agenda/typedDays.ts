/**
 * Days as people type them: `2026-12-24`, `2026-12-24 to 2026-12-31`, `2026-12-24 14` for 14 days, and several of these
 * with commas between them.
 */
import { addDays, daysBetween } from "./calendarDays.ts";
import type { CalendarDay } from "./item.ts";

/** Consecutive days; the last one included. */
export interface DaySpan {
  readonly firstDay: CalendarDay;
  readonly lastDay: CalendarDay;
}

/** So many days can be asked for at once. */
export const mostTypedDays = 366;

const partPattern =
  /^(?<first>\d{4}-\d{2}-\d{2})(?:\s*(?:to|until|-|–|—|\.\.)\s*(?<last>\d{4}-\d{2}-\d{2})|\s+(?<count>\d{1,3}))?$/u;

/** The typed days, in order and without those that are in another span; undefined if they cannot be read. */
export function readTypedDays(text: string): readonly DaySpan[] | undefined {
  const spans: DaySpan[] = [];
  for (const part of text.split(/[,;]/u)) {
    const span = readSpan(part.trim());
    if (span === undefined) return undefined;
    spans.push(span);
  }
  const merged = mergeSpans(spans);
  const days = merged.reduce((sum, span) => sum + daysBetween(span.firstDay, span.lastDay) + 1, 0);
  return days > mostTypedDays ? undefined : merged;
}

function readSpan(part: string): DaySpan | undefined {
  const { first, last, count } = partPattern.exec(part)?.groups ?? {};
  if (first === undefined) return undefined;
  try {
    const firstDay = addDays(first, 0);
    const lastDay = last === undefined ? addDays(first, Number(count ?? 1) - 1) : addDays(last, 0);
    return lastDay < firstDay ? undefined : { firstDay, lastDay };
  } catch {
    // February 30.
    return undefined;
  }
}

function mergeSpans(spans: readonly DaySpan[]): readonly DaySpan[] {
  const merged: DaySpan[] = [];
  for (const span of spans.toSorted((one, other) => (one.firstDay < other.firstDay ? -1 : 1))) {
    const before = merged.at(-1);
    if (before === undefined || addDays(before.lastDay, 1) < span.firstDay) merged.push(span);
    else if (before.lastDay < span.lastDay) merged[merged.length - 1] = { ...before, lastDay: span.lastDay };
  }
  return merged;
}
