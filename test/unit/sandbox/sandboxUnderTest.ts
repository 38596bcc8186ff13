/**
 * A real sandbox on a free port for tests, and requests to it as somebody who has signed in the way a browser and MSAL do.
 * The moment is fixed: Wednesday, 18 March 2026, 09:10 in Lisbon.
 */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import type { OutboxMessage, Sandbox, SandboxOptions } from "../../../src/sandbox/sandboxContract.ts";
import { startHeldSandbox } from "../../contract/heldSandbox.ts";

export const nowUtc = Date.parse("2026-03-18T09:10:00Z");
export const timeZone = "Europe/Lisbon";
const redirectUri = "http://localhost:1/";
const everyScope = [
  "User.Read",
  "Calendars.ReadWrite",
  "Bookings.Read.All",
  "BookingsAppointment.ReadWrite.All",
  "Group.Read.All",
];

export type Body = Readonly<Record<string, unknown>>;

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Empty if the text is not a JSON object. */
  readonly body: Body;
}

/** What a request has beside its path. */
export interface Asking {
  readonly method?: string;
  readonly body?: string | Body;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who is signed in. */
export interface Client {
  readonly accessToken: string;
  /** A path below the version, a path with version, or a whole address. */
  ask(path: string, asking?: Asking): Promise<Answer>;
  /** All items of a list, over all its pages. */
  all(path: string, headers?: Readonly<Record<string, string>>): Promise<readonly Body[]>;
}

/** A sandbox for a test. */
export interface SandboxUnderTest extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** `claims` is the JSON of a challenge to answer. */
  as(who: "ana" | "lee" | "maria", scopes?: readonly string[], claims?: string): Promise<Client>;
  outbox(): Promise<readonly OutboxMessage[]>;
  setFaults(faults: unknown): Promise<void>;
  flip(name: "expireTokens" | "revokeSignIns" | "forgetDeltas"): Promise<void>;
}

const usernames = { ana: "ana.silva@contoso.com", lee: "lee.park@contoso.com", maria: "maria.rossi@outlook.com" };
const admin = { "x-unbook-sandbox": "admin" };

export async function sandboxUnderTest(options: SandboxOptions = {}): Promise<SandboxUnderTest> {
  const sandbox = await startHeldSandbox({ nowUtc, timeZone, ...options });
  const { addresses } = sandbox;
  return {
    sandbox,
    async as(who, scopes = who === "maria" ? ["User.Read", "Calendars.ReadWrite"] : everyScope, claims = "{}") {
      const token = await signIn(sandbox, usernames[who], scopes, claims);
      return clientWith(addresses.graphOrigin, token);
    },
    async outbox() {
      return (await (await fetch(addresses.outboxUrl)).json()) as readonly OutboxMessage[];
    },
    async setFaults(faults) {
      const response = await fetch(addresses.faultsUrl, {
        method: "PUT",
        headers: admin,
        body: JSON.stringify(faults),
      });
      assert.equal(response.status, 200, await response.text());
    },
    async flip(name) {
      assert.equal((await fetch(`${addresses.faultsUrl}/${name}`, { method: "POST", headers: admin })).status, 204);
    },
    [Symbol.asyncDispose]: () => sandbox.dispose(),
  };
}

/** A client with a token that was not given out by anybody. */
export function clientWith(graphOrigin: string, accessToken: string): Client {
  const ask = async (path: string, asking: Asking = {}): Promise<Answer> => {
    const { method = "GET", body, headers = {} } = asking;
    const url = path.startsWith("http")
      ? path
      : graphOrigin + (/^\/(v1\.0|beta)(\/|$)/iu.test(path) ? path : `/v1.0${path}`);
    const isObject = typeof body === "object";
    const response = await fetch(url, {
      method,
      headers: {
        ...(accessToken === "" ? {} : { authorization: `Bearer ${accessToken}` }),
        ...(isObject ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isObject ? JSON.stringify(body) : new TextEncoder().encode(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: objectIn(text) };
  };
  return {
    accessToken,
    ask,
    async all(path, headers) {
      const items: Body[] = [];
      let pages = 0;
      for (let next: string | undefined = path; next !== undefined;) {
        const page: Answer = await ask(next, headers === undefined ? {} : { headers });
        assert.equal(page.status, 200, page.text);
        items.push(...itemsOf(page));
        assert.ok(items.length < 5000 && (pages += 1) < 100, "pages come to an end");
        next = page.body["@odata.nextLink"] as string | undefined;
      }
      return items;
    },
  };
}

export function itemsOf(page: Answer): readonly Body[] {
  return page.body["value"] as readonly Body[];
}

/** The `error.code` of an answer. */
export function codeOf(answer: Answer): string {
  return String((answer.body["error"] as Body | undefined)?.["code"]);
}

/** A path with its ids encoded: path`/me/events/${id}`. */
export function path(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return parts.reduce((whole, part, index) => whole + encodeURIComponent(ids[index - 1] ?? "") + part);
}

async function signIn(
  sandbox: Sandbox,
  username: string,
  scopes: readonly string[],
  challenge: string,
): Promise<string> {
  const metadata = JSON.parse(sandbox.addresses.authorityMetadataJson) as Readonly<Record<string, string>>;
  const verifier = randomBytes(32).toString("base64url");
  const asked = (JSON.parse(challenge) as { access_token?: object }).access_token;
  const claims = JSON.stringify({ access_token: { xms_cc: { values: ["CP1"] }, ...asked } });
  const shared = {
    claims,
    client_id: sandbox.addresses.clientId,
    redirect_uri: redirectUri,
    scope: `openid profile offline_access ${scopes.join(" ")}`,
  };
  const query = new URLSearchParams({
    ...shared,
    response_type: "code",
    response_mode: "form_post",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    prompt: "none",
    login_hint: username,
    state: "state",
    client_info: "1",
  });
  const page = await (await fetch(`${metadata["authorization_endpoint"] ?? ""}?${query.toString()}`)).text();
  const code = /name="code"[^>]*value="([^"]+)"/u.exec(page)?.[1];
  assert.ok(code !== undefined, page);
  const form = new URLSearchParams({
    ...shared,
    grant_type: "authorization_code",
    code,
    code_verifier: verifier,
    client_info: "1",
  });
  const tokens = (await (await fetch(metadata["token_endpoint"] ?? "", { method: "POST", body: form })).json()) as Body;
  assert.equal(typeof tokens["access_token"], "string", JSON.stringify(tokens));
  return String(tokens["access_token"]);
}

function objectIn(text: string): Body {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Body) : {};
  } catch {
    return {};
  }
}
