/** Several accounts in one window, against the sandbox: each asks, acts and fails for itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { targetOf } from "../../src/cancellation/plan.ts";
import { accountNodes } from "../../src/editor/accountNodes.ts";
import type { AgendaNode, ItemNode } from "../../src/editor/agendaNodes.ts";
import { agendaRow } from "../../src/editor/agendaRow.ts";
import { senderOf } from "../../src/editor/sender.ts";
import type { Session } from "../../src/editor/session.ts";
import type { SignInPlace } from "../../src/editor/signInPlace.ts";
import { viewerOf } from "../../src/editor/viewer.ts";
import { startSandbox } from "../../src/sandbox/startSandbox.ts";
import { sendCancellation } from "../unit/graph/sendOne.ts";
import { exchangesOf, meetingsOf, startTogether } from "./accountsStage.ts";
import { waitFor } from "./requestEditor.ts";
import { ana, lee, maria, memento, secretStorage, startSandboxSession } from "./sandboxSession.ts";

function namesOf({ accounts }: Session): readonly string[] {
  return accounts.map(({ account, isMain, isShown, state }) => {
    const marks = [isMain ? "main" : isShown ? "shown" : "hidden", ...(state.kind === "signedIn" ? [] : [state.kind])];
    return `${account.username} ${marks.join(" ")}`;
  });
}

function itemsIn(nodes: readonly AgendaNode[]): readonly ItemNode[] {
  return nodes.flatMap((node) => (node.kind === "item" ? [node] : "children" in node ? itemsIn(node.children) : []));
}

test("a second account is shown beside the first, and nothing of one is asked as the other", async (context) => {
  const { session, model, anaId, leeId } = await startTogether(context);
  assert.deepEqual(namesOf(session), [`${ana} main`, `${lee} shown`]);
  await model.load();
  const { shown } = model.state;
  assert.deepEqual(
    shown.map(({ account, agenda }) => [account.username, (agenda?.sources.length ?? 0) > 0]),
    [
      [ana, true],
      [lee, true],
    ],
  );
  const exchanges = await exchangesOf(session);
  const ownerOf = (part: string): ReadonlySet<string | undefined> =>
    new Set(exchanges.filter(({ path }) => path.includes(part)).map(({ accountId }) => accountId));
  for (const { account, agenda } of shown) {
    const [objectId] = account.id.split(".");
    for (const { source } of agenda?.sources ?? []) {
      // Only one of them runs a business.
      assert.deepEqual([...ownerOf(encodeURIComponent(source.id))], [objectId], source.name);
    }
  }
  assert.notEqual(session.as(anaId).active?.graph, session.as(leeId).active?.graph);
});

test("a meeting that both see has a row for each, which says whose it is and acts as that account", async (context) => {
  const { model, anaId, leeId } = await startTogether(context);
  await model.load();
  for (const groupBy of ["day", "source"] as const) {
    const nodes = accountNodes(model.state.shown, groupBy, viewerOf);
    const items = itemsIn(nodes);
    const ids = items.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, "each row has an id of its own");
    const reviews = items.filter(({ entry }) => entry.item.kind === "event" && entry.item.subject === "Design review");
    assert.deepEqual(new Set(reviews.map(({ account }) => account?.id)), new Set([anaId, leeId]));
    const rows = reviews.map((node) => agendaRow(node, viewerOf(node.account), () => undefined));
    const isLees = rows.map(({ description }) => String(description).includes(lee));
    assert.deepEqual(
      rows.map(({ resourceUri }) => resourceUri?.path),
      isLees.map((lees) => (lees ? "/LP" : undefined)),
      "also where the row is too narrow to say it",
    );
    if (groupBy === "day") assert.deepEqual(new Set(isLees), new Set([true, false]));
    else {
      const folder = nodes.find(({ kind }) => kind === "account");
      assert.ok(folder?.kind === "account" && itemsIn([folder]).every(({ account }) => account?.id === leeId));
      assert.ok(!isLees.includes(true), "the account's own row says it");
    }
  }
});

test("what two accounts show of one business has rows of its own for each", async (context) => {
  const { session, model, leeId } = await startTogether(context);
  await model.load();
  const [first, second] = model.state.shown;
  assert.ok(first?.agenda !== undefined && second !== undefined);
  const sessionOf = session.as(leeId).active ?? assert.fail();
  const sources = first.agenda.sources.map((one) => ({ ...one, items: one.items.map((item) => ({ ...item })) }));
  const both = [first, { ...second, agenda: { ...first.agenda, sources, sessionOf } }];
  for (const groupBy of ["day", "source"] as const) {
    const ids = itemsIn(accountNodes(both, groupBy, viewerOf)).map(({ id }) => id);
    assert.ok(ids.length > 10);
    assert.equal(new Set(ids).size, ids.length, groupBy);
  }
  await session.show(leeId, false);
  await model.follow();
  assert.equal(model.agendaOf(leeId), undefined, "nothing is kept of somebody who is not shown");
});

test("an account that has to sign in again is one row; the other goes on, and nobody is asked unbidden", async (context) => {
  const { session, model, leeId, place, asked } = await startTogether(context);
  await model.load();
  // As when the sign-in was revoked: there are no tokens any more.
  await place().accounts.signOut(leeId);
  const askedBefore = asked();
  await model.load();
  await model.follow();
  await model.load();
  assert.equal(asked(), askedBefore);
  assert.deepEqual(namesOf(session), [`${ana} main`, `${lee} shown needsSignIn`]);
  const nodes = accountNodes(model.state.shown, "day", viewerOf);
  const failed = nodes.filter(({ kind }) => kind === "accountFailed");
  assert.equal(failed.length, 1);
  const [row] = failed.map((node) => agendaRow(node, viewerOf(undefined), () => undefined));
  assert.deepEqual(
    [row?.label, row?.description, row?.command?.command, row?.command?.arguments],
    [lee, "sign-in has expired: Sign In Again", "unbook.signIn", [leeId]],
  );
  assert.ok(itemsIn(nodes).length > 0);
  assert.equal(model.state.kind, "loaded");
  // Signing in again is asked of the account that has to, and mends it.
  await session.as(leeId).signIn();
  assert.deepEqual(namesOf(session), [`${ana} main`, `${lee} shown`]);
  await model.follow();
  assert.ok(model.state.shown.every(({ agenda }) => agenda !== undefined));
});

test("what was confirmed by one account is sent by it, whoever is the main one", async (context) => {
  const { session, anaId, leeId } = await startTogether(context);
  const before = session.as(leeId).active ?? assert.fail();
  const sender = senderOf(before);
  assert.equal(session.of(sender), before);
  await session.makeMain(leeId);
  assert.deepEqual(namesOf(session), [`${lee} main`, `${ana} shown`]);
  assert.equal(session.active, before, "no session begins anew");
  assert.equal(session.of(sender), before);
  assert.equal(session.of({ ...sender, realm: "elsewhere" }), undefined);
  assert.equal(session.of({ ...sender, accountId: "nobody" }), undefined);
  await session.show(anaId, false);
  assert.deepEqual(namesOf(session), [`${lee} main`, `${ana} hidden`]);
  assert.ok(session.as(anaId).active !== undefined, "who is not shown is signed in all the same");
});

test("switching shows another account instead, and the one before is still signed in", async (context) => {
  let next = ana;
  const { session } = await startSandboxSession(context, () => next);
  assert.deepEqual(await session.addAccount(), { kind: "allowed" });
  assert.deepEqual(namesOf(session), [`${ana} main`], "who is there already is there once");
  const active = session.active ?? assert.fail();
  next = lee;
  await session.switchAccount();
  assert.deepEqual(namesOf(session), [`${lee} main`, `${ana} hidden`]);
  assert.equal(session.of(senderOf(active)), active, "what it is sending goes on");
  next = maria;
  assert.deepEqual(await session.addAccount(), { kind: "allowed" });
  assert.deepEqual(namesOf(session), [`${lee} main`, `${maria} shown`, `${ana} hidden`]);
});

test("another account than the one that had to sign in again changes nothing", async (context) => {
  const { session, leeId, place } = await startTogether(context, lee);
  await place().accounts.signOut(leeId);
  const error = await session
    .as(leeId)
    .active?.graph.listCalendars({ kind: "me" })
    .catch((failure: unknown) => failure);
  session.as(leeId).noteFailure(error);
  assert.deepEqual(namesOf(session), [`${ana} main`, `${lee} shown needsSignIn`]);
  assert.equal(session.active?.account.username, ana, "the main account has nothing to do with it");
});

test("signing out of one account leaves the other's sends alone, and ends its own", async (context) => {
  const { session, model, anaId, leeId, place } = await startTogether(context);
  assert.deepEqual(await session.as(leeId).allow(["Calendars.ReadWrite"]), { kind: "allowed" });
  await model.load();
  const targets = model.state.shown.map(({ agenda }) =>
    meetingsOf(agenda?.sources.flatMap(({ items }) => items) ?? [])
      .slice(0, 3)
      .map(targetOf),
  );
  const [ofAna = [], ofLee = []] = targets;
  assert.ok(ofAna.length > 0 && ofLee.length > 0);
  await fetch(session.sandbox?.addresses.faultsUrl ?? "", {
    method: "PUT",
    headers: { "x-unbook-sandbox": "admin" },
    body: JSON.stringify([{ match: { method: "POST", path: "cancel$" }, delayMs: 800 }]),
  });
  const graphs = [anaId, leeId].map((id) => session.as(id).active?.graph ?? assert.fail());
  const [anas, lees] = [ofAna, ofLee].map(async (own, index) =>
    Promise.all(own.map(async (target) => sendCancellation(graphs[index] ?? assert.fail(), target, ""))),
  );
  await session.signOutOf(leeId);
  assert.deepEqual(namesOf(session), [`${ana} main`]);
  assert.deepEqual(
    (await place().accounts.listAccounts()).map(({ username }) => username),
    [ana],
  );
  assert.deepEqual(
    (await anas)?.map(({ kind }) => kind),
    ofAna.map(() => "sent"),
  );
  assert.deepEqual(
    (await lees)?.map(({ kind }) => kind),
    ofLee.map(() => "notSent"),
    "what has not left is not sent",
  );
});

test("when the main account signs out another one takes its place, and when the last does nobody is left", async (context) => {
  const { session, anaId, leeId } = await startTogether(context);
  await session.signOutOf(anaId);
  assert.deepEqual(namesOf(session), [`${lee} main`]);
  assert.equal(session.active?.account.username, lee);
  await session.signOutOf(leeId);
  assert.deepEqual([session.state.kind, session.accounts.length], ["signedOut", 0]);
});

test("who is shown, and who is the main account, is the same in the next window; signing out there is seen here", async (context) => {
  const sandbox = await startSandbox({ port: 0 });
  context.after(async () => sandbox.dispose());
  const memory = memento();
  const secrets = secretStorage();
  const shared = { sandbox: { outside: sandbox.addresses }, memory, secrets };
  let place: SignInPlace | undefined;
  const first = await startSandboxSession(
    context,
    (where) => {
      place = where;
      return lee;
    },
    shared,
  );
  await first.session.addAccount();
  const stored = JSON.stringify(memory.keys().map((key) => memory.get(key)));
  assert.ok(!stored.includes("@"), "ids only");
  const second = await startSandboxSession(context, lee, shared);
  await waitFor(() => second.session.accounts.length === 2);
  assert.deepEqual(namesOf(second.session), [`${ana} main`, `${lee} shown`]);
  const leeId = second.session.accounts[1]?.account.id ?? "";
  await second.session.signOutOf(leeId);
  await first.session.syncWithOtherWindows(place?.secretKey ?? "");
  assert.deepEqual(namesOf(first.session), [`${ana} main`]);
});
