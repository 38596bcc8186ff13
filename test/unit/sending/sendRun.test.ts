/** How a run of many items is sent: in which order, how many at a time, and what stopping leaves. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { Booking, CalendarEvent } from "../../../src/agenda/item.ts";
import { itemEnds, itemsToRetry, statusOf } from "../../../src/cancellation/itemEnd.ts";
import { mailboxName } from "../../../src/cancellation/mailboxName.ts";
import type { SendOutcome } from "../../../src/cancellation/outcome.ts";
import type { CancellationPlan } from "../../../src/cancellation/plan.ts";
import type { Run } from "../../../src/cancellation/run.ts";
import { createJournalFolder } from "../../../src/sending/journalFolder.ts";
import { Runs } from "../../../src/sending/runs.ts";
import type { SendItems } from "../../../src/sending/sendSafely.ts";
import { booking, event, planOf } from "../cancellation/sampleItems.ts";

const sent: SendOutcome = { kind: "sent", status: 202, requestId: "" };
const minuteMs = 60_000;

/** Meetings one after the other; the first of them is the last to start. */
function meetings(count: number): readonly CalendarEvent[] {
  return Array.from({ length: count }, (_, at) => {
    const startUtc = Date.parse("2026-12-01T08:00:00Z") + (count - at) * 30 * minuteMs;
    return event({ id: `event ${at}`, span: { kind: "timed", startUtc, endUtc: startUtc + 30 * minuteMs } });
  });
}

interface Scene {
  readonly runs: Runs;
  readonly folder: string;
  readonly changes: readonly Run[];
  /** Holds the plan for no time, and waits until the run has ended. */
  readonly play: (plan: CancellationPlan) => Promise<Run>;
}

async function scene(context: TestContext, send: SendItems, folder?: string): Promise<Scene> {
  const own = folder ?? (await mkdtemp(path.join(tmpdir(), "unbook-send-")));
  context.after(async () => rm(own, { recursive: true, force: true }));
  const changes: Run[] = [];
  const runs = new Runs({
    journal: createJournalFolder(own),
    holdMs: () => 0,
    send,
    lookUp: async () => "stillThere",
    mailboxOf: ({ target }) => mailboxName(target),
    itemsPerRequest: 8,
    countPeople: () => 1,
    wait: async () => undefined,
    onChange: (run) => changes.push(run),
    onError: (what, error) => assert.fail(`${what}: ${String(error)}`),
  });
  context.after(() => {
    runs.dispose();
  });
  const play = async (plan: CancellationPlan): Promise<Run> => {
    assert.equal((await runs.hold(plan)).kind, "held");
    while (runs.all[0]?.states.some(({ kind }) => kind === "held") === true) await sleep(1);
    await runs.settled();
    return runs.all[0] ?? assert.fail();
  };
  return { runs, folder: own, changes, play };
}

test("the soonest start goes first, and a mailbox has four requests under way at most", async (context) => {
  let atWork = 0;
  let most = 0;
  let goOn = (): void => undefined;
  const four = new Promise<void>((resolve) => (goOn = resolve));
  const { play, changes } = await scene(context, async (_plan, indexes) => {
    atWork += 1;
    most = Math.max(most, atWork);
    if (atWork === 4) goOn();
    await four;
    await nextTurn();
    atWork -= 1;
    return indexes.map(() => sent);
  });
  const run = await play(planOf(meetings(100)));
  const taken = new Set(
    changes.flatMap(({ states }) =>
      states.flatMap(({ kind }, index) => (kind === "sending" ? [index] : [])).toSorted((one, other) => other - one),
    ),
  );
  assert.deepEqual(
    [...taken],
    Array.from({ length: 100 }, (_, at) => 99 - at),
  );
  assert.equal(most, 4);
  assert.ok(run.states.every((state) => state.kind === "ended" && state.outcome.kind === "sent"));
});

for (const [count, sizes] of [
  [3, [1, 1, 1]],
  [4, [1, 1, 1, 1]],
  [10, [1, 3, 3, 3]],
  [100, [4, ...Array.from({ length: 12 }, () => 8)]],
] as const) {
  test(`${count} items of one mailbox go in ${sizes.length} requests`, async (context) => {
    const requests: number[] = [];
    const { play } = await scene(context, async (_plan, indexes) => {
      requests.push(indexes.length);
      return indexes.map(() => sent);
    });
    await play(planOf(meetings(count)));
    assert.deepEqual(
      requests.toSorted((one, other) => one - other),
      sizes,
    );
  });
}

test("a request names items of one mailbox only, and mailboxes do not wait for each other", async (context) => {
  const bookings = Array.from({ length: 20 }, (_, at) => booking({ id: `booking ${at}` }));
  let release = (): void => undefined;
  const blocked = new Promise<void>((resolve) => (release = resolve));
  const kinds: string[] = [];
  const { play } = await scene(context, async (plan, indexes) => {
    const found = new Set(indexes.map((index) => plan.items[index]?.item.kind ?? ""));
    assert.equal(found.size, 1);
    const [kind = ""] = found;
    kinds.push(...indexes.map(() => kind));
    if (kind === "event") await blocked;
    else if (kinds.filter((one) => one === "booking").length === 20) release();
    return indexes.map(() => sent);
  });
  const items: readonly (CalendarEvent | Booking)[] = [...meetings(20), ...bookings];
  await play(planOf(items));
  assert.equal(kinds.length, 40);
});

test("stopping lets what is under way end and leaves the rest, which can be planned again", async (context) => {
  let requests = 0;
  const { runs, play, folder } = await scene(context, async (_plan, indexes) => {
    requests += 1;
    if (requests === 2) assert.ok(runs.stop("run-1") > 0);
    await nextTurn();
    return indexes.map(() => sent);
  });
  const run = await play(planOf(meetings(100)));
  const kinds = run.states.map(({ kind }) => kind);
  assert.ok(kinds.includes("ended"));
  assert.ok(kinds.filter((kind) => kind === "stopped").length >= 100 - 32);
  assert.deepEqual(new Set(kinds), new Set(["ended", "stopped"]));
  const { runs: journalled } = await createJournalFolder(folder).readRuns();
  assert.deepEqual(itemEnds(journalled[0] ?? assert.fail()).map(statusOf), itemEnds(run).map(statusOf));
  const left = itemsToRetry(run);
  assert.equal(left.length, kinds.filter((kind) => kind === "stopped").length);
  const again = await play({ ...planOf(left.map((index) => meetings(100)[index] ?? assert.fail())), id: "run-2" });
  assert.ok(again.states.every((state) => state.kind === "ended" && state.outcome.kind === "sent"));
});

test("what had not left when it was stopped says so, and its right to be sent is given back", async (context) => {
  const { runs, play, folder } = await scene(context, async (_plan, indexes, signal) => {
    runs.stop();
    assert.ok(signal.aborted);
    return indexes.map(() => ({ kind: "notSent", reason: "stopped" }));
  });
  const run = await play(planOf(meetings(2)));
  assert.deepEqual(run.states, [{ kind: "stopped" }, { kind: "stopped" }]);
  const later = await scene(context, async (_plan, indexes) => indexes.map(() => sent), folder);
  const again = await later.play({ ...planOf(meetings(2)), id: "later" });
  assert.ok(again.states.every(({ kind }) => kind === "ended"));
});

test("answers go to the items they are for, also where one of many was claimed before", async (context) => {
  const first = await scene(context, async (_plan, indexes) => indexes.map(() => sent));
  await first.play({ ...planOf(meetings(40).slice(7, 8)), id: "earlier" });
  const refusal = (index: number): SendOutcome => ({
    kind: "refused",
    refusal: { status: 403, code: `item ${index}`, message: "" },
    requestId: "",
  });
  const { play } = await scene(context, async (_plan, indexes) => indexes.map(refusal), first.folder);
  const { states } = await play(planOf(meetings(40)));
  for (const [index, state] of states.entries()) {
    if (index === 7) assert.deepEqual(state, { kind: "skipped", reason: "sentBefore" });
    else
      assert.ok(
        state.kind === "ended" && state.outcome.kind === "refused" && state.outcome.refusal.code === `item ${index}`,
      );
  }
});

test("every item stands in the journal before its request leaves", async (context) => {
  const { play, folder } = await scene(context, async (plan, indexes) => {
    const text = await readFile(path.join(folder, "runs", `${plan.id}.jsonl`), "utf8");
    for (const index of indexes) assert.ok(text.includes(`{"type":"sending","item":${index},`), `item ${index}`);
    return indexes.map(() => sent);
  });
  await play(planOf(meetings(40)));
});

test("a request of many items is one change to be drawn, not one for each of them", async (context) => {
  const { play, changes } = await scene(context, async (_plan, indexes) => indexes.map(() => sent));
  await play(planOf(meetings(400)));
  assert.ok(changes.length <= 2 + 2 * 50, `${changes.length} changes`);
});

test("a plan document is sent by one run at a time, and free again when that is over or undone", async (context) => {
  const inDocument = { ...planOf(meetings(1)), documentId: "plan 1" };
  const { runs, play, folder } = await scene(context, async (_plan, indexes) => indexes.map(() => sent));
  const other = await scene(context, async (_plan, indexes) => indexes.map(() => sent), folder);
  await runs.hold(inDocument);
  assert.equal((await other.runs.hold({ ...inDocument, id: "other" })).kind, "runElsewhere");
  assert.deepEqual(other.runs.all, []);
  runs.undo();
  await runs.settled();
  await other.play({ ...inDocument, id: "other" });
  assert.equal((await runs.hold({ ...inDocument, id: "again" })).kind, "held");
  runs.undo();
  await runs.settled();
  await play({ ...inDocument, id: "once more" });
});
