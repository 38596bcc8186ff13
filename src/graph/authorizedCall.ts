/**
 * Sends one request with a token. The only place where a token is attached: after the address has been checked, and once
 * more with a new token if Graph refuses the first. It knows nothing of other retries.
 */
import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { TokenRequest } from "../account/tokenSource.ts";
import { readClaimsChallenge } from "./claimsChallenge.ts";
import { assertOffered } from "./cloudOffer.ts";
import type { GraphClientOptions } from "./graphContract.ts";
import { headerOf, readProblem } from "./graphFailure.ts";
import { ownAddress } from "./ownAddress.ts";
import { plainRequestId } from "./readErrorBody.ts";
import type { Exchange, HttpRequest, Transport } from "./transport.ts";

/** A request to Graph, before it has a token. */
export interface GraphCall {
  readonly method: HttpRequest["method"];
  /** Absolute. Checked here to be the cloud's own. */
  readonly address: string;
  readonly scopes: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: string;
  readonly signal?: AbortSignal;
  readonly abortable: HttpRequest["abortable"];
  readonly timeFactor?: HttpRequest["timeFactor"];
  /** Whether the path is left out of the log. Default false. */
  readonly isUnlogged?: boolean;
}

/** What became of a call. */
export interface CallResult {
  readonly exchange: Exchange;
  /** Graph's `request-id`, or, if there was none, the `client-request-id` that was sent: Microsoft can find either. */
  readonly requestId: string;
}

/** Sends one request, and once more with a new token if it is refused for its token. */
export type AuthorizedCall = (call: GraphCall) => Promise<CallResult>;

/**
 * Makes the function that sends.
 * @returns a function that throws a GraphError (`wrongOrigin`, `notInCloud`) before a token is even asked for, and an
 * AccountError if no token can be had.
 */
export function createAuthorizedCall(options: GraphClientOptions, transport: Transport): AuthorizedCall {
  async function send(call: GraphCall, url: URL, token: string): Promise<CallResult> {
    const clientRequestId = randomUUID();
    const startedAt = performance.now();
    const exchange = await transport.exchange({
      method: call.method,
      url,
      headers: {
        accept: "application/json",
        ...(call.body !== undefined && { "content-type": "application/json" }),
        ...call.headers,
        "user-agent": options.userAgent,
        "client-request-id": clientRequestId,
        authorization: `Bearer ${token}`,
      },
      ...(call.body !== undefined && { body: call.body }),
      ...(call.signal !== undefined && { signal: call.signal }),
      abortable: call.abortable,
      ...(call.timeFactor !== undefined && { timeFactor: call.timeFactor }),
    });
    const graphRequestId = exchange.kind === "answered" ? requestIdOf(exchange) : undefined;
    const requestId = graphRequestId ?? clientRequestId;
    const durationMs = Math.round(performance.now() - startedAt);
    const place = call.isUnlogged === true ? "(address not logged)" : url.pathname;
    options.log(`${call.method} ${place} ${summaryOf(exchange)} ${requestId} ${durationMs} ms`);
    return { exchange, requestId };
  }

  return async (call) => {
    const url = ownAddress(options.cloud, call.address);
    assertOffered(options.cloud, url);
    const { scopes, signal } = call;
    const token = await options.tokens.getToken({ scopes }, signal);
    const first = await send(call, url, token.value);
    const renewal = renewalFor(first.exchange);
    if (renewal === undefined) return first;
    const renewed = await options.tokens.getToken({ scopes, ...renewal }, signal);
    return send(call, url, renewed.value);
  };
}

/** How to ask for the token that Graph wants instead; undefined if the token was not what it refused. */
function renewalFor(exchange: Exchange): Omit<TokenRequest, "scopes"> | undefined {
  if (exchange.kind !== "answered" || (exchange.status !== 401 && exchange.status !== 403)) return undefined;
  const claims = readClaimsChallenge(exchange.headers["www-authenticate"]);
  // Conditional access may ask for claims with a 403; a 403 without them is about permissions.
  if (claims !== undefined) return { claims };
  return exchange.status === 401 ? { forceRefresh: true } : undefined;
}

function requestIdOf(exchange: Extract<Exchange, { kind: "answered" }>): string | undefined {
  const header = plainRequestId(headerOf(exchange, "request-id"));
  return header ?? (exchange.status >= 400 ? readProblem(exchange).requestId || undefined : undefined);
}

function summaryOf(exchange: Exchange): string {
  if (exchange.kind === "failed") return `failed (${exchange.reason})`;
  return exchange.bodyProblem === undefined ? `${exchange.status}` : `${exchange.status} (${exchange.bodyProblem})`;
}
