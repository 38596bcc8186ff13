/** What a row says of an item whose answer was lost: no more than is known. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ItemState } from "../../src/cancellation/run.ts";
import { ana } from "../unit/cancellation/sampleItems.ts";

import { describeState } from "../../src/editor/stateText.ts";

const outcome = { kind: "unsure", reason: "timeout", requestId: "" } as const;
const atUtc = ana.now;

const rows: readonly (readonly [string, ItemState, RegExp, RegExp])[] = [
  [
    "is looked into",
    { kind: "checking", outcome, atUtc },
    /^unsure, looking it up/,
    /only if .* sent again, once at most/,
  ],
  ["is left alone", { kind: "ended", outcome, atUtc }, /^unsure$/, /not be sent again by itself/],
  ["was found gone", { kind: "lookedUp", found: "gone", atUtc }, /^gone, looked up .*9/, /, or somebody else has/],
  ["was found", { kind: "lookedUp", found: "stillThere", atUtc }, /^still there, looked up .*9/, /most likely not/],
];
test("what was left because the machine slept says so, and that nothing was sent", () => {
  const told = describeState({ kind: "stopped", hasSlept: true }, { kind: "event" }, 0, ana);
  assert.equal(told.text, "not sent: this computer slept");
  assert.match(told.sentence, /slept, or its clock was set forward.*more than five minutes late: nothing was sent/);
});

for (const [name, state, text, sentence] of rows) {
  test(`of an item whose answer was lost and that ${name} no more is told than is known`, () => {
    const told = describeState(state, { kind: "event" }, 0, ana);
    assert.match(told.text, text);
    assert.match(told.sentence, sentence);
  });
}
