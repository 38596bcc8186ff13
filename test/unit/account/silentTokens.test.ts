/** Tokens without asking anybody: by MSAL against the sandbox over a real socket. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Accounts } from "../../../src/account/accountContract.ts";
import { clientId, organizer, type RunningSignIn, startSignIn, stopSignIns } from "../sandboxSignIn/sampleSignIn.ts";
import { assertFails, type MemorySecrets, openWorld, signInSilently, walkThrough } from "./signInWorld.ts";

let signIn: RunningSignIn;
let accounts: Accounts;
let secrets: MemorySecrets;
beforeEach(async () => {
  ({ signIn, accounts, secrets } = await openWorld());
});
afterEach(stopSignIns);

function bearer(value: string): ReturnType<RunningSignIn["checkBearer"]> {
  return signIn.checkBearer(`Bearer ${value}`);
}

test("tokens come from the cache, and are refreshed with a refresh token that works once", async () => {
  const { id } = await signInSilently(accounts, signIn);
  const tokens = accounts.tokensOf(id);
  const first = await tokens.getToken({ scopes: ["Calendars.Read"] });
  const posted = signIn.requests.length;
  assert.deepEqual(await tokens.getToken({ scopes: ["Calendars.Read"] }), first);
  assert.equal(signIn.requests.length, posted, "the second token came from the cache");

  const oldRefreshToken = /sandbox-refresh-[\w-]+/u.exec(secrets.text ?? "")?.[0] ?? "";
  const second = await tokens.getToken({ scopes: ["Calendars.Read"], forceRefresh: true });
  assert.notEqual(second.value, first.value);
  assert.ok(!secrets.text?.includes(oldRefreshToken));
  const replay = await fetch(`${signIn.origin}/${organizer.tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({ client_id: clientId, grant_type: "refresh_token", refresh_token: oldRefreshToken }),
  });
  assert.equal(replay.status, 400);
});

test("many requests at once use the refresh token one after the other, and equal ones share an answer", async () => {
  const { id } = await signInSilently(accounts, signIn, ["Calendars.Read", "User.Read"]);
  const posted = signIn.requests.length;
  const scopes = [["Calendars.Read"], ["User.Read"], ["Calendars.Read"], ["User.Read", "Calendars.Read"]];
  const got = await Promise.all(
    scopes.map((some) => accounts.tokensOf(id).getToken({ scopes: some, forceRefresh: true })),
  );
  assert.deepEqual(
    got.map((token) => bearer(token.value).kind),
    ["valid", "valid", "valid", "valid"],
  );
  assert.equal(signIn.requests.length - posted, 3);
});

test("a revoked sign-in has to be made again", async () => {
  const { id } = await signInSilently(accounts, signIn);
  const { value } = await accounts.tokensOf(id).getToken({ scopes: ["Calendars.Read"] });
  signIn.revokeRefreshTokens();
  assert.equal(bearer(value).kind, "revoked");
  await assertFails(
    accounts.tokensOf(id).getToken({ scopes: ["Calendars.Read"], forceRefresh: true }),
    "signInRequired",
    "AADSTS50173",
  );
  await signInSilently(accounts, signIn);
  const renewed = await accounts.tokensOf(id).getToken({ scopes: ["Calendars.Read"] });
  assert.equal(bearer(renewed.value).kind, "valid");
});

test("an expired access token is replaced by asking for a fresh one", async () => {
  const { id } = await signInSilently(accounts, signIn);
  const { value } = await accounts.tokensOf(id).getToken({ scopes: ["Calendars.Read"] });
  signIn.expireAccessTokens();
  assert.equal(bearer(value).kind, "expired");
  const fresh = await accounts.tokensOf(id).getToken({ scopes: ["Calendars.Read"], forceRefresh: true });
  assert.equal(bearer(fresh.value).kind, "valid");
});

test("more permissions need consent, which is asked for by itself and keeps the earlier ones", async () => {
  const { id } = await signInSilently(accounts, signIn);
  const tokens = accounts.tokensOf(id);
  await assertFails(tokens.getToken({ scopes: ["Bookings.Read.All"] }), "consentRequired", "AADSTS65001");
  assert.equal(bearer((await tokens.getToken({ scopes: ["Calendars.Read"] })).value).kind, "valid", "still signed in");

  let headings: readonly string[] = [];
  const again = await accounts.signInWithBrowser({
    scopes: ["Bookings.Read.All"],
    prompt: "consent",
    loginHint: organizer.username,
    openBrowser: async (url) => {
      headings = (await walkThrough(url, "")).map((page) => /<h1>(.*)<\/h1>/u.exec(page.html)?.[1] ?? "");
    },
  });
  assert.equal(again.id, id);
  assert.equal(headings[0], "Permissions requested", "no account picker");
  for (const scope of ["Calendars.Read", "Bookings.Read.All"]) {
    const { value } = await tokens.getToken({ scopes: [scope] });
    const check = bearer(value);
    assert.ok(check.kind === "valid" && check.scopes.includes(scope));
  }
});

test("a claims challenge is answered once, and the new token then comes from the cache", async () => {
  const { id } = await signInSilently(accounts, signIn);
  const tokens = accounts.tokensOf(id);
  const { value } = await tokens.getToken({ scopes: ["Calendars.Read"] });
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}';
  signIn.demandClaims(claims);
  assert.deepEqual(bearer(value), { kind: "claimsNeeded", claims });
  const plain = await tokens.getToken({ scopes: ["Calendars.Read"], forceRefresh: true });
  assert.equal(bearer(plain.value).kind, "claimsNeeded", "a fresh token alone does not answer it");
  const answered = await tokens.getToken({ scopes: ["Calendars.Read"], claims });
  assert.equal(bearer(answered.value).kind, "valid");
  assert.deepEqual(await tokens.getToken({ scopes: ["Calendars.Read"] }), answered);
});

test("a sign-in service that is not there is offline", async () => {
  const { id } = await signInSilently(accounts, signIn);
  await signIn.stop();
  await assertFails(
    accounts.tokensOf(id).getToken({ scopes: ["Calendars.Read"], forceRefresh: true }),
    "offline",
    "network_error",
  );
  assert.equal((await accounts.listAccounts()).length, 1, "still signed in");
});

test("who stops waiting for a token is released at once", async () => {
  const { id } = await signInSilently(accounts, signIn);
  const controller = new AbortController();
  const request = { scopes: ["Calendars.Read"], forceRefresh: true };
  const stopped = accounts.tokensOf(id).getToken(request, controller.signal);
  const other = accounts.tokensOf(id).getToken(request);
  controller.abort();
  await assertFails(stopped, "cancelled");
  assert.equal(bearer((await other).value).kind, "valid", "the other one still gets its token");
});

test("a token of another sandbox is foreign", async () => {
  const other = await startSignIn();
  const { id } = await signInSilently(accounts, signIn);
  const { value } = await accounts.tokensOf(id).getToken({ scopes: ["Calendars.Read"] });
  assert.deepEqual(other.checkBearer(`Bearer ${value}`), { kind: "foreign" });
});
