import assert from "node:assert/strict";
import test from "node:test";
import { describeTimeLeft, progressOf } from "../../../src/cancellation/progress.ts";
import type { ItemState } from "../../../src/cancellation/run.ts";
import { booking, event, planOf } from "./sampleItems.ts";

const sent = { kind: "sent", status: 202, requestId: "" } as const;
const ended = (atUtc: number): ItemState => ({ kind: "ended", outcome: sent, atUtc });
const waiting: ItemState = { kind: "waiting" };

function leftMs(
  eventStates: readonly ItemState[],
  bookingStates: readonly ItemState[],
  nowUtc: number,
): number | undefined {
  const items = [
    ...eventStates.map((_, at) => event({ id: `${at}` })),
    ...bookingStates.map((_, at) => booking({ id: `b${at}` })),
  ];
  const run = { plan: planOf(items), sendAtUtc: 0, states: [...eventStates, ...bookingStates] };
  return progressOf(run, ({ item }) => item.kind, nowUtc).leftMs;
}

const tenASecond = Array.from({ length: 11 }, (_, at) => ended(at * 100));

test("the time left follows from how fast the answers have come", () => {
  assert.equal(leftMs([...tenASecond, ...Array.from({ length: 50 }, () => waiting)], [], 1000), 5000);
});

test("a mailbox that does not answer makes the time left longer, not shorter", () => {
  const states = [...tenASecond, ...Array.from({ length: 50 }, () => waiting)];
  assert.ok((leftMs(states, [], 4000) ?? 0) > (leftMs(states, [], 1000) ?? 0));
});

test("the slowest mailbox decides, and one that has not answered yet leaves it open", () => {
  const slow = [ended(0), ended(1000), waiting, waiting];
  assert.equal(leftMs([...tenASecond, waiting], slow, 1000), 2000);
  assert.equal(leftMs([...tenASecond, waiting], [waiting], 1000), undefined);
  assert.equal(leftMs(tenASecond, [ended(5)], 1000), 0);
});

test("only the latest answers count: a pause long ago is forgotten", () => {
  const states = [ended(0), ...Array.from({ length: 60 }, (_, at) => ended(100_000 + at * 100)), waiting];
  assert.ok((leftMs(states, [], 106_000) ?? 0) < 200);
});

test("items are counted by what is known of them", () => {
  const states: readonly ItemState[] = [ended(0), waiting, { kind: "sending" }, { kind: "stopped" }];
  const run = { plan: planOf(states.map((_, at) => event({ id: `${at}` }))), sendAtUtc: 0, states };
  const { total, done, counts } = progressOf(run, () => "me", 1);
  assert.deepEqual([total, done], [4, 2]);
  assert.deepEqual(counts, { underWay: 2, sent: 1, failed: 0, notSent: 1, unsure: 0, skipped: 0 });
});

for (const [ms, text] of [
  [0, "0 s"],
  [400, "1 s"],
  [59_000, "59 s"],
  [61_000, "1 min 5 s"],
  [119_000, "2 min"],
] as const) {
  test(`${ms} ms are told as ${text}`, () => {
    assert.equal(describeTimeLeft(ms), text);
  });
}
