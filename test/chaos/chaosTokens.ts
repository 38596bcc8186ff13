/**
 * Access tokens of a sandbox without a browser and without our own sign-in: the authorization-code and refresh-token grants
 * over HTTP, as https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow has them. Quick to start, for
 * processes that are killed all the time.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import type { TokenSource } from "../../src/account/tokenSource.ts";
import type { SandboxAddresses } from "../../src/sandbox/sandboxContract.ts";

/** What is needed of a sandbox's addresses. */
export type SignInAddresses = Pick<SandboxAddresses, "clientId" | "authorityMetadataJson">;

const verifier = "a-verifier-that-is-long-enough-for-the-protocol-0123456789";
const redirectUri = "http://localhost:50123";

/** Tokens of an account of the sandbox, who signs in when the first is needed. */
export function chaosTokens(addresses: SignInAddresses, username: string, scopes: readonly string[]): TokenSource {
  let latest: Promise<TokenAnswer> | undefined;
  return {
    getToken: async ({ claims, forceRefresh }) => {
      const before = latest;
      if (before === undefined) latest = signIn(addresses, username, scopes);
      else if (claims !== undefined || forceRefresh === true) {
        latest = before.then(async ({ refresh_token }) => renew(addresses, refresh_token, claims));
      }
      const answer = await latest;
      return { value: answer?.access_token ?? "", expiresAtUtc: Date.now() + 3_600_000 };
    },
  };
}

async function signIn(
  { clientId, authorityMetadataJson }: SignInAddresses,
  username: string,
  scopes: readonly string[],
): Promise<TokenAnswer> {
  const metadata = JSON.parse(authorityMetadataJson) as { authorization_endpoint: string; token_endpoint: string };
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    response_mode: "form_post",
    redirect_uri: redirectUri,
    state: "s",
    scope: [...scopes, "openid", "profile", "offline_access"].join(" "),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    prompt: "none",
    login_hint: username,
  });
  const { text: page } = await askSandbox(`${metadata.authorization_endpoint}?${query.toString()}`);
  const code = /name="code" value="([^"]*)"/u.exec(page)?.[1] ?? assert.fail(`no code on the page:\n${page}`);
  return redeem(metadata.token_endpoint, {
    client_id: clientId,
    grant_type: "authorization_code",
    code,
    code_verifier: verifier,
    claims: withCapability(undefined),
    redirect_uri: redirectUri,
  });
}

async function renew(
  { clientId, authorityMetadataJson }: SignInAddresses,
  refreshToken: string,
  claims: string | undefined,
): Promise<TokenAnswer> {
  const metadata = JSON.parse(authorityMetadataJson) as { token_endpoint: string };
  return redeem(metadata.token_endpoint, {
    client_id: clientId,
    grant_type: "refresh_token",
    refresh_token: refreshToken,
    claims: withCapability(claims),
  });
}

/** Says that challenges are understood; otherwise the sandbox, as Graph, sends none. */
function withCapability(claims: string | undefined): string {
  const { access_token: demanded } = JSON.parse(claims ?? "{}") as { readonly access_token?: object };
  return JSON.stringify({ access_token: { ...demanded, xms_cc: { values: ["CP1"] } } });
}

/** Asks the sandbox, with Node's own plain client: `fetch` takes longer to load than a sign-in takes. */
export async function askSandbox(url: string, init: AskOptions = {}): Promise<SandboxAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<SandboxAnswer>();
  const { method = "GET", headers = {}, body } = init;
  const asking = request(url, { method, headers, agent: false }, (answer) => {
    text(answer).then((body) => {
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: body });
    }, reject);
  });
  asking.on("error", reject);
  asking.end(body);
  return promise;
}

/** What is asked of the sandbox. */
interface AskOptions {
  /** Default: GET. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the sandbox has answered. */
export interface SandboxAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
}

async function redeem(url: string, fields: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await askSandbox(url, { method: "POST", headers, body: new URLSearchParams(fields).toString() });
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(answer.text) as TokenAnswer;
}
