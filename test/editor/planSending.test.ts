import assert from "node:assert/strict";
import type { PlannedItem } from "../../src/cancellation/plan.ts";
import { bookingTarget, eventTarget } from "../../src/cancellation/route.ts";
import type { ItemState } from "../../src/cancellation/run.ts";
import { exclusion } from "../../src/editor/planChanges.ts";
import { clickedBlock, clickedPlan, planAsItStands } from "../../src/editor/planClick.ts";
import { completePlanLens, planLenses } from "../../src/editor/planLenses.ts";
import { planOf } from "../../src/editor/planReader.ts";
import { samplePlan } from "../../src/editor/planSample.ts";
import { sendPlan } from "../../src/editor/planSending.ts";
import { isSettled } from "../../src/editor/planStates.ts";
import { readSettings } from "../../src/editor/settings.ts";
import { applyEdits } from "../../src/editor/spanEdits.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { openPlanText, recheckPlan, setPlanStage, withNoticesClosed } from "./planStage.ts";

const designReview = eventTarget(sampleIds.designReview);
const checkUp = bookingTarget(sampleIds.dental, sampleIds.dentalCheckUp);
const unsure = { kind: "unsure", reason: "timeout", requestId: "" } as const;

const settled: readonly { readonly state: ItemState; readonly isSettled: boolean }[] = [
  { state: { kind: "held" }, isSettled: true },
  { state: { kind: "waiting" }, isSettled: true },
  { state: { kind: "sending" }, isSettled: true },
  { state: { kind: "checking", outcome: unsure, atUtc: 0 }, isSettled: true },
  { state: { kind: "kept" }, isSettled: false },
  { state: { kind: "stopped" }, isSettled: false },
  { state: { kind: "skipped", reason: "sentBefore" }, isSettled: true },
  { state: { kind: "skipped", reason: "journalFailed" }, isSettled: false },
  { state: { kind: "ended", outcome: { kind: "sent", status: 202, requestId: "" }, atUtc: 0 }, isSettled: true },
  { state: { kind: "ended", outcome: unsure, atUtc: 0 }, isSettled: true },
  { state: { kind: "ended", outcome: { kind: "notSent", reason: "offline" }, atUtc: 0 }, isSettled: false },
  { state: { kind: "lookedUp", found: "gone", atUtc: 0 }, isSettled: true },
  { state: { kind: "lookedUp", found: "stillThere", atUtc: 0 }, isSettled: false },
];

editorTest("sending a plan again sends what was not sent, and never what may have been", async (context) => {
  const { knowledge, write } = await setPlanStage(context);
  const [block] = planOf(await openPlanText(await write([designReview]))).blocks;
  await knowledge.session.restore();
  const item = await knowledge.session.active?.graph.readItem(designReview);
  assert.ok(block !== undefined && item !== undefined);
  const planned: PlannedItem = { target: block.target, action: block.action, item, scope: "single", message: "" };
  for (const { state, isSettled: expected } of settled) {
    assert.equal(isSettled({ state, planned, sendAtUtc: 0 }), expected, JSON.stringify(state));
  }
});

editorTest("a recheck is good for five minutes, and for its own session", async (context) => {
  const stage = await setPlanStage(context);
  const { session, knowledge } = stage;
  const { checks } = knowledge;
  const document = await openPlanText(await stage.write([designReview]));
  const block = planOf(document).blocks[0] ?? assert.fail();
  assert.equal(checks.isFresh(block), false);
  await recheckPlan(document, stage);
  assert.equal(checks.isFresh(block, Date.now() + 4 * 60_000), true);
  assert.equal(checks.isFresh(block, Date.now() + 6 * 60_000), false);
  await session.signOut();
  assert.equal(checks.isFresh(block), false);
  assert.equal(checks.plannedOf(block), undefined);
});

editorTest("nothing is sent of a plan that has changed, is another's, or is a sample", async (context) => {
  const stage = await setPlanStage(context);
  const { knowledge, write, runs, active } = stage;
  const options = {
    ...knowledge,
    runs,
    settings: () => readSettings({ inspect: () => undefined, get: () => undefined }),
  };
  const assertNotSent = async (text: string, why: string): Promise<void> => {
    const document = await openPlanText(text);
    const open = { document, version: document.version, plan: planOf(document) };
    assert.equal(await withNoticesClosed(sendPlan(open, options)), false, why);
    assert.deepEqual(runs.all, [], why);
  };
  const text = await write([designReview, checkUp]);
  await assertNotSent(text.replace(/people=12/, "people=11"), "other people");
  assert.ok(knowledge.checks.isFresh(planOf(await openPlanText(text)).blocks[0] ?? assert.fail()), "it was rechecked");
  await assertNotSent(text.replace("ana.silva@", "lee.park@"), "another account");
  await assertNotSent(text.replaceAll(active.graphOrigin, "https://graph.microsoft.com"), "another Graph");
  await assertNotSent(text.replace("@message", "<<<<<<< ours\n@message"), "an unfinished merge");
  await assertNotSent(await write([checkUp], ""), "a booking without a message, which the settings ask for");
  await assertNotSent(samplePlan(), "the sample");
  const document = await openPlanText(text);
  const open = { document, version: document.version, plan: planOf(document) };
  await applyEdits(document, [{ span: { start: 0, end: 0 }, newText: "# One more line\n" }]);
  assert.equal(
    await withNoticesClosed(sendPlan(open, options)),
    false,
    "another text than the one that was clicked on",
  );
  assert.deepEqual(runs.all, []);
});

editorTest("a click is about the text that was seen", async (context) => {
  const { knowledge, write } = await setPlanStage(context);
  const document = await openPlanText(await write([designReview, checkUp]));
  const [head] = planLenses(document, knowledge);
  const blockLens = (): readonly unknown[] => {
    const lens = planLenses(document, knowledge).at(-1) ?? assert.fail();
    return (completePlanLens(lens, () => knowledge).command?.arguments ?? []) as readonly unknown[];
  };
  const [onHead, onBlock] = [(head?.command?.arguments ?? []) as readonly unknown[], blockLens()];
  assert.equal((await clickedPlan(onHead))?.plan.blocks.length, 2);
  const { start } = (await clickedBlock(onBlock))?.block.request.span ?? assert.fail();
  // Another block goes: the plan is another one, this block is what it was.
  const [first] = planOf(document).blocks;
  await applyEdits(document, exclusion(planOf(document), [first ?? assert.fail()], knowledge));
  assert.equal(await withNoticesClosed(clickedPlan(onHead)), undefined);
  assert.equal((await planAsItStands(onHead))?.plan.blocks.length, 1, "what sends nothing is about the text as it is");
  const found = (await clickedBlock(onBlock))?.block ?? assert.fail();
  assert.equal(found.target.itemPath, checkUp.itemPath);
  assert.ok(found.request.span.start < start);
  const words = '"{{message}}"';
  const at = document.getText().indexOf(words);
  await applyEdits(document, [{ span: { start: at, end: at + words.length }, newText: '"Other words"' }]);
  assert.equal(planOf(document).blocks.length, 1);
  assert.equal(await withNoticesClosed(clickedBlock(onBlock)), undefined);
});
