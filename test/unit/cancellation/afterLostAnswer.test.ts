/** When a single look proves something. What follows the looks is tested in editor/lostAnswers.test.ts, as it is played. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { waitBeforeSingleLook } from "../../../src/cancellation/afterLostAnswer.ts";

const rows: readonly (readonly [string, number, number])[] = [
  ["at once", 0, 12_000],
  ["after five seconds", 5000, 7000],
  ["after twelve seconds", 12_000, 0],
  ["after a day", 86_400_000, 0],
  ["when the clock was turned back", -3_600_000, 12_000],
];
for (const [when, sinceMs, expectedMs] of rows) {
  test(`who asks ${when} waits for ${expectedMs} ms`, () => {
    const attemptUtc = Date.UTC(2026, 10, 24);
    assert.equal(waitBeforeSingleLook(attemptUtc, attemptUtc + sinceMs), expectedMs);
  });
}
