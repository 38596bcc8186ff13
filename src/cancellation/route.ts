/**
 * Which request about an event or a booking an HTTP request is. The address as written decides whether it is one; what is
 * sent later is built anew from the target (`cancelUrl`), so that no odd spelling ever reaches Graph. The paths that are
 * known stand in routeCatalogue.ts, what is done to an item in itemAction.ts, and why a request is refused in
 * routeMismatch.ts.
 */
import type { Mailbox } from "../agenda/item.ts";
import { findItemPath, readPathAction } from "./findItemPath.ts";
import type { FoundPath } from "./findItemPath.ts";
import { hasControl, readGraphAddress } from "./graphAddress.ts";
import type { GraphCloudName, PathPart } from "./graphAddress.ts";
import { askedPermissions, findItemAction } from "./itemAction.ts";
import type {
  ActionPermissions,
  ItemAction,
  ItemActionName,
  MessageProperty,
  MicrosoftCloudName,
} from "./itemAction.ts";
import type { PathSource } from "./routeCatalogue.ts";
import { mailboxKindOf } from "./target.ts";
import type { ApiVersion, BookingTarget, CancelTarget, EventTarget, MailboxKind } from "./target.ts";

/** A request that does something to an event or a booking. */
export interface ItemRoute {
  readonly action: ItemActionName;
  readonly target: CancelTarget;
  /** Whose permission it takes and whose limits it counts against. */
  readonly mailbox: MailboxKind;
  /** The property of the JSON body that holds the message, as Graph's metadata spells it; undefined for no body. */
  readonly messageProperty: MessageProperty["name"] | undefined;
  /** The spellings in Microsoft's own pages and SDKs. Graph does not mind the case; nor should a reader of the body. */
  readonly acceptedProperties: readonly string[];
  /** The host as written, with its port; undefined for a path alone, which goes to the session's own Graph. */
  readonly host: string | undefined;
  /** The cloud that the host belongs to. `sandbox` means some port of this machine: check that it is the sandbox's. */
  readonly cloud: GraphCloudName | undefined;
  /** The clouds that have this request. The host's own cloud may be none of them. */
  readonly clouds: readonly MicrosoftCloudName[];
  readonly documented: PathSource;
  /** The HTTP status of a success, by Microsoft's pages and by its metadata. Take every 2xx for one. */
  readonly success: ItemAction["success"];
  readonly permissions: ActionPermissions;
  /** The delegated permissions that Unbook asks for, all of them. */
  readonly scopes: readonly string[];
  /** The action's page in Microsoft's documentation. */
  readonly docsUrl: string;
  /**
   * The ids that are no ids but places to fill in, as `{id}` pasted from the documentation. Such a target names no
   * item: offer to choose one instead of sending.
   */
  readonly placeholders: readonly string[];
}

/** A request that cancels something. */
export interface CancelRoute extends ItemRoute {
  readonly action: "cancel";
  readonly messageProperty: MessageProperty["name"];
}

/**
 * The cancel request that a method and a URL are, or undefined. The URL is absolute, or a path (`/v1.0/me/…`, or
 * `/me/…`, which is read as v1.0), with variables replaced. Words of the path are compared without case, ids are decoded
 * once and keep theirs; OData's `events('id')` and `microsoft.graph.cancel` are understood.
 */
export function matchCancelRoute(method: string, url: string): CancelRoute | undefined {
  const route = matchItemRoute(method, url);
  return route !== undefined && isCancelRoute(route) ? route : undefined;
}

/**
 * As `matchCancelRoute`, for everything that can be done to an event or a booking: cancel, delete, decline or update. What an
 * update changes is in its body, which is not looked at here.
 */
export function matchItemRoute(method: string, url: string): ItemRoute | undefined {
  const verb = method.toUpperCase();
  if ((verb !== "POST" && verb !== "DELETE" && verb !== "PATCH") || url.includes("{{")) return undefined;
  const { host, path } = readGraphAddress(url);
  if (host.kind === "refused" || path.kind === "refused") return undefined;
  if (host.kind === "graph" && path.version === undefined) return undefined;
  const { name, item } = readPathAction(verb, path.segments);
  const found = name && findItemPath(item);
  if (name === undefined || found === undefined) return undefined;
  const { row } = found.path;
  const version = path.version ?? row.versions[0];
  if (version === undefined || !row.versions.includes(version)) return undefined;
  const target = readTarget(found, version);
  const mailbox = mailboxKindOf(target);
  const action = findItemAction(name, row.item);
  const permissions = action?.permissions[mailbox];
  if (action === undefined || permissions === undefined) return undefined;
  return {
    action: name,
    target,
    mailbox,
    messageProperty: action.message?.name,
    acceptedProperties: action.message?.accepted ?? [],
    host: host.kind === "graph" ? host.host : undefined,
    cloud: host.kind === "graph" ? host.cloud : undefined,
    clouds: row.onlyIn?.[version] ?? action.clouds,
    documented: row.documented,
    success: action.success,
    permissions,
    scopes: askedPermissions(permissions),
    docsUrl: `https://learn.microsoft.com/graph/api/${action.page}?view=graph-rest-${version === "beta" ? "beta" : "1.0"}`,
    placeholders: found.parts.filter(isPlaceholder).map(({ raw }) => raw),
  };
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
  const calendar = calendarPath(occurrence);
  if (calendar === undefined) return eventTarget(seriesMasterId, occurrence);
  return { ...occurrence, eventId: seriesMasterId, itemPath: `${calendar}/events/${encodeId(seriesMasterId)}` };
}

/** The path of the calendar that a target names; undefined for an event that is reached through a message about it. */
function calendarPath({ itemPath }: EventTarget): string | undefined {
  const parts = itemPath.slice(1).split("/");
  const found = findItemPath(parts.map((raw) => ({ raw, decoded: decodeURIComponent(raw) })));
  const length = found?.path.segments.findIndex(
    (segment) => segment.kind === "word" && (segment.word === "events" || segment.word === "calendarView"),
  );
  return length === undefined || length < 0 ? undefined : `/${parts.slice(0, length).join("/")}`;
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
  if (id === "" || id === "." || id === ".." || hasControl(id)) {
    throw new Error(`No path can carry the id ${JSON.stringify(id)}`);
  }
  return encodeURIComponent(id);
}

function isCancelRoute(route: ItemRoute): route is CancelRoute {
  return route.action === "cancel" && route.messageProperty !== undefined;
}

function isPlaceholder({ raw }: PathPart): boolean {
  return (raw.startsWith("{") || raw.startsWith("<")) && (raw.endsWith("}") || raw.endsWith(">"));
}

function readTarget({ path, parts }: FoundPath, apiVersion: ApiVersion): CancelTarget {
  const ids = new Map<string, string>();
  let itemPath = "";
  for (const [index, { decoded }] of parts.entries()) {
    const segment = path.segments[index];
    if (segment?.kind === "id") ids.set(segment.name, decoded);
    itemPath += `/${segment?.kind === "word" ? segment.word : encodeSegment(decoded)}`;
  }
  if (path.row.item === "booking") {
    const businessId = ids.get("business") ?? "";
    return { kind: "booking", apiVersion, businessId, appointmentId: ids.get("appointment") ?? "", itemPath };
  }
  // Graph also lets a meeting be reached through a message about it. The event's own id is then nowhere in the path,
  // and the message's id, unique in the same mailbox, stands for it.
  const eventId = ids.get("event") ?? ids.get("message") ?? "";
  return { kind: "event", apiVersion, mailbox: readMailbox(ids), eventId, itemPath };
}

/** As encodeURIComponent, which is slow, and seldom has anything to do. */
function encodeSegment(decoded: string): string {
  return /[^\w.~-]/.test(decoded) ? encodeURIComponent(decoded) : decoded;
}

function readMailbox(ids: ReadonlyMap<string, string>): Mailbox {
  const group = ids.get("group");
  if (group !== undefined) return { kind: "group", id: group };
  const user = ids.get("user");
  return user === undefined ? { kind: "me" } : { kind: "user", id: user };
}
