/** Opening hours, as Graph documents them and as it should not send them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readDetails } from "../../../src/graph/readBusiness.ts";

function assertHours(businessHours: unknown, expected: unknown, notes: readonly string[] = []): void {
  const read = readDetails({ id: "dental@contoso.com", businessHours });
  assert.ok("item" in read);
  assert.deepEqual([read.item.openingHours, read.item.notes], [expected, notes]);
}

const slot = { startTime: "08:00:00.0000000", endTime: "17:30:00.0000000" };

test("days come in the order of the week, with their slots to the minute", () => {
  assertHours(
    [
      { day: "sunday", timeSlots: [] },
      { day: "monday", timeSlots: [slot, { startTime: "18:00:00", endTime: "20:00:00" }] },
    ],
    [
      {
        day: "monday",
        slots: [
          { start: "08:00", end: "17:30" },
          { start: "18:00", end: "20:00" },
        ],
      },
      { day: "sunday", slots: [] },
    ],
  );
});

test("nothing known is nothing said", () => {
  for (const nothing of [undefined, null, []]) assertHours(nothing, undefined);
});

test("what cannot be read costs itself, with a note", () => {
  const monday = { day: "monday", slots: [{ start: "08:00", end: "17:30" }] };
  assertHours([{ day: "monday", timeSlots: [slot] }, 1], [monday], ["A day on which it is open could not be read."]);
  assertHours(
    [{ day: "monday", timeSlots: [slot] }, { day: "noday" }],
    [monday],
    ["A day on which it is open could not be read."],
  );
  assertHours([{ day: "monday", timeSlots: [slot, { startTime: "noon", endTime: "17:00" }] }], [monday]);
});

test("whatever stands there, the business is read", () => {
  fc.assert(
    fc.property(fc.anything(), (businessHours) => {
      const read = readDetails({ id: "dental@contoso.com", displayName: "Dental", businessHours });
      assert.ok("item" in read && read.item.name === "Dental");
    }),
  );
});
