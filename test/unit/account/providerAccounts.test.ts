/** Signing in and out with VS Code's own account: who is Unbook's, what is asked when, and what is kept. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Accounts } from "../../../src/account/accountContract.ts";
import type { ProviderAccount } from "../../../src/account/accountProvider.ts";
import { createProviderAccounts } from "../../../src/account/providerAccounts.ts";
import type { SignedInAccount } from "../../../src/account/tokenSource.ts";
import { assertFails, memorySecrets, type MemorySecrets } from "./signInWorld.ts";
import {
  ana,
  ben,
  type GivenTime,
  givenTime,
  registration,
  settle,
  vscodeModel,
  type VscodeModel,
} from "./vscodeModel.ts";

const read = ["Calendars.Read"];

interface World {
  readonly vscode: VscodeModel;
  readonly time: GivenTime;
  readonly secrets: MemorySecrets;
  readonly accounts: Accounts;
  readonly log: string[];
}

function open(vscode = vscodeModel(), secrets = memorySecrets()): World {
  const time = givenTime();
  const log: string[] = [];
  const { now, wait } = time;
  const { provider } = vscode;
  const accounts = createProviderAccounts({
    provider,
    registration,
    secrets,
    reach: async () => undefined,
    now,
    wait,
    log: (line) => void log.push(line),
  });
  return { vscode, time, secrets, accounts, log };
}

function signIn(
  { accounts }: World,
  more: Partial<Parameters<Accounts["signInWithBrowser"]>[0]> = {},
): Promise<SignedInAccount> {
  const openBrowser = async (): Promise<void> => assert.fail("VS Code opens the browser itself");
  return accounts.signInWithBrowser({ scopes: read, prompt: "select", openBrowser, ...more });
}

/** Gives the store the time that it takes. */
async function stored(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 30));
}

/** Somebody else is chosen than would be. */
function chooses({ vscode }: World, account: ProviderAccount): void {
  vscode.person = async () => account;
}

function questions({ vscode }: World): number {
  return vscode.asked.filter(({ kind }) => kind === "ask").length;
}

test("who signs in is remembered by name and id, without a token, also in the next window", async () => {
  const world = open();
  const signedIn = await signIn(world);
  assert.deepEqual(signedIn, { id: "a1.t1", username: ana.label, name: ana.label, tenantId: "t1", isPersonal: false });
  assert.deepEqual(await world.accounts.listAccounts(), [signedIn]);
  assert.ok(!(world.secrets.text ?? "token").includes("token"), world.secrets.text);
  const next = open(world.vscode, world.secrets);
  assert.deepEqual(await next.accounts.listAccounts(), [signedIn]);
  await next.accounts.tokensOf(signedIn.id).getToken({ scopes: read });
  assert.equal(questions(world), 1);
});

test("an account that only other extensions have signed in with is not Unbook's", async () => {
  const world = open();
  world.vscode.accounts = [ana, ben];
  world.vscode.silent.set(ana.id, new Set(read));
  assert.deepEqual(await world.accounts.listAccounts(), []);
  await assertFails(world.accounts.tokensOf(ana.id).getToken({ scopes: read }), "signInRequired");
  assert.equal(world.vscode.asked.filter(({ kind }) => kind === "find").length, 0);
});

test("the account picker is asked for without an account, further permissions for the one", async () => {
  const world = open();
  await signIn(world);
  await signIn(world, { prompt: "consent", loginHint: "ANA@contoso.com", scopes: [...read, "Bookings.Read.All"] });
  await signIn(world, { prompt: "again", loginHint: ana.label, claims: `{"access_token":{}}` });
  const asked = world.vscode.asked.flatMap(({ kind, request }) => (kind === "ask" && request ? [request] : []));
  assert.deepEqual(
    asked.map(({ account, claimsHeader }) => [account?.id, claimsHeader]),
    [
      [undefined, undefined],
      [ana.id, undefined],
      [ana.id, `Bearer claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="`],
    ],
  );
  for (const { scopes } of asked) assert.equal(scopes[0], `VSCODE_CLIENT_ID:${registration.clientId}`);
});

test("without a prompt nobody is asked, and nobody else is taken", async () => {
  const world = open();
  await assertFails(signIn(world, { prompt: "none", loginHint: ana.label }), "signInRequired");
  await signIn(world);
  assert.equal((await signIn(world, { prompt: "none", loginHint: ana.label })).id, ana.id);
  world.vscode.mixedUpWith = ben;
  await assertFails(signIn(world, { prompt: "none", loginHint: ana.label }), "signInRequired");
  assert.equal(questions(world), 1);
});

test("closing VS Code's question is cancelling, and changes nothing", async () => {
  const world = open();
  world.vscode.person = async () => Promise.reject(new Error("User did not consent to login."));
  await assertFails(signIn(world), "cancelled");
  assert.deepEqual(await world.accounts.listAccounts(), []);
  assert.equal(world.secrets.text, undefined);
});

test("an abandoned sign-in ends in time and can be started again; what it still comes to changes nothing", async () => {
  const world = open();
  const first = Promise.withResolvers<ProviderAccount>();
  world.vscode.person = async () => first.promise;
  await assertFails(signIn(world, { timeoutMs: 5 }), "timedOut");
  const stopping = new AbortController();
  const stopped = signIn(world, { signal: stopping.signal });
  await settle();
  stopping.abort();
  await assertFails(stopped, "cancelled");

  let blocked = 0;
  const onBlocked = (): void => void (blocked += 1);
  chooses(world, ben);
  assert.equal(
    (await signIn(world, { onBlocked })).id,
    ben.id,
    "VS Code does not take the question for an earlier one",
  );
  assert.equal(blocked, 1, "but may be asking it still");
  // The person finishes the first after all.
  first.resolve(ana);
  await settle();
  const names = (await world.accounts.listAccounts()).map(({ id }) => id);
  assert.deepEqual(names, [ben.id], "who came late is not signed in");
  await signIn(world, { onBlocked });
  assert.equal(blocked, 1, "nothing is in the way any more");
});

test("beginning another sign-in ends the one that is pending, and so does closing", async () => {
  const world = open();
  world.vscode.person = async () => new Promise(() => undefined);
  const one = signIn(world);
  await settle();
  const other = signIn(world);
  await assertFails(one, "cancelled");
  await world.accounts.dispose();
  await assertFails(other, "cancelled");
  await assertFails(signIn(world), "cancelled");
});

test("signing out forgets this account only, and asks nothing of VS Code", async () => {
  const world = open();
  await signIn(world);
  chooses(world, ben);
  await signIn(world);
  const before = world.vscode.asked.length;
  await world.accounts.signOut(ana.id);
  assert.equal(world.vscode.asked.length, before);
  await assertFails(world.accounts.tokensOf(ana.id).getToken({ scopes: read }), "signInRequired");
  await world.accounts.tokensOf(ben.id).getToken({ scopes: read });
  assert.deepEqual(
    (await world.accounts.listAccounts()).map(({ id }) => id),
    [ben.id],
  );
  await world.accounts.signOut(ben.id);
  assert.equal(world.secrets.text, undefined);
  assert.deepEqual(world.vscode.accounts, [ana, ben], "both are still signed in in VS Code");
});

test("accounts that sign out at the same moment are all forgotten", async () => {
  const world = open();
  for (const account of [ana, ben]) {
    chooses(world, account);
    await signIn(world);
  }
  await Promise.all([world.accounts.signOut(ana.id), world.accounts.signOut(ben.id)]);
  assert.deepEqual(await world.accounts.listAccounts(), []);
});

test("a store that fails keeps the sign-in in this window, and a sign-out then fails", async () => {
  const world = open();
  world.secrets.isBroken = true;
  await signIn(world);
  assert.equal((await world.accounts.listAccounts()).length, 1);
  assert.match(world.log.join(), /holds until this window closes/u);
  await assertFails(world.accounts.signOut(ana.id), "refused", "secret_storage");
  assert.deepEqual(await world.accounts.listAccounts(), []);
});

test("what is unreadable in the store counts as nobody", async () => {
  for (const text of [
    "",
    "no json",
    "{}",
    "[1, null]",
    `[{"account":{"id":1},"permissions":[]}]`,
    `[{"account":{}}]`,
  ]) {
    const secrets = memorySecrets();
    secrets.text = text;
    const world = open(vscodeModel(), secrets);
    assert.deepEqual(await world.accounts.listAccounts(), [], text);
    assert.equal((await signIn(world)).id, ana.id);
  }
});

test("who signs out in VS Code's Accounts menu is signed out of Unbook, and the store tells every window", async () => {
  const world = open();
  await signIn(world);
  const { writes } = world.secrets;
  world.vscode.accounts = [];
  world.vscode.fire();
  await world.time.pass(2000);
  await stored();
  assert.equal(world.secrets.writes, writes + 1);
  assert.deepEqual(await world.accounts.listAccounts(), []);
  // Another extension signs the same account in again.
  world.vscode.accounts = [ana];
  world.vscode.fire();
  await world.time.pass(2000);
  assert.deepEqual(
    (await world.accounts.listAccounts()).map(({ id }) => id),
    [ana.id],
  );
});

test("a storm of events is looked at once, asks nobody, and writes nothing where nothing has changed", async () => {
  const world = open();
  await signIn(world);
  const { writes } = world.secrets;
  const before = world.vscode.asked.length;
  for (let count = 0; count < 500; count += 1) world.vscode.fire();
  await world.time.pass(2000);
  await stored();
  assert.deepEqual(world.vscode.asked.slice(before), [{ kind: "list" }]);
  assert.equal(world.secrets.writes, writes);
});

test("a VS Code that does not say who is signed in signs nobody out", async () => {
  const world = open();
  const signedIn = await signIn(world);
  world.vscode.isBusy = true;
  world.vscode.fire();
  await world.time.pass(2000);
  await world.time.pass(5000);
  const listing = world.accounts.listAccounts();
  await world.time.pass(5000);
  assert.deepEqual(await listing, [signedIn]);
  world.vscode.isBusy = false;
  world.vscode.provider.listAccounts = async () => Promise.reject(new Error("No authentication provider 'x'"));
  assert.deepEqual(await world.accounts.listAccounts(), [signedIn]);
});

test("after closing, events lead to nothing", async () => {
  const world = open();
  await signIn(world);
  world.vscode.fire();
  await world.accounts.dispose();
  assert.equal(world.vscode.listening(), 0);
  const before = world.vscode.asked.length;
  world.vscode.fire();
  await world.time.pass(10_000);
  assert.equal(world.vscode.asked.length, before);
});
