/** As whom plans and requests are looked at and run where several accounts are signed in, against the sandbox. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as vscode from "vscode";
import { targetOf } from "../../src/cancellation/plan.ts";
import { barrierOf } from "../../src/editor/planBarrier.ts";
import { PlanAccounts } from "../../src/editor/planAccounts.ts";
import { sessionFor } from "../../src/editor/requestAccount.ts";
import { RequestFacts } from "../../src/editor/requestFacts.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { exchangesOf, meetingsOf, startTogether } from "./accountsStage.ts";
import { ana, lee, maria } from "./sandboxSession.ts";

test("a plan is its own account's, whether that is the main one or not", async (context) => {
  const { session, leeId } = await startTogether(context);
  const accounts = new PlanAccounts(session, { all: [] }, () => undefined);
  context.after(() => {
    accounts.dispose();
  });
  const head = (account: string) =>
    ({
      account,
      host: new URL(session.active?.graphOrigin ?? "").host,
      cloud: "sandbox",
      id: "1",
      blocks: [{}],
      problems: [],
    }) as unknown as Parameters<typeof barrierOf>[0];
  const barrier = (account: string): string | undefined =>
    barrierOf(head(account), { session: accounts.of(head(account)).session.state, isTrusted: true })?.short;
  assert.deepEqual([barrier(ana), barrier(lee.toUpperCase())], [undefined, undefined]);
  assert.equal(accounts.of(head(lee)).session.active?.account.username, lee);
  assert.notEqual(accounts.of(head(lee)).checks, accounts.of(head(ana)).checks);
  assert.match(barrier(maria) ?? "", /Belongs to maria\.rossi@outlook\.com, You Are ana\.silva/u);
  const found = barrierOf(head(maria), { session: session.state, isTrusted: true });
  assert.deepEqual([found?.command, found?.whose], ["unbook.signInAs", maria], "one click signs it in");
  await session.signOutOf(leeId);
  assert.match(barrier(lee) ?? "", /Belongs to lee\.park/u);
  await vscode.commands.executeCommand("notifications.clearAll");
});

test("a request acts as the account that it names, whoever is the main one, and as nobody else", async (context) => {
  const { session, anaId, leeId } = await startTogether(context);
  const requestAs = (...lines: readonly string[]) => {
    const text = [...lines, "GET https://graph.microsoft.com/v1.0/me/events", ""].join("\n");
    return parseRequestFile(text).requests[0] ?? assert.fail();
  };
  const actsAs = (...lines: readonly string[]): string | undefined =>
    sessionFor(session, requestAs(...lines))?.active?.account.username;
  assert.deepEqual(
    [actsAs(), actsAs(`# @account ${lee}`), actsAs(`# @account ${ana.toUpperCase()}`), actsAs(`# @account ${maria}`)],
    [ana, lee, ana, undefined],
  );
  assert.equal(actsAs(`# @account ${lee}`, `# @account ${lee}`), undefined);
  await session.makeMain(leeId);
  assert.deepEqual([actsAs(), actsAs(`# @account ${ana}`)], [lee, ana]);
  await session.signOutOf(anaId);
  assert.equal(actsAs(`# @account ${ana}`), undefined, "least of all as the one who is left");
});

test("what a request names is read as its account, and nothing of it as another", async (context) => {
  const { session, model, leeId } = await startTogether(context);
  await model.load();
  const agendaOfLee = model.agendaOf(leeId);
  const [meeting] = meetingsOf(agendaOfLee?.sources.flatMap(({ items }) => items) ?? []);
  assert.ok(meeting !== undefined);
  const target = targetOf(meeting);
  const errors: unknown[] = [];
  const facts = new RequestFacts({ session, now: () => Date.now(), onError: (_what, error) => errors.push(error) });
  context.after(() => {
    facts.dispose();
  });
  const named = (account: string) => ({
    target,
    request:
      parseRequestFile(`# @account ${account}\nGET https://graph.microsoft.com/v1.0/me`).requests[0] ?? assert.fail(),
  });
  const before = (await exchangesOf(session)).length;
  const changed = new Promise<void>((resolve) => {
    facts.onDidChange(resolve);
  });
  facts.ask([named(lee), named(maria)]);
  await changed;
  assert.equal(facts.of(named(lee))?.kind, "read");
  assert.equal(facts.of(named(maria)), undefined);
  const asked = (await exchangesOf(session)).slice(before);
  assert.deepEqual(new Set(asked.map(({ accountId }) => accountId)), new Set([leeId.split(".")[0]]));
  assert.deepEqual(errors, []);
});
