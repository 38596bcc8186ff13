/**
 * How an exchange that was to change something has ended, in terms of whether anybody can have been mailed. It sends nothing
 * and decides on no retry.
 */
import { isAccountError } from "../account/accountError.ts";
import type { AccountErrorCode } from "../account/accountError.ts";
import { isTokenRefused } from "../cancellation/outcome.ts";
import type { NotSentOutcome, NotSentReason, SendOutcome, UnsureOutcome } from "../cancellation/outcome.ts";
import type { CallResult } from "./authorizedCall.ts";
import { readClaimsChallenge } from "./claimsChallenge.ts";
import { isGraphError } from "./graphError.ts";
import { headerOf, readProblem } from "./graphFailure.ts";
import { networkBarrierOf } from "./networkError.ts";
import { attemptFailure } from "./readJson.ts";
import type { BodyProblem, HttpAnswer } from "./transport.ts";

const notSentReasons: Readonly<Record<AccountErrorCode, NotSentReason>> = {
  signInRequired: "signInRequired",
  consentRequired: "consentRequired",
  cancelled: "stopped",
  declined: "consentRequired",
  timedOut: "offline",
  offline: "offline",
  unexplained: "noToken",
  refused: "signInRefused",
};

/** What became of one request that was sent alone. @param scopes what it was sent with. */
export function outcomeOf({ exchange, requestId }: CallResult, scopes: readonly string[]): SendOutcome {
  if (exchange.kind === "answered") return outcomeOfAnswer(exchange, requestId, scopes);
  if (exchange.mayHaveLeft) {
    return { kind: "unsure", reason: exchange.reason === "timeout" ? "timeout" : "connectionLost", requestId };
  }
  if (exchange.reason === "aborted") return { kind: "notSent", reason: "stopped" };
  return { kind: "notSent", reason: networkBarrierOf(exchange.cause)?.kind ?? "offline" };
}

/** The status alone decides: what follows it may be cut off, but Graph has spoken. */
export function outcomeOfAnswer(answer: HttpAnswer, requestId: string, scopes: readonly string[]): SendOutcome {
  const { status } = answer;
  if (isSuccess(answer)) return { kind: "sent", status, requestId };
  const failure = attemptFailure(answer);
  const retryAfterMs = failure.kind === "answered" ? failure.retryAfterMs : undefined;
  const patience = retryAfterMs === undefined ? {} : { retryAfterMs };
  // A page and a redirect are no answers that Graph documents here, and a 408 is no answer of Graph's own; whatever gave it
  // may have passed the request on.
  if (status < 400 || status === 408 || status >= 500) {
    return { kind: "unsure", reason: "serverError", status, requestId, ...patience };
  }
  const { code, message } = readProblem(answer);
  const claims = readClaimsChallenge(answer.headers["www-authenticate"]);
  const refusal = {
    status,
    code,
    message,
    ...(status === 403 && { missingScopes: scopes }),
    ...(claims !== undefined && { claims }),
  };
  return { kind: "refused", refusal, requestId, ...patience };
}

/**
 * Whether Graph has done what it was asked to: any 2xx, but for a web page. Graph answers none of these requests with one;
 * the sign-in page of a network does, and then nobody was mailed, or nobody knows.
 */
export function isSuccess(answer: HttpAnswer): boolean {
  return answer.status >= 200 && answer.status < 300 && !isPage(answer);
}

function isPage(answer: HttpAnswer): boolean {
  return /^\s*(?:text\/html|application\/xhtml)/i.test(headerOf(answer, "content-type") ?? "");
}

/** What became of a request whose answer was to be in another one that cannot be read, or is not in it. */
export function outcomeOfUnread(
  { status, bodyProblem }: Pick<HttpAnswer, "status" | "bodyProblem">,
  requestId: string,
): UnsureOutcome {
  const reasons: Readonly<Partial<Record<BodyProblem, UnsureOutcome["reason"]>>> = {
    cutOff: "connectionLost",
    timeout: "timeout",
  };
  const reason = bodyProblem && reasons[bodyProblem];
  return reason === undefined
    ? { kind: "unsure", reason: "serverError", status, requestId }
    : { kind: "unsure", reason, requestId };
}

/**
 * Why nothing has left, according to what was thrown before it could: while waiting for a turn, for a token, or between two
 * attempts. Undefined for a mistake of ours.
 */
export function outcomeOfThrown(error: unknown, signal: AbortSignal | undefined): NotSentOutcome | undefined {
  if (signal?.aborted === true) return { kind: "notSent", reason: "stopped" };
  if (isAccountError(error)) {
    const outcome: NotSentOutcome = {
      kind: "notSent",
      reason: networkBarrierOf(error)?.kind ?? notSentReasons[error.code],
    };
    const isToken = isTokenRefused(outcome) && error.serviceCode !== "";
    return isToken ? { ...outcome, serviceCode: error.serviceCode } : outcome;
  }
  return isGraphError(error) && error.reason === "notInCloud" ? { kind: "notSent", reason: "notInCloud" } : undefined;
}
