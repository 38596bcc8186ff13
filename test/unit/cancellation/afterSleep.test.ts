import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { afterHold, isRecent, isTooLate } from "../../../src/cancellation/afterSleep.ts";

const minuteMs = 60_000;
const sendAtUtc = Date.UTC(2026, 10, 23, 7);

test("a hold ends in sending only about when the person was told", () => {
  const rows: readonly (readonly [number, ReturnType<typeof afterHold>])[] = [
    [0, "send"],
    [-3, "send"],
    [5000, "send"],
    [5001, "holdAnew"],
    [-5001, "holdAnew"],
    [5 * minuteMs, "holdAnew"],
    [5 * minuteMs + 1, "leave"],
    [8 * 60 * minuteMs, "leave"],
    [-8 * 60 * minuteMs, "holdAnew"],
  ];
  for (const [lateMs, expected] of rows) assert.equal(afterHold(sendAtUtc, sendAtUtc + lateMs), expected, `${lateMs}`);
});

test("whatever the clock says, what is more than five minutes late is never sent", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (lateMs) => {
      const end = afterHold(sendAtUtc, sendAtUtc + lateMs);
      assert.equal(end === "leave", lateMs > 5 * minuteMs);
      assert.equal(isTooLate(sendAtUtc, sendAtUtc + lateMs), end === "leave");
      if (end === "send") assert.ok(Math.abs(lateMs) <= 5000);
    }),
  );
});

test("what was read is good for five minutes, and not while the clock says that it was not read yet", () => {
  const rows: readonly (readonly [number, boolean])[] = [
    [0, true],
    [5 * minuteMs, true],
    [5 * minuteMs + 1, false],
    [-1, false],
    [-3 * 60 * minuteMs, false],
  ];
  for (const [ageMs, expected] of rows) assert.equal(isRecent(sendAtUtc, sendAtUtc + ageMs), expected, `${ageMs}`);
});
