/**
 * What the rest of Unbook can ask of Microsoft Graph. The implementation (graphClient.ts) is loaded when it is first
 * needed; these types are all that anybody sees of it.
 */
import type { TokenSource } from "../account/tokenSource.ts";
import type { AgendaItem, Booking, BusinessSource, CalendarEvent, CalendarSource, Instant } from "../agenda/item.ts";
import type { SendOutcome } from "../cancellation/outcome.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { GraphCloud } from "./cloud.ts";

/** What a Graph client needs. */
export interface GraphClientOptions {
  readonly cloud: GraphCloud;
  readonly tokens: TokenSource;
  /** As `Unbook/0.1.0 (VS Code 1.106.0)`. */
  readonly userAgent: string;
  /** Takes one line per request: method, path with ids, status, request id, duration. Never a token, never a body. */
  readonly log: (line: string) => void;
  /** How long one request may take. Default 30,000 ms. */
  readonly requestTimeoutMs?: number;
  /** How long a read may go on being retried. Default 60,000 ms. */
  readonly retryBudgetMs?: number;
}

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

/** Microsoft Graph, as far as Unbook uses it. Every read fails with a GraphError or an AccountError. */
export interface GraphClient {
  /** All calendars of the account, every page. */
  listCalendars(signal?: AbortSignal): Promise<Listed<CalendarSource>>;
  /** All businesses that the account can see (Graph stops at 500 and does not page). */
  listBusinesses(signal?: AbortSignal): Promise<Listed<BusinessSource>>;
  /** A calendar's events in the range, series expanded, every page. */
  listEvents(calendar: CalendarSource, range: InstantRange, signal?: AbortSignal): Promise<Listed<CalendarEvent>>;
  /** A business's appointments in the range, every page, staff by name. */
  listBookings(business: BusinessSource, range: InstantRange, signal?: AbortSignal): Promise<Listed<Booking>>;
  /** One item, read afresh. */
  readItem(target: CancelTarget, signal?: AbortSignal): Promise<AgendaItem>;
  /**
   * Sends one cancellation, once: it is never retried here, except after a 401 or a 429, which Graph answers without
   * acting. Never throws for what Graph or the network does. Aborting before the request has left gives `stopped`;
   * after it has left, the signal has no effect.
   */
  sendCancellation(target: CancelTarget, message: string, signal?: AbortSignal): Promise<SendOutcome>;
  /** Closes the connections. */
  dispose(): Promise<void>;
}
