/**
 * Every error of Graph's that a caller can meet here, and how the sandbox is brought to answer with it: by what is asked, by
 * a decided guess, or by a fault. Status, code, message and headers are those that are documented or reported.
 * Sources: https://learn.microsoft.com/graph/errors, https://learn.microsoft.com/graph/api/event-cancel,
 * https://learn.microsoft.com/graph/api/event-decline, https://learn.microsoft.com/graph/throttling
 */
import assert from "node:assert/strict";
import type { Guesses } from "../../../src/sandbox/guesses.ts";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import type { SandboxOptions } from "../../../src/sandbox/sandboxContract.ts";
import type { FaultAction } from "../../../src/sandbox/server/faults.ts";
import { type Answer, type Asking, type Body, type SandboxUnderTest, clientWith, path } from "./sandboxUnderTest.ts";

/** An error, and how it is got. */
export interface ErrorRow {
  readonly what: string;
  readonly status: number;
  readonly code: string;
  readonly message: string | RegExp;
  readonly headers?: Readonly<Record<string, RegExp>>;
  readonly as?: "ana" | "lee" | "maria";
  readonly scopes?: readonly string[];
  readonly ask?: string;
  readonly asking?: Asking;
  readonly options?: SandboxOptions;
  readonly guesses?: Partial<Guesses>;
  /** Strikes once. */
  readonly fault?: FaultAction;
  /** How the answer is got, if not by asking once. */
  readonly got?: (sandbox: SandboxUnderTest) => Promise<Answer>;
}

const review = path`/me/events/${ids.designReview}`;
const attended = path`/me/events/${ids.roadmapSync}`;
const dental = path`/solutions/bookingBusinesses/${ids.dental}`;
const checkUp = `${dental}${path`/appointments/${ids.dentalCheckUp}`}`;
const unknownId = path`/me/events/${"AAMkADKnAAA="}`;
const post = (body: Body = {}): Asking => ({ method: "POST", body });

const notOrganizer = "Your request can't be completed. You need to be an organizer to cancel a meeting.";
const isOrganizer = "You can't respond to this meeting because you're the meeting organizer.";
const notFound = "The specified object was not found in the store.";
const denied = "Access is denied. Check credentials and try again.";
const challenge =
  /^Bearer realm="", authorization_uri="http:\/\/localhost:\d+\/common\/oauth2\/authorize", client_id="00000003-0000-0000-c000-000000000000"/u;
const claimsChallenge = /^Bearer [^,]+, [^,]+, [^,]+, Bearer .*, error="insufficient_claims", claims="[\w+/]+=*"$/u;
const httpDate = "Wed, 18 Mar 2026 09:12:00 GMT";
const slot = {
  start: { dateTime: "2026-03-23T10:00:00", timeZone: "UTC" },
  end: { dateTime: "2026-03-23T11:00:00", timeZone: "UTC" },
};

/** The table. */
export const errorRows: readonly ErrorRow[] = [
  ...(["ErrorInvalidRequest", "ErrorAccessDenied", "ErrorCalendarIsNotOrganizer"] as const).map((code) => ({
    what: "an attendee cancels",
    status: 400,
    code,
    message: notOrganizer,
    ask: `${attended}/cancel`,
    asking: post(),
    guesses: { notOrganizerCode: code },
  })),
  {
    what: "an organizer declines",
    status: 400,
    code: "ErrorInvalidRequest",
    message: isOrganizer,
    ask: `${review}/decline`,
    asking: post(),
  },
  {
    what: "a time is proposed without telling anybody",
    status: 400,
    code: "ErrorInvalidParameter",
    message: /ProposedNewTime/u,
    ask: `${path`/me/events/${ids.budgetCheck}`}/decline`,
    asking: post({ proposedNewTime: slot, sendResponse: false }),
  },
  {
    what: "a time is proposed where that is not allowed",
    status: 400,
    code: "ErrorInvalidParameter",
    message: /ProposedNewTime/u,
    ask: `${attended}/decline`,
    asking: post({ proposedNewTime: slot }),
  },
  {
    what: "an id is malformed",
    status: 400,
    code: "ErrorInvalidIdMalformed",
    message: "Id is malformed.",
    ask: "/me/events/not-an-id",
  },
  {
    what: "a path leads nowhere",
    status: 400,
    code: "BadRequest",
    message: "Resource not found for the segment 'recall'.",
    ask: `${review}/recall`,
  },
  {
    what: "a body is broken",
    status: 400,
    code: "BadRequest",
    message: /JSON/u,
    ask: `${review}/cancel`,
    asking: { method: "POST", body: "{", headers: { "content-type": "application/json" } },
  },
  {
    what: "a view has no window",
    status: 400,
    code: "ErrorInvalidParameter",
    message: /startDateTime and endDateTime/u,
    ask: "/me/calendarView",
  },
  {
    what: "there are too many businesses",
    status: 400,
    code: "ErrorExceededFindCountLimit",
    message: "The GetBookingMailboxes request returned too many results. Please specify a query to limit the results.",
    ask: "/solutions/bookingBusinesses",
    options: { load: { businesses: 500 } },
    guesses: { tooManyBusinesses: "refuse" },
  },
  {
    what: "there is no token",
    status: 401,
    code: "InvalidAuthenticationToken",
    message: "Access token is empty.",
    headers: { "www-authenticate": challenge },
    got: async ({ sandbox }) => clientWith(sandbox.addresses.graphOrigin, "").ask("/me"),
  },
  {
    what: "a token has expired",
    status: 401,
    code: "InvalidAuthenticationToken",
    message: "Access token has expired or is not yet valid.",
    headers: { "www-authenticate": challenge },
    async got(sandbox) {
      const ana = await sandbox.as("ana");
      await sandbox.flip("expireTokens");
      return ana.ask("/me");
    },
  },
  {
    what: "a token has to be renewed with claims",
    status: 401,
    code: "InvalidAuthenticationToken",
    message:
      "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp",
    headers: { "www-authenticate": claimsChallenge },
    fault: { kind: "claims" },
  },
  {
    what: "a permission is missing",
    status: 403,
    code: "ErrorAccessDenied",
    message: denied,
    scopes: ["User.Read"],
    ask: "/me/events",
  },
  {
    what: "a calendar is for reading",
    status: 403,
    code: "ErrorAccessDenied",
    message: denied,
    as: "lee",
    ask: "/users/ana.silva@contoso.com/events",
  },
  {
    what: "a business is somebody else's",
    status: 403,
    code: "ErrorAccessDenied",
    message: denied,
    as: "lee",
    ask: `${dental}/appointments`,
  },
  {
    what: "a personal account asks for bookings",
    status: 403,
    code: "ErrorAccessDenied",
    message: denied,
    as: "maria",
    ask: "/solutions/bookingBusinesses",
  },
  {
    what: "an administrator has shut the app out",
    status: 403,
    code: "ErrorAccessDenied",
    message: "Access to OData is disabled: [RAOP]",
    fault: { kind: "status", status: 403, code: "ErrorAccessDenied", message: "Access to OData is disabled: [RAOP]" },
  },
  { what: "an event is not there", status: 404, code: "ErrorItemNotFound", message: notFound, ask: unknownId },
  {
    what: "an event that is not there is cancelled",
    status: 404,
    code: "ErrorItemNotFound",
    message: notFound,
    ask: `${unknownId}/cancel`,
    asking: post(),
  },
  {
    what: "a meeting is cancelled twice",
    status: 404,
    code: "ErrorItemNotFound",
    message: notFound,
    async got(sandbox) {
      const ana = await sandbox.as("ana");
      await ana.ask(`${review}/cancel`, post());
      return ana.ask(`${review}/cancel`, post());
    },
  },
  {
    what: "a booking is cancelled twice",
    status: 404,
    code: "ErrorItemNotFound",
    message: notFound,
    async got(sandbox) {
      const ana = await sandbox.as("ana");
      await ana.ask(`${checkUp}/cancel`, post());
      return ana.ask(`${checkUp}/cancel`, post());
    },
  },
  {
    what: "a mailbox is not there",
    status: 404,
    code: "ErrorInvalidUser",
    message: "The requested user 'nobody@contoso.com' is invalid.",
    ask: "/users/nobody@contoso.com/calendars",
  },
  {
    what: "a method is not allowed",
    status: 405,
    code: "Request_BadRequest",
    message: "Specified HTTP method is not allowed for the request target.",
    headers: { allow: /^POST$/u },
    ask: `${review}/cancel`,
  },
  {
    what: "somebody else writes at the same time",
    status: 409,
    code: "ErrorIrresolvableConflict",
    message: "",
    fault: { kind: "status", status: 409, code: "ErrorIrresolvableConflict" },
  },
  {
    what: "an event is no longer as it was seen",
    status: 412,
    code: "ErrorIrresolvableConflict",
    message: /change key/u,
    ask: `${review}/cancel`,
    asking: { ...post(), headers: { "if-match": 'W/"before"' } },
  },
  {
    what: "a body has no type",
    status: 415,
    code: "BadRequest",
    message: /MIME type/u,
    ask: `${review}/cancel`,
    asking: { method: "POST", body: "{}" },
  },
  {
    what: "a mailbox gets too many requests at a time",
    status: 429,
    code: "ApplicationThrottled",
    message: "Application is over its MailboxConcurrency limit.",
    headers: { "retry-after": /^1$/u },
    options: { serviceMs: 200 },
    async got(sandbox) {
      const ana = await sandbox.as("ana");
      const answers = await Promise.all(Array.from({ length: 5 }, async () => ana.ask("/me/calendars")));
      return answers.find(({ status }) => status === 429) ?? assert.fail("nobody was throttled");
    },
  },
  {
    what: "a throttled caller is told a date",
    status: 429,
    code: "ApplicationThrottled",
    message: "Too many requests.",
    headers: { "retry-after": new RegExp(`^${httpDate}$`, "u") },
    fault: {
      kind: "status",
      status: 429,
      code: "ApplicationThrottled",
      message: "Too many requests.",
      retryAfter: httpDate,
    },
  },
  {
    what: "a booking is cancelled with the other action's body",
    status: 500,
    code: "UnknownError",
    message: "",
    ask: `${checkUp}/cancel`,
    asking: post({ Comment: "x" }),
    guesses: { unknownActionParameter: 500 },
  },
  {
    what: "Graph does not say what is wrong",
    status: 400,
    code: "",
    message: "",
    fault: { kind: "status", status: 400, code: "" },
  },
  {
    what: "Graph is busy",
    status: 503,
    code: "serviceNotAvailable",
    message: "",
    headers: { "retry-after": /^20$/u },
    fault: { kind: "status", status: 503, code: "serviceNotAvailable", retryAfter: "20" },
  },
  {
    what: "Graph takes too long",
    status: 504,
    code: "UnknownError",
    message: "",
    fault: { kind: "status", status: 504 },
  },
  {
    what: "the ids are spelled the other way",
    status: 500,
    code: "UnknownError",
    message: "",
    fault: { kind: "status", status: 500, innerError: "innererror" },
  },
];
