import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { claimedAs } from "../../../src/cancellation/plan.ts";
import { soughtOf } from "../../../src/cancellation/sought.ts";
import type { Sought } from "../../../src/cancellation/sought.ts";
import { createJournalFolder } from "../../../src/sending/journalFolder.ts";
import type { Journal } from "../../../src/sending/journalFolder.ts";
import { LeftBehind } from "../../../src/sending/leftBehind.ts";
import { isAlive } from "../../../src/sending/livingProcess.ts";
import { claimKey } from "../../../src/sending/claims.ts";
import { firstRecord } from "../cancellation/journalRecords.ts";
import { booking, event, planOf } from "../cancellation/sampleItems.ts";

const plan = { ...planOf([event(), booking()]), id: "crashed" };
const firstItem = claimKey(plan.sender, claimedAs(plan.items[0] ?? assert.fail(), plan.sender));
const at = "2026-11-24T08:00:00.000Z";

/** The journal of a window that ended while the first of two items was on the way. */
async function crashedJournal(context: TestContext, sentAt = at): Promise<Journal> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-left-"));
  context.after(async () => rm(folder, { recursive: true }));
  const journal = createJournalFolder(folder);
  const run = await journal.begin(plan.id);
  await run.write(firstRecord(plan, { at: new Date(at) }));
  await journal.claim([firstItem], plan.id);
  await run.write({ type: "sending", item: 0, at: sentAt });
  await run.close();
  return journal;
}

test("an item that was on the way when its window ended is shown to its account, and to no other", async (context) => {
  const journal = await crashedJournal(context);
  const left = new LeftBehind({ journal, lookUp: async () => "gone", isAlive: () => false });
  await left.load([plan.sender], new Set());
  assert.deepEqual(
    left.items.map(({ item, index }) => [item.title, index]),
    [["Design review", 0]],
  );
  await left.load([{ ...plan.sender, accountId: "lee" }], new Set());
  assert.deepEqual(left.items, []);
  await left.load([plan.sender], new Set([plan.id]));
  assert.deepEqual(left.items, [], "this window's own runs are its own matter");
});

test("what another window is still sending is not taken for left behind", async (context) => {
  const journal = await crashedJournal(context);
  const left = new LeftBehind({ journal, lookUp: async () => "gone", isAlive });
  await left.load([plan.sender], new Set());
  assert.equal(left.items.length, isAlive(4711, Date.parse(at)) ? 0 : 1);
  const alive = new LeftBehind({ journal, lookUp: async () => "gone", isAlive: (pid) => pid === 4711 });
  await alive.load([plan.sender], new Set());
  assert.deepEqual(alive.items, []);
  assert.ok(isAlive(process.pid, Date.now()));
});

for (const found of ["gone", "stillThere"] as const) {
  test(`once looked up and ${found}, it is not shown again`, async (context) => {
    const journal = await crashedJournal(context);
    const sought: Sought[] = [];
    const left = new LeftBehind({
      journal,
      lookUp: async (_sender, one) => {
        sought.push(one);
        return found;
      },
      isAlive: () => false,
      wait: async () => undefined,
    });
    await left.load([plan.sender], new Set());
    const [item] = left.items;
    assert.ok(item !== undefined);
    assert.equal(await left.check(item), found);
    assert.deepEqual(sought, [soughtOf(plan.items[0] ?? assert.fail())]);
    assert.deepEqual(left.items, []);
    await left.load([plan.sender], new Set());
    assert.deepEqual(left.items, []);
    // What still stands may be sent; what is gone may not.
    const { own } = await journal.claim([firstItem], "later");
    assert.deepEqual(own, found === "stillThere" ? [0] : []);
  });
}

for (const late of ["stillThere", "gone"] as const) {
  test(`a late look from another window (${late}) changes nothing that has been done since`, async (context) => {
    const journal = await crashedJournal(context);
    const looks: ((found: "gone" | "stillThere") => void)[] = [];
    const openWindow = async (): Promise<LeftBehind> => {
      const lookUp = async (): Promise<"gone" | "stillThere"> => new Promise((resolve) => looks.push(resolve));
      const left = new LeftBehind({ journal, lookUp, isAlive: () => false, wait: async () => undefined });
      await left.load([plan.sender], new Set());
      return left;
    };
    const [one, other] = [await openWindow(), await openWindow()];
    const checks = [one, other].map(async (left) => left.check(left.items[0] ?? assert.fail()));
    while (looks.length < 2) await nextTurn();
    looks[0]?.("stillThere");
    await checks[0];
    assert.deepEqual((await journal.claim([firstItem], "later")).own, [0], "given free");
    looks[1]?.(late);
    assert.equal(await checks[1], late);
    assert.deepEqual(other.items, []);
    assert.deepEqual((await journal.claim([firstItem], "latest")).own, [], "is the later run's");
    const [state] = (await journal.readRuns()).runs[0]?.items ?? [];
    assert.equal(state?.kind === "lookedUp" && state.found, "stillThere");
  });
}

test("who asks twice gets one look, and not before Graph has had the time to act", async (context) => {
  const journal = await crashedJournal(context, new Date().toISOString());
  const waits: number[] = [];
  let looked = 0;
  const left = new LeftBehind({
    journal,
    lookUp: async () => {
      looked += 1;
      return "gone";
    },
    isAlive: () => false,
    wait: async (durationMs) => void waits.push(durationMs),
  });
  await left.load([plan.sender], new Set());
  const [item] = left.items;
  assert.ok(item !== undefined);
  assert.deepEqual(await Promise.all([left.check(item), left.check(item)]), ["gone", "gone"]);
  assert.equal(looked, 1);
  assert.equal(waits.length, 1);
  assert.ok((waits[0] ?? 0) > 0);
});

test("a window that is closed does not wait for a look", async (context) => {
  const journal = await crashedJournal(context, new Date().toISOString());
  const left = new LeftBehind({ journal, lookUp: async () => assert.fail("looked"), isAlive: () => false });
  await left.load([plan.sender], new Set());
  const check = left.check(left.items[0] ?? assert.fail());
  left.dispose();
  await assert.rejects(check, { name: "AbortError" });
});
