/** Tokens from VS Code's own account: whose they are, how long they are held, and what having none means. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Accounts } from "../../../src/account/accountContract.ts";
import type { ProviderAccount } from "../../../src/account/accountProvider.ts";
import { isAccountError } from "../../../src/account/accountError.ts";
import { createProviderAccounts } from "../../../src/account/providerAccounts.ts";
import { assertFails, memorySecrets } from "./signInWorld.ts";
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
const minutesMs = 60_000;

interface World {
  readonly vscode: VscodeModel;
  readonly time: GivenTime;
  readonly accounts: Accounts;
  readonly log: string[];
  /** What stands between this machine and the sign-in service. Default: nothing. */
  barrier: Error | undefined;
}

/** Ana and Ben have signed in with this. */
async function signedIn(permissions: readonly string[] = read): Promise<World> {
  const vscode = vscodeModel();
  const time = givenTime();
  const log: string[] = [];
  const accounts = createProviderAccounts({
    provider: vscode.provider,
    registration,
    secrets: memorySecrets(),
    reach: async () => {
      if (world.barrier !== undefined) throw world.barrier;
    },
    now: time.now,
    wait: time.wait,
    log: (line) => void log.push(line),
  });
  const world: World = { vscode, time, accounts, log, barrier: undefined };
  for (const account of [ana, ben]) {
    vscode.person = async () => account;
    await accounts.signInWithBrowser({ scopes: permissions, prompt: "select", openBrowser: async () => undefined });
  }
  vscode.asked.length = 0;
  return world;
}

function finds({ vscode }: World): number {
  return vscode.asked.filter(({ kind }) => kind === "find").length;
}

/** Nothing that is asked for a token shows anything. */
function assertNobodyAsked({ vscode }: World): void {
  assert.ok(vscode.asked.every(({ kind }) => kind !== "ask"));
}

test("a token is held for four minutes, whatever the clock does", async () => {
  const world = await signedIn();
  const tokens = world.accounts.tokensOf(ana.id);
  const first = await tokens.getToken({ scopes: read });
  assert.equal(finds(world), 0, "the sign-in has brought it");
  await world.time.pass(4 * minutesMs - 1);
  assert.deepEqual(await tokens.getToken({ scopes: read }), first);
  await world.time.pass(1);
  assert.notEqual((await tokens.getToken({ scopes: read })).value, first.value);
  assert.equal(finds(world), 1);
  world.time.setClock(world.time.now() - 3600_000);
  await tokens.getToken({ scopes: read });
  assert.equal(finds(world), 2, "nobody knows how old it is after the clock was set back");
  await tokens.getToken({ scopes: read });
  assert.equal(finds(world), 2);
  assertNobodyAsked(world);
  assert.equal(world.time.waiting(), 0, "no timer is left behind");
});

test("equal requests at once are one question, whatever the order of their permissions", async () => {
  const world = await signedIn(["Calendars.Read", "User.Read"]);
  await world.time.pass(5 * minutesMs);
  const tokens = world.accounts.tokensOf(ana.id);
  const orders = [
    ["Calendars.Read", "User.Read"],
    ["User.Read", "Calendars.Read"],
  ];
  const got = await Promise.all([...orders, ...orders].map(async (scopes) => tokens.getToken({ scopes })));
  assert.equal(new Set(got.map(({ value }) => value)).size, 1);
  assert.equal(finds(world), 1);
});

test("other accounts and other permissions at the same moment are questions of their own", async () => {
  const world = await signedIn(["Calendars.Read", "User.Read"]);
  await world.time.pass(5 * minutesMs);
  const wishes = [ana, ben].flatMap((account) => [read, ["User.Read"]].map((scopes) => ({ account, scopes })));
  const got = await Promise.all(
    wishes.map(async ({ account, scopes }) => world.accounts.tokensOf(account.id).getToken({ scopes })),
  );
  assert.equal(finds(world), 4);
  for (const [index, { value }] of got.entries()) assert.ok(value.endsWith(`of ${wishes[index]?.account.id}`), value);
  assert.equal(new Set(got.map(({ value }) => value)).size, 4);
});

test("signing in again lets go of what was held before", async () => {
  const world = await signedIn(["Calendars.Read", "User.Read"]);
  const tokens = world.accounts.tokensOf(ana.id);
  const before = await tokens.getToken({ scopes: ["User.Read"] });
  world.vscode.person = async () => ana;
  await world.accounts.signInWithBrowser({
    scopes: read,
    prompt: "again",
    loginHint: ana.label,
    openBrowser: async () => undefined,
  });
  assert.notEqual((await tokens.getToken({ scopes: ["User.Read"] })).value, before.value);
});

test("who stops waiting does not end it for the others", async () => {
  const world = await signedIn();
  await world.time.pass(5 * minutesMs);
  const tokens = world.accounts.tokensOf(ana.id);
  const stopping = new AbortController();
  const stopped = tokens.getToken({ scopes: read }, stopping.signal);
  const other = tokens.getToken({ scopes: read });
  stopping.abort();
  await assertFails(stopped, "cancelled");
  await other;
  await assertFails(tokens.getToken({ scopes: read }, stopping.signal), "cancelled");
  assert.equal(finds(world), 1);
});

test("a token that Graph has refused is asked for anew", async () => {
  const world = await signedIn();
  const tokens = world.accounts.tokensOf(ana.id);
  const { value } = await tokens.getToken({ scopes: read });
  const fresh = await tokens.getToken({ scopes: read, forceRefresh: true });
  assert.notEqual(fresh.value, value);
  assert.deepEqual(await tokens.getToken({ scopes: read }), fresh, "and is the one that is held");
});

test("after a refused token that VS Code gives again, signing in asks anew, and not for others or later", async () => {
  const world = await signedIn();
  const isAskedAnew = async (account: ProviderAccount): Promise<boolean | undefined> => {
    world.vscode.person = async () => account;
    const openBrowser = async (): Promise<void> => undefined;
    await world.accounts.signInWithBrowser({ scopes: read, prompt: "consent", loginHint: account.label, openBrowser });
    const request = world.vscode.asked.findLast(({ kind }) => kind === "ask")?.request;
    return request !== undefined && "isAnew" in request && request.isAnew;
  };
  const tokens = world.accounts.tokensOf(ana.id);
  await tokens.getToken({ scopes: read, forceRefresh: true });
  assert.equal(await isAskedAnew(ana), false, "the refused one was replaced");
  world.vscode.givesTheSame = true;
  await tokens.getToken({ scopes: read });
  await world.time.pass(5 * minutesMs);
  await tokens.getToken({ scopes: read });
  assert.equal(await isAskedAnew(ana), false, "nobody has refused it");
  const { value } = await tokens.getToken({ scopes: read });
  assert.equal((await tokens.getToken({ scopes: read, forceRefresh: true })).value, value);
  assert.equal(await isAskedAnew(ben), false);
  assert.equal(await isAskedAnew(ana), true);
  assert.equal(await isAskedAnew(ana), false);
});

test("claims are asked for once, as a challenge of their own, with our app registration", async () => {
  const world = await signedIn();
  const tokens = world.accounts.tokensOf(ana.id);
  const claims = `{"access_token":{"nbf":{"essential":true,"value":"1"}}}`;
  const { value } = await tokens.getToken({ scopes: read, claims });
  const [asked] = world.vscode.asked;
  assert.equal(asked?.request?.claimsHeader, `Bearer claims="${Buffer.from(claims).toString("base64")}"`);
  assert.deepEqual(asked.request.scopes, [
    `VSCODE_CLIENT_ID:${registration.clientId}`,
    "VSCODE_TENANT:organizations",
    "Calendars.Read",
  ]);
  assert.equal((await tokens.getToken({ scopes: read })).value, value);
  assert.equal(world.vscode.asked.length, 1);
  // Only the person can meet them.
  world.vscode.silent.clear();
  await assert.rejects(
    tokens.getToken({ scopes: read, claims }),
    (error) => isAccountError(error) && error.code === "signInRequired" && error.claims === claims,
  );
  assertNobodyAsked(world);
});

test("no token without a reason signs nobody out", async () => {
  const world = await signedIn();
  const tokens = world.accounts.tokensOf(ana.id);
  world.vscode.silent.clear();
  await assertFails(tokens.getToken({ scopes: read, forceRefresh: true }), "unexplained");
  assert.equal((await world.accounts.listAccounts()).length, 2);
  await assertFails(tokens.getToken({ scopes: ["Bookings.Read.All"] }), "consentRequired");
  world.vscode.silent.set(ana.id, new Set(read));
  await tokens.getToken({ scopes: read, forceRefresh: true });
  // It has gone from VS Code.
  world.vscode.silent.clear();
  world.vscode.accounts = [ben];
  await assertFails(tokens.getToken({ scopes: read, forceRefresh: true }), "signInRequired");
  assertNobodyAsked(world);
});

test("who has gone from VS Code gets no token that was held, either", async () => {
  const world = await signedIn();
  const tokens = world.accounts.tokensOf(ana.id);
  await tokens.getToken({ scopes: read });
  world.vscode.silent.clear();
  world.vscode.accounts = [ben];
  assert.deepEqual(
    (await world.accounts.listAccounts()).map(({ id }) => id),
    [ben.id],
  );
  await assertFails(tokens.getToken({ scopes: read }), "signInRequired");
});

test("without a network no permission is missing and nobody has to sign in again, whatever VS Code keeps to itself", async () => {
  const world = await signedIn();
  const tokens = world.accounts.tokensOf(ana.id);
  world.vscode.silent.clear();
  world.barrier = new TypeError("fetch failed");
  for (const scopes of [["Bookings.Read.All"], read]) {
    await assert.rejects(tokens.getToken({ scopes, forceRefresh: true }), (error) => {
      assert.ok(isAccountError(error));
      assert.deepEqual([error.code, error.cause], ["offline", world.barrier]);
      return true;
    });
  }
  // What is certain is told all the same.
  await assertFails(tokens.getToken({ scopes: read, claims: "{}" }), "signInRequired");
  world.vscode.accounts = [ben];
  await assertFails(tokens.getToken({ scopes: read, forceRefresh: true }), "signInRequired");
  world.vscode.accounts = [ana, ben];
  world.barrier = undefined;
  await assertFails(tokens.getToken({ scopes: ["Bookings.Read.All"] }), "consentRequired");
  assertNobodyAsked(world);
});

test("a permission that was had once is not asked for again because VS Code has no token", async () => {
  const world = await signedIn();
  const tokens = world.accounts.tokensOf(ana.id);
  // An administrator has allowed it for everybody.
  world.vscode.silent.get(ana.id)?.add("Bookings.Read.All");
  await tokens.getToken({ scopes: ["Bookings.Read.All"] });
  world.vscode.silent.clear();
  await assertFails(tokens.getToken({ scopes: ["Bookings.Read.All"], forceRefresh: true }), "unexplained");
  await assertFails(tokens.getToken({ scopes: read, forceRefresh: true }), "unexplained", "");
});

test("somebody whose user name has changed stays who they are, under the new one", async () => {
  const world = await signedIn();
  world.vscode.mixedUpWith = { id: ana.id, label: "ana.santos@contoso.com" };
  await world.accounts.tokensOf(ana.id).getToken({ scopes: read, forceRefresh: true });
  const [renamed] = await world.accounts.listAccounts();
  assert.deepEqual([renamed?.id, renamed?.username], [ana.id, "ana.santos@contoso.com"]);
});

test("another account's session is never used", async () => {
  const world = await signedIn();
  await world.time.pass(5 * minutesMs);
  world.vscode.mixedUpWith = ben;
  await assertFails(world.accounts.tokensOf(ana.id).getToken({ scopes: read }), "unexplained");
  assert.match(world.log.join(), /another account/u);
  world.vscode.mixedUpWith = undefined;
  assert.match((await world.accounts.tokensOf(ana.id).getToken({ scopes: read })).value, /of a1\.t1$/u);
});

for (const scopes of [read, [...read, "User.Read"]]) {
  test(`an account that signs out while its token for ${scopes.join()} is on the way gets none`, async () => {
    const world = await signedIn();
    await world.time.pass(5 * minutesMs);
    world.vscode.silent.get(ana.id)?.add("User.Read");
    const find = world.vscode.provider.find.bind(world.vscode.provider);
    const answering = Promise.withResolvers<void>();
    world.vscode.provider.find = async (request) => {
      await answering.promise;
      return find(request);
    };
    const tokens = world.accounts.tokensOf(ana.id);
    const token = tokens.getToken({ scopes });
    await settle();
    await world.accounts.signOut(ana.id);
    answering.resolve();
    await assertFails(token, "signInRequired");
    await assertFails(tokens.getToken({ scopes }), "signInRequired");
    assert.deepEqual(
      (await world.accounts.listAccounts()).map(({ id }) => id),
      [ben.id],
    );
  });
}

test("while VS Code answers nobody, waiting ends after a minute, and later it goes on", async () => {
  const world = await signedIn();
  await world.time.pass(5 * minutesMs);
  world.vscode.isBusy = true;
  const token = world.accounts.tokensOf(ana.id).getToken({ scopes: read });
  const failed = assertFails(token, "unexplained");
  await settle();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await world.time.pass(minutesMs);
  await failed;
  world.vscode.isBusy = false;
  await world.accounts.tokensOf(ana.id).getToken({ scopes: read });
});

test("without the provider it is said that there is none", async () => {
  const world = await signedIn();
  const missing = new Error("No authentication provider 'microsoft' is currently registered.");
  world.vscode.provider.find = async () => Promise.reject(missing);
  const token = world.accounts.tokensOf(ana.id).getToken({ scopes: read, forceRefresh: true });
  await assertFails(token, "refused", "provider_missing");
});

test("whatever is asked in whatever order, each account gets its own tokens and nobody is asked", async () => {
  const permissions = ["Calendars.Read", "User.Read", "Bookings.Read.All"];
  const step = fc.record({
    account: fc.constantFrom(ana, ben),
    scopes: fc.uniqueArray(fc.constantFrom(...permissions), { minLength: 1 }),
    forceRefresh: fc.boolean(),
    passMs: fc.constantFrom(0, 1000, 5 * minutesMs),
    mixedUpWith: fc.constantFrom(undefined, undefined, ana, ben),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const world = await signedIn(permissions);
      for (const { account, scopes, forceRefresh, passMs, mixedUpWith } of steps) {
        if (passMs > 0) await world.time.pass(passMs);
        world.vscode.mixedUpWith = mixedUpWith;
        const token = world.accounts.tokensOf(account.id).getToken({ scopes, forceRefresh });
        const value = await token
          .then((got) => got.value)
          .catch((error: unknown) => (isAccountError(error) ? "" : error));
        assert.ok(value === "" || (typeof value === "string" && value.endsWith(`of ${account.id}`)), String(value));
        if (mixedUpWith === undefined) assert.notEqual(value, "");
      }
      assertNobodyAsked(world);
    }),
    { numRuns: 40 },
  );
});
