/** Nobody is mailed twice: not by two blocks about one meeting, nor because a block is taken for something else that was done. */
import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { targetOf } from "../../src/cancellation/plan.ts";
import type { CancellationPlan, PlannedItem } from "../../src/cancellation/plan.ts";
import { eventTarget } from "../../src/cancellation/route.ts";
import { heldRun } from "../../src/cancellation/run.ts";
import { completePlanLens, planLenses } from "../../src/editor/planLenses.ts";
import { planDiagnostics, planQuickFixes } from "../../src/editor/planDiagnostics.ts";
import { excludeExternals } from "../../src/editor/planChanges.ts";
import { draftPlan } from "../../src/editor/planDraft.ts";
import { planOf } from "../../src/editor/planReader.ts";
import { sendPlan } from "../../src/editor/planSending.ts";
import { PlanStates } from "../../src/editor/planStates.ts";
import { readAgainIfOld } from "../../src/editor/readAgainStep.ts";
import { senderOf } from "../../src/editor/sender.ts";
import { readSettings } from "../../src/editor/settings.ts";
import { TypedMessages } from "../../src/editor/typedMessages.ts";
import { MessageEditor } from "../../src/editor/messageEditor.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { openPlanText, recheckPlan, setPlanStage, withNoticesClosed } from "./planStage.ts";
import type { PlanStage } from "./planStage.ts";

const designReview = eventTarget(sampleIds.designReview);
const roadmapSync = eventTarget(sampleIds.roadmapSync);
const teamWeekly = eventTarget(sampleIds.teamWeekly);
const teamWeeklyNext = eventTarget(sampleIds.teamWeeklyNext);
const minuteMs = 60_000;

async function codesOf(document: vscode.TextDocument, { knowledge }: PlanStage): Promise<readonly unknown[]> {
  return ((await planDiagnostics(document, knowledge, () => true)) ?? []).map(({ code }) => code);
}

editorTest("a series and one of its occurrences in one plan are underlined, and nothing is sent", async (context) => {
  const stage = await setPlanStage(context);
  const { knowledge, runs, write } = stage;
  const document = await openPlanText(await write([designReview, teamWeekly, teamWeeklyNext]));
  assert.deepEqual(await codesOf(document, stage), [], "before they have been read");
  await recheckPlan(document, stage);
  assert.deepEqual(await codesOf(document, stage), ["sameMeeting", "sameMeeting"]);
  const titles = planLenses(document, knowledge).map((lens) => completePlanLens(lens, () => knowledge).command?.title);
  assert.ok(titles.includes("$(error)\u00a02 Are About the Same Meetings"), titles.join("\n"));
  assert.equal(titles.filter((title) => title === "$(error)\u00a0Another block is about the same meeting").length, 2);
  const settings = (): ReturnType<typeof readSettings> =>
    readSettings({ inspect: () => undefined, get: () => undefined });
  const open = { document, version: document.version, plan: planOf(document) };
  assert.equal(await withNoticesClosed(sendPlan(open, { ...knowledge, runs, settings })), false);
  assert.deepEqual(runs.all, []);
});

editorTest("a series that was ended can be ended earlier still", async (context) => {
  const { knowledge, active } = await setPlanStage(context);
  const item = await active.graph.readItem(teamWeekly);
  const endOn = (endDate: string): PlannedItem => {
    const recurrence = { pattern: {}, range: { type: "endDate", startDate: "2026-01-01", endDate } } as const;
    return { target: teamWeekly, action: { kind: "endSeries", recurrence }, item, scope: "series", message: "" };
  };
  const plan: CancellationPlan = { id: "1", sender: senderOf(active), items: [endOn("2027-06-01")] };
  const states = new PlanStates({ all: [heldRun(plan, 0)] }, knowledge.session);
  assert.equal(states.of(endOn("2027-06-01"))?.state.kind, "held");
  assert.equal(states.of(endOn("2027-03-01")), undefined);
  assert.equal(states.of({ target: teamWeekly, action: { kind: "cancel" } }), undefined);
});

editorTest("a draft is as old as its reading, and says where its items come from", async (context) => {
  const { knowledge, active } = await setPlanStage(context);
  const messageEditor = new MessageEditor();
  context.after(() => {
    messageEditor.dispose();
  });
  const chosen = {
    aims: [
      { target: designReview, name: "1", message: "One." },
      { target: teamWeekly, name: "2", message: "Two." },
    ],
    from: "Two requests.",
  };
  const before = Date.now();
  // Every item has words of its own, so that there is nothing to ask.
  const options = { session: knowledge.session, messageEditor, typedMessages: new TypedMessages() };
  const drafted = (await draftPlan(chosen, active, options)) ?? assert.fail("Nothing was drafted");
  assert.equal(drafted.draft.from, "Two requests.");
  assert.deepEqual(drafted.draft.items.map(({ message }) => message).toSorted(), ["One.", "Two."]);
  assert.ok(drafted.readAtUtc >= before && drafted.readAtUtc <= Date.now());
});

editorTest("what was read too long ago is read again before it is sent", async (context) => {
  const { active, knowledge, write } = await setPlanStage(context);
  const item = await active.graph.readItem(designReview);
  const planned: PlannedItem = { target: designReview, action: { kind: "cancel" }, item, scope: "single", message: "" };
  const plan = { id: "plan", items: [planned] };
  const readAt = Date.now();
  const [block] = planOf(await openPlanText(await write([designReview]))).blocks;
  assert.ok(block !== undefined);
  knowledge.checks.keep([planned], readAt - 6 * minuteMs);
  assert.equal(knowledge.checks.isFresh(block), false, "the questions took longer than a recheck is good for");
  knowledge.checks.keep([planned], readAt);
  assert.equal(knowledge.checks.isFresh(block), true);
  assert.equal(await readAgainIfOld(plan, readAt, active, readAt + 6 * minuteMs), readAt + 6 * minuteMs);
  await active.graph.sendPlanned([{ target: designReview, action: { kind: "cancel" }, message: "" }]);
  assert.equal(await readAgainIfOld(plan, readAt, active, readAt + 4 * minuteMs), readAt);
  const later = readAgainIfOld(plan, readAt, active, readAt + 6 * minuteMs);
  assert.equal(await withNoticesClosed(later), undefined);
});

editorTest("a recheck finds what the account may only read", async (context) => {
  const stage = await setPlanStage(context);
  const { active, write } = stage;
  const calendars = (await active.graph.listCalendars({ kind: "me" })).items;
  const calendar = calendars.find(({ canEdit }) => !canEdit) ?? assert.fail("There is no such calendar");
  const range = { startUtc: Date.now(), endUtc: Date.now() + 14 * 24 * 60 * minuteMs };
  const { items } = await active.graph.listEvents(calendar, range);
  const item = items.find(({ isCancelled, series }) => !isCancelled && series === "single") ?? assert.fail();
  const document = await openPlanText(await write([targetOf(item)]));
  await recheckPlan(document, stage);
  assert.ok((await codesOf(document, stage)).includes("notAllowed"), JSON.stringify(await codesOf(document, stage)));
});

editorTest("a fix is worked out when it is chosen, not for each place that the cursor comes to", async (context) => {
  const stage = await setPlanStage(context);
  const { knowledge, write } = stage;
  const document = await openPlanText((await write([designReview])).replace(/people=12/, "people=11"));
  await recheckPlan(document, stage);
  const found = (await planDiagnostics(document, knowledge, () => true)) ?? [];
  const at = found[0]?.range ?? assert.fail();
  const fixes = planQuickFixes(document, at, { diagnostics: found }, knowledge);
  assert.deepEqual(
    fixes.map(({ title, edit, command }) => [title, edit, command?.command]),
    [
      ["Update the Plan", undefined, "unbook.updateInPlan"],
      ["Exclude", undefined, "unbook.excludeFromPlan"],
    ],
  );
});

editorTest("who could not be read may be outside: that is asked, and nothing is left out unasked", async (context) => {
  const stage = await setPlanStage(context);
  const { knowledge, write, active } = stage;
  const document = await openPlanText(await write([designReview, roadmapSync]));
  const item = await active.graph.readItem(designReview);
  knowledge.checks.keep([{ target: designReview, item }], Date.now());
  const text = document.getText();
  const open = { document, version: document.version, plan: planOf(document) };
  const messageEditor = new MessageEditor();
  context.after(() => {
    messageEditor.dispose();
  });
  const change = { ...knowledge, messageEditor, typedMessages: new TypedMessages() };
  await withNoticesClosed(excludeExternals(open, change));
  assert.equal(document.getText(), text);
  await recheckPlan(document, stage);
  await excludeExternals(open, change);
  assert.equal(planOf(document).blocks.length, 1, "everybody is known now");
});
