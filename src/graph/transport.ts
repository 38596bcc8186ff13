/**
 * Carries one request to Graph and its answer back, on undici. It knows exactly whether a request can have left, follows
 * no redirect, and bounds both the time and the size of an answer. It knows nothing of tokens, JSON or retries.
 */
import { setTimeout as wait } from "node:timers/promises";
import { Agent, errors } from "undici";
import type { Dispatcher } from "undici";
import type { GraphClientOptions } from "./graphContract.ts";
import { createNetwork, mostConnections } from "./network.ts";
import type { Network } from "./network.ts";

/** One request. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** Already checked to be the cloud's own. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** `untilSent`: once the request may have left, the signal has no effect, because there is no taking it back. */
  readonly abortable: "always" | "untilSent";
}

/** Why an answer is not whole. */
export type BodyProblem = "cutOff" | "timeout" | "tooLarge";

/** An answer. */
export interface HttpAnswer {
  readonly kind: "answered";
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Decoded as UTF-8; what there is of it if there is a `bodyProblem`. */
  readonly body: string;
  readonly bodyProblem?: BodyProblem;
}

/** What became of a request. */
export type Exchange =
  | HttpAnswer
  | {
      readonly kind: "failed";
      readonly reason: "connection" | "timeout" | "aborted";
      /** False only if not one byte of the request was written. */
      readonly mayHaveLeft: boolean;
      readonly cause: unknown;
    };

/** Connections to one cloud's Graph. */
export interface Transport {
  /** Never rejects for what the network does. */
  exchange(request: HttpRequest): Promise<Exchange>;
  /** Lets requests at work finish for a short while, then closes the connections. */
  dispose(): Promise<void>;
}

/** Far above any page that is asked for, and far below what would hurt the editor. */
const mostBodyBytes = 32 * 1024 * 1024;

/** How long dispose() waits for requests that are at work. */
const closingMs = 2000;

/** Nobody who can be reached at all takes longer than this to take a connection. */
const longestConnectingMs = 10_000;

/**
 * Makes the connections. They are opened when they are needed.
 * @param timeoutMs how long connecting, sending and receiving one request may take together.
 */
export function createTransport(
  { cloud, network = () => ({}) }: Pick<GraphClientOptions, "cloud" | "network">,
  timeoutMs: number,
): Transport {
  const connectTimeoutMs = Math.min(timeoutMs, longestConnectingMs);
  const way = cloud.id === "sandbox" ? localNetwork(connectTimeoutMs) : createNetwork(network, connectTimeoutMs);
  const atWork = new Set<Promise<Exchange>>();
  return {
    async exchange(request) {
      const answered = exchange(way.dispatcher, request, timeoutMs);
      atWork.add(answered);
      try {
        return await answered;
      } finally {
        atWork.delete(answered);
      }
    },
    async dispose() {
      // undici's own close() would wait for connections that are only being made, however long that takes.
      const enough = new AbortController();
      await Promise.race([Promise.allSettled(atWork), wait(closingMs, undefined, { signal: enough.signal })]);
      enough.abort();
      await way.dispose();
    },
  };
}

/** The sandbox is on this machine: no proxy could reach it, and it needs no certificate. */
function localNetwork(connectTimeout: number): Network {
  const dispatcher = new Agent({ allowH2: false, connections: mostConnections, connectTimeout });
  return { dispatcher, dispose: async () => dispatcher.destroy() };
}

async function exchange(dispatcher: Dispatcher, request: HttpRequest, timeoutMs: number): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const { signal } = request;
    const chunks: Buffer[] = [];
    let size = 0;
    let controller: Dispatcher.DispatchController | undefined;
    let head: Pick<HttpAnswer, "status" | "headers"> | undefined;
    let isOver = false;

    function finish(result: Exchange): void {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      resolve(result);
    }

    /** Ends with what there is: the answer so far if its head has come, otherwise the failure. */
    function fail(reason: "connection" | "timeout", cause: unknown, bodyProblem: BodyProblem): void {
      if (head === undefined) finish({ kind: "failed", reason, mayHaveLeft: controller !== undefined, cause });
      else finish(answer(head, chunks, bodyProblem));
    }

    function breakOff(reason: string): void {
      controller?.abort(new Error(reason));
    }

    function abort(): void {
      if (controller !== undefined && request.abortable === "untilSent") return;
      finish({ kind: "failed", reason: "aborted", mayHaveLeft: controller !== undefined, cause: signal?.reason });
      breakOff("aborted");
    }

    const timer = setTimeout(() => {
      fail("timeout", undefined, "timeout");
      breakOff("timed out");
    }, timeoutMs);
    if (signal?.aborted === true) {
      abort();
      return;
    }
    signal?.addEventListener("abort", abort, { once: true });

    const handler: Dispatcher.DispatchHandler = {
      // Called on a connection that stands, immediately before the first byte is written, or never.
      onRequestStart(started) {
        if (isOver) started.abort(new Error("no longer wanted"));
        else controller = started;
      },
      onResponseStart(_controller, status, headers) {
        // 1xx comes before the answer and says nothing about it.
        if (status >= 200) head = { status, headers };
      },
      onResponseData(_controller, chunk) {
        size += chunk.length;
        if (size <= mostBodyBytes) {
          chunks.push(chunk);
          return;
        }
        if (head !== undefined) finish(answer(head, [], "tooLarge"));
        breakOff("too large");
      },
      onResponseEnd() {
        if (head !== undefined) finish(answer(head, chunks));
      },
      onResponseError(_controller, error) {
        // A header or a path that may not be sent is our mistake and not the network's.
        if (error instanceof errors.InvalidArgumentError) {
          clearTimeout(timer);
          reject(error);
        } else {
          fail("connection", error, "cutOff");
        }
      },
    };
    dispatcher.dispatch(
      {
        origin: request.url.origin,
        path: request.url.pathname + request.url.search,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        // One clock, the one above, bounds the whole exchange.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      handler,
    );
  });
}

function answer(
  head: Pick<HttpAnswer, "status" | "headers">,
  chunks: readonly Buffer[],
  bodyProblem?: BodyProblem,
): HttpAnswer {
  const body = new TextDecoder().decode(Buffer.concat(chunks));
  return { kind: "answered", ...head, body, ...(bodyProblem !== undefined && { bodyProblem }) };
}
