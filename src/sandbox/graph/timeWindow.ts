/**
 * The window of time that a calendar view asks for. A value without an offset is UTC, whatever zone the caller prefers.
 * Source: https://learn.microsoft.com/graph/api/user-list-calendarview#query-parameters
 */
import { queryOption } from "./graphCall.ts";
import { GraphRefusal } from "./graphRefusal.ts";

/** Exchange's longest window, five years. */
const longestMs = 1825 * 86_400_000;

/** From `startUtc` to `endUtc`, in milliseconds since 1970-01-01T00:00:00Z. */
export interface TimeWindow {
  readonly startUtc: number;
  readonly endUtc: number;
}

/** Reads the window from two query parameters. @throws {GraphRefusal} */
export function timeWindow(query: URLSearchParams, startName: string, endName: string): TimeWindow {
  const start = queryOption(query, startName);
  const end = queryOption(query, endName);
  if (start === undefined || end === undefined) {
    const message = `This request requires a time window specified by the query string parameters ${startName} and ${endName}.`;
    throw new GraphRefusal(400, "ErrorInvalidParameter", message);
  }
  const window = { startUtc: readInstant(start, startName), endUtc: readInstant(end, endName) };
  if (window.endUtc < window.startUtc) {
    throw new GraphRefusal(
      400,
      "ErrorInvalidParameter",
      `The value of ${endName} is earlier than that of ${startName}.`,
    );
  }
  if (window.endUtc - window.startUtc <= longestMs) return window;
  throw new GraphRefusal(
    400,
    "ErrorCalendarViewRangeTooBig",
    "The requested time duration specified for calendar view is too long.",
  );
}

/** True if something from `startUtc` to `endUtc` takes place in the window, were it only in part. */
export function overlaps(window: TimeWindow, startUtc: number, endUtc: number): boolean {
  return startUtc < window.endUtc && (endUtc > window.startUtc || startUtc >= window.startUtc);
}

/** A point in time (milliseconds since 1970-01-01T00:00:00Z) from a query; without an offset it is UTC. @throws {GraphRefusal} */
export function readInstant(text: string, name: string): number {
  // A plus sign that was not percent-encoded arrives as a space.
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2}))?(?:\.\d{1,9})?(Z|[+\- ]\d{2}:?\d{2})?)?$/iu.exec(
    text.trim(),
  );
  const [, day = "", time = "00:00", seconds = "00", zone = "Z"] = match ?? [];
  const instant = Date.parse(`${day}T${time}:${seconds}${zone.replace(" ", "+").toUpperCase()}`);
  if (match !== null && !Number.isNaN(instant)) return instant;
  throw new GraphRefusal(400, "ErrorInvalidParameter", `The value '${text}' of parameter '${name}' is invalid.`);
}
