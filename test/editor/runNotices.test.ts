import assert from "node:assert/strict";
import { AccountError } from "../../src/account/accountError.ts";
import type { JournalledItem } from "../../src/cancellation/journal.ts";
import type { ItemState } from "../../src/cancellation/run.ts";
import { RunDrawing } from "../../src/editor/runDrawing.ts";
import { describeDamage, describeEnd, describeLeftRun } from "../../src/editor/runNotices.ts";
import { describeFound, lookUpAll } from "../../src/editor/unsureLooks.ts";
import type { JournalProblem } from "../../src/sending/journalFolder.ts";
import type { LeftBehindItem } from "../../src/sending/leftBehind.ts";
import { editorTest } from "../host/editorTest.ts";
import { firstRecord } from "../unit/cancellation/journalRecords.ts";
import { event, planOf } from "../unit/cancellation/sampleItems.ts";

editorTest("changes are drawn at once and then four times a second at most, and none is lost", async () => {
  const drawn: { readonly ids: readonly string[]; readonly at: number }[] = [];
  const drawing = new RunDrawing((changed) => {
    drawn.push({ ids: [...changed], at: performance.now() });
    if (drawn.length === 1) throw new Error("a drawing that fails");
  });
  assert.throws(() => {
    drawing.note("first");
  });
  assert.equal(drawn.length, 1, "at once");
  const until = performance.now() + 1_000;
  let noted = 0;
  while (performance.now() < until) {
    drawing.note(`run ${noted % 3}`);
    noted += 1;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  drawing.note("last");
  await new Promise((resolve) => setTimeout(resolve, 600));
  assert.ok(noted > 20 && drawn.length <= 6, `${drawn.length} drawings of ${noted} changes`);
  for (const [index, { at }] of drawn.entries()) assert.ok(index === 0 || at - (drawn[index - 1]?.at ?? 0) >= 240);
  assert.deepEqual(new Set(drawn.flatMap(({ ids }) => ids)), new Set(["first", "run 0", "run 1", "run 2", "last"]));
  drawing.dispose();
  const before = drawn.length;
  drawing.note("too late");
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(drawn.length, before);
});

const at = "2026-11-24T08:00:00.000Z";
const refused: JournalledItem = {
  kind: "ended",
  outcome: { kind: "refused", refusal: { status: 403, code: "", message: "" }, requestId: "" },
  at: at,
};
const sent: JournalledItem = {
  kind: "ended",
  outcome: { kind: "sent", status: 202, requestId: "" },
  at: at,
};
const interrupted: JournalledItem = { kind: "interrupted", at: at };
const neverLeft: JournalledItem = { kind: "neverLeft" };
const leftRuns: readonly (readonly [readonly JournalledItem[], RegExp])[] = [
  [
    [sent, sent, interrupted, neverLeft],
    /while 4 cancellations were being sent: 2 sent, 1 unsure, 1 not sent\. Nothing/,
  ],
  [[sent, interrupted], /while 2 cancellations were being sent: 1 sent, 1 unsure\. Nothing/],
  [[sent, refused, neverLeft], /while 3 cancellations were being sent: 1 sent, 1 failed, 1 not sent\. Nothing/],
];
for (const [items, sentence] of leftRuns) {
  editorTest(`a run that broke off is told with what is certain: ${String(sentence)}`, () => {
    const plan = planOf(items.map((_, index) => event({ id: `${index}` })));
    const { sender } = plan;
    const run = firstRecord(plan);
    const indexesOf = (kind: JournalledItem["kind"]): readonly number[] =>
      items.flatMap((item, index) => (item.kind === kind ? [index] : []));
    const unsure = indexesOf("interrupted").map((index): LeftBehindItem => {
      return { runId: run.runId, index, item: run.items[index] ?? assert.fail(), sender, atUtc: 0 };
    });
    const journalled = { run, items, isSeen: false };
    assert.match(describeLeftRun({ journalled, notSent: indexesOf("neverLeft"), unsure }), sentence);
  });
}

const blocked = new AccountError("refused", "", { serviceCode: "AADSTS53003" });
const gone: ItemState = { kind: "ended", outcome: { kind: "sent", status: 202, requestId: "" }, atUtc: 0 };
const left: ItemState = {
  kind: "ended",
  outcome: { kind: "notSent", reason: "signInRefused", serviceCode: "AADSTS53003" },
  atUtc: 0,
};
const ends: readonly (readonly [readonly ItemState[], AccountError | undefined, RegExp])[] = [
  [[gone, gone], undefined, /^Sent 2 of 2\.$/],
  [[gone, { kind: "stopped" }], undefined, /^Sent 1 of 2: 1 not sent\.$/],
  [[gone, { kind: "stopped", hasSlept: true }], undefined, /^Sent 1 of 2: 1 not sent\. This computer slept/],
  [[gone, left], blocked, /^Sent 1 of 2: 1 not sent\. A rule of your organisation.* \(AADSTS53003\)$/],
  [[left], blocked, /^Nothing was sent\. A rule of your organisation/],
];
for (const [states, why, sentence] of ends) {
  editorTest(`the end of a run is told with what kept it from being sent: ${String(sentence)}`, () => {
    const plan = planOf(states.map((_, index) => event({ id: `${index}` })));
    assert.match(describeEnd({ plan, sendAtUtc: 0, states }, why), sentence);
  });
}

const lines = (count: number): JournalProblem => ({ kind: "damagedLines", file: "a.jsonl", lines: count });
const damages: readonly (readonly [readonly JournalProblem[], RegExp])[] = [
  [[lines(1)], /^1 line of the record/],
  [[lines(2), lines(3)], /^5 lines of the record/],
  [[{ kind: "noRun", file: "b.jsonl" }], /^1 file of the record/],
  [[lines(1), { kind: "unreadable", file: "b.jsonl", error: new Error("no") }], /^1 line and 1 file of the record/],
];
for (const [problems, sentence] of damages) {
  editorTest(`a damaged journal is told, with what to do: ${String(sentence)}`, () => {
    assert.match(describeDamage(problems), sentence);
    assert.match(describeDamage(problems), /nothing is sent twice.*Compare them with your calendar/);
  });
}

editorTest("many are looked up a few at a time, and one that fails costs no other", async () => {
  let atATime = 0;
  let most = 0;
  const looks = Array.from({ length: 20 }, (_, index) => async () => {
    atATime += 1;
    most = Math.max(most, atATime);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atATime -= 1;
    if (index === 7) throw new Error("no");
    return index % 2 === 0 ? ("gone" as const) : ("stillThere" as const);
  });
  const found = await lookUpAll(looks);
  assert.deepEqual([found.gone, found.stillThere, found.failed], [10, 9, 1]);
  assert.ok(most > 1 && most <= 4, `${most}`);
  assert.match(describeFound(found), /^Looked up: 10 gone.*; 9 still there.*; 1 could not be looked up\./);
});
