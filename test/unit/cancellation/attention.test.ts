import assert from "node:assert/strict";
import { test } from "node:test";
import { needingALook } from "../../../src/cancellation/attention.ts";
import type { PlanSender } from "../../../src/cancellation/plan.ts";
import type { ItemState, Run } from "../../../src/cancellation/run.ts";
import { event, planOf } from "./sampleItems.ts";

const atUtc = 0;
const sent: ItemState = { kind: "ended", outcome: { kind: "sent", status: 202, requestId: "" }, atUtc };
const failed: ItemState = {
  kind: "ended",
  outcome: { kind: "refused", refusal: { status: 403, code: "", message: "" }, requestId: "" },
  atUtc,
};
const unsure: ItemState = { kind: "ended", outcome: { kind: "unsure", reason: "timeout", requestId: "" }, atUtc };
const kept: ItemState = { kind: "kept" };
const stopped: ItemState = { kind: "stopped" };
const held: ItemState = { kind: "held" };

/** A run of items that are named by letters, each in a state. */
function run(id: string, states: Readonly<Record<string, ItemState>>): Run {
  const items = Object.keys(states).map((name) => event({ id: name }));
  return { plan: { ...planOf(items), id }, sendAtUtc: 0, states: Object.values(states) };
}

const lee = { accountId: "lee", address: "lee.park@contoso.com" };

function by(sender: Partial<PlanSender>, { plan, ...rest }: Run): Run {
  return { ...rest, plan: { ...plan, sender: { ...plan.sender, ...sender } } };
}

const rows: readonly (readonly [what: string, runs: readonly Run[], Readonly<Record<string, number>>])[] = [
  ["nothing", [run("one", { a: sent, b: kept, c: held })], {}],
  ["what failed and what is unsure", [run("one", { a: failed, b: unsure, c: sent })], { one: 2 }],
  ["what failed until it is tried again", [run("two", { a: sent }), run("one", { a: failed, b: failed })], { one: 1 }],
  ["what failed again, once", [run("two", { a: failed }), run("one", { a: failed })], { two: 1 }],
  ["what failed, although trying again was undone", [run("two", { a: kept }), run("one", { a: failed })], { one: 1 }],
  [
    "what failed, although trying again was stopped",
    [run("two", { a: stopped }), run("one", { a: failed })],
    { one: 1 },
  ],
  [
    "nothing of what another account has done instead",
    [by(lee, run("two", { a: sent })), run("one", { a: failed })],
    {},
  ],
  [
    "what failed, whatever was done in another cloud",
    [by({ realm: "elsewhere" }, run("two", { a: sent })), run("one", { a: failed })],
    { one: 1 },
  ],
  ["what failed after it had been sent", [run("two", { a: failed }), run("one", { a: sent })], { two: 1 }],
];
for (const [what, runs, expected] of rows) {
  test(`${what} needs a look`, () => {
    assert.deepEqual(Object.fromEntries(needingALook(runs)), expected);
  });
}
