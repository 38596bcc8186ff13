/**
 * Sends one cancellation and tells how it ended. Nothing is sent twice that Graph may have acted on: only a refused token
 * and a 429 are tried again, because Graph answers both without acting.
 * Sources: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/graph/api/bookingappointment-cancel
 */
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { isAccountError } from "../account/accountError.ts";
import type { AccountErrorCode } from "../account/accountError.ts";
import { scopesToCancel } from "../cancellation/itemAction.ts";
import type { NotSentReason, SendOutcome } from "../cancellation/outcome.ts";
import { cancelUrl } from "../cancellation/route.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { AuthorizedCall, CallResult } from "./authorizedCall.ts";
import { readClaimsChallenge } from "./claimsChallenge.ts";
import type { GraphClientOptions } from "./graphContract.ts";
import { isGraphError } from "./graphError.ts";
import { readProblem } from "./graphFailure.ts";
import type { MailboxLimiter } from "./mailboxLimiter.ts";
import { mailboxOf } from "./mailboxOf.ts";
import { networkProblemOf } from "./networkError.ts";
import { attemptFailure, defaultRetryBudgetMs } from "./readJson.ts";
import { decideRetry } from "./retryPolicy.ts";
import type { HttpAnswer } from "./transport.ts";

/** Sends one cancellation. Never rejects for what Graph, sign-in or the network does. */
export type SendCancellation = (target: CancelTarget, message: string, signal?: AbortSignal) => Promise<SendOutcome>;

/** Events are listed with these ids, and Graph has to be told so with each request that carries one. */
const immutableIds = { prefer: 'IdType="ImmutableId"' };

const notSentReasons: Readonly<Record<AccountErrorCode, NotSentReason>> = {
  signInRequired: "signInRequired",
  consentRequired: "consentRequired",
  cancelled: "stopped",
  timedOut: "offline",
  offline: "offline",
  refused: "signInRequired",
};

/** Makes the function that sends. */
export function createSendCancellation(
  options: GraphClientOptions,
  call: AuthorizedCall,
  limiter: MailboxLimiter,
): SendCancellation {
  const budgetMs = options.retryBudgetMs ?? defaultRetryBudgetMs;

  async function sendPatiently(target: CancelTarget, message: string, signal?: AbortSignal): Promise<SendOutcome> {
    const startedAt = performance.now();
    const scopes = scopesToCancel(target, options.ownNames);
    for (let attempt = 1; ; attempt += 1) {
      const result = await call({
        method: "POST",
        address: cancelUrl(options.cloud.graphOrigin, target),
        scopes,
        headers: target.kind === "event" ? immutableIds : {},
        body: messageBody(target, message),
        abortable: "untilSent",
        ...(signal !== undefined && { signal }),
      });
      const decision = isSent(result)
        ? undefined
        : decideRetry({
            purpose: "cancel",
            attempt,
            elapsedMs: performance.now() - startedAt,
            budgetMs,
            failure: attemptFailure(result.exchange),
            random: Math.random(),
          });
      if (decision?.kind !== "retry") return outcomeOf(result, scopes);
      await wait(decision.delayMs, undefined, signal === undefined ? {} : { signal });
    }
  }

  return async (target, message, signal) => {
    try {
      return await limiter.run(mailboxOf(target), async () => sendPatiently(target, message, signal), signal);
    } catch (error) {
      // What is thrown was thrown before anything left: while waiting for a turn, for a token, or after a 429.
      if (signal?.aborted === true) return { kind: "notSent", reason: "stopped" };
      if (isAccountError(error)) {
        return { kind: "notSent", reason: networkProblemOf(error)?.kind ?? notSentReasons[error.code] };
      }
      if (isGraphError(error) && error.reason === "notInCloud") return { kind: "notSent", reason: "notInCloud" };
      throw error;
    }
  };
}

/** How an exchange has ended, in terms of whether anybody can have been mailed. */
function outcomeOf({ exchange, requestId }: CallResult, scopes: readonly string[]): SendOutcome {
  if (exchange.kind === "answered") return outcomeOfAnswer(exchange, requestId, scopes);
  if (exchange.mayHaveLeft) {
    return { kind: "unsure", reason: exchange.reason === "timeout" ? "timeout" : "connectionLost", requestId };
  }
  if (exchange.reason === "aborted") return { kind: "notSent", reason: "stopped" };
  return { kind: "notSent", reason: networkProblemOf(exchange.cause)?.kind ?? "offline" };
}

/** The status alone decides: what follows it may be cut off, but Graph has spoken. */
function outcomeOfAnswer(answer: HttpAnswer, requestId: string, scopes: readonly string[]): SendOutcome {
  const { status } = answer;
  if (status < 300) return { kind: "sent", status, requestId };
  const failure = attemptFailure(answer);
  const retryAfterMs = failure.kind === "answered" ? failure.retryAfterMs : undefined;
  const patience = retryAfterMs === undefined ? {} : { retryAfterMs };
  // A redirect is no answer that Graph documents here, and a 408 is no answer of Graph's own; whatever gave it may have
  // passed the request on.
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

function isSent({ exchange }: CallResult): boolean {
  return exchange.kind === "answered" && exchange.status < 300;
}

/** Graph's metadata spells `Comment`; its documentation also spells `comment`, and both are taken. */
function messageBody(target: CancelTarget, message: string): string {
  return JSON.stringify(target.kind === "booking" ? { cancellationMessage: message } : { Comment: message });
}
