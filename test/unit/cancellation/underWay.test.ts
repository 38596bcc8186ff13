/** When a meeting is under way already, alone or with its series. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CalendarEvent } from "../../../src/agenda/item.ts";
import type { CancellationPlan } from "../../../src/cancellation/plan.ts";
import { seriesTarget } from "../../../src/cancellation/route.ts";
import type { ItemState, Run } from "../../../src/cancellation/run.ts";
import { isTakenMeanwhile, isUnderWay } from "../../../src/cancellation/underWay.ts";
import { event, planOf } from "./sampleItems.ts";

const since = 1000;
const unsure = { kind: "unsure", reason: "timeout", requestId: "" } as const;
const refusal = { status: 404, code: "ErrorItemNotFound", message: "" };

function ended(outcome: Extract<ItemState, { kind: "ended" }>["outcome"], atUtc = since): ItemState {
  return { kind: "ended", outcome, atUtc };
}

/** A state, whether an item in it is under way, and whether it takes the item from another that was sent before. */
const states: readonly (readonly [string, ItemState, boolean, boolean])[] = [
  ["held", { kind: "held" }, true, true],
  ["being sent", { kind: "sending" }, true, true],
  ["being looked into", { kind: "checking", outcome: unsure, atUtc: 0 }, true, true],
  ["kept", { kind: "kept" }, false, false],
  ["skipped", { kind: "skipped", reason: "sentBefore" }, false, false],
  ["sent since", ended({ kind: "sent", status: 202, requestId: "" }), false, true],
  ["sent before", ended({ kind: "sent", status: 202, requestId: "" }, since - 1), false, false],
  ["unsure since", ended(unsure), false, true],
  ["refused", ended({ kind: "refused", refusal, requestId: "" }), false, false],
  ["not sent", ended({ kind: "notSent", reason: "offline" }), false, false],
  ["found gone since", { kind: "lookedUp", found: "gone", atUtc: since }, false, true],
  ["found still there", { kind: "lookedUp", found: "stillThere", atUtc: since }, false, false],
];

const master = event({ id: "M", iCalUId: "series", series: "master" });
const first = event({ id: "1", iCalUId: "occurrence 1", series: "occurrence", seriesMasterId: "M" });
const second = event({ id: "2", iCalUId: "occurrence 2", series: "occurrence", seriesMasterId: "M" });

function runOf(plan: CancellationPlan, ...states: readonly ItemState[]): Run {
  return { plan, sendAtUtc: 0, states };
}

function plan(id: string, ...items: readonly CalendarEvent[]): CancellationPlan {
  return { ...planOf(items), id };
}

for (const [name, state, underWay, taken] of states) {
  test(`an occurrence that is ${name} is ${underWay ? "" : "not "}under way, and takes its series: ${taken}`, () => {
    const runs = [runOf(plan("earlier", first), state)];
    for (const item of [first, master]) {
      const later = plan("later", item);
      assert.equal(isUnderWay(runs, later.sender, later.items), underWay);
      assert.equal(isTakenMeanwhile(runs, later, 0, since), taken);
    }
    const other = plan("later", second);
    assert.ok(!isUnderWay(runs, other.sender, other.items), "another occurrence");
    assert.ok(!isTakenMeanwhile(runs, other, 0, since));
    const colleague = { ...plan("later", first), sender: { ...other.sender, accountId: "lee" } };
    assert.equal(isUnderWay(runs, colleague.sender, colleague.items), underWay, "by another account that sees it");
    assert.equal(isTakenMeanwhile(runs, colleague, 0, since), taken);
    const decline = { kind: "decline", sendsReply: true } as const;
    const declining = { ...colleague, items: colleague.items.map((item) => ({ ...item, action: decline })) };
    assert.ok(!isUnderWay(runs, declining.sender, declining.items), "somebody's own copy is another matter");
    assert.ok(!isTakenMeanwhile(runs, declining, 0, since));
    const stranger = { ...colleague, sender: { ...other.sender, realm: "elsewhere" } };
    assert.ok(!isUnderWay(runs, stranger.sender, stranger.items), "in another cloud");
    assert.ok(!isTakenMeanwhile(runs, stranger, 0, since));
  });
}

test("a series that is under way has its occurrences with it, however it was chosen", () => {
  const [chosen] = plan("", first).items;
  assert.ok(chosen?.target.kind === "event");
  const series = {
    ...planOf([]),
    items: [{ ...chosen, target: seriesTarget(chosen.target, "M"), scope: "series" }],
  } as const;
  for (const earlier of [plan("earlier", master), series]) {
    for (const [one, later] of [
      [earlier, plan("later", second)],
      [plan("earlier", second), { ...earlier, id: "later" }],
    ] as const) {
      const runs = [runOf(one, { kind: "checking", outcome: unsure, atUtc: 0 })];
      assert.ok(isUnderWay(runs, later.sender, later.items));
      assert.ok(isTakenMeanwhile(runs, later, 0, since));
    }
  }
});

test("an item does not take itself, but another of the same plan does", () => {
  const both = plan("both", master, first);
  const checking: ItemState = { kind: "checking", outcome: unsure, atUtc: 0 };
  assert.ok(isTakenMeanwhile([runOf(both, checking, { kind: "held" })], both, 0, since));
  assert.ok(!isTakenMeanwhile([runOf(both, checking, { kind: "kept" })], both, 0, since));
});
