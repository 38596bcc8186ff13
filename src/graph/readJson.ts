/**
 * Reads JSON from Graph: in its mailbox's turn, with patience for failures that pass, and with a GraphError for those
 * that don't.
 */
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import type { AuthorizedCall } from "./authorizedCall.ts";
import type { GraphClientOptions } from "./graphContract.ts";
import { GraphError } from "./graphError.ts";
import { failureOf, retryAfterOf } from "./graphFailure.ts";
import type { MailboxLimiter } from "./mailboxLimiter.ts";
import { networkProblemOf } from "./networkError.ts";
import { decideRetry } from "./retryPolicy.ts";
import type { FailedAttempt } from "./retryPolicy.ts";
import type { Exchange } from "./transport.ts";

/** How long a request may go on being retried unless the options say otherwise. */
export const defaultRetryBudgetMs = 60_000;

/** Something to read. */
export interface ReadRequest {
  /** Absolute, with its query. */
  readonly address: string;
  readonly scopes: readonly string[];
  /** Equal for everything in the same mailbox: see mailboxLimiter.ts. */
  readonly mailbox: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. With a body it is a POST that only reads, as `$batch` is one, and is retried like every read. */
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/**
 * Reads one answer.
 * @throws {GraphError} or {AccountError}; something else only if the signal aborted.
 */
export type ReadJson = (request: ReadRequest) => Promise<unknown>;

/** Makes the function that reads. */
export function createReadJson(options: GraphClientOptions, call: AuthorizedCall, limiter: MailboxLimiter): ReadJson {
  const budgetMs = options.retryBudgetMs ?? defaultRetryBudgetMs;

  async function readPatiently(request: ReadRequest): Promise<unknown> {
    const { signal } = request;
    const startedAt = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      const { exchange, requestId } = await call({ method: methodOf(request), abortable: "always", ...request });
      signal?.throwIfAborted();
      if (isWholeSuccess(exchange)) return parseJson(exchange.body, exchange.status, requestId);
      const decision = decideRetry({
        purpose: "read",
        attempt,
        elapsedMs: performance.now() - startedAt,
        budgetMs,
        failure: attemptFailure(exchange),
        random: Math.random(),
      });
      if (decision.kind === "stop") {
        throw failureOf(exchange, {
          method: "GET",
          scopes: request.scopes,
          cloud: options.cloud,
          requestId,
          nowUtc: Date.now(),
        });
      }
      await wait(decision.delayMs, undefined, signal === undefined ? {} : { signal });
    }
  }

  return async (request) => limiter.run(request.mailbox, async () => readPatiently(request), request.signal);
}

function methodOf({ body }: ReadRequest): "GET" | "POST" {
  return body === undefined ? "GET" : "POST";
}

/** What the retry policy has to know of a failed exchange. */
export function attemptFailure(exchange: Exchange): FailedAttempt["failure"] {
  if (exchange.kind === "failed") {
    if (isBarred(exchange.cause)) return { kind: "barred" };
    return { kind: exchange.reason === "timeout" ? "timeout" : "connection" };
  }
  if (exchange.status < 300 && exchange.bodyProblem === "cutOff") return { kind: "connection" };
  const retryAfterMs = retryAfterOf(exchange, Date.now());
  return { kind: "answered", status: exchange.status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** A proxy that could not be reached may be reached yet, and one with a 5xx may have a problem that passes. */
function isBarred(cause: unknown): boolean {
  const problem = networkProblemOf(cause);
  if (problem?.kind !== "proxy") return problem !== undefined;
  return problem.code === "ERR_INVALID_URL" || (problem.status !== undefined && problem.status < 500);
}

function isWholeSuccess(exchange: Exchange): exchange is Extract<Exchange, { kind: "answered" }> {
  if (exchange.kind !== "answered") return false;
  return exchange.status >= 200 && exchange.status < 300 && exchange.bodyProblem === undefined;
}

function parseJson(text: string, status: number, requestId: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new GraphError("unreadable", "Microsoft Graph's answer is not JSON.", { status, requestId, cause });
  }
}
