/**
 * `fetch` over this machine's network, for the sign-in library: what it asks goes the same way as what is asked of Graph.
 * It follows no redirect by itself and adds nothing; who may be asked is decided by the caller.
 */
import { createNetwork } from "./network.ts";
import { NetworkError } from "./networkError.ts";
import type { ReadNetworkSettings } from "./network.ts";
import { createTransport } from "./transport.ts";
import type { HttpAnswer } from "./transport.ts";

/** A `fetch` with connections of its own. */
export interface NetworkFetch {
  /** Fails with a TypeError, as `fetch` does; its cause is a NetworkError where a certificate or a proxy is at fault. */
  readonly fetch: (address: URL, request: NetworkRequest) => Promise<NetworkResponse>;
  dispose(): Promise<void>;
}

/** A request. */
export interface NetworkRequest {
  readonly method: "GET" | "POST";
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}

/** The part of a `fetch` response that is read. */
export interface NetworkResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Iterable<[string, string]>;
  /** Fails with a NetworkError (`page`) where something else than the service has answered. */
  json(): Promise<unknown>;
}

/** No request takes longer, whatever its signal allows. */
const timeoutMs = 60_000;

/** Makes a `fetch` for https addresses. */
export function createNetworkFetch(readSettings: ReadNetworkSettings): NetworkFetch {
  const transport = createTransport(createNetwork(readSettings, timeoutMs), timeoutMs);
  return {
    async fetch(url, { method, headers = {}, body, signal }) {
      const request = {
        method,
        url,
        headers,
        signal,
        abortable: "always",
        ...(body !== undefined && { body }),
      } as const;
      const exchange = await transport.exchange(request);
      signal.throwIfAborted();
      if (exchange.kind === "answered") return responseOf(exchange, url.host);
      throw new TypeError(`The request failed (${exchange.reason}).`, { cause: exchange.cause });
    },
    dispose: async () => transport.dispose(),
  };
}

function responseOf({ status, headers, body, bodyProblem }: HttpAnswer, host: string): NetworkResponse {
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat().join(", ")]),
    async json() {
      if (bodyProblem !== undefined) throw new TypeError(`The answer is not whole (${bodyProblem}).`);
      try {
        return JSON.parse(body) as unknown;
      } catch (cause) {
        throw isOfSomebodyElse(status) ? new NetworkError({ kind: "page", host, code: String(status) }, cause) : cause;
      }
    },
  };
}

/**
 * Whether what is no JSON is most likely another's: with other 5xx, the service's own gateways answer with pages, too.
 * Source: https://www.rfc-editor.org/rfc/rfc6585#section-6 (511, Network Authentication Required)
 */
function isOfSomebodyElse(status: number): boolean {
  return status < 500 || status === 511;
}
