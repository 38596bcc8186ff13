import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { mailboxName } from "../../../src/cancellation/mailboxName.ts";
import type { SendOutcome } from "../../../src/cancellation/outcome.ts";
import type { CancellationPlan } from "../../../src/cancellation/plan.ts";
import type { Run } from "../../../src/cancellation/run.ts";
import { createJournalFolder } from "../../../src/sending/journalFolder.ts";
import type { Journal } from "../../../src/sending/journalFolder.ts";
import { Runs } from "../../../src/sending/runs.ts";
import { firstRecord } from "../cancellation/journalRecords.ts";
import { booking, event, planOf } from "../cancellation/sampleItems.ts";

const sent: SendOutcome = { kind: "sent", status: 202, requestId: "r1" };
const refused: SendOutcome = {
  kind: "refused",
  refusal: { status: 403, code: "ErrorAccessDenied", message: "" },
  requestId: "r2",
};
const unsure: SendOutcome = { kind: "unsure", reason: "timeout", requestId: "" };

interface Bench {
  readonly runs: Runs;
  readonly folder: string;
  readonly journal: Journal;
  readonly sends: string[];
  readonly errors: string[];
  /** How long was to be waited before each look, in milliseconds. */
  readonly waits: readonly number[];
  /** Lets the hold end, and waits until everything is sent and written down. */
  readonly endHold: () => Promise<void>;
}

interface BenchOptions {
  readonly folder?: string;
  readonly outcomes?: readonly SendOutcome[];
  /** What is found at each look; the last goes for all further ones. */
  readonly looks?: readonly ("gone" | "stillThere" | "fails")[];
  /** Instead of `looks`. */
  readonly lookUp?: () => Promise<"gone" | "stillThere">;
  /** The id of an item for which `send` throws. */
  readonly failsToSend?: string;
  readonly onChange?: (run: Run) => void;
}

async function bench(context: TestContext, options: BenchOptions = {}): Promise<Bench> {
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), "unbook-runs-")));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  const journal = createJournalFolder(folder);
  const sends: string[] = [];
  const errors: string[] = [];
  const waits: number[] = [];
  const outcomes = [...(options.outcomes ?? [])];
  const looks = [...(options.looks ?? [])];
  const runs = new Runs({
    journal,
    holdMs: () => 10_000,
    mailboxOf: ({ target }) => mailboxName(target),
    send: async (plan: CancellationPlan, indexes) => {
      const ids = indexes.map((index) => plan.items[index]?.item.id ?? "");
      sends.push(...ids);
      if (ids.some((id) => id === options.failsToSend)) throw new Error("a bug");
      return ids.map(() => outcomes.shift() ?? sent);
    },
    lookUp: async () => {
      if (options.lookUp !== undefined) return options.lookUp();
      const found = looks.length > 1 ? looks.shift() : looks[0];
      if (found === "fails") throw new Error("offline");
      return found ?? "stillThere";
    },
    wait: async (durationMs) => void waits.push(durationMs),
    countPeople: () => 2,
    onChange: (run) => options.onChange?.(run),
    onError: (what) => errors.push(what),
  });
  context.after(() => {
    runs.dispose();
  });
  const endHold = async (): Promise<void> => {
    // To the end of the hold, and not a moment later: time that nobody was awake in is another matter.
    const leftMs = Math.max(0, ...runs.all.map(({ sendAtUtc }) => sendAtUtc - Date.now()));
    context.mock.timers.tick(leftMs);
    await runs.settled();
  };
  return { runs, folder, journal, sends, errors, waits, endHold };
}

function test10(name: string, body: (context: TestContext) => Promise<void>): void {
  test(name, async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() });
    await body(context);
  });
}

test10("nothing is sent before the hold ends", async (context) => {
  const { runs, sends, endHold } = await bench(context);
  await runs.hold(planOf([event()]));
  context.mock.timers.tick(9_999);
  await nextTurn();
  assert.deepEqual(sends, []);
  await endHold();
  assert.deepEqual(sends, ["AAMk1="]);
  assert.equal(runs.all[0]?.states[0]?.kind, "ended");
});

test10("undo during the hold sends nothing, also when the time has passed", async (context) => {
  const { runs, sends, folder } = await bench(context);
  await runs.hold(planOf([event(), booking()]));
  assert.equal(runs.undo(), 2);
  context.mock.timers.tick(60_000);
  await nextTurn();
  assert.deepEqual(sends, []);
  assert.deepEqual(
    runs.all[0]?.states.map(({ kind }) => kind),
    ["kept", "kept"],
  );
  assert.deepEqual(await readdir(folder), [], "not even a journal is begun");
});

test10("what undo says it has kept is not sent, however late it comes", async (context) => {
  for (let turns = 0; turns < 40; turns += 1) {
    const { runs, sends, endHold } = await bench(context);
    await runs.hold({ ...planOf([event(), booking()]), id: `run-${turns}` });
    const ended = endHold();
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    const kept = runs.undo();
    await ended;
    assert.equal(sends.length, 2 - kept, `undone after ${turns} turns`);
    const kinds = runs.all[0]?.states.map(({ kind }) => kind);
    assert.equal(kinds?.filter((kind) => kind === "kept").length, kept);
  }
});

test10("closing the window during the hold sends nothing", async (context) => {
  const { runs, sends } = await bench(context);
  await runs.hold(planOf([event()]));
  runs.dispose();
  context.mock.timers.tick(60_000);
  await nextTurn();
  assert.deepEqual(sends, []);
});

test10("the journal says that an item is being sent before it is sent, and how it ended after", async (context) => {
  let whileSending = "";
  const { runs, folder, endHold } = await bench(context, {
    onChange: (run) => {
      if (run.states[0]?.kind === "sending") whileSending = path.join(folder, "runs", `${run.plan.id}.jsonl`);
    },
  });
  await runs.hold(planOf([event()]));
  await endHold();
  const lines = (await readFile(whileSending, "utf8")).trim().split("\n");
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { type: string }).type),
    ["run", "sending", "outcome"],
  );
});

test10("the same item is not sent twice, neither here nor from another window", async (context) => {
  const first = await bench(context);
  await first.runs.hold(planOf([event()]));
  await first.endHold();
  const second = await bench(context, { folder: first.folder });
  await second.runs.hold({ ...planOf([event()]), id: "run-2" });
  await second.endHold();
  assert.deepEqual(second.sends, []);
  assert.deepEqual(second.runs.all[0]?.states, [{ kind: "skipped", reason: "sentBefore" }]);
});

test10("two windows at the same moment: one sends", async (context) => {
  const one = await bench(context);
  const other = await bench(context, { folder: one.folder });
  await one.runs.hold(planOf([event()]));
  await other.runs.hold({ ...planOf([event()]), id: "run-2" });
  await Promise.all([one.endHold(), other.endHold()]);
  assert.equal(one.sends.length + other.sends.length, 1);
});

test10("what was refused may be tried again", async (context) => {
  const { runs, sends, endHold } = await bench(context, { outcomes: [refused, sent] });
  await runs.hold(planOf([event()]));
  await endHold();
  await runs.hold({ ...planOf([event()]), id: "run-2" });
  await endHold();
  assert.deepEqual(sends, ["AAMk1=", "AAMk1="]);
});

test10("what is unsure is not sent again, not even when asked, until it was looked up", async (context) => {
  const { runs, sends, endHold } = await bench(context, { outcomes: [unsure, sent], looks: ["fails", "stillThere"] });
  await runs.hold(planOf([event()]));
  await endHold();
  await runs.hold({ ...planOf([event()]), id: "run-2" });
  await endHold();
  assert.equal(sends.length, 1);
  await runs.checkUnsure("run-1", 0);
  assert.equal(runs.all.find(({ plan }) => plan.id === "run-1")?.states[0]?.kind, "lookedUp");
  await runs.hold({ ...planOf([event()]), id: "run-3" });
  await endHold();
  assert.equal(sends.length, 2);
});

test10("a late look gives nothing free that has been sent since", async (context) => {
  const looks: (() => void)[] = [];
  let fails = true;
  const { runs, sends, endHold } = await bench(context, {
    outcomes: [unsure, sent, sent],
    lookUp: async () => {
      if (fails) throw new Error("offline");
      return new Promise((resolve) => {
        looks.push(() => {
          resolve("stillThere");
        });
      });
    },
  });
  await runs.hold(planOf([event()]));
  await endHold();
  fails = false;
  const checks = [runs.checkUnsure("run-1", 0), runs.checkUnsure("run-1", 0)];
  while (looks.length === 0) await nextTurn();
  looks[0]?.();
  await checks[0];
  await runs.hold({ ...planOf([event()]), id: "run-2" });
  await endHold();
  for (const look of looks.slice(1)) look();
  await checks[1];
  await runs.hold({ ...planOf([event()]), id: "run-3" });
  await endHold();
  assert.equal(looks.length, 1, "who asks twice gets one look");
  assert.equal(sends.length, 2);
  assert.deepEqual(runs.all[0]?.states, [{ kind: "skipped", reason: "sentBefore" }]);
});

test10("a look that a person asks for waits until Graph has had the time to act", async (context) => {
  const { runs, waits, endHold } = await bench(context, { outcomes: [unsure], looks: ["fails", "stillThere"] });
  await runs.hold(planOf([event()]));
  await endHold();
  const before = waits.length;
  await runs.checkUnsure("run-1", 0);
  assert.equal(waits.length, before + 1);
  const waitMs = waits.at(-1) ?? 0;
  assert.ok(waitMs > 0 && waitMs <= 12_000, String(waitMs));
});

test10("a lost answer whose item is gone is known to be sent", async (context) => {
  const { runs, endHold } = await bench(context, { outcomes: [unsure], looks: ["gone"] });
  await runs.hold(planOf([event()]));
  await endHold();
  const state = runs.all[0]?.states[0];
  assert.equal(state?.kind === "lookedUp" && state.found, "gone");
});

test10("a failure inside Unbook while sending leaves the item unsure, and the next one is sent", async (context) => {
  const { runs, sends, errors, endHold } = await bench(context, { failsToSend: "AAMk1=", looks: ["fails"] });
  await runs.hold(planOf([event(), booking()]));
  await endHold();
  assert.deepEqual(
    runs.all[0]?.states.map((state) => (state.kind === "ended" ? state.outcome.kind : state.kind)),
    ["unsure", "sent"],
  );
  assert.deepEqual([sends.length, errors], [2, ["Sending failed", "The item could not be looked up"]]);
});

test10("without a journal nothing is sent", async (context) => {
  const { runs, sends, errors, folder, endHold } = await bench(context);
  const { writeFile } = await import("node:fs/promises");
  await writeFile(path.join(folder, "runs"), "a file where the folder should be");
  await runs.hold(planOf([event(), booking()]));
  await endHold();
  assert.deepEqual(sends, []);
  assert.deepEqual(runs.all[0]?.states, [
    { kind: "skipped", reason: "journalFailed" },
    { kind: "skipped", reason: "journalFailed" },
  ]);
  assert.equal(errors.length, 1);
});

test10("one item's failure does not keep the next from being sent", async (context) => {
  const { runs, sends, endHold } = await bench(context, { outcomes: [refused, sent] });
  await runs.hold(planOf([event(), booking()]));
  await endHold();
  assert.deepEqual(sends.toSorted(), ["AAMk1=", "AAMkB="]);
});

test10("what an ended window left on the way is found in the journal", async (context) => {
  const { journal } = await bench(context);
  const run = await journal.begin("crashed");
  await run.write(firstRecord({ ...planOf([event()]), id: "crashed" }, { at: new Date(0) }));
  await run.write({ type: "sending", item: 0, at: new Date(0).toISOString() });
  await run.close();
  const [found] = (await journal.readRuns()).runs;
  assert.deepEqual(found?.items, [{ kind: "interrupted", at: "1970-01-01T00:00:00.000Z" }]);
});

test("what cannot be claimed is not sent, and is not taken for sent before", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() });
  const { runs, folder, sends, errors, endHold } = await bench(context);
  await writeFile(path.join(folder, "claims"), "this is no folder");
  await runs.hold(planOf([event(), booking()]));
  await endHold();
  assert.deepEqual(sends, []);
  assert.deepEqual(
    runs.all[0]?.states.map((state) => state.kind === "skipped" && state.reason),
    ["journalFailed", "journalFailed"],
  );
  assert.ok(errors.length > 0);
});

test10(
  "what one account has cancelled another that sees it does not cancel again, except in another cloud",
  async (context) => {
    const folder = await mkdtemp(path.join(tmpdir(), "unbook-runs-"));
    const meetings = [booking(), event({ iCalUId: "meeting 1" })];
    const planAs = (id: string, change: Partial<CancellationPlan["sender"]>): CancellationPlan => {
      const plan = planOf(meetings);
      return { ...plan, id, sender: { ...plan.sender, ...change } };
    };
    const statesOf = async (plan: CancellationPlan): Promise<readonly string[]> => {
      const { runs, endHold } = await bench(context, { folder });
      await runs.hold(plan);
      await endHold();
      return runs.all[0]?.states.map((state) => (state.kind === "skipped" ? state.reason : state.kind)) ?? [];
    };
    assert.deepEqual(await statesOf(planAs("first", {})), ["ended", "ended"]);
    const colleague = { accountId: "lee", address: "lee.park@contoso.com" };
    assert.deepEqual(await statesOf(planAs("second", colleague)), ["sentBefore", "sentBefore"]);
    assert.deepEqual(await statesOf(planAs("third", { realm: "https://graph.microsoft.us" })), ["ended", "ended"]);
  },
);
