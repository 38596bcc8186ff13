/** What giving a further permission does to the session that is at work, against the sandbox and its sign-in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import type { Memento, SecretStorage } from "vscode";
import { openSandboxSilently } from "../../src/account/sandboxBrowser.ts";
import type { SignedInAccount } from "../../src/account/tokenSource.ts";
import { targetOf } from "../../src/cancellation/plan.ts";
import { isSessionOf, senderOf } from "../../src/editor/sender.ts";
import type { ActiveSession, Session } from "../../src/editor/session.ts";
import { readSettings } from "../../src/editor/settings.ts";
import type { SignInPlace } from "../../src/editor/signInPlace.ts";
import { sharedCalendarScopes } from "../../src/graph/scopes.ts";

import * as sessionModule from "../../src/editor/session.ts";

const ana = "ana.silva@contoso.com";
const lee = "lee.park@contoso.com";

/** A session in a sandbox, in which Ana is signed in. @param next who signs in when more is asked for. */
async function startSession(
  context: TestContext,
  next: string,
): Promise<{ readonly session: Session; readonly active: ActiveSession }> {
  const errors: unknown[] = [];
  const session = new sessionModule.Session({
    secrets: secretStorage(),
    memory: { get: () => undefined, update: async () => undefined, keys: () => [] } as Memento,
    settings: () => readSettings({ inspect: () => undefined, get: () => undefined }),
    chooseSignIn: async (place, scopes) => signIn(place, scopes, next),
    signInToSandbox: async (place, scopes) => signIn(place, scopes, ana),
    userAgent: "Unbook/0.0.0 (test)",
    log: () => undefined,
    onError: (what, error) => errors.push(what, error),
    sandbox: { port: 0 },
  });
  context.after(async () => {
    await session.leaveSandbox();
    session.dispose();
    assert.deepEqual(errors, []);
  });
  await session.restore();
  const { active } = session;
  assert.ok(active !== undefined, String(errors));
  return { session, active };
}

async function signIn(place: SignInPlace, scopes: readonly string[], loginHint: string): Promise<SignedInAccount> {
  const signInOrigin = place.sandbox?.addresses.signInOrigin ?? "";
  return place.accounts.signInWithBrowser({
    scopes,
    prompt: "none",
    loginHint,
    openBrowser: async (url) => openSandboxSilently(url, signInOrigin),
  });
}

function secretStorage(): SecretStorage {
  const secrets = new Map<string, string>();
  return {
    get: async (key) => secrets.get(key),
    store: async (key, value) => void secrets.set(key, value),
    delete: async (key) => void secrets.delete(key),
    keys: async () => [...secrets.keys()],
    onDidChange: () => ({ dispose: () => undefined }),
  };
}

test("a permission that is given while cancellations are sent stops none of them", async (context) => {
  const { session, active } = await startSession(context, ana);
  const { graph } = active;
  const [calendar] = (await graph.listCalendars({ kind: "me" })).items;
  assert.ok(calendar !== undefined && session.sandbox !== undefined);
  const now = Date.now();
  const { items } = await graph.listEvents(calendar, { startUtc: now, endUtc: now + 21 * 86_400_000 });
  const meetings = items.filter(({ isOrganizer, series }) => isOrganizer && series === "single").slice(0, 6);
  assert.ok(meetings.length > 4, "more than are sent at once in one mailbox");
  await fetch(session.sandbox.addresses.faultsUrl, {
    method: "PUT",
    headers: { "x-unbook-sandbox": "admin" },
    body: JSON.stringify([{ match: { method: "POST", path: "cancel$" }, delayMs: 800 }]),
  });
  let ended = 0;
  const sending = meetings.map(async (meeting) =>
    graph.sendCancellation(targetOf(meeting), "").finally(() => (ended += 1)),
  );
  assert.deepEqual(await session.allow(sharedCalendarScopes), { kind: "allowed" });
  assert.ok(ended < meetings.length, "the permission came too late to prove anything");
  assert.notEqual(session.active, active);
  assert.ok(
    isSessionOf(session.active, senderOf(active)),
    "another session of the same account may send what it confirmed",
  );
  assert.deepEqual(
    (await Promise.all(sending)).map(({ kind }) => kind),
    meetings.map(() => "sent"),
  );
  const shared = { kind: "user", id: "reception@contoso.com" } as const;
  assert.ok(((await session.active?.graph.listCalendars(shared))?.items.length ?? 0) > 0);
  assert.ok(sharedCalendarScopes.every((scope) => session.active?.granted.includes(scope)));
});

test("a permission that another account gives changes nothing, and it is told who gave it", async (context) => {
  const { session, active } = await startSession(context, lee);
  let changes = 0;
  session.onDidChange(() => (changes += 1));
  assert.deepEqual(await session.allow(sharedCalendarScopes), { kind: "otherAccount", expected: ana, cameBack: lee });
  assert.equal(session.active, active);
  assert.equal(changes, 0);
  assert.equal((await active.graph.listCalendars({ kind: "me" })).items.length > 0, true);
  assert.ok(!isSessionOf({ ...active, account: { ...active.account, id: "lee" } }, senderOf(active)));
  assert.ok(!isSessionOf(undefined, senderOf(active)));
});
