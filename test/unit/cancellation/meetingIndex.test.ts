import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { AgendaItem } from "../../../src/agenda/item.ts";
import { concernFinder, meetingFinder } from "../../../src/cancellation/meetingIndex.ts";
import { isSameMeeting, targetOf } from "../../../src/cancellation/plan.ts";
import type { PlannedItem } from "../../../src/cancellation/plan.ts";
import { eventTarget } from "../../../src/cancellation/route.ts";
import { booking, event } from "./sampleItems.ts";

// Few names, so that items often are about the same meeting, each in one of the ways in which they can be.
const name = fc.constantFrom("A", "B", "C");
const maybe = fc.option(name, { nil: undefined });
const start = fc.constantFrom(0, 1_800_000);
const anyEvent = fc
  .record({
    id: name,
    master: maybe,
    copy: maybe,
    start,
    isMaster: fc.boolean(),
    mailbox: fc.constantFrom("me", "lee"),
  })
  .map(({ id, master, copy, start, isMaster, mailbox }) =>
    event({
      id,
      series: isMaster ? "master" : "occurrence",
      span: { kind: "timed", startUtc: start, endUtc: start + 1 },
      mailbox: mailbox === "me" ? { kind: "me" } : { kind: "user", id: mailbox },
      ...(master !== undefined && !isMaster && { seriesMasterId: master }),
      ...(copy !== undefined && { iCalUId: copy }),
    }),
  );
const anyItem: fc.Arbitrary<AgendaItem> = fc.oneof(
  anyEvent,
  name.map((id) => booking({ id })),
);
// A request file may address an item by another id than it has.
const anyPlanned = fc.tuple(anyItem, maybe).map(([item, other]): PlannedItem => {
  const target = other !== undefined && item.kind === "event" ? eventTarget(other) : targetOf(item);
  return { target, action: { kind: "cancel" }, item, scope: "single", message: "" };
});

test("what is found among a plan's items is what comparing with each of them finds", () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(anyPlanned, { maxLength: 8 }), anyItem, (items, item) => {
      const expected = items.findIndex((planned) => isSameMeeting(planned, item));
      if (expected >= 0) found += 1;
      assert.equal(meetingFinder(items)(item) ?? -1, expected);
    }),
    { numRuns: 2_000 },
  );
  assert.ok(found > 500, `only ${found} were found at all`);
});

test("what gets in the way of another planned item is what comparing with each of them, both ways, finds", () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(anyPlanned, { maxLength: 8 }), anyPlanned, (items, other) => {
      const expected = [...items.keys()].filter((index) => {
        const one = items[index];
        return one !== undefined && (isSameMeeting(one, other.item) || isSameMeeting(other, one.item));
      });
      if (expected.length > 0) found += 1;
      assert.deepEqual(new Set(expected), concernFinder(items)(other));
    }),
    { numRuns: 2_000 },
  );
  assert.ok(found > 500, `only ${found} were found at all`);
});
