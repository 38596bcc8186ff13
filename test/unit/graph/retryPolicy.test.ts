import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { retryAfterOf } from "../../../src/graph/graphFailure.ts";
import { decideRetry, readRetryAfter } from "../../../src/graph/retryPolicy.ts";
import type { FailedAttempt } from "../../../src/graph/retryPolicy.ts";
import type { HttpAnswer } from "../../../src/graph/transport.ts";

const firstRead: FailedAttempt = {
  purpose: "read",
  attempt: 1,
  elapsedMs: 100,
  budgetMs: 60_000,
  failure: { kind: "answered", status: 503 },
  random: 0,
};

/** Asserts after how many milliseconds a request is tried again; undefined for never. */
function assertDelay(attempt: Partial<FailedAttempt>, delayMs: number | undefined): void {
  const decision = decideRetry({ ...firstRead, ...attempt });
  assert.deepEqual(
    decision,
    delayMs === undefined ? { kind: "stop" } : { kind: "retry", delayMs },
    JSON.stringify(attempt),
  );
}

test("reads are tried again after failures that pass", () => {
  assertDelay({ failure: { kind: "answered", status: 429, retryAfterMs: 7000 } }, 7000);
  assertDelay({ failure: { kind: "answered", status: 503, retryAfterMs: 0 } }, 0);
  assertDelay({ failure: { kind: "answered", status: 504 } }, 250);
  assertDelay({ failure: { kind: "answered", status: 504 }, random: 0.5 }, 375);
  assertDelay({ failure: { kind: "answered", status: 504 }, attempt: 3 }, 1000);
  assertDelay({ failure: { kind: "connection" } }, 250);
});

test("reads are not tried again when that is of no use", () => {
  for (const status of [302, 400, 401, 403, 404, 500, 501])
    assertDelay({ failure: { kind: "answered", status } }, undefined);
  assertDelay({ failure: { kind: "timeout" } }, undefined);
  assertDelay({ failure: { kind: "barred" } }, undefined);
  assertDelay({ failure: { kind: "connection" }, attempt: 3 }, undefined);
  assertDelay({ failure: { kind: "answered", status: 503 }, attempt: 6 }, undefined);
  assertDelay({ failure: { kind: "answered", status: 429, retryAfterMs: 59_901 } }, undefined);
});

test("a cancellation is tried again after 429 only", () => {
  const purpose = "cancel";
  assertDelay({ purpose, failure: { kind: "answered", status: 429, retryAfterMs: 1000 } }, 1000);
  for (const status of [400, 401, 408, 500, 502, 503, 504]) {
    assertDelay({ purpose, failure: { kind: "answered", status, retryAfterMs: 0 } }, undefined);
  }
  assertDelay({ purpose, failure: { kind: "connection" } }, undefined);
  assertDelay({ purpose, failure: { kind: "timeout" } }, undefined);
});

test("whatever happens, the attempts end within the budget and never come sooner than asked", () => {
  const failure = fc.oneof(
    fc.record({
      kind: fc.constant("answered" as const),
      status: fc.constantFrom(429, 503, 504),
      retryAfterMs: fc.nat(20_000),
    }),
    fc.record({ kind: fc.constant("answered" as const), status: fc.constantFrom(429, 503, 504) }),
    fc.constant({ kind: "connection" as const }),
  );
  fc.assert(
    fc.property(
      failure,
      fc.nat(100_000),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failed, budgetMs, random) => {
        let elapsedMs = 0;
        for (let attempt = 1; attempt < 20; attempt += 1) {
          const decision = decideRetry({ purpose: "read", attempt, elapsedMs, budgetMs, failure: failed, random });
          if (decision.kind === "stop") return;
          if ("retryAfterMs" in failed) assert.ok(decision.delayMs >= failed.retryAfterMs);
          elapsedMs += decision.delayMs;
          assert.ok(elapsedMs <= budgetMs);
        }
        assert.fail("it never stops");
      },
    ),
  );
});

test("a date of Retry-After is by the clock of whoever answered, where that is known", () => {
  const ownClock = Date.UTC(2026, 10, 21, 3);
  const retryAfter = "Sat, 21 Nov 2026 08:00:30 GMT";
  const answer = (headers: Readonly<Record<string, string>>): HttpAnswer => {
    return { kind: "answered", status: 429, headers: { "retry-after": retryAfter, ...headers }, body: "" };
  };
  assert.equal(retryAfterOf(answer({ date: "Sat, 21 Nov 2026 08:00:00 GMT" }), ownClock), 30_000);
  assert.equal(retryAfterOf(answer({ date: "Sat, 21 Nov 2026 09:00:00 GMT" }), ownClock), 0);
  const byOwnClock = Date.parse(retryAfter) - ownClock;
  assert.equal(retryAfterOf(answer({}), ownClock), byOwnClock);
  assert.equal(retryAfterOf(answer({ date: "noon" }), ownClock), byOwnClock);
});

test("Retry-After is seconds or a date", () => {
  const now = Date.UTC(2026, 10, 21, 8, 0, 0);
  const expected: readonly (readonly [string | undefined, number | undefined])[] = [
    ["10", 10_000],
    [" 0 ", 0],
    ["Sat, 21 Nov 2026 08:00:30 GMT", 30_000],
    ["Sat, 21 Nov 2026 07:00:00 GMT", 0],
    ["-5", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["", undefined],
    [undefined, undefined],
    ["99999999999999999999", undefined],
  ];
  for (const [header, delayMs] of expected) assert.equal(readRetryAfter(header, now), delayMs, header);
});
