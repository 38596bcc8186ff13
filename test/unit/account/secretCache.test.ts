/** The stored cache: what windows see of each other, and what is kept out of the log. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Accounts } from "../../../src/account/accountContract.ts";
import { colleague, organizer, personal, type RunningSignIn, stopSignIns } from "../sandboxSignIn/sampleSignIn.ts";
import { accountsAt, assertFails, type MemorySecrets, openWorld, signInSilently, walkThrough } from "./signInWorld.ts";

let signIn: RunningSignIn;
let accounts: Accounts;
let secrets: MemorySecrets;
beforeEach(async () => {
  ({ signIn, accounts, secrets } = await openWorld());
});
afterEach(stopSignIns);

test("two windows share the store: each sees the other's sign-in and sign-out", async () => {
  const other = accountsAt(signIn, secrets);
  const ana = await signInSilently(accounts, signIn);
  assert.deepEqual(await other.listAccounts(), [ana]);
  const ben = await signInSilently(other, signIn, ["Calendars.Read"], colleague.username);
  assert.deepEqual(
    (await accounts.listAccounts()).map((account) => account.username).toSorted(),
    [ana.username, ben.username].toSorted(),
  );
  await other.signOut(ana.id);
  assert.deepEqual(await accounts.listAccounts(), [ben]);
  await assertFails(accounts.tokensOf(ana.id).getToken({ scopes: ["Calendars.Read"] }), "signInRequired");
  await accounts.tokensOf(ben.id).getToken({ scopes: ["Calendars.Read"], forceRefresh: true });
  assert.deepEqual(await other.listAccounts(), [ben], "the account that was signed out has not come back");
});

test("the secret is written only when it changes, and deleted with the last account", async () => {
  const { id } = await signInSilently(accounts, signIn);
  const { writes } = secrets;
  await accounts.listAccounts();
  await accounts.tokensOf(id).getToken({ scopes: ["Calendars.Read"] });
  assert.equal(secrets.writes, writes);
  await accounts.signOut(id);
  assert.deepEqual([secrets.text, secrets.deletes], [undefined, 1]);
  await accounts.signOut(id);
  assert.equal(secrets.deletes, 1);
});

test("what several accounts get at the same time is all kept", async () => {
  const { length } = (await accounts.listAccounts()).concat(
    await signInSilently(accounts, signIn),
    await signInSilently(accounts, signIn, ["Calendars.Read"], colleague.username),
    await signInSilently(accounts, signIn, ["Calendars.Read"], personal.username),
  );
  const held: (() => void)[] = [];
  signIn.beforeAnswer = () =>
    new Promise((resolve) => {
      held.push(resolve);
      if (held.length === length) for (const answer of held.splice(0)) answer();
    });
  // Each refresh token works once: if one of the new ones were lost, the second round would fail.
  for (let round = 0; round < 2; round += 1) {
    const everybody = await accounts.listAccounts();
    assert.equal(everybody.length, length);
    await Promise.all(
      everybody.map(({ id }) => accounts.tokensOf(id).getToken({ scopes: ["Calendars.Read"], forceRefresh: true })),
    );
  }
});

test("an account that is signed out in another window while its token is refreshed does not come back", async () => {
  const other = accountsAt(signIn, secrets);
  const { id } = await signInSilently(accounts, signIn);
  signIn.beforeAnswer = () => other.signOut(id);
  await accounts.tokensOf(id).getToken({ scopes: ["Calendars.Read"], forceRefresh: true });
  assert.deepEqual([secrets.text, secrets.deletes], [undefined, 1]);
  assert.deepEqual(await accounts.listAccounts(), []);
});

test("a store that fails keeps the sign-in until the window closes, and says so", async () => {
  const lines: string[] = [];
  secrets.isBroken = true;
  accounts = accountsAt(signIn, secrets, lines);
  const { id } = await signInSilently(accounts, signIn);
  await accounts.tokensOf(id).getToken({ scopes: ["Calendars.Read"] });
  assert.match(lines.join("\n"), /could not be saved/u);
  await assertFails(accounts.signOut(id), "refused", "secret_storage");
  assert.deepEqual(await accounts.listAccounts(), []);
});

test("an unreadable store counts as nobody signed in", async () => {
  secrets.text = "{not json";
  assert.deepEqual(await accounts.listAccounts(), []);
  await signInSilently(accounts, signIn);
  assert.equal((await accounts.listAccounts()).length, 1);
});

test("no log line holds a token, a code or a username", async () => {
  const lines: string[] = [];
  accounts = accountsAt(signIn, secrets, lines);
  const seen: string[] = [];
  const account = await accounts.signInWithBrowser({
    scopes: ["Calendars.Read"],
    prompt: "select",
    openBrowser: async (url) => {
      for (const page of await walkThrough(url, organizer.id)) seen.push(page.html);
    },
  });
  seen.push(secrets.text ?? "");
  await assertFails(accounts.tokensOf(account.id).getToken({ scopes: ["Mail.Send"] }), "consentRequired");
  signIn.revokeRefreshTokens();
  const request = { scopes: ["Calendars.Read"], forceRefresh: true };
  await assertFails(accounts.tokensOf(account.id).getToken(request), "signInRequired");
  await signIn.stop();
  await assertFails(accounts.tokensOf(account.id).getToken(request), "offline");

  const held =
    seen.join("\n").match(/(?:sandbox-(?:code|refresh)-[\w-]+|eyJ[\w.-]{20,}|[\w.]+@contoso\.example)/gu) ?? [];
  assert.ok(held.length >= 4, "the test has secrets to look for");
  for (const secret of held) assert.ok(!lines.join("\n").includes(secret));
});
