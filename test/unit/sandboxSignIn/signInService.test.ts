/** What the sign-in service answers at all: its paths, methods, pages and documents. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type DirectClient, directClient, jsonOf, origin } from "./directClient.ts";
import { clientId, organizer, tenantId } from "./sampleSignIn.ts";

let client: DirectClient;
beforeEach(() => {
  client = directClient();
});

test("paths of others are not answered", async () => {
  for (const path of [
    "/",
    "/v1.0/me",
    `/${tenantId}`,
    `/${tenantId}/oauth2/v2.0/other`,
    "/v1.0/me/oauth2/v2.0/token",
  ]) {
    assert.equal(await client.service.handle(new Request(origin + path)), undefined, path);
  }
});

test("an unknown tenant is refused as Entra does", async () => {
  const answer = await client.ask("/contoso.example/oauth2/v2.0/authorize");
  assert.deepEqual([answer.status, (await jsonOf(answer))["error_codes"]], [400, [90002]]);
});

const pages: readonly (readonly [string, () => Promise<Response>])[] = [
  ["account picker", () => client.authorize()],
  ["consent page", () => client.authorize({ login_hint: organizer.username })],
  ["form_post page", () => client.authorize({ login_hint: organizer.username, prompt: "none" })],
  ["device page", () => client.ask("/device")],
  ["sign-out page", () => client.ask(`/${tenantId}/oauth2/v2.0/logout?post_logout_redirect_uri=https://evil.example`)],
  ["page of a refused request", () => client.authorize({ client_id: "another" })],
];
for (const [name, open] of pages) {
  test(`the ${name} says that it is the sandbox, and allows itself next to nothing`, async () => {
    const answer = await open();
    const html = await answer.text();
    assert.match(html, /<title>Unbook Sandbox – sample accounts<\/title>/u);
    assert.match(html, /<html lang="en">[^]*<main>[^]*<h1>/u);
    assert.ok(!html.includes("evil.example"));
    const policy = answer.headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none'; style-src 'nonce-[^']+'/u);
    assert.match(policy, /form-action 'self'(?: http:\/\/localhost:50123)?; frame-ancestors 'none'; base-uri 'none'$/u);
    assert.equal(html.includes("<script"), policy.includes("script-src"));
    assert.equal(answer.headers.get("location"), null);
    assert.equal(answer.headers.get("cache-control"), "no-store");
  });
}

const methods = [
  [`/${tenantId}/oauth2/v2.0/authorize`, "POST", "GET"],
  [`/${tenantId}/oauth2/v2.0/token`, "GET", "POST"],
  [`/${tenantId}/oauth2/v2.0/devicecode`, "PUT", "POST"],
  ["/sign-in/continue", "GET", "POST"],
  ["/device", "DELETE", "GET, POST"],
] as const;
for (const [path, method, allowed] of methods) {
  test(`${method} ${path} is not allowed`, async () => {
    const answer = await client.ask(path, { method });
    assert.deepEqual([answer.status, answer.headers.get("allow")], [405, allowed]);
  });
}

test("a posted body has to be a form, and a short one", async () => {
  const path = `/${tenantId}/oauth2/v2.0/token`;
  assert.equal((await client.ask(path, { method: "POST", body: "{}" })).status, 415);
  assert.equal((await client.post(path, { client_id: clientId, padding: "x".repeat(40_000) })).status, 413);
  assert.deepEqual((await client.token({}))["error_codes"], [900144]);
});

test("the OpenID document names the endpoints by http, and is served where clients look for it", async () => {
  assert.equal(client.service.authority, `https://localhost:41999/${tenantId}`);
  const document = await jsonOf(new Response(client.service.authorityMetadataJson));
  assert.equal(document["token_endpoint"], `${origin}/${tenantId}/oauth2/v2.0/token`);
  const served = await client.ask(`/${tenantId}/v2.0/.well-known/openid-configuration`);
  assert.deepEqual(await jsonOf(served), document);
  assert.deepEqual(await jsonOf(await client.ask(new URL(String(document["jwks_uri"])).pathname)), { keys: [] });
});
