/**
 * MSAL's way to the network: only to the sign-in service's own addresses, without following redirects, with a limit on time.
 * It also paces the polling for a device code, which MSAL does not do as the protocol asks.
 * Source: https://www.rfc-editor.org/rfc/rfc8628#section-3.5
 */
import { setTimeout as delay } from "node:timers/promises";
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import type { SignInFetch, SignInRequest, SignInResponse } from "./accountContract.ts";
import type { ServiceRefusal } from "./serviceRefusal.ts";

/** Waits for some milliseconds; rejects when the signal is aborted. */
export type Wait = (durationMs: number, signal: AbortSignal) => Promise<void>;

/** The network of one sign-in or one token request. */
export interface SignInNetwork extends INetworkModule {
  /** What the service said to the last request, if it refused it. */
  lastRefusal(): ServiceRefusal | undefined;
  /** What the last request failed with, if it was not answered: the library keeps it to itself. */
  lastFailure(): unknown;
}

/** What a network needs. */
export interface SignInNetworkOptions {
  /** The origins that may be asked. */
  readonly origins: ReadonlySet<string>;
  /** Ends every request and every wait. */
  readonly signal: AbortSignal;
  readonly wait: Wait;
  readonly fetch: SignInFetch;
  readonly log: (line: string) => void;
}

const requestTimeoutMs = 30_000;
/** What the protocol says for an answer that names no interval, and what `slow_down` adds to it. */
const defaultIntervalMs = 5000;

/** Waits on a timer. */
export const waitOnTimer: Wait = async (durationMs, signal) => {
  await delay(durationMs, undefined, { signal });
};

/** Makes the network for one operation. */
export function createSignInNetwork(options: SignInNetworkOptions): SignInNetwork {
  let refusal: ServiceRefusal | undefined;
  let failure: unknown;
  let intervalMs = defaultIntervalMs;

  async function send(method: "GET" | "POST", url: string, request: NetworkRequestOptions = {}): Promise<Answer> {
    refusal = undefined;
    failure = undefined;
    const address = new URL(url);
    if (!options.origins.has(address.origin) || address.username !== "" || address.password !== "") {
      options.log(`Sign-in: an address outside the sign-in service was refused: ${address.origin}`);
      refusal = { error: "address_refused", suberror: "", numbers: [] };
      throw new Error("The address is outside the sign-in service.");
    }
    const { response, body } = await exchange(address, {
      method,
      redirect: "manual",
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(requestTimeoutMs)]),
      ...(request.headers === undefined ? {} : { headers: request.headers }),
      ...(method === "POST" ? { body: request.body ?? "" } : {}),
    });
    const fields: Fields = typeof body === "object" && body !== null ? { ...body } : {};
    if (!response.ok) refusal = readRefusal(fields, response.status);
    if (refusal !== undefined && isPassing(refusal, response.status)) {
      const said = refusal.error;
      refusal = undefined;
      // Nothing is wrong with the sign-in: the library is to take it for a network that fails.
      failure = new Error(`The sign-in service cannot answer now: ${said} (HTTP ${response.status}).`);
      throw failure;
    }
    return { headers: Object.fromEntries(response.headers), status: response.status, body: fields };
  }

  async function exchange(address: URL, request: SignInRequest): Promise<{ response: SignInResponse; body: unknown }> {
    try {
      const response = await options.fetch(address, request);
      return { response, body: await response.json() };
    } catch (error) {
      failure = error;
      throw error;
    }
  }

  async function post(url: string, request: NetworkRequestOptions | undefined): Promise<Answer> {
    if (new URLSearchParams(request?.body).get("grant_type") === "device_code") return await poll(url, request);
    const answer = await send("POST", url, request);
    if (!new URL(url).pathname.endsWith("/devicecode")) return answer;
    // MSAL would go on without a code.
    if (refusal !== undefined) throw new Error("The sign-in service gave no device code.");
    const interval = answer.body["interval"];
    if (typeof interval === "number" && interval > 0) intervalMs = interval * 1000;
    // The waiting is done here, where it can be ended at once.
    return { ...answer, body: { ...answer.body, interval: 0 } };
  }

  async function poll(url: string, request: NetworkRequestOptions | undefined): Promise<Answer> {
    await options.wait(intervalMs, options.signal);
    const answer = await send("POST", url, request);
    if (refusal?.error !== "slow_down") return answer;
    intervalMs += defaultIntervalMs;
    // MSAL only goes on polling, and only looks at the code's age, after this answer.
    return { ...answer, body: { ...answer.body, error: "authorization_pending" } };
  }

  return {
    // MSAL names the shape that it expects and checks it itself.
    sendGetRequestAsync: async <Body>(url: string, request?: NetworkRequestOptions) =>
      (await send("GET", url, request)) as NetworkResponse<Body>,
    sendPostRequestAsync: async <Body>(url: string, request?: NetworkRequestOptions) =>
      (await post(url, request)) as NetworkResponse<Body>,
    lastRefusal: () => refusal,
    lastFailure: () => failure,
  };
}

/**
 * Whether a refusal says nothing of who asks: the service is busy or has trouble, or somebody else has answered. Whoever took
 * it for a verdict would have people sign in again who are signed in.
 * Source: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 */
function isPassing({ error }: ServiceRefusal, status: number): boolean {
  return status < 400 || status === 408 || status === 429 || status >= 500 || passingErrors.has(error);
}

const passingErrors: ReadonlySet<string> = new Set(["temporarily_unavailable", "server_error"]);

type Fields = Readonly<Record<string, unknown>>;
type Answer = NetworkResponse<Fields>;

function readRefusal(body: Fields, status: number): ServiceRefusal {
  const { error, error_codes: numbers, suberror } = body;
  return {
    error: typeof error === "string" && error !== "" ? error : `http_${status}`,
    suberror: typeof suberror === "string" ? suberror : "",
    numbers: Array.isArray(numbers) ? numbers.filter((number) => typeof number === "number") : [],
  };
}
