/** How an organisation's refusals reach us: each code by MSAL from the sandbox's sign-in, over a real socket. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Accounts } from "../../../src/account/accountContract.ts";
import type { AccountErrorCode } from "../../../src/account/accountError.ts";
import { isAccountError } from "../../../src/account/accountError.ts";
import type { RefusalPlace } from "../../../src/sandbox/signIn/signInPolicy.ts";
import { press, visit } from "../sandboxSignIn/person.ts";
import { clientId, organizer, type RunningSignIn, stopSignIns, tenantId } from "../sandboxSignIn/sampleSignIn.ts";
import { assertFails, openWorld, signInSilently, walkThrough } from "./signInWorld.ts";

let signIn: RunningSignIn;
let accounts: Accounts;
beforeEach(async () => {
  ({ signIn, accounts } = await openWorld());
});
afterEach(stopSignIns);

const scopes = ["Calendars.Read"];

function signInAsPerson(answer: "accept" | "cancel" = "accept"): Promise<unknown> {
  return accounts.signInWithBrowser({
    scopes,
    prompt: "select",
    openBrowser: async (url) => void (await walkThrough(url, organizer.id, answer)),
  });
}

const refusals: readonly (readonly [number, RefusalPlace, AccountErrorCode])[] = [
  [65001, "token", "consentRequired"],
  [65004, "answer", "declined"],
  [90094, "answer", "consentRequired"],
  [90095, "answer", "consentRequired"],
  [50105, "answer", "refused"],
  [50105, "token", "refused"],
  [53000, "token", "refused"],
  [53001, "token", "refused"],
  [53003, "answer", "refused"],
  [53003, "token", "refused"],
  [50076, "token", "signInRequired"],
  [50079, "token", "signInRequired"],
  [700016, "token", "refused"],
  [7000218, "token", "refused"],
  [50011, "token", "refused"],
  [50020, "answer", "refused"],
  [50020, "token", "refused"],
  [65002, "token", "refused"],
  [90002, "answer", "refused"],
  [50146, "token", "refused"],
];
for (const [number, at, code] of refusals) {
  test(`AADSTS${number} in the ${at} of a sign-in is ${code}`, async () => {
    signIn.setPolicy({ refusal: { number, at } });
    await assertFails(signInAsPerson(), code, `AADSTS${number}`);
    assert.deepEqual(await accounts.listAccounts(), []);
  });
  if (at === "token") {
    test(`AADSTS${number} for a token that is asked for silently is ${code}, and the account stays`, async () => {
      const { id } = await signInSilently(accounts, signIn);
      signIn.setPolicy({ refusal: { number, at } });
      const asked = accounts.tokensOf(id).getToken({ scopes, forceRefresh: true });
      await assertFails(asked, code, `AADSTS${number}`);
      assert.equal((await accounts.listAccounts()).length, 1);
      signIn.setPolicy({});
      await accounts.tokensOf(id).getToken({ scopes, forceRefresh: true });
    });
  }
}

for (const number of [50011, 700016, 50105]) {
  test(`AADSTS${number} on the service's own page never comes back: the person has to close it`, async () => {
    signIn.setPolicy({ refusal: { number, at: "page" } });
    const closing = new AbortController();
    let html = "";
    const attempt = accounts.signInWithBrowser({
      scopes,
      prompt: "select",
      signal: closing.signal,
      openBrowser: async (url) => {
        ({ html } = await visit(url));
        setImmediate(() => closing.abort());
      },
    });
    await assertFails(attempt, "cancelled", "");
    assert.match(html, new RegExp(`AADSTS${number}:`, "u"));
    assert.ok(!html.includes("<form"));
  });
}

test("a code is refused on the other device as well", async () => {
  signIn.setPolicy({ refusal: { number: 7000218, at: "token" } });
  const attempt = accounts.signInWithDeviceCode({ scopes, onCode: () => undefined });
  await assertFails(attempt, "refused", "AADSTS7000218");
});

test("what only an administrator may allow is allowed on their page, and then nobody is asked", async () => {
  signIn.setPolicy({ adminConsentFor: ["Bookings.Read.All"] });
  const { id } = await signInSilently(accounts, signIn);
  const asked = ["Bookings.Read.All"];
  const seen: string[] = [];
  const ask = (prompt: "again" | "consent"): Promise<unknown> =>
    accounts.signInWithBrowser({
      scopes: asked,
      prompt,
      loginHint: organizer.username,
      openBrowser: async (url) => {
        const pages = await walkThrough(url, organizer.id, "cancel");
        seen.push(/<h1>(.*)<\/h1>/u.exec(pages[0]?.html ?? "")?.[1] ?? "");
      },
    });
  await assertFails(ask("again"), "consentRequired", "AADSTS90094");
  assert.deepEqual(seen, ["Need admin approval"]);
  await assertFails(accounts.tokensOf(id).getToken({ scopes: asked }), "consentRequired", "AADSTS65001");

  const query = new URLSearchParams({ client_id: clientId, scope: "https://graph.microsoft.com/Bookings.Read.All" });
  const page = await visit(`${signIn.origin}/${tenantId}/v2.0/adminconsent?${query.toString()}`);
  assert.match(page.html, /Bookings\.Read\.All/u);
  assert.match((await press(page, "answer", "accept")).html, /<h1>Allowed<\/h1>/u);
  await accounts.tokensOf(id).getToken({ scopes: asked });
  await ask("again");
  assert.equal(seen.at(-1), "Back to Visual Studio Code", "the person is not asked what has been decided");
  await assertFails(ask("consent"), "consentRequired", "AADSTS90094");
  assert.equal((await press(page, "answer", "accept")).status, 400, "the page is good for one answer");
});

test("the administrator's page is for this app and for permissions of Graph's alone", async () => {
  for (const query of [
    `client_id=${tenantId}&scope=Calendars.Read`,
    `client_id=${clientId}&scope=not%2Da%2Fscope%3C`,
  ]) {
    const page = await visit(`${signIn.origin}/${tenantId}/v2.0/adminconsent?${query}`);
    assert.equal(page.status, 400, query);
  }
});

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}';

for (const number of [50076, 50079] as const) {
  test(`a challenge that only the person can meet is met by their sign-in with its claims (${number})`, async () => {
    const { id } = await signInSilently(accounts, signIn);
    const tokens = accounts.tokensOf(id);
    signIn.demandClaims(claims);
    signIn.setPolicy({ proofFor: number });
    const before = signIn.requests.length;
    const failure = await tokens.getToken({ scopes, claims }).then(
      () => assert.fail("a token was given silently"),
      (error: unknown) => error,
    );
    assert.ok(isAccountError(failure));
    assert.deepEqual([failure.code, failure.serviceCode], ["signInRequired", `AADSTS${number}`]);
    assert.deepEqual(JSON.parse(failure.claims ?? ""), JSON.parse(claims));
    assert.equal(signIn.requests.length - before, 1, "asked once");

    const headings: string[] = [];
    const again = await accounts.signInWithBrowser({
      scopes,
      prompt: "again",
      loginHint: organizer.username,
      claims: failure.claims ?? "",
      openBrowser: async (url) => {
        for (const page of await walkThrough(url, organizer.id)) {
          headings.push(/<h1>(.*)<\/h1>/u.exec(page.html)?.[1] ?? "");
        }
      },
    });
    assert.equal(again.id, id);
    assert.deepEqual(headings, ["Prove that it is you", "Back to Visual Studio Code", "Signed in to Unbook"]);
    const { value } = await tokens.getToken({ scopes });
    assert.equal(signIn.checkBearer(`Bearer ${value}`).kind, "valid", "the new token comes from the cache");
  });
}

test("who does not prove it is not let in, and nothing is lost", async () => {
  const { id } = await signInSilently(accounts, signIn);
  signIn.demandClaims(claims);
  signIn.setPolicy({ proofFor: 50076 });
  const attempt = accounts.signInWithBrowser({
    scopes,
    prompt: "again",
    loginHint: organizer.username,
    claims,
    openBrowser: async (url) => void (await walkThrough(url, organizer.id, "cancel")),
  });
  await assertFails(attempt, "declined", "AADSTS65004");
  assert.equal((await accounts.listAccounts()).length, 1);
  signIn.setPolicy({});
  await accounts.tokensOf(id).getToken({ scopes, claims });
});
