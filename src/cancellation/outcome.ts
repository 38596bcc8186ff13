/**
 * How one attempt to send a cancellation ended. The four kinds differ in the only thing that matters afterwards: whether
 * anybody can have been mailed.
 */

/** What Graph said when it refused. `code` may be empty: Graph itself leaves it out at times. */
export interface Refusal {
  /** HTTP status, 400 to 499. */
  readonly status: number;
  readonly code: string;
  /** Graph's own English sentence: for the record, not as the explanation shown to a person. */
  readonly message: string;
  /** For a 403: the delegated permissions that the request was made with. */
  readonly missingScopes?: readonly string[];
  /** The claims, as JSON, that a 401 or a 403 still asked for after a new token: then no permission is missing. */
  readonly claims?: string;
}

/**
 * Whether a refused cancellation was refused because the account is not the organizer. Graph's documentation gives the
 * sentence and no code; these are the codes it has been seen with, of which all but one also stand for other mistakes.
 * Source: https://learn.microsoft.com/graph/api/event-cancel
 * @param isOrganizer what was read of the event just before: if it is true, a code that may mean anything else does.
 */
export function isNotOrganizerRefusal(
  { status, code }: Pick<Refusal, "status" | "code">,
  isOrganizer?: boolean,
): boolean {
  if (code === "ErrorCalendarIsNotOrganizer") return true;
  return isOrganizer !== true && status === 400 && ["ErrorInvalidRequest", "ErrorAccessDenied"].includes(code);
}

/** How one attempt to send a cancellation ended. */
export type SendOutcome =
  /** Graph took it (any 2xx): the people are being mailed. */
  | { readonly kind: "sent"; readonly status: number; readonly requestId: string }
  /** Graph answered 4xx: nobody was mailed. */
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly requestId: string; readonly retryAfterMs?: number }
  | NotSentOutcome
  | UnsureOutcome;

/** It never left this machine (no token, no connection): nobody was mailed. */
export interface NotSentOutcome {
  readonly kind: "notSent";
  readonly reason: NotSentReason;
  /** The sign-in service's own code, as `AADSTS53003`, where that has refused a token. */
  readonly serviceCode?: string;
}

/** Why a cancellation never left this machine. */
export type NotSentReason =
  | "offline"
  /** A certificate could not be verified. */
  | "certificate"
  /** A proxy did not let it pass. */
  | "proxy"
  | "signInRequired"
  | "consentRequired"
  /** The sign-in service gave no token, and signing in again does not mend that by itself. */
  | "signInRefused"
  /** VS Code gave no access to the account and did not say why. */
  | "noToken"
  /** The account's cloud does not offer what it is about. */
  | "notInCloud"
  | "stopped";

/** The connection broke, timed out, or Graph answered 5xx after the request had left: it may have been carried out. */
export interface UnsureOutcome {
  readonly kind: "unsure";
  readonly reason: "timeout" | "connectionLost" | "serverError";
  readonly status?: number;
  readonly requestId: string;
  /** How long Graph asked to be left alone. */
  readonly retryAfterMs?: number;
}

/** Why nothing left for want of a token. */
export type TokenReason = Extract<NotSentReason, "signInRequired" | "consentRequired" | "signInRefused">;

/** A cancellation that did not leave for want of a token: a person, or their administrator, has to do something first. */
export interface TokenRefused extends NotSentOutcome {
  readonly reason: TokenReason;
}

/** Whether it did not leave for want of a token. */
export function isTokenRefused(outcome: SendOutcome): outcome is TokenRefused {
  if (outcome.kind !== "notSent") return false;
  return ["signInRequired", "consentRequired", "signInRefused"].includes(outcome.reason);
}
