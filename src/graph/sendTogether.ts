/**
 * Sends a few requests that change something in one `$batch`, in which each waits for the one before it: Graph then works
 * at one of them at a time, and does not even begin with those behind one that has failed. It tells of each what came of
 * it, and sends nothing again.
 * Sources: https://learn.microsoft.com/graph/json-batching, https://learn.microsoft.com/graph/throttling#throttling-and-batching
 */
import type { SendOutcome } from "../cancellation/outcome.ts";
import type { AuthorizedCall, CallResult } from "./authorizedCall.ts";
import { asksForAnotherToken, batchBody, readBatch, splitForBatch } from "./batchMessage.ts";
import type { BatchedAnswer, BatchedRequest } from "./batchMessage.ts";
import { headerOf, readProblem } from "./graphFailure.ts";
import { plainRequestId } from "./readErrorBody.ts";
import { isSuccess, outcomeOf, outcomeOfAnswer, outcomeOfUnread } from "./sendOutcome.ts";
import type { HttpAnswer } from "./transport.ts";

/** A request that changes something. */
export interface Sendable extends BatchedRequest {
  readonly scopes: readonly string[];
}

/** What came of a request. Graph has acted on none of those that have not ended. */
export type SendStep =
  | { readonly kind: "ended"; readonly outcome: SendOutcome }
  /** 429: it can be sent again later. `outcome` is how it has ended if it is not. */
  | { readonly kind: "throttled"; readonly answer: HttpAnswer; readonly outcome: SendOutcome }
  /** Graph did not begin with it, because one before it had failed. */
  | { readonly kind: "notBegun"; readonly outcome: SendOutcome }
  /** Graph wants another token for it. */
  | { readonly kind: "wantsToken" }
  /** The batch as a whole was not taken: too large, or there are no batches. */
  | { readonly kind: "batchNotTaken" };

/** Statuses that say of a batch that it was not even looked into. */
const notTaken: ReadonlySet<number> = new Set([400, 404, 405, 413]);

/** Graph works at one of them after the other: what is a long time for one is not for all of them. */
const batchTimeFactor = 2;

/** How requests are sent. */
export interface SendingManner {
  readonly signal?: AbortSignal;
  /** Whether addresses are left out of the log. Default false. */
  readonly isUnlogged?: boolean;
}

/**
 * Sends them, and gives what came of each, in their order. They are all for one version.
 * @param log takes one line for each of them.
 * @throws what the call throws; then nothing has left.
 */
export async function sendTogether(
  call: AuthorizedCall,
  requests: readonly Sendable[],
  manner: SendingManner,
  log: (line: string) => void,
): Promise<readonly SendStep[]> {
  const [root] = requests.map(({ address }) => splitForBatch(address)?.root);
  const result = await call({
    method: "POST",
    address: `${root}/$batch`,
    scopes: [...new Set(requests.flatMap(({ scopes }) => scopes))],
    body: batchBody(requests, true),
    abortable: "untilSent",
    timeFactor: batchTimeFactor,
    ...manner,
  });
  const { exchange, requestId } = result;
  const whole = exchange.kind === "answered" ? exchange : undefined;
  if (whole === undefined || !isSuccess(whole)) return requests.map(({ scopes }) => stepOfWhole(result, scopes));
  const answers = answersIn(whole, requests.length);
  return requests.map((request, index) => {
    const answer = answers.get(index);
    const place = manner.isUnlogged === true ? "(address not logged)" : new URL(request.address).pathname;
    const ownId = answer === undefined ? requestId : (ownRequestId(answer.http) ?? requestId);
    log(`${request.method} ${place} ${answer?.http.status ?? "unanswered"} ${ownId} in a batch`);
    if (answer === undefined) return { kind: "ended", outcome: outcomeOfUnread(whole, ownId) };
    const isBehindFailure = index > 0 && !isAnsweredWell(answers.get(index - 1));
    return stepOf(answer.http, outcomeOfAnswer(answer.http, ownId, request.scopes), isBehindFailure);
  });
}

/** What came of each request of a batch that has no answers in it. */
function stepOfWhole(result: CallResult, scopes: readonly string[]): SendStep {
  const { exchange } = result;
  const outcome = outcomeOf(result, scopes);
  if (exchange.kind !== "answered") return { kind: "ended", outcome };
  return notTaken.has(exchange.status) ? { kind: "batchNotTaken" } : throttledOrEnded(exchange, outcome);
}

function stepOf(answer: HttpAnswer, outcome: SendOutcome, isBehindFailure: boolean): SendStep {
  if (asksForAnotherToken(answer)) return { kind: "wantsToken" };
  // Behind a success, nothing is known that it could mean.
  if (answer.status === 424 && isBehindFailure) return { kind: "notBegun", outcome };
  return throttledOrEnded(answer, outcome);
}

/** What came of a request that was answered by itself. */
export function throttledOrEnded(answer: HttpAnswer, outcome: SendOutcome): SendStep {
  return answer.status === 429 ? { kind: "throttled", answer, outcome } : { kind: "ended", outcome };
}

/** The answers by the places of their requests; none if they cannot be read for certain. */
function answersIn({ body }: HttpAnswer, count: number): ReadonlyMap<number, BatchedAnswer> {
  try {
    return readBatch(JSON.parse(body), count);
  } catch {
    return new Map();
  }
}

function isAnsweredWell(answer: BatchedAnswer | undefined): boolean {
  return answer !== undefined && isSuccess(answer.http);
}

function ownRequestId(answer: HttpAnswer): string | undefined {
  const id = plainRequestId(headerOf(answer, "request-id")) ?? readProblem(answer).requestId;
  return id === "" ? undefined : id;
}
