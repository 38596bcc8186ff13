/**
 * What the rest of Unbook can ask of Microsoft Graph. The implementation (graphClient.ts) is loaded when it is first
 * needed; these types are all that anybody sees of it.
 */
import type { TokenSource } from "../account/tokenSource.ts";
import type { BusinessDetails } from "../agenda/business.ts";
import type {
  AgendaItem,
  Booking,
  BusinessSource,
  CalendarEvent,
  CalendarSource,
  Instant,
  Mailbox,
} from "../agenda/item.ts";
import type { SendOutcome } from "../cancellation/outcome.ts";
import type { PlannedRequest } from "../cancellation/plannedRequest.ts";
import type { Sought } from "../cancellation/sought.ts";
import type { CancelTarget, EventTarget } from "../cancellation/target.ts";
import type { GraphCloud } from "./cloud.ts";

/** What a Graph client needs. */
export interface GraphClientOptions {
  readonly cloud: GraphCloud;
  readonly tokens: TokenSource;
  /** What names the account's own mailbox beside `me`: its user name and object id, in any case. Default: none is known. */
  readonly ownNames?: readonly string[];
  /**
   * How this machine reaches the network; asked for each new connection, so that a change takes effect with the next. Not
   * used for the sandbox. Default: what the environment says, and this machine's certificates.
   */
  readonly network?: () => NetworkSettings;
  /** As `Unbook/0.1.0 (VS Code 1.106.0)`. */
  readonly userAgent: string;
  /** Takes one line per request: method, path with ids, status, request id, duration. Never a token, never a body. */
  readonly log: (line: string) => void;
  /** How long one request may take. Default 30,000 ms. */
  readonly requestTimeoutMs?: number;
  /** How long a read may go on being retried. Default 60,000 ms. */
  readonly retryBudgetMs?: number;
}

/** How this machine reaches the network: VS Code's own settings, and what the environment says where they are silent. */
export interface NetworkSettings {
  /** The proxy's address, as `http://proxy.contoso.com:8080`; it may name a user and a password. Default: none. */
  readonly proxy?: string;
  /** The value of `Proxy-Authorization`, for `proxy` alone; wins over a user and a password in it. Default: none. */
  readonly proxyAuthorization?: string;
  /** Hosts that are reached without the proxy, as `.contoso.com`, `localhost` or `*`. Default: none. */
  readonly noProxy?: readonly string[];
  /** Whether a certificate that cannot be verified is refused. Default true. */
  readonly strictSSL?: boolean;
  /** Whether the operating system's certificates are trusted as well. Default true. */
  readonly systemCertificates?: boolean;
  /** Further certificates to trust, PEM. Default: none. */
  readonly extraCertificates?: readonly string[];
}

/** A Microsoft 365 group that has a calendar. */
export interface CalendarGroupMailbox {
  /** A GUID. */
  readonly id: string;
  readonly name: string;
  readonly address?: string;
}

/** One of several items that were read together. */
export type ItemRead =
  | { readonly kind: "read"; readonly item: AgendaItem }
  /** A GraphError or an AccountError. */
  | { readonly kind: "failed"; readonly error: Error };

/** An event that was found by its id. */
export interface FoundEvent {
  readonly target: EventTarget;
  readonly item: CalendarEvent;
}

/** Where such an event is. */
export type EventHome =
  /** `calendar`: undefined for a group's one calendar. */
  | { readonly kind: "listed"; readonly calendar?: CalendarSource }
  /** In no calendar, and so most likely in Deleted Items. */
  | { readonly kind: "nowhere" }
  | { readonly kind: "unknown" };

/** What was listed, with a sentence for everything that had to be left out of it. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly notes: readonly string[];
}

/** A span of time: from `startUtc` (included) to `endUtc` (excluded). */
export interface InstantRange {
  readonly startUtc: Instant;
  readonly endUtc: Instant;
}

/** Something to read as it is. */
export interface AnyRead {
  /** Path and query, from the version on, encoded: `/v1.0/me/events?$top=5`. */
  readonly path: string;
  /** Of these `Prefer`, `ConsistencyLevel` and `Accept-Language` are sent, and nothing else. Default: none. */
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  /** Whether the log is to say that something was read, but not what. Default false. */
  readonly isUnlogged?: boolean;
}

/** What Graph answered, also if that is an error. */
export interface AnyAnswer {
  readonly status: number;
  readonly requestId: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As it came; JSON, as a rule. */
  readonly body: string;
  /** The delegated permissions that it was asked for with. */
  readonly scopes: readonly string[];
  readonly durationMs: number;
}

/** How planned items are sent. */
export interface SendOptions {
  /** Whether the log is to say that something was sent, but not what. Default false. */
  readonly isUnlogged?: boolean;
}

/** Microsoft Graph, as far as Unbook uses it. Every read fails with a GraphError or an AccountError. */
export interface GraphClient {
  /** All calendars of a mailbox that the account may see, every page. A group has one. */
  listCalendars(mailbox: Mailbox, signal?: AbortSignal): Promise<Listed<CalendarSource>>;
  /** The groups with a calendar that the account is a member of, every page. */
  listGroups(signal?: AbortSignal): Promise<Listed<CalendarGroupMailbox>>;
  /**
   * The businesses that the account can see, of which Graph lists 500 and no next page.
   * @param query part of the name, to find those beyond the 500. Default: all.
   */
  listBusinesses(query?: string, signal?: AbortSignal): Promise<Listed<BusinessSource>>;
  /** What a business is, offers and asks for: its details, services and staff. */
  readBusiness(business: BusinessSource, signal?: AbortSignal): Promise<BusinessDetails>;
  /**
   * A calendar's events in the range, series expanded, every page. Where Graph can tell what has changed (`delta`), a
   * repeated call for the same calendar and range asks for the changes only.
   */
  listEvents(calendar: CalendarSource, range: InstantRange, signal?: AbortSignal): Promise<Listed<CalendarEvent>>;
  /** A business's appointments in the range, every page, staff by name. */
  listBookings(business: BusinessSource, range: InstantRange, signal?: AbortSignal): Promise<Listed<Booking>>;
  /** One item, read afresh. */
  readItem(target: CancelTarget, signal?: AbortSignal): Promise<AgendaItem>;
  /** Many items, read afresh in few requests; the answers are in the order of the targets. Rejects only if aborted. */
  readItems(targets: readonly CancelTarget[], signal?: AbortSignal): Promise<readonly ItemRead[]>;
  /**
   * In which calendars events are that were found by their ids, in few requests; in their order. What has been deleted is still
   * found so. Rejects only if aborted.
   */
  findEventHomes(events: readonly FoundEvent[], signal?: AbortSignal): Promise<readonly EventHome[]>;
  /**
   * Whatever is at a path of the session's own Graph, asked once. An answer of any status is an answer; fails only where
   * none came, and with `wrongOrigin` for what is no path of Graph's.
   */
  readAny(read: AnyRead, signal?: AbortSignal): Promise<AnyAnswer>;
  /**
   * Whether what was planned for an item was carried out (`gone`) or not (`stillThere`), after a request whose answer was
   * lost. An event in Deleted Items is gone, although it can be read by its id; so is an invitation that is declined, and a
   * series that ends in time. Fails where that cannot be told.
   */
  lookUp(sought: Sought, signal?: AbortSignal): Promise<"gone" | "stillThere">;
  /**
   * The delegated permissions for doing what was planned that are not given yet; empty if nothing is missing. Nothing is sent
   * to Graph. Fails with an AccountError if that cannot be found out.
   */
  missingPermissions(
    items: readonly Pick<PlannedRequest, "target" | "action">[],
    signal?: AbortSignal,
  ): Promise<readonly string[]>;
  /**
   * Does what was planned for some items, all in one mailbox, each once; the outcomes are in their order. One item is one
   * request; several go together. Nothing is sent again but what Graph has answered without acting: after a 401, a 429, or
   * behind another item of the same request that has failed. Aborting gives `stopped` for those that have not left; on a
   * request that has left, the signal has no effect. Never rejects for what Graph, sign-in or the network does.
   */
  sendPlanned(
    items: readonly PlannedRequest[],
    signal?: AbortSignal,
    options?: SendOptions,
  ): Promise<readonly SendOutcome[]>;
  /**
   * Ends every read, and every cancellation that has not left; one that has left keeps its whole time to be answered.
   * Then the connections are closed.
   */
  dispose(): Promise<void>;
  /**
   * Disposes of the client once every cancellation and every look at one that was begun with it has ended: for when another
   * client of the same account takes its place.
   */
  retire(): Promise<void>;
}
