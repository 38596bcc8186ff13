/** Days as people type them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays } from "../../../src/agenda/calendarDays.ts";
import { mostTypedDays, readTypedDays } from "../../../src/agenda/typedDays.ts";

function assertDays(text: string, expected: readonly string[] | undefined): void {
  const spans = readTypedDays(text)?.map(({ firstDay, lastDay }) => `${firstDay} ${lastDay}`);
  assert.deepEqual(spans, expected, text);
}

test("a day, a span, a number of days, and several of them are read", () => {
  assertDays("2026-12-24", ["2026-12-24 2026-12-24"]);
  for (const between of [" to ", " – ", "–", " - ", " until ", "..", "-"]) {
    assertDays(`2026-12-24${between}2026-12-26`, ["2026-12-24 2026-12-26"]);
  }
  assertDays("2026-12-24 14", ["2026-12-24 2027-01-06"]);
  assertDays(" 2026-12-24,2027-01-01 ; 2026-12-31", ["2026-12-24 2026-12-24", "2026-12-31 2027-01-01"]);
  assertDays("2026-12-24 to 2026-12-28, 2026-12-25", ["2026-12-24 2026-12-28"]);
  assertDays("2026-12-25, 2026-12-24 3", ["2026-12-24 2026-12-26"]);
});

test("what is no day is not guessed", () => {
  for (const text of [
    "",
    ",",
    "tomorrow",
    "24.12.2026",
    "2026-02-30",
    "2026-12-24 to",
    "2026-12-26 to 2026-12-24",
    "2026-12-24 0",
    "2026-12-24 to 14",
    "2026-12-24,",
    `2026-01-01 ${mostTypedDays + 1}`,
    "2026-01-01 200, 2027-01-01 200",
  ]) {
    assertDays(text, undefined);
  }
});

test("spans come out in order, apart from each other, with every typed day in exactly one", () => {
  const day = fc.integer({ min: 0, max: 60 }).map((at) => addDays("2026-11-01", at));
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 20 }), (days) => {
      const spans = readTypedDays(days.join(", ")) ?? [];
      for (const one of days) {
        assert.equal(spans.filter(({ firstDay, lastDay }) => firstDay <= one && one <= lastDay).length, 1);
      }
      for (const [at, span] of spans.entries()) {
        const before = spans[at - 1];
        assert.ok(before === undefined || addDays(before.lastDay, 1) < span.firstDay);
      }
      const covered = spans.flatMap(({ firstDay, lastDay }) =>
        Array.from({ length: 70 }, (_, at) => addDays(firstDay, at)).filter((one) => one <= lastDay),
      );
      assert.deepEqual(covered, [...new Set(days)].toSorted());
    }),
  );
});
