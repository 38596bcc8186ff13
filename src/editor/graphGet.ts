/**
 * What a GET request of a `.http` file asks of Microsoft Graph: a list that the agenda shows too, or anything else. The
 * address is taken apart as strictly as that of a request that cancels (cancellation/graphAddress.ts).
 */
import { readGraphAddress } from "../cancellation/graphAddress.ts";
import type { GraphCloudName, PathRefusal } from "../cancellation/graphAddress.ts";

/** A GET request to Graph. */
export interface GraphGet {
  /** Path and query, from the version on, encoded. */
  readonly path: string;
  /** As written; undefined for a path alone. */
  readonly host: string | undefined;
  readonly cloud: GraphCloudName | undefined;
  /** Set for a list of events or bookings of the account itself. */
  readonly list: ListedTime | undefined;
}

/** The time that a list is about; both undefined where it is all of it. Instants. */
export interface ListedTime {
  readonly startUtc: number | undefined;
  readonly endUtc: number | undefined;
}

/** What a request is, or why it is none that Graph could answer. */
export type ReadGet =
  { readonly kind: "get"; readonly get: GraphGet } | { readonly kind: "refused"; readonly reason: PathRefusal };

/**
 * Reads a request with its variables replaced; undefined for one that does not go to Graph.
 * @param isOwn whether a mailbox, by the name or id in a path, is the account's own.
 */
export function readGraphGet(
  method: string,
  url: string,
  isOwn: (mailboxId: string) => boolean = () => false,
): ReadGet | undefined {
  if (method.toUpperCase() !== "GET") return undefined;
  const { host, path } = readGraphAddress(url.replaceAll(/\{\{[^{}]*\}\}/g, "x"));
  if (host.kind === "refused") return undefined;
  if (path.kind === "refused") return host.kind === "graph" ? { kind: "refused", reason: path.reason } : undefined;
  const words = path.segments.map(({ decoded }) => decoded);
  if (path.version === undefined && (host.kind === "graph" || !isRoot(words[0]))) return undefined;
  // A question mark behind the hash belongs to the fragment, which is not sent.
  const [, query = ""] = /^[^?#]*(\?[^#]*)/s.exec(url) ?? [];
  const below = path.segments.map(({ raw }) => raw).join("/");
  return {
    kind: "get",
    get: {
      path: `/${path.version ?? "v1.0"}/${below}${encodeQuery(query)}`,
      host: host.kind === "graph" ? host.host : undefined,
      cloud: host.kind === "graph" ? host.cloud : undefined,
      list: isList(words, isOwn) ? readTime(query) : undefined,
    },
  };
}

function isRoot(word: string | undefined): boolean {
  return /^(?:me|users|groups|solutions|bookingBusinesses)$/i.test(word ?? "");
}

/** Lists of what the agenda shows: the account's own events, appointments of a business. It need not have other mailboxes. */
function isList(words: readonly string[], isOwn: (mailboxId: string) => boolean): boolean {
  const last = words.at(-1)?.toLowerCase() ?? "";
  const first = words[0]?.toLowerCase() ?? "";
  if (first === "me" || (first === "users" && isOwn(words[1] ?? "")))
    return last === "events" || last === "calendarview";
  if (first !== "solutions" && first !== "bookingbusinesses") return false;
  return last === "appointments" || (last === "calendarview" && words.length > 2);
}

/** OData is written with spaces and quotes that a URL has to have encoded; what is encoded already stays. */
function encodeQuery(query: string): string {
  return query.replaceAll(/[^\w.~!$&'()*+,;=:@/?%-]/gu, (found) =>
    /[\ud800-\udfff]/.test(found) && !found.isWellFormed() ? "%EF%BF%BD" : encodeURIComponent(found),
  );
}

/** Events are asked for by `startDateTime`, appointments by `start`. A time without a zone is UTC. */
function readTime(query: string): ListedTime {
  const given = new URLSearchParams(query);
  const read = (...names: readonly string[]): number | undefined => {
    const written = [...given].find(([name]) => names.includes(name.toLowerCase()))?.[1] ?? "";
    // A plus that was not encoded has become a space.
    const text = written.trim().replace(" ", "+");
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
    const instant = Date.parse(isDay || /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
    return Number.isNaN(instant) ? undefined : instant;
  };
  return { startUtc: read("startdatetime", "start"), endUtc: read("enddatetime", "end") };
}
