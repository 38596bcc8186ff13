/**
 * Carries one request to one of Microsoft's services and its answer back, on undici. It knows exactly whether a request can
 * have left, follows no redirect, and bounds both the time and the size of an answer. It knows nothing of tokens, JSON or
 * retries.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Dispatcher } from "undici";
import errors from "undici/lib/core/errors.js";
import { acceptedCodings, receiveBody } from "./answerBody.ts";
import type { AnswerBody } from "./answerBody.ts";
import type { Network } from "./network.ts";

/** One request. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Already checked to be one that may be asked. */
  readonly url: URL;
  /** `accept-encoding` is added to them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** `untilSent`: once the request may have left, the signal has no effect, because there is no taking it back. */
  readonly abortable: "always" | "untilSent";
  /** How many times as long as any other request it may take. Default 1. */
  readonly timeFactor?: number;
}

/** Why an answer is not whole; `cutOff` also if it was sent compressed and cannot be unpacked. */
export type BodyProblem = "cutOff" | "timeout" | "tooLarge";

/** An answer. */
export interface HttpAnswer {
  readonly kind: "answered";
  readonly status: number;
  /** As they came, names in lower case: those about coding and length are about the body before it was unpacked. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Unpacked and decoded as UTF-8; what there is of it if there is a `bodyProblem`. */
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

/** Carries requests over one network. */
export interface Transport {
  /** Never rejects for what the network does. */
  exchange(request: HttpRequest): Promise<Exchange>;
  /**
   * Lets requests at work finish, then closes the connections: those that can be aborted for a short while, the others for
   * as long as one request may take.
   */
  dispose(): Promise<void>;
}

/** How long dispose() waits for requests that can be aborted. */
const closingMs = 2000;

/**
 * Makes a transport.
 * @param network closed with the transport.
 * @param timeoutMs how long connecting, sending and receiving one request may take together, unless it says otherwise.
 */
export function createTransport(network: Network, timeoutMs: number): Transport {
  const atWork = new Map<Promise<Exchange>, HttpRequest["abortable"]>();
  return {
    async exchange(request) {
      const answered = exchange(network.dispatcher, request, timeoutMs);
      atWork.set(answered, request.abortable);
      try {
        return await answered;
      } finally {
        atWork.delete(answered);
      }
    },
    async dispose() {
      // undici's own close() would wait for connections that are only being made, however long that takes.
      const enough = new AbortController();
      await Promise.race([Promise.allSettled(atWork.keys()), wait(closingMs, undefined, { signal: enough.signal })]);
      enough.abort();
      // Cutting one of these off would leave nobody knowing whether people were mailed.
      const unabortable = [...atWork].filter(([, abortable]) => abortable === "untilSent");
      await Promise.allSettled(unabortable.map(([answered]) => answered));
      await network.dispose();
    },
  };
}

type Head = Pick<HttpAnswer, "status" | "headers">;

async function exchange(dispatcher: Dispatcher, request: HttpRequest, timeoutMs: number): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const { signal } = request;
    let controller: Dispatcher.DispatchController | undefined;
    let begun: { readonly head: Head; readonly body: AnswerBody } | undefined;
    /** That the connection broke while an answer came. */
    let brokenOff: BodyProblem | undefined;
    let isOver = false;

    function finish(result: Exchange): void {
      if (isOver) return;
      isOver = true;
      end();
      resolve(result);
    }

    function end(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      begun?.body.close();
    }

    /** Ends with what there is: the answer so far if its head has come, otherwise the failure. */
    function fail(reason: "connection" | "timeout", cause: unknown, bodyProblem: BodyProblem): void {
      if (begun === undefined) finish({ kind: "failed", reason, mayHaveLeft: controller !== undefined, cause });
      else finishAnswer(bodyProblem);
    }

    function finishAnswer(bodyProblem?: BodyProblem): void {
      if (begun === undefined) return;
      const { head, body } = begun;
      const text = bodyProblem === "tooLarge" ? "" : body.text();
      finish({ kind: "answered", ...head, body: text, ...(bodyProblem !== undefined && { bodyProblem }) });
    }

    function breakOff(reason: string): void {
      controller?.abort(new Error(reason));
    }

    function abort(): void {
      if (controller !== undefined && request.abortable === "untilSent") return;
      finish({ kind: "failed", reason: "aborted", mayHaveLeft: controller !== undefined, cause: signal?.reason });
      breakOff("aborted");
    }

    function receive(head: Head): AnswerBody {
      return receiveBody(oneLine(head.headers["content-encoding"]), {
        onWhole: () => finishAnswer(brokenOff),
        onDamaged() {
          finishAnswer("cutOff");
          breakOff("damaged");
        },
        onTooLarge() {
          finishAnswer("tooLarge");
          breakOff("too large");
        },
        onDrained: () => controller?.resume(),
      });
    }

    const timer = setTimeout(
      () => {
        fail("timeout", undefined, "timeout");
        breakOff("timed out");
      },
      timeoutMs * (request.timeFactor ?? 1),
    );
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
        if (status < 200) return;
        const head = { status, headers };
        begun = { head, body: receive(head) };
      },
      onResponseData(started, piece) {
        if (begun?.body.add(piece) === false) started.pause();
      },
      onResponseEnd() {
        begun?.body.end();
      },
      onResponseError(_controller, error) {
        // A header or a path that may not be sent is our mistake and not the network's.
        if (error instanceof errors.InvalidArgumentError) {
          end();
          reject(error);
        } else if (begun === undefined) {
          fail("connection", error, "cutOff");
        } else {
          // What has come is unpacked first: it may say what a refusal was about.
          brokenOff = "cutOff";
          begun.body.end();
        }
      },
    };
    dispatcher.dispatch(
      {
        origin: request.url.origin,
        path: request.url.pathname + request.url.search,
        method: request.method,
        headers: { ...request.headers, "accept-encoding": acceptedCodings },
        body: request.body ?? null,
        // One clock, the one above, bounds the whole exchange.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      handler,
    );
  });
}

function oneLine(header: string | readonly string[] | undefined): string {
  return typeof header === "string" ? header : (header ?? []).join(",");
}
