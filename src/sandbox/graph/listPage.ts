/**
 * Pages of a list. A page's link to the next is opaque: it holds the whole first query and a position, and nothing that a
 * caller could put together itself.
 * Source: https://learn.microsoft.com/graph/paging
 */
import { GraphRefusal } from "./graphRefusal.ts";
import type { ListPosition } from "./listPosition.ts";
import { type GraphCall, odataContext, queryOption } from "./graphCall.ts";
import { readPreferences } from "./preferences.ts";
import { type WireItem, selectProperties } from "./selectProperties.ts";

/** Graph's largest `$top` for events and calendars. */
const largestTop = 1000;

/** A list to answer with; only what is on the page is written. */
export interface WireList<Item> {
  /** What follows `$metadata#` in its context. */
  readonly context: string;
  /** All of it, in order. */
  readonly items: readonly Item[];
  readonly write: (item: Item) => WireItem;
  /** Items on a page unless the caller says otherwise. */
  readonly pageSize: number;
  /** False for lists that come without a link when the caller gave `$top`. Default true. */
  readonly linksWithTop?: boolean;
  /** True to begin with an empty page that has a link. Default false. */
  readonly startsWithEmptyPage?: boolean;
}

/** The first page's query and the position, from the query of any page. @throws {GraphRefusal} for a foreign token. */
export function readPosition(query: URLSearchParams): { query: URLSearchParams; position: ListPosition } {
  const token = queryOption(query, "$skiptoken");
  if (token === undefined) return { query, position: { skip: 0, isAfterEmptyPage: false } };
  const parts = /^(\d{1,6})\.([01])\.([\w-]*)$/u.exec(Buffer.from(token, "base64url").toString());
  if (parts === null) throw new GraphRefusal(400, "BadRequest", "Bad Request - Error in query syntax: $skiptoken.");
  const [, skip = "0", isAfterEmptyPage, first = ""] = parts;
  const firstQuery = new URLSearchParams(Buffer.from(first, "base64url").toString());
  return { query: firstQuery, position: { skip: Number(skip), isAfterEmptyPage: isAfterEmptyPage === "1" } };
}

/** One page of a list, with a link to the next if there is one. */
export function listPage<Item>(call: GraphCall, list: WireList<Item>): Response {
  const top = wholeNumber(call.query, "$top", 1, largestTop);
  const preferences = readPreferences(call.request.headers.get("prefer"));
  const startsHere = call.position.skip > 0 ? 0 : (wholeNumber(call.query, "$skip", 0, 1_000_000) ?? 0);
  const from = call.position.skip + startsHere;
  const isEmptyPage =
    list.startsWithEmptyPage === true && from === 0 && !call.position.isAfterEmptyPage && list.items.length > 0;
  const size = isEmptyPage ? 0 : Math.min(top ?? preferences.maxPageSize ?? list.pageSize, largestTop);
  const page = list.items.slice(from, from + size);
  const hasMore = from + size < list.items.length && (top === undefined || list.linksWithTop !== false);
  return Response.json(
    {
      "@odata.context": odataContext(call, list.context),
      ...(queryOption(call.query, "$count") === "true" ? { "@odata.count": list.items.length } : {}),
      value: page.map((item) => selectProperties(call.query, list.write(item))),
      ...(hasMore ? { "@odata.nextLink": nextLink(call, from + size, isEmptyPage) } : {}),
    },
    { headers: preferences.applied === "" ? {} : { "preference-applied": preferences.applied } },
  );
}

/** Refuses query options that the sandbox does not carry out, rather than answering as if they had not been given. */
export function refuseQueryOptions(
  query: URLSearchParams,
  names: readonly string[] = ["$filter", "$expand", "$search", "$apply"],
): void {
  for (const name of names) {
    if (queryOption(query, name) === undefined) continue;
    throw new GraphRefusal(400, "SandboxNotSupported", `The sandbox does not support ${name}; Microsoft Graph may.`);
  }
}

function nextLink(call: GraphCall, skip: number, isAfterEmptyPage: boolean): string {
  const first = Buffer.from(call.query.toString()).toString("base64url");
  const token = Buffer.from(`${skip}.${isAfterEmptyPage ? 1 : 0}.${first}`).toString("base64url");
  return `${call.world.graphOrigin}/${call.version}${call.path}?$skiptoken=${token}`;
}

function wholeNumber(query: URLSearchParams, name: string, least: number, most: number): number | undefined {
  const given = queryOption(query, name);
  if (given === undefined) return undefined;
  const value = /^\d{1,7}$/u.test(given) ? Number(given) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new GraphRefusal(400, "BadRequest", `Invalid value '${given}' for ${name} query option found.`);
}
