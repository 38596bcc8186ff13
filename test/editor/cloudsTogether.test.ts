/** Two clouds in one window: each account's requests, cancellations and sign-outs are its own cloud's and nobody else's. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { targetOf } from "../../src/cancellation/plan.ts";
import { accountNodes } from "../../src/editor/accountNodes.ts";
import { AgendaChoices } from "../../src/editor/agendaChoices.ts";
import { AgendaModel } from "../../src/editor/agendaModel.ts";
import type { AgendaNode, ItemNode } from "../../src/editor/agendaNodes.ts";
import { agendaRow } from "../../src/editor/agendaRow.ts";
import { byAccount } from "../../src/editor/accountParts.ts";
import { barrierOf } from "../../src/editor/planBarrier.ts";
import { PlanAccounts } from "../../src/editor/planAccounts.ts";
import { sessionFor } from "../../src/editor/requestAccount.ts";
import { senderOf } from "../../src/editor/sender.ts";
import type { Session } from "../../src/editor/session.ts";
import { viewerOf } from "../../src/editor/viewer.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { sendCancellation } from "../unit/graph/sendOne.ts";
import { meetingsOf } from "./accountsStage.ts";
import { activeOf, bothInClouds, exchangesIn, openClouds, outboxOf, placesOf, secondName } from "./cloudsStage.ts";
import { startClouds } from "./cloudsStage.ts";
import { waitFor } from "./requestEditor.ts";
import { ana, lee, memento, startSandboxSession } from "./sandboxSession.ts";

type TestContext = { after(cleanUp: () => unknown): void };

function itemsOf(nodes: readonly AgendaNode[]): readonly ItemNode[] {
  return nodes.flatMap((node) => (node.kind === "item" ? [node] : "children" in node ? itemsOf(node.children) : []));
}

async function agendaOf(context: TestContext, session: Session): Promise<AgendaModel> {
  const model = new AgendaModel(session, new AgendaChoices(memento()), () => ({ days: 14 }));
  context.after(() => {
    model.dispose();
  });
  await model.load();
  return model;
}

test("accounts of two clouds share one agenda, and no token of one is shown to the other", async (context) => {
  const clouds = await startClouds(context);
  const { session } = await openClouds(context, clouds);
  assert.deepEqual(placesOf(session), bothInClouds);
  const model = await agendaOf(context, session);
  assert.ok(model.state.shown.every(({ agenda }) => (agenda?.sources.length ?? 0) > 0));
  for (const [cloud, username] of [
    [clouds.first, ana],
    [clouds.second, lee],
  ] as const) {
    const [objectId] = activeOf(session, username).account.id.split(".");
    const who = new Set((await exchangesIn(cloud)).map(({ accountId }) => accountId));
    // A token of another cloud is nobody's here.
    assert.deepEqual([...who], [objectId], username);
  }
  const folder = accountNodes(model.state.shown, "source", viewerOf).find(({ kind }) => kind === "account");
  assert.ok(folder?.kind === "account");
  const row = agendaRow(folder, viewerOf(undefined), () => undefined);
  assert.deepEqual([row.label, row.description], [lee, `${secondName} · Lee Park`]);
});

test("rows of two accounts with one address are told apart by their clouds, and other rows are not made longer", async (context) => {
  const clouds = await startClouds(context);
  const { session } = await openClouds(context, clouds);
  const model = await agendaOf(context, session);
  const described = (shown: typeof model.state.shown): readonly string[] =>
    itemsOf(accountNodes(shown, "day", viewerOf)).map((node) =>
      String(agendaRow(node, viewerOf(node.account), () => undefined).description),
    );
  assert.ok(!described(model.state.shown).some((text) => text.includes(secondName)));
  const [anas, lees] = model.state.shown;
  assert.ok(anas !== undefined && lees?.agenda !== undefined);
  const account = { ...lees.account, username: ana };
  const agenda = { ...lees.agenda, sessionOf: { ...lees.agenda.sessionOf, account } };
  const rows = described([anas, { ...lees, account, agenda }]).filter((text) => text.includes(ana));
  assert.ok(rows.length > 0 && rows.every((text) => text.endsWith(`${ana} · ${secondName}`)));
});

test("what is cancelled in one cloud is mailed there, and never sent by an account of the other", async (context) => {
  const clouds = await startClouds(context);
  const { session } = await openClouds(context, clouds);
  assert.deepEqual(await session.as(activeOf(session, lee).account.id).allow(["Calendars.ReadWrite"]), {
    kind: "allowed",
  });
  const model = await agendaOf(context, session);
  const [, lees] = model.state.shown;
  const meetings = meetingsOf(lees?.agenda?.sources.flatMap(({ items }) => items) ?? []);
  const meeting = meetings.find((item) => item.kind === "event" && item.attendees.length > 0);
  assert.ok(meeting !== undefined);
  const sender = senderOf(activeOf(session, lee));
  assert.equal(session.of({ ...sender, realm: senderOf(activeOf(session, ana)).realm }), undefined);
  const [part] = byAccount([{ accountId: sender.accountId }], session);
  assert.equal(part?.[0].placeName, secondName, "the dialog names the cloud");
  const graph = session.of(sender)?.graph ?? assert.fail();
  assert.equal((await sendCancellation(graph, targetOf(meeting), "")).kind, "sent");
  assert.deepEqual(await outboxOf(clouds.first), []);
  assert.deepEqual(new Set((await outboxOf(clouds.second)).map(({ from }) => from)), new Set([lee]));
});

test("a plan and a request that name an account are its cloud's", async (context) => {
  const clouds = await startClouds(context);
  const { session } = await openClouds(context, clouds);
  const accounts = new PlanAccounts(session, { all: [] }, () => undefined);
  context.after(() => {
    accounts.dispose();
  });
  const [here, there] = [ana, lee].map((username) => new URL(activeOf(session, username).graphOrigin).host);
  const barrier = (account: string, host: string | undefined): string | undefined => {
    const plan = { account, host, cloud: "sandbox", id: "1", blocks: [{}], problems: [] } as unknown;
    const head = plan as Parameters<typeof barrierOf>[0];
    return barrierOf(head, { session: accounts.of(head).session.state, isTrusted: true })?.short;
  };
  assert.deepEqual([barrier(ana, here), barrier(lee, there)], [undefined, undefined]);
  assert.match(barrier(lee, here) ?? "", /Is for 127\.0\.0\.1:\d+, You Are Signed In at/u);
  assert.match(barrier(ana, there) ?? "", /Is for 127\.0\.0\.1:\d+, You Are Signed In at/u);
  // Where both have the same address, the Graph that a plan is for says whose it is.
  const alike = session.accounts.map((one) => ({ ...one, account: { ...one.account, username: ana } }));
  const twins = { accounts: alike, as: (id: string | undefined) => session.as(id) } as unknown as Session;
  const both = new PlanAccounts(twins, { all: [] }, () => undefined);
  assert.deepEqual(
    [here, there].map((host) => both.of({ account: ana, host }).session.active),
    [activeOf(session, ana), activeOf(session, lee)],
  );
  both.dispose();
  const text = `# @account ${lee}\nGET https://graph.microsoft.us/v1.0/me/events\n`;
  const [request] = parseRequestFile(text).requests;
  assert.equal(request && sessionFor(session, request)?.active, activeOf(session, lee));
});

test("an account is signed in in one cloud only, and a refused sign-in leaves nothing behind", async (context) => {
  const clouds = await startClouds(context);
  const { session } = await startSandboxSession(context, ana, clouds);
  const before = session.active;
  await assert.rejects(session.addAccount(), { name: "AccountError", serviceCode: "signed_in_elsewhere" });
  assert.deepEqual([session.active, session.accounts.length], [before, 1]);
  assert.equal(session.tried.app?.signInOrigin, clouds.second.addresses.signInOrigin, "help is about what was tried");
  assert.equal(session.app?.signInOrigin, clouds.first.addresses.signInOrigin);
  await assert.rejects(session.switchAccount(), { serviceCode: "signed_in_elsewhere" });
  assert.deepEqual([session.active, session.state.kind], [before, "signedIn"]);
});

test("signing out of one cloud leaves the other alone, and signing out of all forgets both", async (context) => {
  const clouds = await startClouds(context);
  const { session, lee: lees } = await openClouds(context, clouds);
  const keys = async (): Promise<readonly string[]> =>
    (await clouds.secrets.keys()).filter((key) => key.includes("sandbox"));
  assert.equal((await keys()).length, 2, "each has a token cache of its own");
  await session.signOutOf(activeOf(session, ana).account.id);
  assert.deepEqual(placesOf(session), [`${lee} | main | -`]);
  assert.equal(session.active, lees, "it goes on as it was");
  assert.ok((await lees.graph.listCalendars({ kind: "me" })).items.length > 0);
  assert.equal((await keys()).length, 1);
  await session.signOut();
  assert.deepEqual([session.state.kind, await keys(), clouds.memory.keys()], ["signedOut", [], []]);
});

test("the next window brings both clouds back, and opens none in which nobody is remembered", async (context) => {
  const clouds = await startClouds(context);
  const { session } = await openClouds(context, clouds);
  const next = await startSandboxSession(context, lee, clouds);
  await waitFor(() => next.session.accounts.length === 2);
  assert.deepEqual(placesOf(next.session), bothInClouds);

  const leeId = activeOf(session, lee).account.id;
  assert.deepEqual(
    clouds.memory.keys().map((key) => clouds.memory.get(key)),
    [
      { mainId: activeOf(session, ana).account.id, shownIds: [] },
      { mainId: undefined, shownIds: [leeId] },
    ],
    "of each cloud its own",
  );
  await next.session.signOutOf(leeId);
  // As another window hears of it, which is told which secret has changed.
  for (const { place } of session.accounts) await session.syncWithOtherWindows(place.secretKey);
  assert.deepEqual(placesOf(session), [`${ana} | main | -`]);

  clouds.read.length = 0;
  const before = (await exchangesIn(clouds.second)).length;
  const last = await startSandboxSession(context, lee, clouds);
  assert.deepEqual(placesOf(last.session), [`${ana} | main | -`]);
  const { host } = new URL(clouds.second.addresses.graphOrigin);
  assert.deepEqual(
    clouds.read.filter((key) => key.includes(host)),
    [],
  );
  assert.equal((await exchangesIn(clouds.second)).length, before);
});

test("a cloud in which somebody signs in for the first time is taken up by the windows that are open", async (context) => {
  const clouds = await startClouds(context);
  const { session } = await startSandboxSession(context, lee, clouds);
  const leesKey = `unbook.tokens:sandbox ${clouds.second.addresses.graphOrigin} outside`;
  await session.syncWithOtherWindows(leesKey);
  assert.deepEqual([placesOf(session), clouds.read.includes(leesKey)], [[`${ana} | main | -`], false]);
  await openClouds(context, clouds);
  assert.ok((await clouds.secrets.keys()).includes(leesKey));
  await session.syncWithOtherWindows("unbook.tokens:global:another");
  assert.deepEqual(placesOf(session), [`${ana} | main | -`]);
  await session.syncWithOtherWindows(leesKey);
  await waitFor(() => session.accounts.length === 2);
  assert.deepEqual(placesOf(session), bothInClouds);
});

test("an account that is signed in in another cloud can be the main one, also in the next window", async (context) => {
  const clouds = await startClouds(context);
  const { session, ana: anas, lee: lees } = await openClouds(context, clouds);
  await session.makeMain(lees.account.id);
  assert.deepEqual([session.active, session.app?.signInOrigin], [lees, clouds.second.addresses.signInOrigin]);
  assert.deepEqual(placesOf(session), [`${lee} | main | ${secondName}`, `${ana} | shown | Global`]);
  await session.show(anas.account.id, false);
  assert.deepEqual(placesOf(session), [`${lee} | main | ${secondName}`, `${ana} | hidden | Global`]);
});
