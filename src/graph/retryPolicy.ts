/**
 * Decides whether a request that failed is tried again, and when. Pure: the time that has gone by and the chance in the
 * waiting are given. A cancellation is only tried again where Graph says that it has not acted (429).
 * Source: https://learn.microsoft.com/graph/throttling
 */

/** One attempt that failed, and how far the request has come. */
export interface FailedAttempt {
  readonly purpose: "read" | "cancel";
  /** 1 for the first. */
  readonly attempt: number;
  /** Since the first attempt began. */
  readonly elapsedMs: number;
  /** How long the request may go on being tried. */
  readonly budgetMs: number;
  readonly failure:
    | { readonly kind: "answered"; readonly status: number; readonly retryAfterMs?: number }
    /** No connection, or it broke before the answer was whole. */
    | { readonly kind: "connection" }
    | { readonly kind: "timeout" }
    /** A certificate or a proxy refused: whoever tries again is refused again. */
    | { readonly kind: "barred" };
  /** From 0 to just below 1: spreads the attempts of many clients. */
  readonly random: number;
}

/** What to do after a failed attempt. */
export type RetryDecision = { readonly kind: "retry"; readonly delayMs: number } | { readonly kind: "stop" };

const stop: RetryDecision = { kind: "stop" };

/** Busy, down for a moment, or a gateway that has not heard from what is behind it. */
const passingStatuses: ReadonlySet<number> = new Set([429, 503, 504]);

/** Someone without a network should soon be told so; a busy service is worth more patience. */
const mostAttempts = { connection: 3, answered: 6 };

const firstBackoffMs = 500;
const longestBackoffMs = 8000;

/** Whether to try again. It never waits for less than Graph asked for, nor beyond the budget. */
export function decideRetry(failed: FailedAttempt): RetryDecision {
  const { failure } = failed;
  if (failure.kind === "timeout" || failure.kind === "barred" || failed.attempt >= mostAttempts[failure.kind])
    return stop;
  if (failed.purpose === "cancel" && !(failure.kind === "answered" && failure.status === 429)) return stop;
  if (failure.kind === "answered" && !passingStatuses.has(failure.status)) return stop;
  const askedFor = failure.kind === "answered" ? failure.retryAfterMs : undefined;
  const delayMs = askedFor ?? backoffMs(failed.attempt, failed.random);
  return failed.elapsedMs + delayMs > failed.budgetMs ? stop : { kind: "retry", delayMs };
}

/**
 * Reads a `Retry-After` header: seconds, or a date.
 * @returns milliseconds from now, at least 0; undefined if there is none or it says neither.
 */
export function readRetryAfter(header: string | undefined, nowUtc: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const dateUtc = readHttpDate(text);
  return dateUtc === undefined ? undefined : Math.max(0, dateUtc - nowUtc);
}

/** Reads a date as HTTP writes it: milliseconds since 1970-01-01T00:00:00Z; undefined for anything else. */
export function readHttpDate(text: string | undefined): number | undefined {
  // Date.parse alone would take "-5" for a year.
  const dateUtc = text !== undefined && /^[A-Z][a-z]{2}, .+ GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(dateUtc) ? undefined : dateUtc;
}

/** Doubles with every attempt; half of it is fixed, half is chance. */
function backoffMs(attempt: number, random: number): number {
  const longest = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1));
  return Math.round(longest / 2 + (longest / 2) * random);
}
