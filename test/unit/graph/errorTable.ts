/**
 * Every way in which Microsoft Graph is known to refuse or to fail, as an answer that a server gives, and what the client
 * is to make of it. Codes and messages are Graph's own.
 * Sources: https://learn.microsoft.com/graph/errors, https://learn.microsoft.com/graph/api/event-cancel,
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge, https://learn.microsoft.com/graph/throttling
 */
import type { GraphErrorFacts, GraphErrorReason } from "../../../src/graph/graphError.ts";

/** One documented error. */
export interface DocumentedError {
  readonly name: string;
  readonly status: number;
  readonly code: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a read fails with. */
  readonly reason: GraphErrorReason;
  /** What is known beside status, code and request id. */
  readonly facts?: GraphErrorFacts;
  /** How a cancellation of an event ends. */
  readonly outcome: "refused" | "unsure";
  /** What a person reads of a read that failed so. */
  readonly readSentence: RegExp;
  /** What a person reads of a cancellation that ended so. */
  readonly cancelSentence: RegExp;
}

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1726258122"}}}';
const challenge = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString("base64")}"`;
const notOrganizer = "Your request can't be completed. You need to be an organizer to cancel a meeting.";
/** What a read is made with. */
const scopes = ["Calendars.Read"];
const unsure = /Nobody knows yet whether it was cancelled: Graph answered 50\d\. .*Check what happened/;

/** The errors. */
export const documentedErrors: readonly DocumentedError[] = [
  ...["ErrorInvalidRequest", "ErrorAccessDenied", "ErrorCalendarIsNotOrganizer"].map((code): DocumentedError => ({
    name: `not the organizer, as ${code}`,
    status: 400,
    code,
    message: notOrganizer,
    reason: "badRequest",
    outcome: "refused",
    readSentence: /refused the request \(HTTP 400/,
    cancelSentence: /only the organizer of a meeting can cancel it\. Nobody was mailed/,
  })),
  {
    name: "a parameter that is not right",
    status: 400,
    code: "ErrorInvalidParameter",
    reason: "badRequest",
    outcome: "refused",
    readSentence: /refused the request \(HTTP 400 ErrorInvalidParameter\)\. The log has/,
    cancelSentence: /HTTP 400 ErrorInvalidParameter\).*Nobody was mailed/,
  },
  {
    name: "an id that is malformed",
    status: 400,
    code: "ErrorInvalidIdMalformed",
    reason: "badRequest",
    outcome: "refused",
    readSentence: /The id is malformed: copy it again/,
    cancelSentence: /The id is malformed: copy it again.*Nobody was mailed/,
  },
  {
    name: "a token that is not accepted",
    status: 401,
    code: "InvalidAuthenticationToken",
    message: "Access token has expired or is not yet valid.",
    reason: "unauthorized",
    outcome: "refused",
    readSentence: /did not accept your sign-in\. Sign in again/,
    cancelSentence: /did not accept your sign-in\. Nobody was mailed\. Sign in again/,
  },
  {
    name: "claims that a token has to meet",
    status: 401,
    code: "InvalidAuthenticationToken",
    message: "Continuous access evaluation resulted in challenge with result: InteractionRequired",
    headers: { "www-authenticate": challenge },
    reason: "unauthorized",
    facts: { claims },
    outcome: "refused",
    readSentence: /asks for one more check .* Sign in again/,
    cancelSentence: /asks for one more check .* Sign in again\. Nobody was mailed/,
  },
  {
    name: "no permission",
    status: 403,
    code: "ErrorAccessDenied",
    message: "Access is denied. Check credentials and try again.",
    reason: "forbidden",
    facts: { missingScopes: scopes },
    outcome: "refused",
    readSentence: /needs Calendars\.Read, .*Sign in again to allow it/,
    cancelSentence: /needs Calendars\.Read, .*Sign in again to allow it.*Nobody was mailed/,
  },
  {
    name: "claims that conditional access asks for",
    status: 403,
    code: "insufficient_claims",
    headers: { "www-authenticate": challenge },
    reason: "forbidden",
    facts: { missingScopes: scopes, claims },
    outcome: "refused",
    readSentence: /asks for one more check .* Sign in again/,
    cancelSentence: /^Your organisation asks for one more check .* Sign in again\. Nobody was mailed\.$/,
  },
  {
    name: "an item that is not there",
    status: 404,
    code: "ErrorItemNotFound",
    message: "The specified object was not found in the store.",
    reason: "notFound",
    outcome: "refused",
    readSentence: /no such event or booking: it was cancelled or removed/,
    cancelSentence: /already cancelled or removed\. Nobody was mailed by this/,
  },
  {
    name: "an item that is not there, without a word",
    status: 404,
    code: "",
    reason: "notFound",
    outcome: "refused",
    readSentence: /no such event or booking/,
    cancelSentence: /already cancelled or removed/,
  },
  {
    name: "a method that is not there",
    status: 405,
    code: "Request_BadRequest",
    reason: "badRequest",
    outcome: "refused",
    readSentence: /does not offer this action at this address \(HTTP 405\)\. Check the address/,
    cancelSentence: /does not offer this action.*Nobody was mailed/,
  },
  ...[409, 412].map((status): DocumentedError => ({
    name: "a change at the same moment",
    status,
    code: "ErrorIrresolvableConflict",
    reason: "badRequest",
    outcome: "refused",
    readSentence: /changed by somebody else .*Refresh and try again/,
    cancelSentence: /changed by somebody else .*Refresh and try again\. Nobody was mailed/,
  })),
  {
    name: "a dependency that failed",
    status: 424,
    code: "FailedDependency",
    reason: "badRequest",
    outcome: "refused",
    readSentence: /depends on has failed \(HTTP 424\)\. Try again/,
    cancelSentence: /depends on has failed .*Nobody was mailed/,
  },
  {
    name: "no reason at all",
    status: 400,
    code: "UnknownError",
    message: "",
    reason: "badRequest",
    outcome: "refused",
    readSentence: /did not say why \(HTTP 400\)\. The log has the request/,
    cancelSentence: /did not say why \(HTTP 400\).*Nobody was mailed/,
  },
  {
    name: "too many requests in one mailbox",
    status: 429,
    code: "ApplicationThrottled",
    message: "Application is over its MailboxConcurrency limit.",
    headers: { "retry-after": "3600" },
    reason: "throttled",
    facts: { retryAfterMs: 3_600_000 },
    outcome: "refused",
    readSentence: /asks to be left alone for a moment\. Try again soon/,
    cancelSentence: /too busy to take it\. Nobody was mailed\. Try again/,
  },
  ...[500, 503, 504].map((status): DocumentedError => ({
    name: "a problem of its own",
    status,
    code: status === 500 ? "" : "UnknownError",
    // Long, so that nobody waits for it.
    headers: { "retry-after": "600" },
    reason: "serverError",
    facts: { retryAfterMs: 600_000 },
    outcome: "unsure",
    readSentence: /has a problem of its own \(HTTP 50\d\)\. Try again/,
    cancelSentence: unsure,
  })),
];
