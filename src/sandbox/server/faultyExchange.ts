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
}

/** Answers a request with `answer`, unless a fault strikes it. */
export async function exchangeWithFaults(
  options: FaultyExchangeOptions,
  request: Request,
  answer: (request: Request) => Promise<Response>,
): Promise<Exchange> {
  const fault = strikingFault(options.faults, request);
  if (fault?.delayMs !== undefined) await delay(fault.delayMs, undefined, { ref: false });
  if (fault?.action === undefined) return { kind: "answer", response: await answer(request) };
  return exchangeWith(fault.action, options, request, answer);
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
      return { kind: "answer", response: statusResponse(action, options.now(), request) };
    case "reset":
      if (action.when === "after") await answer(request);
      return { kind: "reset" };
    case "truncate":
      return { kind: "answer", response: await answer(request), isCutShort: true };
    case "claims": {
      const value = String(Math.floor(options.now() / 1000));
      const claims = JSON.stringify({ access_token: { nbf: { essential: true, value } } });
      options.demandClaims(claims);
      const refusal = claimsChallenge(claims, options.signInOrigin);
      return { kind: "answer", response: refusalResponse(refusal, idsOf(request), options.now()) };
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

function statusResponse(action: FaultAction & { readonly kind: "status" }, now: number, request: Request): Response {
  const { status, code = "UnknownError", message = "", retryAfter, html } = action;
  const ids = idsOf(request);
  const headers = {
    ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
    "request-id": ids.requestId,
    "client-request-id": ids.clientRequestId,
  };
  if (status === 204 || status === 304) return new Response(null, { status, headers });
  if (html !== true) return refusalResponse(new GraphRefusal(status, code, message, headers), ids, now);
  const page = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h2>Our services aren't available right now</h2></body></html>`;
  return new Response(page, { status, headers: { ...headers, "content-type": "text/html" } });
}

function idsOf(request: Request): { requestId: string; clientRequestId: string } {
  return { requestId: randomUUID(), clientRequestId: request.headers.get("client-request-id") ?? randomUUID() };
}
