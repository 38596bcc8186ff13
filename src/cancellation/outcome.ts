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
}

/**
 * Whether a refused cancellation was refused because the account is not the organizer. Graph's documentation gives the
 * sentence and no code; these are the codes it has been seen with.
 * Source: https://learn.microsoft.com/graph/api/event-cancel
 */
export function isNotOrganizerRefusal({ status, code }: Pick<Refusal, "status" | "code">): boolean {
  if (code === "ErrorCalendarIsNotOrganizer") return true;
  return status === 400 && ["ErrorInvalidRequest", "ErrorAccessDenied"].includes(code);
}

/** How one attempt to send a cancellation ended. */
export type SendOutcome =
  /** Graph took it (any 2xx): the people are being mailed. */
  | { readonly kind: "sent"; readonly status: number; readonly requestId: string }
  /** Graph answered 4xx: nobody was mailed. */
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly requestId: string; readonly retryAfterMs?: number }
  /** It never left this machine (no token, no connection): nobody was mailed. */
  | { readonly kind: "notSent"; readonly reason: "offline" | "signInRequired" | "consentRequired" | "stopped" }
  /** The connection broke, timed out, or Graph answered 5xx after the request had left: it may have been carried out. */
  | {
      readonly kind: "unsure";
      readonly reason: "timeout" | "connectionLost" | "serverError";
      readonly status?: number;
      readonly requestId: string;
    };
