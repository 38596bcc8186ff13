import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { PlannedItem } from "../../src/cancellation/plan.ts";
import { bookingTarget, eventTarget } from "../../src/cancellation/route.ts";
import { writePlanDocument } from "../../src/cancellation/planDocument/writePlanDocument.ts";
import { commandIds } from "../../src/editor/commandIds.ts";
import { barrierOf } from "../../src/editor/planBarrier.ts";
import { acceptance, exclusion, headEdits } from "../../src/editor/planChanges.ts";
import { planDiagnostics, planQuickFixes } from "../../src/editor/planDiagnostics.ts";
import { completePlanLens, planLenses } from "../../src/editor/planLenses.ts";
import type { PlanKnowledge } from "../../src/editor/planKnowledge.ts";
import { planOf } from "../../src/editor/planReader.ts";
import { samplePlan } from "../../src/editor/planSample.ts";
import { applyEdits } from "../../src/editor/spanEdits.ts";
import { viewerOf } from "../../src/editor/viewer.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { lensesOf, waitFor } from "./requestEditor.ts";
import { openPlanText, recheckPlan, setPlanStage } from "./planStage.ts";

const designReview = eventTarget(sampleIds.designReview);
const roadmapSync = eventTarget(sampleIds.roadmapSync);
const focusTime = eventTarget(sampleIds.focusTime);
const checkUp = bookingTarget(sampleIds.dental, sampleIds.dentalCheckUp);
const all = [designReview, roadmapSync, focusTime, checkUp];

/** What the lenses say, those at the top first, parted by ` · `; each block on a line of its own. */
function lensLines(document: vscode.TextDocument, knowledge: PlanKnowledge): readonly string[] {
  const lines = new Map<number, string[]>();
  for (const lens of planLenses(document, knowledge)) {
    const { line } = lens.range.start;
    const title = completePlanLens(lens, () => knowledge).command?.title.replaceAll("\u00a0", " ") ?? "";
    lines.set(line, [...(lines.get(line) ?? []), title]);
  }
  return Array.from(lines.values(), (titles) => titles.join(" · "));
}

async function problemsOf(document: vscode.TextDocument, knowledge: PlanKnowledge): Promise<readonly string[]> {
  const found = await planDiagnostics(document, knowledge, () => true);
  return (found ?? []).map(({ message }) => message);
}

const ofBlock = "Exclude · Who Gets Notified? · Show in Agenda";
const ofHead = "Recheck · Set Message… · Who Gets Notified? · Copy Recipients · Exclude Externals";

editorTest(
  "a plan says at its top how many it sends, and above each block what can be done with it",
  async (context) => {
    const { knowledge, write } = await setPlanStage(context);
    const document = await openPlanText(await write(all));
    const [head, ...blocks] = lensLines(document, knowledge);
    assert.equal(head, `Carry Out 4 Items… · ${ofHead}`);
    assert.deepEqual(blocks, [ofBlock, ofBlock, ofBlock, ofBlock]);
    const two = await openPlanText(await write([designReview, checkUp]));
    assert.equal(lensLines(two, knowledge)[0], `Send 2 Cancellations… · ${ofHead}`);
    assert.deepEqual(await problemsOf(document, knowledge), []);
  },
);

editorTest("a plan that this session may not send says why instead", async (context) => {
  const stage = await setPlanStage(context);
  const { knowledge, write, active } = stage;
  const { session } = knowledge;
  const text = await write([designReview, checkUp]);
  const head = async (content: string): Promise<string> => {
    return lensLines(await openPlanText(content), knowledge)[0]?.split(" · ")[0] ?? "";
  };
  assert.equal(await head(text), "Send 2 Cancellations…");
  assert.match(
    await head(text.replace("ana.silva@", "lee.park@")),
    /Belongs to lee\.park@contoso\.com, You Are ana\.silva/,
  );
  const global = text.replaceAll(active.graphOrigin, "https://graph.microsoft.com");
  assert.match(await head(global), /Is for graph\.microsoft\.com, You Are Signed In at 127/);
  const otherSandbox = text.replaceAll(active.graphOrigin, "http://127.0.0.1:1");
  assert.match(await head(otherSandbox), /Is for 127\.0\.0\.1:1/);
  assert.match(await head(text.replace(/^# @account.*$/m, "")), /1 Problem to Solve/);
  const conflict = text.replace(/^@message.*$/m, "<<<<<<< ours\n$&\n=======\n@message = Other\n>>>>>>> theirs");
  assert.match(await head(conflict), /Problems? to Solve/);
  assert.match(await head(samplePlan()), /Sample: It Can Never Be Sent/);
  const plan = planOf(await openPlanText(text));
  const reason = (facts: Partial<Parameters<typeof barrierOf>[1]>): string | undefined =>
    barrierOf(plan, { session: session.state, isTrusted: true, ...facts })?.short;
  assert.equal(reason({}), undefined);
  assert.equal(reason({ isTrusted: false }), "Trust This Workspace to Send");
  assert.equal(reason({ session: { kind: "signedOut" } }), "Sign In to Send");
});

editorTest("the sample plan has blocks of every lane, no problems, and nothing to send", async (context) => {
  const { knowledge } = await setPlanStage(context);
  const document = await openPlanText(samplePlan());
  const { blocks, problems } = planOf(document);
  assert.deepEqual(blocks.map(({ action }) => action.kind).toSorted(), ["cancel", "cancel", "decline", "remove"]);
  assert.deepEqual(problems, []);
  assert.deepEqual(lensLines(document, knowledge).slice(1), ["Exclude", "Exclude", "Exclude", "Exclude"]);
});

editorTest("a recheck underlines what has changed, and a fix accepts it", async (context) => {
  const stage = await setPlanStage(context);
  const { knowledge, write } = stage;
  const text = await write([designReview, checkUp]);
  // As if the meeting had been moved since, and somebody been invited.
  const stale = text
    .replace(/^(# @planned cancel single )(\S+)\/(\S+) people=12/m, (_, begin: string) => {
      return `${begin}2026-01-05T09:00:00.000Z/2026-01-05T10:00:00.000Z people=11`;
    })
    .replace(/^# Cancellation plan.*$/m, "# Cancellation plan · 99 items");
  const document = await openPlanText(stale);
  assert.deepEqual(await problemsOf(document, knowledge), [], "nothing is known before the recheck");
  await recheckPlan(document, stage);
  const found = await planDiagnostics(document, knowledge, () => true);
  assert.deepEqual(
    (found ?? []).map(({ code }) => code),
    ["moved", "peopleChanged"],
  );
  const lines = lensLines(document, knowledge);
  assert.match(lines[0] ?? "", /1 Has Changed/);
  assert.ok(
    lines.some((line) => /Update the Plan · \$\(warning\) Its start moved from/.test(line)),
    lines.join("\n"),
  );
  const at = found?.[0]?.range ?? assert.fail();
  const fixes = planQuickFixes(document, at, { diagnostics: found ?? [] }, knowledge);
  assert.deepEqual(
    fixes.map(({ title }) => title),
    ["Update the Plan", "Exclude"],
  );
  const block = planOf(document).blocks.find((one) => knowledge.checks.driftsOf(planOf(document), one).length > 0);
  assert.ok(block !== undefined);
  await applyEdits(document, acceptance(planOf(document), [block], knowledge));
  assert.deepEqual(await problemsOf(document, knowledge), []);
  assert.match(document.getText(), /^# Cancellation plan · 2 items/m);
  assert.match(lensLines(document, knowledge)[0] ?? "", /rechecked/);
});

editorTest("what somebody else has cancelled meanwhile is gone, and can only be excluded", async (context) => {
  const stage = await setPlanStage(context);
  const { knowledge, write, active } = stage;
  const document = await openPlanText(await write([designReview, checkUp]));
  const [outcome] = await active.graph.sendPlanned([{ target: checkUp, action: { kind: "cancel" }, message: "" }]);
  assert.equal(outcome?.kind, "sent");
  await recheckPlan(document, stage);
  const found = (await planDiagnostics(document, knowledge, () => true)) ?? [];
  assert.deepEqual(
    found.map(({ code }) => code),
    ["gone"],
  );
  const fixes = planQuickFixes(document, found[0]?.range ?? assert.fail(), { diagnostics: found }, knowledge);
  assert.deepEqual(
    fixes.map(({ title }) => title),
    ["Exclude"],
  );
});

editorTest("excluding takes out one block and no other, and the head counts what is left", async (context) => {
  const stage = await setPlanStage(context);
  const { knowledge, write } = stage;
  const text = await write(all);
  for (const excluded of all.keys()) {
    const document = await openPlanText(text);
    await recheckPlan(document, stage);
    const before = planOf(document).blocks.map(({ target }) => target.itemPath);
    const block = planOf(document).blocks[excluded] ?? assert.fail();
    await applyEdits(document, exclusion(planOf(document), [block], knowledge));
    const after = planOf(document).blocks.map(({ target }) => target.itemPath);
    assert.deepEqual(
      after,
      before.filter((_, index) => index !== excluded),
    );
    assert.match(document.getText(), /^# Cancellation plan · 3 items/m);
    assert.deepEqual(planOf(document).problems, []);
    const { session, checks } = knowledge;
    assert.deepEqual(
      headEdits(planOf(document), planOf(document).blocks, session, checks),
      [],
      "the head is up to date",
    );
  }
});

editorTest("blocks show what became of them, and sending again leaves out what was sent", async (context) => {
  const stage = await setPlanStage(context);
  const { knowledge, write, send } = stage;
  const document = await openPlanText(await write([designReview, checkUp]));
  await recheckPlan(document, stage);
  const [first] = planOf(document).blocks;
  const planned: PlannedItem = knowledge.checks.plannedOf(first ?? assert.fail()) ?? assert.fail();
  const { states } = await send([planned]);
  assert.ok(states[0]?.kind === "ended" && states[0].outcome.kind === "sent", JSON.stringify(states));
  const [head, sent, other] = lensLines(document, knowledge);
  assert.match(head ?? "", /^Send 1 Cancellation…/);
  assert.match(sent ?? "", /\$\(circle-slash\) cancelled \d/);
  assert.equal(other, ofBlock);
});

editorTest("a plan of 2,000 items opens in under a second, with lenses that cost little", async (context) => {
  const { knowledge, active } = await setPlanStage(context);
  const item = await active.graph.readItem(designReview);
  assert.ok(item.kind === "event");
  const items = Array.from({ length: 2000 }, (_, index): PlannedItem => {
    const id = `${item.id}${index}`;
    return {
      target: eventTarget(id),
      action: { kind: "cancel" },
      item: { ...item, id, iCalUId: id },
      scope: "single",
      message: "We are closed.",
    };
  });
  const viewer = viewerOf(active.account);
  const facts = { viewer, account: active.account.username, graphOrigin: active.graphOrigin };
  const times: Record<string, number> = {};
  // The processor's time: the clock would count what else this machine has to do.
  const timed = async <Value>(what: string, run: () => Value | Promise<Value>): Promise<Value> => {
    const before = process.cpuUsage();
    const value = await run();
    const { user, system } = process.cpuUsage(before);
    times[what] = Math.round((user + system) / 1000);
    return value;
  };
  const document = await timed("open", async () => {
    const draft = { id: crypto.randomUUID(), items, message: "We are closed.", leftOut: [] };
    return openPlanText(writePlanDocument(draft, facts));
  });
  const lenses = await timed("lenses", () => planLenses(document, knowledge));
  knowledge.checks.keep(items, Date.now());
  await timed("lenses after a recheck", () => planLenses(document, knowledge));
  await timed("words of 200 lenses", () => {
    for (const lens of lenses.slice(3000, 3200)) completePlanLens(lens, () => knowledge);
  });
  assert.equal(planOf(document).blocks.length, 2000);
  for (const [what, ms] of Object.entries(times)) assert.ok(ms < 1000, `${what}: ${ms} ms`);
});

editorTest("VS Code asks for a plan's lenses and problems where it would ask for a request's", async (context) => {
  await vscode.commands.executeCommand(commandIds.openSamplePlan);
  const opened = vscode.window.activeTextEditor?.document ?? assert.fail("There is no editor");
  const titles = async (document: vscode.TextDocument): Promise<readonly string[]> =>
    (await lensesOf(document)).map(({ command }) => command?.title ?? "");
  assert.deepEqual(await titles(opened), [
    "$(beaker)\u00a0Sample: It Can Never Be Sent",
    ...Array.from({ length: 4 }, () => "Exclude"),
  ]);
  assert.deepEqual(vscode.languages.getDiagnostics(opened.uri), []);

  // Saved, and opened again: it is known by what stands in it.
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail("There is no folder");
  const file = vscode.Uri.joinPath(folder, "saved plan.http");
  context.after(async () => vscode.workspace.fs.delete(file));
  const broken = opened.getText().replace(/^# @account.*$/m, "");
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(broken));
  const saved = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(saved);
  assert.equal((await titles(saved)).length, 5);
  await waitFor(() => vscode.languages.getDiagnostics(file).some(({ code }) => code === "noAccount"), "The problem");
});
