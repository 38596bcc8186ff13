/**
 * `$orderby` of events, for the properties by which they are usually ordered.
 * Source: https://learn.microsoft.com/graph/query-parameters#orderby-parameter
 */
import type { TimedEvent } from "../office/eventStore.ts";
import { queryOption } from "./graphCall.ts";
import { GraphRefusal } from "./graphRefusal.ts";

type Comparison = (one: TimedEvent, other: TimedEvent) => number;

const comparisons = new Map<string, Comparison>([
  ["start/datetime", (one, other) => one.startUtc - other.startUtc],
  ["end/datetime", (one, other) => one.endUtc - other.endUtc],
  ["subject", (one, other) => compareTexts(one.event.subject, other.event.subject)],
  ["createddatetime", (one, other) => one.event.createdUtc - other.event.createdUtc],
  ["lastmodifieddatetime", (one, other) => one.event.changedUtc - other.event.changedUtc],
]);

/** Events (given by start) as the query orders them; by start unless it says otherwise. @throws {GraphRefusal} */
export function orderedEvents(query: URLSearchParams, events: readonly TimedEvent[]): readonly TimedEvent[] {
  const order = queryOption(query, "$orderby")?.trim().toLowerCase();
  if (order === undefined || order === "start/datetime" || order === "start/datetime asc") return events;
  const [property = "", direction = "asc", ...more] = order.split(/\s+/u);
  const compare = comparisons.get(property);
  if (compare === undefined || more.length > 0 || (direction !== "asc" && direction !== "desc")) {
    const message = `The sandbox does not support $orderby=${order}; Microsoft Graph may.`;
    throw new GraphRefusal(400, "SandboxNotSupported", message);
  }
  const sorted = events.toSorted((one, other) => compare(one, other) || compareTexts(one.event.id, other.event.id));
  return direction === "desc" ? sorted.toReversed() : sorted;
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
