/**
 * Completes what follows the question mark of a request that reads from Graph: parameters with places to fill in, days
 * around today, property names. Data only; VS Code's completion items are made in requestCompletion.ts.
 */
import { addDays } from "../agenda/calendarDays.ts";
import type { Span } from "../requestFile/span.ts";
import { orders, selectableProperties } from "./graphProperties.ts";
import type { GraphRead, QueryOption } from "./graphRead.ts";

/** What may stand in a query. */
export interface QuerySuggestion {
  readonly kind: "parameter" | "property" | "value";
  readonly label: string;
  /** What it replaces. */
  readonly span: Span;
  /** Texts as they are, and places to fill in with what stands there at first. */
  readonly insert: readonly (string | { readonly fill: string })[];
  /** The parameter that it is, or is the value of. */
  readonly name: string;
}

/** A query as it is written on one line. */
export interface WrittenQuery {
  /** The whole text that `span` counts in. */
  readonly text: string;
  /** All behind the question mark, as far as it stands on this line. */
  readonly span: Span;
  /** The cursor. */
  readonly offset: number;
  /** The parameters that the address has anywhere, in small letters. */
  readonly present: ReadonlySet<string>;
}

/** What may stand at the cursor. @param today the day to begin with, as `2026-11-24`. */
export function suggestQuery(read: GraphRead, written: WrittenQuery, today: string): readonly QuerySuggestion[] {
  const { text, offset } = written;
  const { start, end } = partAround(text, written.span, offset, "&");
  const equals = text.slice(start, end).indexOf("=");
  if (equals === -1 || offset <= start + equals) {
    const nameSpan = { start, end: equals === -1 ? end : start + equals };
    const own = text.slice(nameSpan.start, nameSpan.end).trim().toLowerCase();
    const present = new Set([...written.present].filter((name) => name !== own));
    return parameters(read, present, nameSpan, { isNamed: equals !== -1, today });
  }
  const name = text.slice(start, start + equals);
  return values(read, written, { name, span: { start: start + equals + 1, end } }, today);
}

/** The names of all parameters of a query, in small letters. */
export function parameterNames(query: string): ReadonlySet<string> {
  const names = query.split("&").map((part) => part.split("=", 1)[0]?.trim().toLowerCase() ?? "");
  return new Set(names.filter((name) => name !== ""));
}

function parameters(
  read: GraphRead,
  present: ReadonlySet<string>,
  span: Span,
  { isNamed, today }: { readonly isNamed: boolean; readonly today: string },
): readonly QuerySuggestion[] {
  const suggestions: QuerySuggestion[] = [];
  const [start, end] = read.times ?? [];
  const add = (name: string, fill: string): void => {
    if (present.has(name.toLowerCase())) return;
    suggestions.push({ kind: "parameter", name, label: name, span, insert: isNamed ? [name] : [`${name}=`, { fill }] });
  };
  if (start !== undefined && end !== undefined) {
    const isNone = !present.has(start.toLowerCase()) && !present.has(end.toLowerCase());
    if (isNone && !isNamed) {
      const insert = [`${start}=`, { fill: midnight(today) }, `&${end}=`, { fill: midnight(weekAfter(today)) }];
      suggestions.push({ kind: "parameter", name: start, label: `${start}=…&${end}=…`, span, insert });
    }
    add(start, midnight(today));
    add(end, midnight(weekAfter(today)));
  }
  for (const option of read.options) add(option, firstValue(option, read));
  return suggestions;
}

function firstValue(option: QueryOption, { kind }: GraphRead): string {
  switch (option) {
    case "$select":
      return selectableProperties(kind).slice(0, 3).join(",");
    case "$filter":
      return "isCancelled eq false";
    case "$orderby":
      return orders(kind)[0] ?? "";
    case "$top":
      return "50";
    case "$count":
      return "true";
    case "query":
      return "Contoso";
    default:
      return option satisfies never;
  }
}

function values(
  read: GraphRead,
  { text, offset }: WrittenQuery,
  { name, span }: { readonly name: string; readonly span: Span },
  today: string,
): readonly QuerySuggestion[] {
  const option = read.options.find((one) => one.toLowerCase() === name.toLowerCase());
  const plain = (label: string, place = span): QuerySuggestion => ({
    kind: "value",
    name,
    label,
    span: place,
    insert: [label],
  });
  if (option === undefined) {
    const isTime = read.times?.some((one) => one.toLowerCase() === name.toLowerCase()) === true;
    return isTime ? times(today).map((label) => plain(label)) : [];
  }
  switch (option) {
    case "$select": {
      const place = partAround(text, span, offset, ",");
      const others = `${text.slice(span.start, place.start)}${text.slice(place.end, span.end)}`.split(",");
      return selectableProperties(read.kind)
        .filter((property) => !others.some((other) => other.trim() === property))
        .map((property) => ({ ...plain(property, place), kind: "property" as const }));
    }
    case "$orderby":
      return orders(read.kind).map((label) => plain(label));
    case "$filter":
      return filters(read, today).map(([before, fill, after]) => ({
        ...plain(`${before}${fill}${after}`),
        insert: fill === "" ? [before] : [before, { fill }, after],
      }));
    case "$top":
      return ["10", "50", "100"].map((label) => plain(label));
    case "$count":
      return [plain("true")];
    case "query":
      return [];
    default:
      return option satisfies never;
  }
}

/** Days around today, and the same for whoever runs the request on another day. */
function times(today: string): readonly string[] {
  return [
    midnight(today),
    midnight(weekAfter(today)),
    "{{$datetime iso8601}}",
    "{{$datetime iso8601 7 d}}",
    "{{$datetime iso8601 30 d}}",
  ];
}

/**
 * A guess: Graph's pages do not tell which properties of events can be filtered by. These are what people are seen to use;
 * Graph says so if it does not take one.
 */
function filters({ kind }: GraphRead, today: string): readonly (readonly [string, string, string])[] {
  const common = [
    ["isCancelled eq false", "", ""],
    ["contains(subject,'", "review", "')"],
  ] as const;
  if (kind !== "events") return common;
  return [...common, ["start/dateTime ge '", `${today}T00:00:00`, "'"], ["type eq 'seriesMaster'", "", ""]];
}

function midnight(day: string): string {
  return `${day}T00:00:00Z`;
}

function weekAfter(day: string): string {
  return addDays(day, 7);
}

/** The part between two signs that an offset stands in. */
function partAround(text: string, { start, end }: Span, offset: number, sign: string): Span {
  const before = text.slice(start, offset).lastIndexOf(sign);
  const after = text.slice(offset, end).indexOf(sign);
  return { start: before === -1 ? start : start + before + 1, end: after === -1 ? end : offset + after };
}
