/**
 * Which cancel request an HTTP request is. The address as written decides whether it is one; what is sent later is
 * built anew from the target (`cancelUrl`), so that no odd spelling ever reaches Graph. The forms that are known stand
 * in routeCatalogue.ts.
 */
import { isControl, readGraphAddress } from "./graphAddress.ts";
import type { GraphCloudName, HostRefusal, PathPart, PathRefusal } from "./graphAddress.ts";
import { cataloguePaths } from "./routeCatalogue.ts";
import type { ApiVersion, CataloguePath, CatalogueRow } from "./routeCatalogue.ts";
import type { BookingTarget, CancelTarget, EventTarget, Mailbox } from "./target.ts";

/** A request that cancels something. */
export interface CancelRoute {
  readonly target: CancelTarget;
  /** The property of the JSON body that holds the message, as Graph's metadata spells it. */
  readonly messageProperty: "Comment" | "cancellationMessage";
  /** The spellings in Microsoft's own pages and SDKs. Graph does not mind the case; nor should a reader of the body. */
  readonly acceptedProperties: readonly string[];
  /** The host as written, with its port; undefined for a path alone, which goes to the session's own Graph. */
  readonly host: string | undefined;
  /** The cloud that the host belongs to. `sandbox` means some port of this machine: check that it is the sandbox's. */
  readonly cloud: GraphCloudName | undefined;
  readonly documented: CatalogueRow["documented"];
  /** Delegated permissions, least privileged first; each is enough by the documentation's table. */
  readonly scopes: readonly string[];
  /** The action's page in Microsoft's documentation. */
  readonly docsUrl: string;
  /**
   * The ids that are no ids but places to fill in, as `{id}` pasted from the documentation. Such a target names no
   * item: offer to choose one instead of sending.
   */
  readonly placeholders: readonly string[];
}

/** Why a request that looks like a cancel request is not taken for one. */
export type RouteMismatch =
  | HostRefusal
  | PathRefusal
  /** The path is right, the method is not. */
  | { readonly code: "notPost"; readonly method: string }
  /** A `{{variable}}` in the address has no value. `name` is what stands between the braces. */
  | { readonly code: "unresolvedVariable"; readonly name: string }
  /** A host without `/v1.0` or `/beta` after it. */
  | { readonly code: "missingVersion" }
  /** Another word where `v1.0` or `beta` belongs. */
  | { readonly code: "unknownVersion"; readonly version: string }
  /** The path is known, but not in this version. */
  | { readonly code: "notInVersion"; readonly version: ApiVersion }
  /** No id after `afterSegment`. */
  | { readonly code: "missingId"; readonly afterSegment: string };

/**
 * The cancel request that a method and a URL are, or undefined. The URL is absolute, or a path (`/v1.0/me/…`, or
 * `/me/…`, which is read as v1.0), with variables replaced. Words of the path are compared without case, ids are decoded
 * once and keep theirs; OData's `events('id')` and `microsoft.graph.cancel` are understood.
 */
export function matchCancelRoute(method: string, url: string): CancelRoute | undefined {
  if (method.toUpperCase() !== "POST" || url.includes("{{")) return undefined;
  const { host, path } = readGraphAddress(url);
  if (host.kind === "refused" || path.kind === "refused") return undefined;
  if (host.kind === "graph" && path.version === undefined) return undefined;
  const found = findInCatalogue(path.segments);
  if (found === undefined) return undefined;
  const { row } = found.entry;
  const version = path.version ?? row.versions[0];
  if (version === undefined || !row.versions.includes(version)) return undefined;
  const target = readTarget(found, version);
  return {
    ...actionFacts(target, version),
    target,
    host: host.kind === "graph" ? host.host : undefined,
    cloud: host.kind === "graph" ? host.cloud : undefined,
    documented: row.documented,
    placeholders: [...found.ids.values()].filter((id) => /^[{<].*[}>]$/.test(id.raw)).map((id) => id.raw),
  };
}

/**
 * Why `matchCancelRoute` refuses a request that looks like a cancel request; undefined when it accepts it, and when the
 * request has nothing to do with cancelling in Graph.
 */
export function explainMismatch(method: string, url: string): RouteMismatch | undefined {
  const variable = /\{\{(.*?)\}\}/s.exec(url);
  const { host, path } = readGraphAddress(url.replaceAll(/\{\{.*?\}\}/gs, "x"));
  if (path.kind === "refused") {
    return host.kind !== "refused" && looksLikeCancel(url) ? path.reason : undefined;
  }
  const isKnownHost = host.kind !== "refused" || host.reason.code === "insecure";
  const found = findInCatalogue(path.segments);
  if (found === undefined) return isKnownHost && looksLikeCancel(url) ? explainPath(path.segments) : undefined;
  if (variable !== null) return { code: "unresolvedVariable", name: (variable[1] ?? "").trim() };
  // A path such as /users/1/events/2/cancel may be anybody's; the version makes it Graph's.
  if (host.kind === "refused") return path.version === undefined ? undefined : host.reason;
  if (host.kind === "graph" && path.version === undefined) return { code: "missingVersion" };
  if (path.version !== undefined && !found.entry.row.versions.includes(path.version)) {
    return { code: "notInVersion", version: path.version };
  }
  return method.toUpperCase() === "POST" ? undefined : { code: "notPost", method };
}

/** The URL that cancels a target: `origin` is scheme and host of the session's own Graph, without a last slash. */
export function cancelUrl(origin: string, target: CancelTarget): string {
  return `${origin}/${target.apiVersion}${target.itemPath}/cancel`;
}

/** How to address an event. */
export interface EventAddress {
  /** The calendar that holds the event. Default: none is named, Graph finds the event in the mailbox. */
  readonly calendarId?: string;
  /** Default `v1.0`. */
  readonly apiVersion?: ApiVersion;
  /** Default: the signed-in account's own. A group has one calendar, so `calendarId` is not used with it. */
  readonly mailbox?: Mailbox;
}

/** The target for an event's id (or an occurrence's). Throws an Error for an id that no path can carry. */
export function eventTarget(eventId: string, options: EventAddress = {}): EventTarget {
  const mailbox: Mailbox = options.mailbox ?? { kind: "me" };
  const owner = mailbox.kind === "me" ? "/me" : `/${mailbox.kind}s/${encodeId(mailbox.id)}`;
  const hasCalendar = options.calendarId !== undefined && mailbox.kind !== "group";
  const calendar = hasCalendar ? `/calendars/${encodeId(options.calendarId)}` : "";
  return {
    kind: "event",
    apiVersion: options.apiVersion ?? "v1.0",
    mailbox,
    eventId,
    itemPath: `${owner}${calendar}/events/${encodeId(eventId)}`,
  };
}

/**
 * The target for the series that an occurrence belongs to, in the same calendar of the same mailbox.
 * @param seriesMasterId decoded.
 */
export function seriesTarget(occurrence: EventTarget, seriesMasterId: string): EventTarget {
  const calendar = /^(.*?)\/(?:events|calendarView)\//.exec(occurrence.itemPath)?.[1];
  if (calendar === undefined) return eventTarget(seriesMasterId, occurrence);
  return { ...occurrence, eventId: seriesMasterId, itemPath: `${calendar}/events/${encodeId(seriesMasterId)}` };
}

/** The target for an appointment of a Bookings business. Throws an Error for an id that no path can carry. */
export function bookingTarget(
  businessId: string,
  appointmentId: string,
  apiVersion: ApiVersion = "v1.0",
): BookingTarget {
  const itemPath = `/solutions/bookingBusinesses/${encodeId(businessId)}/appointments/${encodeId(appointmentId)}`;
  return { kind: "booking", apiVersion, businessId, appointmentId, itemPath };
}

function encodeId(id: string): string {
  if (id === "" || id === "." || id === ".." || Array.from(id).some(isControl)) {
    throw new Error(`No path can carry the id ${JSON.stringify(id)}`);
  }
  return encodeURIComponent(id);
}

/** A path of the catalogue with the ids that a request's path has in its places. */
interface Found {
  readonly entry: CataloguePath;
  readonly ids: ReadonlyMap<string, PathPart>;
}

function findInCatalogue(parts: readonly PathPart[]): Found | undefined {
  const action = parts.at(-1)?.decoded.toLowerCase();
  if (action !== "cancel" && action !== "microsoft.graph.cancel") return undefined;
  const item = parts.slice(0, -1);
  return findItem(item) ?? findItem(item.flatMap(splitKey));
}

function findItem(parts: readonly PathPart[]): Found | undefined {
  for (const entry of cataloguePaths()) {
    const ids = fitPath(entry, parts);
    if (ids !== undefined) return { entry, ids };
  }
  return undefined;
}

function fitPath(entry: CataloguePath, parts: readonly PathPart[]): ReadonlyMap<string, PathPart> | undefined {
  if (entry.segments.length !== parts.length) return undefined;
  const ids = new Map<string, PathPart>();
  for (const [index, segment] of entry.segments.entries()) {
    const part = parts[index];
    if (part === undefined || part.decoded === "") return undefined;
    if (segment.kind === "id") ids.set(segment.name, part);
    else if (segment.word.toLowerCase() !== part.decoded.toLowerCase()) return undefined;
  }
  return ids;
}

/** OData's other way to write an id: `events('id')` for `events/id`, with `''` for a quote in the id. */
function splitKey(part: PathPart): readonly PathPart[] {
  const [, word, key] = /^([a-z.]+)\('((?:[^']|'')*)'\)$/i.exec(part.decoded) ?? [];
  if (word === undefined || key === undefined) return [part];
  const id = key.replaceAll("''", "'");
  if (id === "." || id === "..") return [part];
  return [
    { raw: word, decoded: word },
    { raw: id, decoded: id },
  ];
}

function readTarget(found: Found, apiVersion: ApiVersion): CancelTarget {
  const id = (name: string): string | undefined => found.ids.get(name)?.decoded;
  const itemPath = found.entry.segments
    .map((segment) => `/${segment.kind === "word" ? segment.word : encodeURIComponent(id(segment.name) ?? "")}`)
    .join("");
  if (found.entry.row.item === "booking") {
    return {
      kind: "booking",
      apiVersion,
      businessId: id("business") ?? "",
      appointmentId: id("appointment") ?? "",
      itemPath,
    };
  }
  const user = id("user");
  const group = id("group");
  const mailbox: Mailbox =
    group !== undefined
      ? { kind: "group", id: group }
      : user !== undefined
        ? { kind: "user", id: user }
        : { kind: "me" };
  // Graph also lets a meeting be reached through a message about it. The event's own id is then nowhere in the path,
  // and the message's id, unique in the same mailbox, stands for it.
  return { kind: "event", apiVersion, mailbox, eventId: id("event") ?? id("message") ?? "", itemPath };
}

function actionFacts(
  target: CancelTarget,
  version: ApiVersion,
): Pick<CancelRoute, "messageProperty" | "acceptedProperties" | "scopes" | "docsUrl"> {
  const view = version === "beta" ? "?view=graph-rest-beta" : "?view=graph-rest-1.0";
  if (target.kind === "booking") {
    return {
      messageProperty: "cancellationMessage",
      acceptedProperties: ["cancellationMessage"],
      scopes: ["BookingsAppointment.ReadWrite.All", "Bookings.ReadWrite.All", "Bookings.Manage.All"],
      docsUrl: `https://learn.microsoft.com/graph/api/bookingappointment-cancel${view}`,
    };
  }
  return {
    messageProperty: "Comment",
    acceptedProperties: ["Comment", "comment"],
    scopes: eventScopes(target.mailbox),
    docsUrl: `https://learn.microsoft.com/graph/api/event-cancel${view}`,
  };
}

/** A colleague's calendar is reached through sharing, a group's through the group: each has a permission of its own. */
function eventScopes(mailbox: Mailbox): readonly string[] {
  switch (mailbox.kind) {
    case "me":
      return ["Calendars.ReadWrite"];
    case "user":
      return ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"];
    case "group":
      return ["Calendars.ReadWrite", "Group.ReadWrite.All"];
    default:
      return mailbox satisfies never;
  }
}

/** Whether somebody who wrote this meant to cancel an event or a booking: the last word, and a word for what it is. */
function looksLikeCancel(url: string): boolean {
  const path = /^[^?#]*/.exec(url)?.[0] ?? "";
  return (
    /[/\\](?:microsoft\.graph\.)?cancel[/\\]*$/i.test(path) &&
    /[/\\](?:events?|calendarview|appointments|instances|exceptionoccurrences)\b/i.test(path) &&
    !/[/\\]virtualevents[/\\]/i.test(path)
  );
}

/** Why a path of known segments is in no row of the catalogue. */
function explainPath(parts: readonly PathPart[]): RouteMismatch {
  const withoutVersion = parts.slice(1);
  const version = parts[0]?.decoded ?? "";
  if (/^v?[0-9]/i.test(version) && findInCatalogue(withoutVersion) !== undefined)
    return { code: "unknownVersion", version };
  const filler: PathPart = { raw: "x", decoded: "x" };
  for (let index = 1; index < parts.length; index += 1) {
    const isEmpty = parts[index]?.decoded === "";
    const filled = [...parts.slice(0, index), filler, ...parts.slice(isEmpty ? index + 1 : index)];
    const afterSegment = parts[index - 1]?.decoded ?? "";
    if (findInCatalogue(filled) !== undefined) return { code: "missingId", afterSegment };
  }
  return { code: "brokenPath" };
}
