/**
 * `$filter` of events: comparisons of the properties that are commonly filtered by, joined by `and`. Everything else is
 * refused, because an answer as if there were no filter would be a wrong one.
 * Source: https://learn.microsoft.com/graph/filter-query-parameter
 */
import type { TimedEvent } from "../office/eventStore.ts";
import { queryOption } from "./graphCall.ts";
import { GraphRefusal } from "./graphRefusal.ts";
import type { WireItem } from "./selectProperties.ts";
import { readInstant } from "./timeWindow.ts";

/** What can be filtered by: how its value is written in a filter. */
const properties = new Map<string, "text" | "boolean" | "time">([
  ["subject", "text"],
  ["icaluid", "text"],
  ["seriesmasterid", "text"],
  ["type", "text"],
  ["isorganizer", "boolean"],
  ["iscancelled", "boolean"],
  ["isallday", "boolean"],
  ["start/datetime", "time"],
  ["end/datetime", "time"],
]);

const operators = new Map<string, (difference: number) => boolean>([
  ["eq", (difference) => difference === 0],
  ["ne", (difference) => difference !== 0],
  ["gt", (difference) => difference > 0],
  ["ge", (difference) => difference >= 0],
  ["lt", (difference) => difference < 0],
  ["le", (difference) => difference <= 0],
]);

type Condition = (event: TimedEvent, wire: WireItem) => boolean;

/** The events that the query's filter lets through; `write` gives an event as its reader sees it. @throws {GraphRefusal} */
export function filteredEvents(
  query: URLSearchParams,
  events: readonly TimedEvent[],
  write: (event: TimedEvent) => WireItem,
): readonly TimedEvent[] {
  const filter = queryOption(query, "$filter");
  if (filter === undefined) return events;
  const conditions = readFilter(filter);
  return events.filter((event) => {
    const wire = write(event);
    return conditions.every((condition) => condition(event, wire));
  });
}

function readFilter(filter: string): readonly Condition[] {
  // An `and` outside of quoted texts has an even number of quotes after it.
  const clauses = filter.trim().split(/\s+and\s+(?=(?:[^']*'[^']*')*[^']*$)/iu);
  return clauses.map(readCondition);
}

function readCondition(clause: string): Condition {
  const [, name = "", operatorName = "", value = ""] = /^([\w/]+)\s+(\w+)\s+('(?:[^']|'')*'|\S+)$/su.exec(clause) ?? [];
  if (name === "") throw new GraphRefusal(400, "BadRequest", `Invalid filter clause: ${clause}`);
  const kind = properties.get(name.toLowerCase());
  const fits = operators.get(operatorName.toLowerCase());
  if (kind === undefined || fits === undefined) {
    const message = `The sandbox does not support the filter '${clause}'; Microsoft Graph may.`;
    throw new GraphRefusal(400, "SandboxNotSupported", message);
  }
  const text = /^'(.*)'$/su.exec(value)?.[1]?.replaceAll("''", "'");
  switch (kind) {
    case "text":
      if (text === undefined) throw wrongValue(clause);
      return (_event, wire) => fits(compareTexts(propertyOf(wire, name), text));
    case "boolean":
      if (!/^(true|false)$/iu.test(value)) throw wrongValue(clause);
      return (_event, wire) => fits(compareTexts(propertyOf(wire, name), value.toLowerCase()));
    case "time": {
      if (text === undefined) throw wrongValue(clause);
      const instant = readInstant(text, name);
      return ({ startUtc, endUtc }) => fits((name.toLowerCase().startsWith("start") ? startUtc : endUtc) - instant);
    }
    default:
      return kind satisfies never;
  }
}

/** The value of a property as a text; empty if it has none. */
function propertyOf(wire: WireItem, name: string): string {
  const value = Object.entries(wire).find(([candidate]) => candidate.toLowerCase() === name.toLowerCase())?.[1];
  return typeof value === "string" || typeof value === "boolean" ? String(value) : "";
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function wrongValue(clause: string): GraphRefusal {
  return new GraphRefusal(400, "BadRequest", `Invalid filter clause: incompatible types in '${clause}'.`);
}
