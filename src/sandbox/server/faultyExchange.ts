/** A request answered as it should be, or as the faults to come have it. */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { claimsChallenge } from "../graph/bearerGate.ts";
import { GraphRefusal, refusalResponse } from "../graph/graphRefusal.ts";
import type { Fault, FaultAction, Faults } from "./faults.ts";
import type { Exchange } from "./loopbackServer.ts";

/** What faults need to know and to do. */
export interface FaultyExchangeOptions {
  readonly faults: Faults;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  readonly signInOrigin: string;
  /** Refuses tokens until they are renewed with these claims (JSON). */
  readonly demandClaims: (claims: string) => void;
  /** Batches with a request in them that a fault struck. */
  readonly spoiltBatches: WeakSet<Request>;
}

/** Answers a request with `answer`, unless a fault strikes it. */
export async function exchangeWithFaults(
  options: FaultyExchangeOptions,
  request: Request,
  answer: (request: Request) => Promise<Response>,
): Promise<Exchange> {
  const fault = strikingFault(options.faults, request);
  if (fault?.delayMs !== undefined) await delay(fault.delayMs, undefined, { ref: false });
  if (fault?.action === undefined) {
    const response = await answer(request);
    return { kind: "answer", response, isFault: options.spoiltBatches.has(request) };
  }
  return exchangeWith(fault.action, options, request, answer);
}

/**
 * Answers a request of a batch likewise; undefined to leave its answer out. A connection that breaks on the way is Graph's
 * own, so it answers for it.
 */
export async function answerWithFaults(
  options: FaultyExchangeOptions,
  batch: Request,
  request: Request,
  answer: (request: Request) => Promise<Response>,
): Promise<Response | undefined> {
  const exchange = await exchangeWithFaults(options, request, answer);
  if (exchange.kind !== "answer" || exchange.isFault === true) options.spoiltBatches.add(batch);
  switch (exchange.kind) {
    case "answer":
      return exchange.cutIn === undefined ? exchange.response : gatewayTimeout(options, request);
    case "reset":
      return exchange.isLeftOut === true ? undefined : gatewayTimeout(options, request);
    case "hang":
      return new Promise(() => undefined);
    default:
      return exchange satisfies never;
  }
}

function gatewayTimeout(options: FaultyExchangeOptions, request: Request): Response {
  return refusalResponse(new GraphRefusal(504, "UnknownError", ""), idsOf(request), options.now());
}

async function exchangeWith(
  action: FaultAction,
  options: FaultyExchangeOptions,
  request: Request,
  answer: (request: Request) => Promise<Response>,
): Promise<Exchange> {
  switch (action.kind) {
    case "status":
      if (action.afterwards === true) await answer(request);
      return { kind: "answer", response: statusResponse(action, options.now(), request), isFault: true };
    case "reset":
      if (action.when === "after") await answer(request);
      return { kind: "reset" };
    case "leaveOut":
      if (action.when === "after") await answer(request);
      return { kind: "reset", isLeftOut: true };
    case "truncate":
      return { kind: "answer", response: await answer(request), cutIn: action.in ?? "body", isFault: true };
    case "trickle": {
      const { bytesPerSecond } = action;
      return { kind: "answer", response: await answer(request), bytesPerSecond, isFault: true };
    }
    case "halfJson":
      return { kind: "answer", response: await withHalfOfItsText(await answer(request)), isFault: true };
    case "contentType": {
      const { body, status, headers } = await answer(request);
      const changed = new Headers(headers);
      changed.set("content-type", action.contentType);
      return { kind: "answer", response: new Response(body, { status, headers: changed }), isFault: true };
    }
    case "claims": {
      const value = String(Math.floor(options.now() / 1000));
      const claims = JSON.stringify({ access_token: { nbf: { essential: true, value } } });
      options.demandClaims(claims);
      const refusal = claimsChallenge(claims, options.signInOrigin);
      return { kind: "answer", response: refusalResponse(refusal, idsOf(request), options.now()), isFault: true };
    }
    case "hang":
      return { kind: "hang" };
    default:
      return action satisfies never;
  }
}

function strikingFault(faults: Faults, request: Request): Fault | undefined {
  const { pathname, search } = new URL(request.url);
  // The switches themselves, and the page that shows what was sent, always work.
  if (pathname === "/" || pathname.startsWith("/sandbox/")) return undefined;
  return faults.strike(request.method, pathname, search);
}

async function withHalfOfItsText(response: Response): Promise<Response> {
  const { status, headers } = response;
  const text = await response.text();
  return new Response(text === "" ? null : text.slice(0, text.length / 2), { status, headers });
}

function statusResponse(action: FaultAction & { readonly kind: "status" }, now: number, request: Request): Response {
  const { status, code = "UnknownError", message = "", retryAfter, html, location } = action;
  const ids = idsOf(request);
  const headers = {
    ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
    ...(location === undefined ? {} : { location }),
    "request-id": ids.requestId,
    "client-request-id": ids.clientRequestId,
  };
  if (status === 204 || status === 304) return new Response(null, { status, headers });
  if (html !== true) {
    const refusal = new GraphRefusal(status, code, message, headers);
    return refusalResponse(refusal, ids, now, action.innerError);
  }
  const page = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h2>Our services aren't available right now</h2></body></html>`;
  return new Response(page, { status, headers: { ...headers, "content-type": "text/html" } });
}

function idsOf(request: Request): { requestId: string; clientRequestId: string } {
  return { requestId: randomUUID(), clientRequestId: request.headers.get("client-request-id") ?? randomUUID() };
}
