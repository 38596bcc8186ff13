/**
 * What the sandbox shows to those who start it, and what its two halves (sign-in and Graph) know of each other. The
 * sandbox is a local stand-in for Microsoft Graph and Microsoft's sign-in, with sample data; nothing in it is real.
 */
import type { Guesses } from "./guesses.ts";

/** How to start a sandbox. */
export interface SandboxOptions {
  /** Port on 127.0.0.1; 0 (the default) takes any free one. */
  readonly port?: number;
  /** The moment that the sample data is arranged around: milliseconds since 1970-01-01T00:00:00Z. Default: now. */
  readonly nowUtc?: number;
  /**
   * How long a request to Graph and its answer are on their way, in milliseconds: half of it there, half of it back.
   * Default 0.
   */
  readonly latencyMs?: number;
  /**
   * How long Graph works at each request, also at each one of a batch, in milliseconds. Meanwhile it takes one of the four
   * places of its mailbox. Default 0.
   */
  readonly serviceMs?: number;
  /** The IANA zone of the sample office, in which its working hours are meant. Default: this machine's zone. */
  readonly timeZone?: string;
  /** How to decide what is not known about Microsoft Graph; see guesses.ts. Default: as its table says. */
  readonly guesses?: Partial<Guesses>;
  /** How much there is beside the usual sample data. Default: nothing. */
  readonly load?: SandboxLoad;
  /** Is told of every request to the sandbox's Graph and its answer, once it is on its way. Default: nobody. */
  readonly onExchange?: (exchange: SandboxExchange) => void;
}

/** How much there is beside the usual sample data, to try a client with much of it. */
export interface SandboxLoad {
  /** Events in Ana's default calendar, spread over the year that begins today. Default 0. */
  readonly events?: number;
  /** Appointments of Contoso Dental, likewise. Default 0. */
  readonly appointments?: number;
  /** Businesses that nobody who can sign in works at. Default 0. */
  readonly businesses?: number;
  /** Businesses that Ana runs, each with as many appointments as are asked for. Default 0. */
  readonly branches?: number;
}

/** A request to the sandbox's Graph, and what it was answered. It has no token in it. */
export interface SandboxExchange {
  readonly method: string;
  /** Path and query, as they were received. */
  readonly path: string;
  /** The object id of the account whose token came along; undefined where none was good. */
  readonly accountId?: string;
  /** By name in lower case, without `authorization`. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** As it was received; empty if there was none. */
  readonly requestBody: string;
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent (whole, also if the connection was then broken off in the middle of it); empty if there was none. */
  readonly body: string;
  /** True if a fault that was set from outside made this answer up, or spoilt it. */
  readonly isFault: boolean;
}

/** A running sandbox's addresses. The same, as JSON, is what the stand-alone program prints. */
export interface SandboxAddresses {
  /** As `http://127.0.0.1:41999`: Graph is below `/v1.0` and `/beta`. */
  readonly graphOrigin: string;
  /** As `http://localhost:41999`: sign-in pages and token endpoint. MSAL's form_post needs the name, not the number. */
  readonly signInOrigin: string;
  /** MSAL's authority: `https://localhost:41999/<tenant>`. Only a name; it is never fetched. */
  readonly authority: string;
  /** The OpenID document, as JSON text with http endpoints. */
  readonly authorityMetadataJson: string;
  readonly clientId: string;
  /** The list of messages that Graph would have mailed: GET; JSON. */
  readonly outboxUrl: string;
  /** Faults to come: GET, PUT, DELETE; JSON; needs the header `x-unbook-sandbox: admin`. */
  readonly faultsUrl: string;
  /** The last 500 exchanges with Graph: GET; JSON; needs the header `x-unbook-sandbox: admin`. */
  readonly exchangesUrl: string;
  /** What each mailbox has had to bear: GET, DELETE to count anew; JSON; needs the header `x-unbook-sandbox: admin`. */
  readonly loadsUrl: string;
  /** Its clock, `{ "nowUtc": 1763712000000 }`: GET, PUT to set it; JSON; needs the header `x-unbook-sandbox: admin`. */
  readonly clockUrl: string;
}

/** A running sandbox. */
export interface Sandbox {
  readonly addresses: SandboxAddresses;
  /** Closes its port and every connection. */
  dispose(): Promise<void>;
}

/** What a mailbox has had to bear. */
export interface MailboxLoad {
  /** As the sandbox names it: an object id, an address, or `business` and its address. */
  readonly mailbox: string;
  /** Requests that wanted something of it, with those that were refused. */
  readonly requests: number;
  /** Those that were answered 429, because four others were worked at. */
  readonly refused: number;
  /** The most that were worked at at the same time. */
  readonly mostAtATime: number;
}

/** One message that Graph would have mailed. */
export interface OutboxMessage {
  /** 1, 2, 3, … in the order in which they would have left. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
  readonly kind:
    "eventCancelled" | "eventUpdated" | "bookingCancelled" | "accepted" | "tentativelyAccepted" | "declined";
  /** Who sends: the account's or the business's address. */
  readonly from: string;
  /** The address of the one person whom this message goes to. */
  readonly to: string;
  readonly toName: string;
  /** The subject or the service. */
  readonly about: string;
  /** The id of the event or appointment. */
  readonly itemId: string;
  /** The text, exactly as it was received. */
  readonly text: string;
}

/** A person with a mailbox in the sandbox, who can sign in. */
export interface SandboxAccount {
  /** The object id: a GUID, the same at every start. */
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly tenantId: string;
  readonly isPersonal: boolean;
  /** As `Organizer: two Bookings businesses, a busy week`; shown in the account picker. */
  readonly about: string;
}

/** What a request's `Authorization` header turned out to be. */
export type BearerCheck =
  | { readonly kind: "valid"; readonly accountId: string; readonly scopes: readonly string[] }
  | { readonly kind: "missing" | "expired" | "foreign" | "revoked" }
  /** Continuous access evaluation: `claims` is the JSON that a new token must answer. */
  | { readonly kind: "claimsNeeded"; readonly claims: string };

/** The sign-in half. Takes standard Requests and gives standard Responses, so that it can be tested without a socket. */
export interface SignInService {
  /** Undefined if the path is not the sign-in service's. */
  handle(request: Request): Promise<Response | undefined>;
  checkBearer(authorization: string | null): BearerCheck;
  /** Makes every access token given out so far expire now. */
  expireAccessTokens(): void;
  /** Makes every refresh token given out so far unusable: the person has to sign in again. */
  revokeRefreshTokens(): void;
}
