/**
 * Signing in with an account of VS Code's own, through `vscode.authentication` and a provider that another extension
 * contributes. Whatever asks the person is in the journeys: VS Code shows no dialogs while it runs these tests.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { authentication, commands, env, EventEmitter, UIKind } from "vscode";
import type { Memento, SecretStorage, SecretStorageChangeEvent } from "vscode";
import type { AccountErrorCode } from "../../src/account/accountError.ts";
import { isAccountError } from "../../src/account/accountError.ts";
import type { SignInMethod } from "../../src/account/signInMethod.ts";
import type { SignedInAccount } from "../../src/account/tokenSource.ts";
import { Session } from "../../src/editor/session.ts";
import { readSettings } from "../../src/editor/settings.ts";
import type { Settings } from "../../src/editor/settings.ts";
import { openMicrosoft, openSandbox } from "../../src/editor/signInPlace.ts";
import type { SignInPlace } from "../../src/editor/signInPlace.ts";
import { waitFor } from "./requestEditor.ts";

const providerId = "unbook-test-account";
const ana = "ana.silva@contoso.com";
const lee = "lee.park@contoso.com";
const read = ["Calendars.Read"];

/** What the provider saw. */
interface Seen {
  readonly kind: "list" | "find" | "ask" | "challenge" | "askChallenge" | "remove";
  readonly scopes?: readonly string[];
  readonly account?: string;
  readonly params?: Readonly<Record<string, string>>;
}

/** What a test does with the provider. See accountProviderExtension. */
interface Wish {
  readonly wishes?: { readonly origin?: string; readonly givesTo?: { id: string; label: string } | undefined };
  readonly add?: { readonly username: string; readonly scopes: readonly string[] };
  readonly remove?: string;
  readonly fire?: number;
}

async function provider(wish: Wish = {}): Promise<readonly Seen[]> {
  return (await commands.executeCommand<readonly Seen[]>("unbookTestAccount.set", wish)) ?? [];
}

interface Context {
  after(cleanUp: () => unknown): void;
}

const settings = () => readSettings({ inspect: () => undefined, get: () => undefined });

function secretStorage(): SecretStorage {
  const secrets = new Map<string, string>();
  const changed = new EventEmitter<SecretStorageChangeEvent>();
  return {
    get: async (key) => secrets.get(key),
    store: async (key, value) => {
      secrets.set(key, value);
      changed.fire({ key });
    },
    delete: async (key) => {
      secrets.delete(key);
      changed.fire({ key });
    },
    keys: async () => [...secrets.keys()],
    onDidChange: changed.event,
  };
}

/** A sandbox that is signed in to with the provider, in which nobody is signed in, and nobody in VS Code. */
async function openPlace(context: Context, id = providerId): Promise<SignInPlace> {
  const place = await openSandbox(
    { port: 0, providerId: id },
    { secrets: secretStorage(), settings, log: () => undefined },
  );
  context.after(async () => {
    await place.dispose();
    for (const account of await authentication.getAccounts(providerId)) await provider({ remove: account.id });
    await provider({ wishes: { givesTo: undefined } });
  });
  await authentication.getAccounts(providerId);
  await provider({ wishes: { origin: place.app.signInOrigin, givesTo: undefined } });
  return place;
}

function scopesOf({ app }: SignInPlace, permissions: readonly string[]): readonly string[] {
  return [`VSCODE_CLIENT_ID:${app.clientId}`, `VSCODE_TENANT:${app.tenantId}`, ...permissions];
}

/** Somebody signs in in VS Code, and lets Unbook use the account, as by VS Code's menu of accounts. */
async function addAccount(place: SignInPlace, username: string, permissions = read): Promise<void> {
  const scopes = scopesOf(place, permissions);
  await provider({ add: { username, scopes } });
  const account = (await authentication.getAccounts(providerId)).find(({ label }) => label === username);
  assert.ok(account);
  const find = async (): Promise<boolean> =>
    (await authentication.getSession(providerId, scopes, { silent: true, account })) !== undefined;
  if (await find()) return;
  await authentication.getSession(providerId, scopes, { account });
  await commands.executeCommand(`${providerId}unbook.unbookAccess`);
  await waitFor(async () => {
    await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return find();
  });
  await provider();
}

async function signIn({ accounts }: SignInPlace, loginHint: string): Promise<SignedInAccount> {
  return accounts.signInWithBrowser({ scopes: read, prompt: "none", loginHint, openBrowser: async () => undefined });
}

async function assertFails(work: Promise<unknown>, code: AccountErrorCode, serviceCode = ""): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(isAccountError(error), String(error));
    assert.deepEqual([error.code, error.serviceCode], [code, serviceCode]);
    return true;
  });
}

test("a token of VS Code's account opens the sandbox's Graph, asked for as Unbook's own app", async (context) => {
  const place = await openPlace(context);
  await addAccount(place, ana);
  const account = await signIn(place, ana);
  assert.deepEqual(account, { ...account, username: ana, name: "Ana Silva", isPersonal: false });
  assert.equal(place.method, "vscode");
  const { value } = await place.accounts.tokensOf(account.id).getToken({ scopes: read });
  const answer = await fetch(`${place.cloud.graphOrigin}/v1.0/me/calendars`, {
    headers: { authorization: `Bearer ${value}` },
  });
  assert.equal(answer.status, 200);
  const asked = (await provider()).filter(({ kind }) => kind === "find");
  assert.ok(asked.length > 0);
  for (const { scopes, account: label } of asked) {
    assert.deepEqual([scopes, label], [scopesOf(place, read), ana]);
  }
});

test("an account that VS Code has not let Unbook use is not taken, and nobody is asked", async (context) => {
  const place = await openPlace(context);
  await provider({ add: { username: "maria.rossi@outlook.com", scopes: scopesOf(place, read) } });
  await assertFails(signIn(place, "maria.rossi@outlook.com"), "signInRequired");
  assert.deepEqual(await place.accounts.listAccounts(), []);
  assert.ok((await provider()).every(({ kind }) => kind !== "ask"));
});

test("what fails silently signs nobody out, and works again later", async (context) => {
  const place = await openPlace(context);
  await addAccount(place, ana);
  const { id } = await signIn(place, ana);
  const tokens = place.accounts.tokensOf(id);
  await provider({ wishes: { origin: "http://127.0.0.1:1" } });
  await assertFails(tokens.getToken({ scopes: read, forceRefresh: true }), "unexplained");
  assert.deepEqual(
    (await place.accounts.listAccounts()).map((one) => one.id),
    [id],
  );
  await assertFails(tokens.getToken({ scopes: ["Bookings.Read.All"] }), "consentRequired");
  await provider({ wishes: { origin: place.app.signInOrigin } });
  await tokens.getToken({ scopes: read, forceRefresh: true });
  assert.ok((await provider()).every(({ kind }) => kind !== "ask"));
});

test("without a network that is what is said, and not that a permission is missing", async (context) => {
  const place = await openPlace(context);
  await addAccount(place, ana);
  const { id } = await signIn(place, ana);
  const tokens = place.accounts.tokensOf(id);
  await provider({ wishes: { origin: "http://127.0.0.1:1" } });
  const faultsUrl = place.sandbox?.addresses.faultsUrl ?? "";
  const headers = { "x-unbook-sandbox": "admin" };
  const setFaults = async (...faults: readonly object[]): Promise<unknown> =>
    fetch(faultsUrl, { method: "PUT", headers, body: JSON.stringify(faults) });
  const unreached = { match: { path: "openid-configuration" } };
  for (const action of [
    { kind: "reset", when: "before" },
    { kind: "status", status: 200, html: true },
  ]) {
    await setFaults({ ...unreached, action });
    await assertFails(tokens.getToken({ scopes: ["Bookings.Read.All"] }), "offline");
    await assertFails(tokens.getToken({ scopes: read, forceRefresh: true }), "offline");
  }
  await setFaults();
  await assertFails(tokens.getToken({ scopes: ["Bookings.Read.All"] }), "consentRequired");
  assert.ok((await provider()).every(({ kind }) => kind !== "ask"));
});

test("a session that VS Code gives of another account is not used", async (context) => {
  const place = await openPlace(context);
  await addAccount(place, ana);
  await addAccount(place, lee);
  const { id } = await signIn(place, ana);
  const other = (await authentication.getAccounts(providerId)).find(({ label }) => label === lee);
  assert.ok(other);
  await provider({ wishes: { givesTo: { ...other } } });
  const direct = await authentication.getSession(providerId, scopesOf(place, read), {
    silent: true,
    account: { id, label: ana },
  });
  assert.equal(direct?.account.label, lee, "VS Code itself does not look");
  await assertFails(place.accounts.tokensOf(id).getToken({ scopes: read, forceRefresh: true }), "unexplained");
});

test("two accounts are signed in beside each other, each with its own tokens", async (context) => {
  const place = await openPlace(context);
  const names: string[] = [];
  for (const username of [ana, lee]) {
    await addAccount(place, username);
    const { id } = await signIn(place, username);
    const { value } = await place.accounts.tokensOf(id).getToken({ scopes: read, forceRefresh: true });
    const claims = JSON.parse(Buffer.from(value.split(".")[1] ?? "", "base64url").toString()) as { oid: string };
    names.push(id.startsWith(claims.oid) ? username : claims.oid);
  }
  assert.deepEqual(names, [ana, lee]);
  assert.equal((await place.accounts.listAccounts()).length, 2);
});

test("claims reach VS Code as a challenge with nothing else in it, and with our app", async (context) => {
  const place = await openPlace(context);
  await addAccount(place, ana);
  const { id } = await signIn(place, ana);
  await provider();
  const claims = `{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}`;
  await place.accounts.tokensOf(id).getToken({ scopes: read, claims });
  const [challenge, ...more] = (await provider()).filter(({ kind }) => kind !== "list");
  assert.deepEqual(more, []);
  assert.deepEqual(challenge, {
    kind: "challenge",
    scopes: scopesOf(place, read),
    account: ana,
    params: { claims: Buffer.from(claims).toString("base64") },
  });
});

test("signing out of Unbook leaves VS Code's account to the other extensions", async (context) => {
  const place = await openPlace(context);
  await addAccount(place, ana);
  const { id } = await signIn(place, ana);
  await provider();
  await place.accounts.signOut(id);
  assert.deepEqual(await place.accounts.listAccounts(), []);
  await assertFails(place.accounts.tokensOf(id).getToken({ scopes: read }), "signInRequired");
  assert.ok((await provider()).every(({ kind }) => kind === "list"));
  assert.equal((await authentication.getAccounts(providerId)).length, 1);
});

test("VS Code's account is taken where it works, and nobody is moved who is signed in with ours", async (context) => {
  const clientId = "6b5f1a2c-0000-4000-8000-000000000001";
  const automatic = env.uiKind === UIKind.Desktop ? "vscode" : "msal";
  const rows: readonly (readonly [Partial<Settings>, string | undefined, SignInMethod])[] = [
    [{}, undefined, automatic],
    [{}, "the tokens of our own sign-in", "msal"],
    [{ method: "vscode" }, "the tokens of our own sign-in", "vscode"],
    [{ method: "msal" }, undefined, "msal"],
    // VS Code is not set up for that cloud.
    [{ cloud: "china" }, undefined, "msal"],
  ];
  for (const [own, tokens, method] of rows) {
    const secrets = secretStorage();
    const all: Settings = { ...settings(), clientId, ...own };
    if (tokens !== undefined) await secrets.store(`unbook.tokens:${all.cloud}:${clientId}`, tokens);
    const place = await openMicrosoft(all, { secrets, settings: () => all, log: () => undefined });
    context.after(() => place.dispose());
    assert.equal(place.method, method, JSON.stringify([own, tokens]));
    const prefix = method === "vscode" ? "unbook.accounts:" : "unbook.tokens:";
    assert.equal(place.secretKey, `${prefix}${all.cloud}:${clientId}`, "neither reads the other's");
  }
  const china: Settings = { ...settings(), clientId, cloud: "china", method: "vscode" };
  const opening = openMicrosoft(china, { secrets: secretStorage(), settings: () => china, log: () => undefined });
  await assertFails(opening, "refused", "sovereign_cloud_not_set");
});

test("without the provider it is said that there is none", async (context) => {
  const place = await openPlace(context, "unbook-no-such-account");
  const asking = place.accounts.signInWithBrowser({
    scopes: read,
    prompt: "none",
    openBrowser: async () => undefined,
  });
  await assertFails(asking, "refused", "provider_missing");
});

test("who signs out in VS Code's menu is signed out of Unbook; a storm of events is looked at once", async (context) => {
  const secrets = secretStorage();
  const errors: unknown[] = [];
  const session = new Session({
    secrets,
    memory: { get: () => undefined, update: async () => undefined, keys: () => [] } as Memento,
    settings,
    chooseSignIn: async () => assert.fail("nobody is asked"),
    signInToSandbox: async (place) => {
      await authentication.getAccounts(providerId);
      await provider({ wishes: { origin: place.app.signInOrigin } });
      await addAccount(place, ana);
      return signIn(place, ana);
    },
    userAgent: "Unbook/0.0.0 (test)",
    log: () => undefined,
    choosePlace: async () => assert.fail("nobody is asked where"),
    onError: (what, error) => errors.push(what, error),
    onPlaceClosed: (name, error) => errors.push(name, error),
    sandbox: { port: 0, providerId },
  });
  const following = secrets.onDidChange(({ key }) => {
    session.syncWithOtherWindows(key).catch((error: unknown) => errors.push(error));
  });
  context.after(async () => {
    following.dispose();
    await session.leaveSandbox();
    session.dispose();
  });
  await session.restore();
  assert.equal(session.active?.account.username, ana, String(errors));
  assert.equal(session.accounts[0]?.place.method, "vscode");

  await new Promise((resolve) => setTimeout(resolve, 2500));
  await provider();
  await provider({ fire: 300 });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const looks = await provider();
  assert.ok(looks.length <= 2, `${looks.length} questions after 300 events`);
  assert.equal(session.state.kind, "signedIn");

  await provider({ remove: session.active?.account.id ?? "" });
  await waitFor(async () => session.state.kind === "signedOut");
  assert.deepEqual(errors, []);
});
