/**
 * `$select`: only the properties that were asked for.
 * Source: https://learn.microsoft.com/graph/query-parameters#select
 */
import { GraphRefusal } from "./graphRefusal.ts";
import { queryOption } from "./graphCall.ts";

/** Properties that Graph only gives when they are selected, by their own names. */
export const onlyWhenSelected = Symbol("properties given only when selected");

/** An item in Graph's wire shape; what is under the symbol is left out unless it is selected. */
export interface WireItem extends Readonly<Record<string, unknown>> {
  readonly [onlyWhenSelected]?: Readonly<Record<string, unknown>>;
}

/** What is left of an item. Its id and annotations stay in any case. @throws {GraphRefusal} for an unknown property. */
export function selectProperties(query: URLSearchParams, item: WireItem): Readonly<Record<string, unknown>> {
  const { [onlyWhenSelected]: more = {}, ...always } = item;
  const selected = queryOption(query, "$select");
  if (selected === undefined || selected.trim() === "*") return always;
  const known = new Map(
    Object.entries({ ...always, ...more }).map(([name, value]) => [name.toLowerCase(), { name, value }]),
  );
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(always)) if (name === "id" || name.startsWith("@")) result[name] = value;
  for (const wanted of selected.split(",").map((name) => name.trim())) {
    if (wanted === "") continue;
    // A path (as `start/dateTime`) selects the whole of its first part.
    const property = known.get(wanted.split("/")[0]?.toLowerCase() ?? "");
    if (property === undefined) {
      const message = `Parsing OData Select and Expand failed: Could not find a property named '${wanted}'.`;
      throw new GraphRefusal(400, "RequestBroker--ParseUri", message);
    }
    result[property.name] = property.value;
  }
  return result;
}
