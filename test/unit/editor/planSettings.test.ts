import assert from "node:assert/strict";
import { test } from "node:test";
import { needsMessage, readPlanSettings } from "../../../src/editor/planSettings.ts";
import type { PlanSettings } from "../../../src/editor/planSettings.ts";

/** @param workspace what a workspace sets. */
function read(own: Readonly<Record<string, unknown>>, workspace: Readonly<Record<string, unknown>> = {}): PlanSettings {
  return readPlanSettings({
    inspect: (key) => ({ globalValue: own[key] }),
    get: (key) => workspace[key] ?? own[key],
  });
}

const defaults: PlanSettings = {
  nonOrganizer: "ask",
  requiresMessage: "bookings",
  templates: [],
  mostItems: 500,
  typesCountAbove: 25,
};

const rows: readonly { readonly name: string; readonly own: Record<string, unknown>; readonly expected: object }[] = [
  { name: "nothing set", own: {}, expected: {} },
  {
    name: "a way with others' meetings",
    own: { "unbook.cancel.nonOrganizer": "skip" },
    expected: { nonOrganizer: "skip" },
  },
  { name: "a word that is none", own: { "unbook.cancel.nonOrganizer": "cancel" }, expected: {} },
  {
    name: "messages for everything",
    own: { "unbook.cancel.requireMessage": "always" },
    expected: { requiresMessage: "always" },
  },
  { name: "no messages", own: { "unbook.cancel.requireMessage": "never" }, expected: { requiresMessage: "never" } },
  { name: "more items", own: { "unbook.cancel.maxPerPlan": 1200.7 }, expected: { mostItems: 1200 } },
  { name: "too many items", own: { "unbook.cancel.maxPerPlan": 1e9 }, expected: { mostItems: 5000 } },
  { name: "no items", own: { "unbook.cancel.maxPerPlan": 0 }, expected: { mostItems: 1 } },
  { name: "a higher count", own: { "unbook.cancel.typeCountAbove": 1000 }, expected: { typesCountAbove: 1000 } },
  { name: "a count below 1", own: { "unbook.cancel.typeCountAbove": -5 }, expected: { typesCountAbove: 1 } },
  { name: "a count that is none", own: { "unbook.cancel.typeCountAbove": Number.NaN }, expected: {} },
  {
    name: "templates, of which some are none",
    own: { "unbook.cancel.templates": [{ label: "Ill", text: "I am ill", for: "event" }, { label: 1 }, null, "x"] },
    expected: { templates: [{ label: "Ill", text: "I am ill", for: "event" }] },
  },
  {
    name: "a template for something unknown",
    own: { "unbook.cancel.templates": [{ label: "Ill", text: "I am ill", for: "task" }] },
    expected: { templates: [{ label: "Ill", text: "I am ill" }] },
  },
];

for (const { name, own, expected } of rows) {
  test(`settings of planning: ${name}`, () => {
    assert.deepEqual(read(own), { ...defaults, ...expected });
  });
}

test("a workspace cannot make large plans easier to send", () => {
  const workspace = { "unbook.cancel.typeCountAbove": 100_000, "unbook.cancel.maxPerPlan": 5000 };
  assert.deepEqual(read({}, workspace), defaults);
});

test("a message is needed for what the settings say", () => {
  const event = { kind: "event" } as const;
  const booking = { kind: "booking" } as const;
  const needs = (requiresMessage: PlanSettings["requiresMessage"]): readonly boolean[] =>
    [[event], [booking], [event, booking]].map((items) => needsMessage(items, { ...defaults, requiresMessage }));
  assert.deepEqual(needs("never"), [false, false, false]);
  assert.deepEqual(needs("bookings"), [false, true, true]);
  assert.deepEqual(needs("always"), [true, true, true]);
});
