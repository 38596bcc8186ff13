/** Asks a sign-in service directly, without a socket and with a clock that tests set. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createSignInService, type SandboxSignIn } from "../../../src/sandbox/signIn/signInService.ts";
import { decodeHtml } from "./person.ts";
import { accounts, clientId, organizer, tenantId } from "./sampleSignIn.ts";

export const origin = "http://localhost:41999";
const redirectUri = "http://localhost:50123";
const verifier = "a-verifier-that-is-long-enough-for-the-protocol-0123456789";
const challenge = createHash("sha256").update(verifier).digest("base64url");

/** Parameters or fields by name. */
export type Fields = Readonly<Record<string, string>>;
/** What the token endpoint answered. */
export type TokenAnswer = Readonly<Record<string, unknown>> & { readonly status: number };

/** A sign-in service of its own, and the ways to ask it. */
export interface DirectClient {
  readonly service: SandboxSignIn;
  advance(durationMs: number): void;
  ask(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, fields: Fields): Promise<Response>;
  /** A good authorization request, with changes. */
  authorize(changes?: Fields): Promise<Response>;
  /** A code for the organizer that no page was needed for. */
  silentCode(changes?: Fields): Promise<string>;
  token(fields: Fields): Promise<TokenAnswer>;
  /** Exchanges a code as it should be, with changes. */
  redeem(code: string, changes?: Fields): Promise<TokenAnswer>;
}

export function directClient(): DirectClient {
  let nowUtc = Date.UTC(2026, 0, 12, 9);
  const service = createSignInService({ accounts, origin, now: () => nowUtc, clientId, tenantId });
  const client: DirectClient = {
    service,
    advance(durationMs) {
      nowUtc += durationMs;
    },
    async ask(path, init = {}) {
      const answer = await service.handle(new Request(origin + path, init));
      return answer ?? assert.fail(`no answer to ${path}`);
    },
    post: (path, fields) => client.ask(path, { method: "POST", body: new URLSearchParams(fields) }),
    authorize(changes = {}) {
      const query = new URLSearchParams({
        client_id: clientId,
        response_type: "code",
        response_mode: "form_post",
        redirect_uri: redirectUri,
        state: "s",
        scope: "Calendars.Read openid profile offline_access",
        code_challenge: challenge,
        code_challenge_method: "S256",
        ...changes,
      });
      return client.ask(`/${tenantId}/oauth2/v2.0/authorize?${query.toString()}`);
    },
    async silentCode(changes = {}) {
      const hint = { prompt: "none", login_hint: organizer.username };
      const fields = await fieldsOf(await client.authorize({ ...hint, ...changes }));
      return fields["code"] ?? assert.fail(`no code: ${JSON.stringify(fields)}`);
    },
    async token(fields) {
      const answer = await client.post(`/${tenantId}/oauth2/v2.0/token`, { client_id: clientId, ...fields });
      return { ...(await jsonOf(answer)), status: answer.status };
    },
    redeem: (code, changes = {}) =>
      client.token({
        grant_type: "authorization_code",
        code,
        code_verifier: verifier,
        redirect_uri: redirectUri,
        ...changes,
      }),
  };
  return client;
}

/** The JSON of an answer, whose shape each test knows. */
export async function jsonOf(answer: Response): Promise<Readonly<Record<string, unknown>>> {
  const value: unknown = await answer.json();
  assert.ok(typeof value === "object" && value !== null);
  return { ...value };
}

/** What a JSON Web Token says. */
export function payloadOf(token: unknown): Readonly<Record<string, unknown>> {
  const payload: unknown = JSON.parse(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString());
  assert.ok(typeof payload === "object" && payload !== null);
  return { ...payload };
}

/** The hidden fields of the form on a page. */
export async function fieldsOf(answer: Response): Promise<Fields> {
  const html = await answer.text();
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/gu);
  const pairs = [...inputs].map(([, name = "", value = ""]): [string, string] => [name, decodeHtml(value)]);
  return Object.fromEntries(pairs);
}

/** The page's first heading. */
export async function headingOf(answer: Response): Promise<string> {
  return /<h1>(.*)<\/h1>/u.exec(await answer.text())?.[1] ?? "";
}
