/** The runs of the past: how long they are kept, and what is never thrown away. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import type { JournalRecord } from "../../../src/cancellation/journal.ts";
import { claimedAs } from "../../../src/cancellation/plan.ts";
import { claimKey } from "../../../src/sending/claims.ts";
import { History } from "../../../src/sending/history.ts";
import { createJournalFolder } from "../../../src/sending/journalFolder.ts";
import type { Journal } from "../../../src/sending/journalFolder.ts";
import { firstRecord } from "../cancellation/journalRecords.ts";
import { event, planOf } from "../cancellation/sampleItems.ts";

const plan = planOf([event()]);
const key = claimKey(plan.sender, claimedAs(plan.items[0] ?? assert.fail(), plan.sender));
const nowUtc = Date.parse("2026-11-24T08:00:00Z");
const dayMs = 86_400_000;
const alivePid = 12;

const at = new Date(nowUtc).toISOString();
const sending: JournalRecord = { type: "sending", item: 0, at };
const sent: JournalRecord = { type: "outcome", item: 0, at, outcome: { kind: "sent", status: 202, requestId: "r" } };

interface Scene {
  readonly journal: Journal;
  readonly history: History;
  /** Writes down a run of so many days ago. */
  readonly add: (runId: string, days: number, records: readonly JournalRecord[], pid?: number) => Promise<void>;
  /** The runs that are still there, newest first. */
  readonly left: () => Promise<readonly string[]>;
}

async function scene(context: TestContext): Promise<Scene> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-history-"));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  const journal = createJournalFolder(folder);
  const history = new History({ journal, isAlive: (pid) => pid === alivePid });
  return {
    journal,
    history,
    add: async (runId, days, records, pid = 4711) => {
      const run = await journal.begin(runId);
      await run.write(firstRecord({ ...plan, id: runId }, { at: new Date(nowUtc - days * dayMs), pid }), ...records);
      await run.close();
    },
    left: async () => (await history.list()).entries.map(({ journalled }) => journalled.run.runId),
  };
}

test("runs are listed newest first, with what became of their items", async (context) => {
  const { history, add } = await scene(context);
  await add("older", 3, [sending, sent]);
  await add("newer", 1, [sending]);
  await add("oldest", 9, []);
  const { entries } = await history.list();
  assert.deepEqual(
    entries.map(({ journalled, totals }) => [journalled.run.runId, totals.sent, totals.unsure, totals.notSent]),
    [
      ["newer", 0, 1, 0],
      ["older", 1, 0, 0],
      ["oldest", 0, 0, 1],
    ],
  );
  assert.equal(entries[0]?.senderAddress, plan.sender.address);
});

test("what is older than so many days is thrown away, but nothing unsure", async (context) => {
  const { history, add, left } = await scene(context);
  await add("a day younger", 89, [sending, sent]);
  await add("a day older", 91, [sending, sent]);
  await add("unsure", 400, [sending]);
  await add("long gone", 400, [sending, sent]);
  assert.equal(await history.keepDays(90, nowUtc), 2);
  assert.deepEqual(await left(), ["a day younger", "unsure"]);
  assert.equal(await history.keepDays(90, nowUtc), 0);
});

test("clearing keeps what is unsure and what is being sent, and every claim", async (context) => {
  const { journal, history, add, left } = await scene(context);
  await add("over", 1, [sending, sent]);
  await add("broken off", 2, []);
  await add("interrupted", 3, [sending]);
  await add("lost answer", 4, [
    sending,
    { type: "outcome", item: 0, at, outcome: { kind: "unsure", reason: "timeout", requestId: "" } },
  ]);
  await add("being sent elsewhere", 5, [], alivePid);
  await add("over elsewhere", 6, [sending, sent], alivePid);
  await journal.claim([key], "interrupted");
  assert.equal(await history.clear(), 3);
  assert.deepEqual(await left(), ["interrupted", "lost answer", "being sent elsewhere"]);
  assert.deepEqual((await journal.claim([key], "again")).own, [], "what was sent is never sent again");
});
