/**
 * Our sign-in at an OpenID server that we did not write, in the configuration of Microsoft's public cloud: its authority
 * and its addresses, through a proxy and with a private certification authority. The server refuses what the standards do
 * not allow: a missing or wrong PKCE verifier, another redirect address, a code or a refresh token that is used twice.
 *
 * What does not fit and is left to the sandbox: the device code (MSAL sends its own grant type to its own address), claims
 * challenges and AADSTS numbers (Entra's own), and `client_info`, without which an account's id is the server's own. As
 * the standard asks, and Entra does not, the server gives a refresh token only to who prompts for consent.
 * Source: https://openid.net/specs/openid-connect-core-1_0.html#OfflineAccess
 */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import type { Accounts, BrowserSignIn } from "../../src/account/accountContract.ts";
import { createMsalAccounts } from "../../src/account/msalAccounts.ts";
import type { SignedInAccount } from "../../src/account/tokenSource.ts";
import { createNetworkFetch, type NetworkFetch } from "../../src/graph/networkFetch.ts";
import { assertFails, type MemorySecrets, memorySecrets } from "../unit/account/signInWorld.ts";
import { type PersonsAnswer, registeredClientId, sampleAccounts } from "./openIdProvider.ts";
import { type OpenIdServer, startOpenIdServer } from "./openIdServer.ts";
import { answerPages, bring } from "./personsBrowser.ts";

let server: OpenIdServer;
let network: NetworkFetch;
let secrets: MemorySecrets;
let accounts: Accounts;
const lines: string[] = [];
before(async () => {
  server = await startOpenIdServer();
  network = createNetworkFetch(() => ({ proxy: server.proxy, extraCertificates: [server.ca] }));
});
beforeEach(() => {
  secrets = memorySecrets();
  accounts = accountsWith(secrets);
});
afterEach(async () => accounts.dispose());
after(async () => {
  await network.dispose();
  await server.dispose();
});

function accountsWith(store: MemorySecrets): Accounts {
  return createMsalAccounts({
    clientId: registeredClientId,
    authority: { url: "https://login.microsoftonline.com/organizations" },
    secrets: store,
    fetch: network.fetch,
    log: (line) => void lines.push(line),
  });
}

const calendars = ["Calendars.ReadWrite"];
const bookings = ["Bookings.Read.All", "BookingsAppointment.ReadWrite.All"];

/** A sign-in in which the person allows everything; what is not given is as usual. */
async function signIn(
  account: PersonsAnswer["account"],
  request: Partial<BrowserSignIn> = {},
): Promise<SignedInAccount> {
  return await accounts.signInWithBrowser({
    scopes: calendars,
    prompt: "consent",
    openBrowser: async (url) => {
      const heading = await bring(await answerPages(url, server, { account, answer: "allow" }));
      assert.equal(heading, "Signed in to Unbook");
    },
    ...request,
  });
}

/** Does something, and gives what the server has seen of it: its requests without the pages, its prompts, its refusals. */
async function seenWhile(work: () => Promise<unknown>): Promise<object> {
  const { prompts, refusals, requests } = server;
  const [promptsBefore, refusalsBefore, requestsBefore] = [prompts.length, refusals.length, requests.length];
  await work();
  return {
    tokenRequests: requests.slice(requestsBefore).filter((one) => one === "POST /organizations/oauth2/v2.0/token")
      .length,
    prompts: prompts.slice(promptsBefore),
    refusals: refusals.slice(refusalsBefore),
  };
}

/** Asserts that an access token is the server's own, for this account and these permissions. */
async function assertGood(token: string, account: string, scopes: readonly string[]): Promise<void> {
  const meaning = await server.meaningOf(token);
  assert.equal(meaning?.account, account);
  assert.equal(meaning.clientId, registeredClientId);
  for (const scope of scopes) assert.ok(meaning.scopes.includes(scope), meaning.scopes.join(" "));
}

const firstPrompts = [
  { prompt: "select", seen: ["select_account", "login", "consent"] },
  { prompt: "consent", seen: ["login", "consent"] },
] as const;
for (const { prompt, seen } of firstPrompts) {
  test(`a person signs in with the prompt "${prompt}"`, async () => {
    let account: SignedInAccount | undefined;
    const work = await seenWhile(async () => (account = await signIn("ana", { prompt })));
    assert.deepEqual(work, { tokenRequests: 1, prompts: seen, refusals: [] });
    const { name, tenantId, username } = sampleAccounts.ana;
    assert.deepEqual(account, { id: "ana", username, name, tenantId, isPersonal: false });
    assert.deepEqual(await accounts.listAccounts(), [account]);
    const token = await accounts.tokensOf("ana").getToken({ scopes: calendars });
    await assertGood(token.value, "ana", calendars);
    assert.ok(Math.abs(token.expiresAtUtc - Date.now() - 3_600_000) < 60_000);
  });
}

test("a person who declines has cancelled, and the browser says so", async () => {
  let heading = "";
  const attempt = signIn("ana", {
    prompt: "select",
    openBrowser: async (url) => {
      heading = await bring(await answerPages(url, server, { account: "ana", answer: "decline" }));
    },
  });
  await assertFails(attempt, "cancelled", "access_denied");
  assert.equal(heading, "Not signed in to Unbook");
  assert.deepEqual(await accounts.listAccounts(), []);
});

test("a sign-in that may not ask anybody says that somebody has to be asked", async () => {
  await assertFails(signIn("ana", { prompt: "none", openBrowser: silently }), "signInRequired");

  async function silently(url: string): Promise<void> {
    await bring(await answerPages(url, server, { account: "ana", answer: "allow" }));
  }
});

test("a code that was given for another sign-in is refused by the server", async () => {
  const stolen = Promise.withResolvers<string>();
  const robbed = signIn("lee", {
    openBrowser: async (url) => {
      const { form } = await answerPages(url, server, { account: "lee", answer: "allow" });
      stolen.resolve(form["code"] ?? "");
    },
  });
  const code = await stolen.promise;
  const seen = seenWhile(async () => {
    const attempt = signIn("ana", {
      openBrowser: async (url) => {
        const { application, form } = await answerPages(url, server, { account: "ana", answer: "allow" });
        await bring({ application, form: { ...form, code } });
      },
    });
    await assertFails(attempt, "signInRequired", "invalid_grant");
  });
  // Beginning the second has ended the first.
  await assertFails(robbed, "cancelled");
  const { refusals } = (await seen) as { readonly refusals: readonly string[] };
  assert.deepEqual(
    refusals.map((one) => one.split(":")[0]),
    ["invalid_grant"],
  );
  assert.deepEqual(await accounts.listAccounts(), []);
});

test("an answer with another state is not taken, and the right one still is", async () => {
  const account = await signIn("ana", {
    openBrowser: async (url) => {
      const answer = await answerPages(url, server, { account: "ana", answer: "allow" });
      const forged = { ...answer, form: { ...answer.form, state: `${answer.form["state"] ?? ""}x` } };
      assert.notEqual(await bring(forged), "Signed in to Unbook");
      assert.equal(await bring(answer), "Signed in to Unbook");
    },
  });
  assert.equal(account.username, sampleAccounts.ana.username);
});

test("tokens are refreshed silently, each refresh token is used once however many ask", async () => {
  await signIn("ana", { scopes: [...calendars, "User.Read", ...bookings] });
  const tokens = accounts.tokensOf("ana");
  const wanted = [calendars, ["User.Read"], bookings, [...calendars, ...bookings]];
  const seen = await seenWhile(async () => {
    const given = await Promise.all(wanted.map(async (scopes) => tokens.getToken({ scopes, forceRefresh: true })));
    for (const [index, scopes] of wanted.entries()) await assertGood(given[index]?.value ?? "", "ana", scopes);
  });
  assert.deepEqual(seen, { tokenRequests: wanted.length, prompts: [], refusals: [] });
});

test("another window goes on with the stored sign-in, and both go on after that", async () => {
  await signIn("ana");
  const otherWindow = accountsWith(secrets);
  const seen = await seenWhile(async () => {
    for (const window of [otherWindow, accounts, otherWindow]) {
      const token = await window.tokensOf("ana").getToken({ scopes: calendars, forceRefresh: true });
      await assertGood(token.value, "ana", calendars);
      assert.equal((await accounts.tokensOf("ana").getToken({ scopes: calendars })).value, token.value);
    }
  });
  assert.deepEqual(seen, { tokenRequests: 3, prompts: [], refusals: [] });
  await otherWindow.dispose();
});

test("two accounts are kept apart", async () => {
  const signedIn = [await signIn("ana"), await signIn("lee")];
  assert.deepEqual(await accounts.listAccounts(), signedIn);
  for (const id of ["ana", "lee"]) {
    const token = await accounts.tokensOf(id).getToken({ scopes: calendars, forceRefresh: true });
    await assertGood(token.value, id, calendars);
  }
});

test("a permission that nobody has allowed is refused silently, and given once it is", async () => {
  await signIn("ana");
  const tokens = accounts.tokensOf("ana");
  await assertFails(tokens.getToken({ scopes: bookings }), "refused", "invalid_scope");
  await signIn("ana", { scopes: bookings, loginHint: sampleAccounts.ana.username });
  await assertGood((await tokens.getToken({ scopes: bookings })).value, "ana", bookings);
});

test("without a refresh token the person has to sign in again", async () => {
  await signIn("ana", { prompt: "select" });
  const seen = await seenWhile(async () =>
    assertFails(accounts.tokensOf("ana").getToken({ scopes: calendars, forceRefresh: true }), "signInRequired"),
  );
  assert.deepEqual(seen, { tokenRequests: 0, prompts: [], refusals: [] });
});

test("after an administrator has revoked everything the person has to sign in again", async () => {
  await signIn("ana");
  await server.revokeAll();
  const tokens = accounts.tokensOf("ana");
  await assertFails(tokens.getToken({ scopes: calendars, forceRefresh: true }), "signInRequired", "invalid_grant");
});

test("after signing out nothing is left, and nobody is asked", async () => {
  await signIn("ana");
  const seen = await seenWhile(async () => {
    await accounts.signOut("ana");
    assert.equal(secrets.text, undefined);
    assert.deepEqual(await accounts.listAccounts(), []);
    await assertFails(accounts.tokensOf("ana").getToken({ scopes: calendars }), "signInRequired");
  });
  assert.deepEqual(seen, { tokenRequests: 0, prompts: [], refusals: [] });
});

test("nothing but the sign-in service was asked, and the log names nobody and no secret", async () => {
  await signIn("ana");
  const { value } = await accounts.tokensOf("ana").getToken({ scopes: calendars });
  assert.deepEqual([...server.destinations], ["login.microsoftonline.com:443"]);
  const log = lines.join("\n");
  for (const secret of [value, sampleAccounts.ana.username, sampleAccounts.ana.name]) {
    assert.ok(!log.includes(secret), log);
  }
});
