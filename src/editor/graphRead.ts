/**
 * What a GET request to Graph reads of calendars and of Bookings: one row for each kind of list or item, with its page, its
 * permission, and what may follow the question mark. Data only, for hover and completion; whether the request is run, and
 * with which token, is decided elsewhere.
 * Sources: the pages themselves; permissions as in https://github.com/microsoftgraph/microsoft-graph-devx-content.
 */
import { readGraphAddress } from "../cancellation/graphAddress.ts";

/** What is read. */
export type GraphReadKind =
  | "events"
  | "event"
  | "calendarView"
  | "instances"
  | "calendars"
  | "calendarGroups"
  | "businesses"
  | "business"
  | "appointments"
  | "appointment"
  | "bookingsView"
  | "services"
  | "staffMembers"
  | "customers";

/** A parameter that takes something other than a time. */
export type QueryOption = "$select" | "$filter" | "$orderby" | "$top" | "$count" | "query";

/** One kind of read. */
export interface GraphRead {
  readonly kind: GraphReadKind;
  /** The parameters that bound it in time, both needed; undefined where there are none. */
  readonly times: readonly [start: string, end: string] | undefined;
  /** In the order in which they are offered. */
  readonly options: readonly QueryOption[];
  /** Its page below https://learn.microsoft.com/graph/api/. */
  readonly page: string;
  /** The least delegated permission. */
  readonly permission: string;
  /** Whether personal accounts have it. */
  readonly isForPersonal: boolean;
  /** Whether the path names a mailbox that need not be one's own. */
  readonly isOfUser: boolean;
}

interface ReadRow {
  readonly kind: GraphReadKind;
  /** The path below the version, with `*` for an id; `owner` is `me`, a user or a group. */
  readonly path: RegExp;
  readonly times?: readonly [string, string];
  readonly options: readonly QueryOption[];
  readonly page: string;
  /** For a group's calendar. Default: the same. */
  readonly groupPage?: string;
}

const ofEvents = ["$select", "$filter", "$orderby", "$top", "$count"] as const;
const ofCalendars = ["$select", "$top", "$count"] as const;
const eventTimes = ["startDateTime", "endDateTime"] as const;
const id = "[^/]+";
const owner = `(?:me|users/${id}|groups/${id})`;
const calendar = `(?:/calendar|(?:/calendargroups/${id})?/calendars/${id})?`;
const business = `(?:solutions/)?bookingbusinesses`;

function path(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`, "i");
}

// Of Bookings' lists, the pages take $count and $expand alone, and $top makes Graph lose the link to the next page:
// https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/1351
const rows: readonly ReadRow[] = [
  {
    kind: "events",
    path: path(`${owner}${calendar}/events`),
    options: ofEvents,
    page: "user-list-events",
    groupPage: "group-list-events",
  },
  { kind: "event", path: path(`${owner}${calendar}/events/${id}`), options: ["$select"], page: "event-get" },
  {
    kind: "calendarView",
    path: path(`${owner}${calendar}/calendarview`),
    times: eventTimes,
    options: ofEvents,
    page: "user-list-calendarview",
    groupPage: "group-list-calendarview",
  },
  {
    kind: "instances",
    path: path(`${owner}${calendar}/events/${id}/instances`),
    times: eventTimes,
    options: ofEvents,
    page: "event-list-instances",
  },
  {
    kind: "calendars",
    path: path(`(?:me|users/${id})(?:/calendargroups/${id})?/calendars`),
    options: ofCalendars,
    page: "user-list-calendars",
  },
  {
    kind: "calendarGroups",
    path: path(`(?:me|users/${id})/calendargroups`),
    options: ofCalendars,
    page: "user-list-calendargroups",
  },
  { kind: "businesses", path: path(business), options: ["query"], page: "bookingbusiness-list" },
  { kind: "business", path: path(`${business}/${id}`), options: [], page: "bookingbusiness-get" },
  {
    kind: "appointments",
    path: path(`${business}/${id}/appointments`),
    options: ["$count"],
    page: "bookingbusiness-list-appointments",
  },
  {
    kind: "appointment",
    path: path(`${business}/${id}/appointments/${id}`),
    options: [],
    page: "bookingappointment-get",
  },
  {
    kind: "bookingsView",
    path: path(`${business}/${id}/calendarview`),
    times: ["start", "end"],
    options: ["$count"],
    page: "bookingbusiness-list-calendarview",
  },
  {
    kind: "services",
    path: path(`${business}/${id}/services`),
    options: ["$count"],
    page: "bookingbusiness-list-services",
  },
  {
    kind: "staffMembers",
    path: path(`${business}/${id}/staffmembers`),
    options: ["$count"],
    page: "bookingbusiness-list-staffmembers",
  },
  {
    kind: "customers",
    path: path(`${business}/${id}/customers`),
    options: ["$count"],
    page: "bookingbusiness-list-customers",
  },
];

/**
 * What a GET request reads; undefined for anything that is not Graph's, or not known here.
 * @param url with its variables replaced as far as they are known; one at its beginning may stand for the host.
 */
export function findGraphRead(method: string, url: string): GraphRead | undefined {
  if (method.toUpperCase() !== "GET") return undefined;
  const address = url.replace(/^\{\{[^{}]*\}\}/, "").replaceAll(/\{\{[^{}]*\}\}/g, "x");
  const { host, path: found } = readGraphAddress(address);
  if (host.kind === "refused" || found.kind === "refused") return undefined;
  if (host.kind === "graph" && found.version === undefined) return undefined;
  const words = found.segments.map(({ decoded }) => decoded.replaceAll("/", "_")).join("/");
  const row = rows.find((one) => one.path.test(words));
  return row && readOf(row, words);
}

function readOf({ kind, times, options, page, groupPage }: ReadRow, words: string): GraphRead {
  const isOfGroup = /^groups\//i.test(words);
  const isBooking = /bookingbusinesses/i.test(words);
  return {
    kind,
    times,
    options,
    page: isOfGroup ? (groupPage ?? page) : page,
    permission: isBooking ? "Bookings.Read.All" : isOfGroup ? "Group.Read.All" : "Calendars.ReadBasic",
    isForPersonal: !isBooking && !isOfGroup,
    isOfUser: /^users\//i.test(words),
  };
}
