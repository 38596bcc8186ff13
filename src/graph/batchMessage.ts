/**
 * The language of `$batch`: many requests in one body, and the single answers in another, told apart by their ids and
 * in any order. It sends nothing: see batch.ts.
 * Source: https://learn.microsoft.com/graph/json-batching
 */
import {
  array,
  fallback,
  integer,
  maxValue,
  minValue,
  number,
  object,
  optional,
  pipe,
  record,
  safeParse,
  string,
  unknown,
} from "valibot";
import { GraphError } from "./graphError.ts";
import type { HttpAnswer, HttpRequest } from "./transport.ts";

/** One request of a batch. */
export interface BatchedRequest {
  readonly method: HttpRequest["method"];
  /** Absolute, with its query, below {@link BatchAddress}. */
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. Default: none. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** An address, taken apart for a batch. */
export interface BatchAddress {
  /** Origin and version, as `https://graph.microsoft.com/v1.0`: one batch is for one version. */
  readonly root: string;
  /** What is left, as `/me/events/AAMk%3D?$select=id`. */
  readonly relative: string;
}

/** Graph takes no more requests than this in one batch. */
export const mostInBatch = 20;

/** Takes an absolute address of Graph apart; undefined for one that names no version. */
export function splitForBatch(address: string): BatchAddress | undefined {
  const [, root, relative] = /^(https?:\/\/[^/?#]+\/(?:v1\.0|beta))(\/.+)$/.exec(address) ?? [];
  return root === undefined || relative === undefined ? undefined : { root, relative };
}

/**
 * The body that asks for all of them. Their ids are their places in the list.
 * @param isChained whether each is to wait for the one before it, and not to be begun if that one fails. Default false.
 */
export function batchBody(requests: readonly BatchedRequest[], isChained = false): string {
  return JSON.stringify({
    requests: requests.map(({ method, address, headers, body }, index) => ({
      id: String(index),
      method,
      url: splitForBatch(address)?.relative,
      ...(body === undefined
        ? headers !== undefined && { headers }
        : { headers: { "content-type": "application/json", ...headers }, body }),
      ...(isChained && index > 0 && { dependsOn: [String(index - 1)] }),
    })),
  });
}

const answersSchema = object({ responses: array(unknown()) });

/** Header values that are no text say nothing that is asked for here. */
const answerSchema = object({
  status: pipe(number(), integer(), minValue(100), maxValue(599)),
  headers: optional(fallback(record(string(), unknown()), {}), {}),
  body: optional(unknown()),
});

/** One answer of a batch: what the same request would have brought on its own. */
export interface BatchedAnswer {
  readonly http: HttpAnswer;
  /** The body, already parsed. */
  readonly body: unknown;
}

/**
 * Reads the answer to a batch.
 * @param count how many requests were in it.
 * @returns the answers by the places of their requests. A request that was not answered, not readably, or twice, has none.
 * @throws {GraphError} `unreadable` if it is no answer to a batch at all.
 */
export function readBatch(answer: unknown, count: number): ReadonlyMap<number, BatchedAnswer> {
  const read = safeParse(answersSchema, answer);
  if (!read.success) throw new GraphError("unreadable", "Microsoft Graph's answer is not one to a batch.");
  const answers = new Map<number, BatchedAnswer>();
  const named = new Set<number>();
  for (const entry of read.output.responses) {
    const index = placeIn(entry, count);
    // An id that nobody asked for means nothing.
    if (index === undefined) continue;
    const one = safeParse(answerSchema, entry);
    if (named.has(index) || !one.success) {
      // Which of two answers to one request is the right one, nobody can tell.
      answers.delete(index);
      named.add(index);
      continue;
    }
    named.add(index);
    const { status, headers, body } = one.output;
    answers.set(index, { body, http: { kind: "answered", status, headers: textHeaders(headers), body: asText(body) } });
  }
  return answers;
}

/** The place of the request that an answer names; undefined if it is none of theirs. */
function placeIn(entry: unknown, count: number): number | undefined {
  const named = safeParse(object({ id: string() }), entry);
  const id = named.success ? named.output.id : "";
  return /^\d{1,2}$/.test(id) && Number(id) < count ? Number(id) : undefined;
}

/**
 * Whether an answer wants another token: the token is looked at for the batch, and once more by the service behind it,
 * which may want another one.
 */
export function asksForAnotherToken(answer: HttpAnswer): boolean {
  return answer.status === 401 || (answer.status === 403 && answer.headers["www-authenticate"] !== undefined);
}

/** As the transport gives them: names in lower case. */
function textHeaders(headers: Readonly<Record<string, unknown>>): HttpAnswer["headers"] {
  const texts = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" ? [[name.toLowerCase(), String(value)] as const] : [],
  );
  return Object.fromEntries(texts);
}

function asText(body: unknown): string {
  return typeof body === "string" ? body : (JSON.stringify(body) ?? "");
}
