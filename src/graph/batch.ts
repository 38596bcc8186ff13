/**
 * Reads many things in few requests. A batch saves round trips and nothing else: each of its requests counts in its
 * mailbox, fails on its own and is asked again on its own. What a batch cannot bring is read by itself.
 * Sources: https://learn.microsoft.com/graph/json-batching, https://learn.microsoft.com/graph/throttling#throttling-and-batching
 */
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { isAccountError } from "../account/accountError.ts";
import { asksForAnotherToken, batchBody, mostInBatch, readBatch, splitForBatch } from "./batchMessage.ts";
import type { BatchedAnswer } from "./batchMessage.ts";
import { assertOffered } from "./cloudOffer.ts";
import type { GraphClientOptions } from "./graphContract.ts";
import { isGraphError } from "./graphError.ts";
import type { GraphErrorReason } from "./graphError.ts";
import { failureOf, headerOf, readProblem } from "./graphFailure.ts";
import type { MailboxLimiter } from "./mailboxLimiter.ts";
import { createHoldPlaces } from "./mailboxPlaces.ts";
import { plainRequestId } from "./readErrorBody.ts";
import { attemptFailure, defaultRetryBudgetMs } from "./readJson.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";
import { decideRetry } from "./retryPolicy.ts";

/** One of many GET requests. */
export type BatchableRequest = Omit<ReadRequest, "body" | "signal">;

/** What became of one of many requests. */
export type ReadResult =
  | { readonly kind: "read"; readonly answer: unknown }
  /** A GraphError or an AccountError. */
  | { readonly kind: "failed"; readonly error: Error };

/**
 * Reads them all; the results are in the order of the requests.
 * @throws only if the signal aborts.
 */
export type ReadMany = (requests: readonly BatchableRequest[], signal?: AbortSignal) => Promise<readonly ReadResult[]>;

/** What to do after one answer of a batch. */
type NextStep =
  | { readonly kind: "done"; readonly result: ReadResult }
  | { readonly kind: "again"; readonly delayMs: number }
  | { readonly kind: "alone" };

/** The batches themselves wait here: what they hold places for are the mailboxes of their requests. */
const batchQueue = "$batch";

/** How a batch can fail where its single requests need not: it is not offered, or the answer is too large or damaged. */
const failuresOfTheBatch: ReadonlySet<GraphErrorReason> = new Set(["unreadable", "badRequest", "notFound"]);

/** Makes the function that reads many things. */
export function createReadMany(options: GraphClientOptions, readJson: ReadJson, limiter: MailboxLimiter): ReadMany {
  const budgetMs = options.retryBudgetMs ?? defaultRetryBudgetMs;
  const holdPlaces = createHoldPlaces(limiter);

  async function readAlone(request: BatchableRequest, signal: AbortSignal | undefined): Promise<ReadResult> {
    try {
      return { kind: "read", answer: await readJson({ ...request, ...(signal !== undefined && { signal }) }) };
    } catch (error) {
      return failed(error, signal);
    }
  }

  /** Sends one batch. It is a POST that only reads, so that it is retried as a whole like every read. */
  async function ask(
    requests: readonly BatchableRequest[],
    first: BatchableRequest,
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<number, BatchedAnswer>> {
    for (const { address } of requests) assertOffered(options.cloud, new URL(address));
    const batch: ReadRequest = {
      address: `${splitForBatch(first.address)?.root}/$batch`,
      body: batchBody(requests.map((request) => ({ ...request, method: "GET" }))),
      scopes: first.scopes,
      mailbox: batchQueue,
      ...(signal !== undefined && { signal }),
    };
    const mailboxes = requests.map(({ mailbox }) => mailbox);
    return readBatch(await holdPlaces(mailboxes, async () => readJson(batch), signal), requests.length);
  }

  /** Asks once; what the batch as a whole failed with is what each of its requests failed with. */
  async function nextSteps(
    requests: readonly BatchableRequest[],
    first: BatchableRequest,
    progress: { readonly attempt: number; readonly startedAt: number },
    signal: AbortSignal | undefined,
  ): Promise<readonly NextStep[]> {
    try {
      const answers = await ask(requests, first, signal);
      return requests.map((request, index) => nextStep(request, answers.get(index), progress));
    } catch (error) {
      const result = failed(error, signal);
      const isOfTheBatch = isGraphError(error) && failuresOfTheBatch.has(error.reason);
      return requests.map(() => (isOfTheBatch ? { kind: "alone" } : { kind: "done", result }));
    }
  }

  function nextStep(
    request: BatchableRequest,
    answer: BatchedAnswer | undefined,
    { attempt, startedAt }: { readonly attempt: number; readonly startedAt: number },
  ): NextStep {
    if (answer === undefined || asksForAnotherToken(answer.http)) return { kind: "alone" };
    const { http, body } = answer;
    if (http.status >= 200 && http.status < 300) return { kind: "done", result: { kind: "read", answer: body } };
    const decision = decideRetry({
      purpose: "read",
      attempt,
      elapsedMs: performance.now() - startedAt,
      budgetMs,
      failure: attemptFailure(http),
      random: Math.random(),
    });
    if (decision.kind === "retry") return { kind: "again", delayMs: decision.delayMs };
    const requestId = plainRequestId(headerOf(http, "request-id")) ?? readProblem(http).requestId;
    const { cloud } = options;
    const error = failureOf(http, { method: "GET", scopes: request.scopes, cloud, requestId, nowUtc: Date.now() });
    return { kind: "done", result: { kind: "failed", error } };
  }

  async function readTogether(
    requests: readonly BatchableRequest[],
    first: BatchableRequest,
    take: (request: BatchableRequest, result: ReadResult) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const startedAt = performance.now();
    let waiting = requests;
    for (let attempt = 1; waiting.length > 0; attempt += 1) {
      const steps = await nextSteps(waiting, first, { attempt, startedAt }, signal);
      const again: BatchableRequest[] = [];
      let delayMs = 0;
      for (const [index, request] of waiting.entries()) {
        const step = steps[index] ?? { kind: "alone" };
        if (step.kind === "done") {
          take(request, step.result);
        } else if (step.kind === "again") {
          again.push(request);
          delayMs = Math.max(delayMs, step.delayMs);
        } else {
          // One after the other: where another token is wanted, the first one fetches it for all.
          take(request, await readAlone(request, signal));
        }
      }
      if (again.length > 0) await wait(delayMs, undefined, signal === undefined ? {} : { signal });
      waiting = again;
    }
  }

  return async (requests, signal) => {
    // Two requests can be equal, but not one and the same.
    const asked = requests.map((request) => ({ ...request }));
    const results = new Map<BatchableRequest, ReadResult>();
    const take = (request: BatchableRequest, result: ReadResult): void => void results.set(request, result);
    await Promise.all(
      batches(asked).map(async (batch) => {
        const [first, second] = batch;
        if (first === undefined) return;
        if (second === undefined) take(first, await readAlone(first, signal));
        else await readTogether(batch, first, take, signal);
      }),
    );
    return asked.map((request) => {
      const result = results.get(request);
      if (result === undefined) throw new Error("A request was neither read nor failed.");
      return result;
    });
  };
}

/**
 * What can go together: the same version, because a batch is for one, and the same permissions, because it has one token.
 * Requests in one mailbox stay together, so that few batches wait for one another.
 */
function batches(requests: readonly BatchableRequest[]): readonly (readonly BatchableRequest[])[] {
  const alike = Map.groupBy(requests, ({ address, scopes }) => {
    // An address without a version stays alone, and fails alone.
    return `${splitForBatch(address)?.root ?? address} ${scopes.join(" ")}`;
  });
  return [...alike.values()].flatMap((together) => {
    const sorted = together.toSorted((one, other) => one.mailbox.localeCompare(other.mailbox));
    return Array.from({ length: Math.ceil(sorted.length / mostInBatch) }, (_, index) =>
      sorted.slice(index * mostInBatch, (index + 1) * mostInBatch),
    );
  });
}

/**
 * What Graph, the network and the sign-in do is a result.
 * @throws the signal's reason if it aborted, and a mistake of ours.
 */
function failed(error: unknown, signal: AbortSignal | undefined): ReadResult {
  signal?.throwIfAborted();
  if (isGraphError(error) || isAccountError(error)) return { kind: "failed", error };
  throw error;
}
