/**
 * Sends one cancellation and tells how it ended. Nothing is sent twice that Graph may have acted on: only a refused token
 * and a 429 are tried again, because Graph answers both without acting.
 * Sources: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/graph/api/bookingappointment-cancel
 */
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { isAccountError } from "../account/accountError.ts";
import type { AccountErrorCode } from "../account/accountError.ts";
import type { SendOutcome } from "../cancellation/outcome.ts";
import { cancelUrl } from "../cancellation/route.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { AuthorizedCall, CallResult } from "./authorizedCall.ts";
import type { GraphClientOptions } from "./graphContract.ts";
import { readProblem } from "./graphFailure.ts";
import type { MailboxLimiter } from "./mailboxLimiter.ts";
import { mailboxOf } from "./mailboxOf.ts";
import { attemptFailure, defaultRetryBudgetMs } from "./readJson.ts";
import { decideRetry } from "./retryPolicy.ts";
import { scopesFor } from "./scopes.ts";
import type { HttpAnswer } from "./transport.ts";

/** Sends one cancellation. Never rejects for what Graph, sign-in or the network does. */
export type SendCancellation = (target: CancelTarget, message: string, signal?: AbortSignal) => Promise<SendOutcome>;

type NotSentReason = Extract<SendOutcome, { kind: "notSent" }>["reason"];

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
    for (let attempt = 1; ; attempt += 1) {
      const result = await call({
        method: "POST",
        address: cancelUrl(options.cloud.graphOrigin, target),
        scopes: scopesFor(target.kind === "booking" ? "cancelBooking" : "events"),
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
      if (decision?.kind !== "retry") return outcomeOf(result);
      await wait(decision.delayMs, undefined, signal === undefined ? {} : { signal });
    }
  }

  return async (target, message, signal) => {
    try {
      return await limiter.run(mailboxOf(target), async () => sendPatiently(target, message, signal), signal);
    } catch (error) {
      // What is thrown was thrown before anything left: while waiting for a turn, for a token, or after a 429.
      if (signal?.aborted === true) return { kind: "notSent", reason: "stopped" };
      if (isAccountError(error)) return { kind: "notSent", reason: notSentReasons[error.code] };
      throw error;
    }
  };
}

/** How an exchange has ended, in terms of whether anybody can have been mailed. */
function outcomeOf({ exchange, requestId }: CallResult): SendOutcome {
  if (exchange.kind === "answered") return outcomeOfAnswer(exchange, requestId);
  if (!exchange.mayHaveLeft) return { kind: "notSent", reason: exchange.reason === "aborted" ? "stopped" : "offline" };
  return { kind: "unsure", reason: exchange.reason === "timeout" ? "timeout" : "connectionLost", requestId };
}

/** The status alone decides: what follows it may be cut off, but Graph has spoken. */
function outcomeOfAnswer(answer: HttpAnswer, requestId: string): SendOutcome {
  const { status } = answer;
  if (status < 300) return { kind: "sent", status, requestId };
  // A redirect is no answer that Graph documents here; whatever gave it may have passed the request on.
  if (status < 400 || status >= 500) return { kind: "unsure", reason: "serverError", status, requestId };
  const { code, message } = readProblem(answer);
  const failure = attemptFailure(answer);
  const retryAfterMs = failure.kind === "answered" ? failure.retryAfterMs : undefined;
  return {
    kind: "refused",
    refusal: { status, code, message },
    requestId,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function isSent({ exchange }: CallResult): boolean {
  return exchange.kind === "answered" && exchange.status < 300;
}

/** Graph's metadata spells `Comment`; its documentation also spells `comment`, and both are taken. */
function messageBody(target: CancelTarget, message: string): string {
  return JSON.stringify(target.kind === "booking" ? { cancellationMessage: message } : { Comment: message });
}
