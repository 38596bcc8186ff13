/**
 * `fetch` over this machine's network, for the sign-in library: what it asks goes the same way as what is asked of Graph.
 * It follows no redirect by itself and adds nothing; who may be asked is decided by the caller.
 */
import { fetch } from "undici";
import { createNetwork } from "./network.ts";
import type { ReadNetworkSettings } from "./network.ts";

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
  json(): Promise<unknown>;
}

/** As long as it may take to reach the proxy, and again to reach the host. */
const connectTimeoutMs = 10_000;

/** Makes a `fetch` for https addresses. */
export function createNetworkFetch(readSettings: ReadNetworkSettings): NetworkFetch {
  const network = createNetwork(readSettings, connectTimeoutMs);
  const { dispatcher } = network;
  return {
    fetch: async (address, request) => fetch(address, { ...request, dispatcher }),
    dispose: async () => network.dispose(),
  };
}
