/** What follows from what came of requests that were sent together. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SendOutcome } from "../../../src/cancellation/outcome.ts";
import { afterRound } from "../../../src/graph/afterRound.ts";
import type { SendStep } from "../../../src/graph/sendTogether.ts";
import { inShort } from "./chainingGraph.ts";

const requestId = "r";
const refused = (status: number): SendOutcome => ({
  kind: "refused",
  refusal: { status, code: "", message: "" },
  requestId,
});
const sent: SendStep = { kind: "ended", outcome: { kind: "sent", status: 202, requestId } };
const notFound: SendStep = { kind: "ended", outcome: refused(404) };
const notBegun: SendStep = { kind: "notBegun", outcome: refused(424) };
const wantsToken: SendStep = { kind: "wantsToken" };
const notTaken: SendStep = { kind: "batchNotTaken" };
const unsure = (retryAfterMs?: number): SendStep => ({
  kind: "ended",
  outcome: {
    kind: "unsure",
    reason: "serverError",
    requestId,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  },
});
const throttled = (seconds: number): SendStep => ({
  kind: "throttled",
  answer: { kind: "answered", status: 429, headers: { "retry-after": String(seconds) }, body: "" },
  outcome: refused(429),
});

/** Asserts how long the mailbox is left alone, and how each has ended; "again" for one that goes out again. */
function assertFollows(steps: readonly SendStep[], pauseMs: number, expected: readonly string[]): void {
  const after = afterRound(steps, { attempt: 1, elapsedMs: 0, budgetMs: 60_000, random: 0 });
  assert.equal(after.pauseMs, pauseMs);
  assert.deepEqual(
    after.outcomes.map((outcome) => (outcome === undefined ? "again" : inShort(outcome))),
    expected,
  );
}

test("what Graph has not acted on goes out again, at once or when Graph says", () => {
  assertFollows([sent, sent], 0, ["sent", "sent"]);
  assertFollows([sent, notFound, notBegun], 0, ["sent", "refused 404", "again"]);
  assertFollows([sent, throttled(7), notBegun], 7000, ["sent", "again", "again"]);
  assertFollows([sent, wantsToken, notBegun], 0, ["sent", "again", "again"]);
  assertFollows([notTaken, notTaken], 0, ["again", "again"]);
});

test("when Graph asks for more patience than there is, it ends with what Graph said", () => {
  assertFollows([sent, throttled(61), notBegun], 0, ["sent", "refused 429", "refused 429"]);
  assertFollows([wantsToken, throttled(61), notBegun], 0, ["again", "refused 429", "refused 429"]);
  assertFollows([unsure(61_000), notBegun], 0, ["unsure serverError", "refused 424"]);
  assertFollows([unsure(61_000)], 0, ["unsure serverError"]);
});

test("behind something that may have been carried out, the mailbox is left alone for a moment", () => {
  assertFollows([sent, unsure(), notBegun], 500, ["sent", "unsure serverError", "again"]);
  assertFollows([sent, unsure(3000), notBegun], 3000, ["sent", "unsure serverError", "again"]);
  assertFollows([sent, unsure()], 0, ["sent", "unsure serverError"]);
});
