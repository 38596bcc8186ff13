/** What happens after an answer was lost: in Runs with its journal on the disk, and against a model of Graph. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { decodeJournal, foldJournal } from "../../../src/cancellation/journal.ts";
import type { JournalRecord } from "../../../src/cancellation/journal.ts";
import type { SendOutcome } from "../../../src/cancellation/outcome.ts";
import type { ItemState } from "../../../src/cancellation/run.ts";
import { createJournalFolder } from "../../../src/editor/journalFolder.ts";
import { LostAnswers } from "../../../src/editor/lostAnswers.ts";
import { Runs } from "../../../src/editor/runs.ts";
import { booking, event, planOf } from "../cancellation/sampleItems.ts";

const sent: SendOutcome = { kind: "sent", status: 202, requestId: "" };
const lost = { kind: "unsure", reason: "timeout", requestId: "first" } as const;
const lostAgain = { kind: "unsure", reason: "connectionLost", requestId: "second" } as const;

function refused(status: number): SendOutcome {
  return { kind: "refused", refusal: { status, code: "", message: "" }, requestId: "" };
}

interface Scene {
  readonly outcomes: readonly SendOutcome[];
  readonly looks: readonly ("gone" | "stillThere" | "fails")[];
  /** Called at each wait, counted from 1. */
  readonly onWait?: (runs: Runs, count: number) => unknown;
}

interface Played {
  readonly runs: Runs;
  readonly sends: readonly string[];
  readonly looked: () => number;
  readonly states: readonly ItemState[];
  readonly journal: () => Promise<readonly JournalRecord[]>;
}

/** Confirms an event and a booking without a hold and plays until nothing is on the way. The booking goes well. */
async function play(context: TestContext, scene: Scene): Promise<Played> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-lost-"));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  const outcomes = [...scene.outcomes];
  const looks = [...scene.looks];
  const sends: string[] = [];
  let looked = 0;
  let waits = 0;
  const runs = new Runs({
    journal: createJournalFolder(folder),
    holdMs: () => 0,
    send: async (plan, index) => {
      sends.push(plan.items[index]?.item.id ?? "");
      return index === 0 ? (outcomes.shift() ?? assert.fail("sent once too often")) : sent;
    },
    lookUp: async () => {
      const found = looks.shift();
      looked += 1;
      if (found === undefined) throw new Error("looked once too often");
      if (found === "fails") throw new Error("offline");
      return found;
    },
    wait: async () => {
      waits += 1;
      await scene.onWait?.(runs, waits);
    },
    countPeople: () => 1,
    onChange: () => undefined,
    onError: () => undefined,
  });
  context.after(() => {
    runs.dispose();
  });
  runs.hold(planOf([event(), booking()]));
  while (runs.all[0]?.states[0]?.kind === "held") await nextTurn();
  await runs.settled();
  return {
    runs,
    sends,
    looked: () => looked,
    states: runs.all[0]?.states ?? [],
    journal: async () => decodeJournal(await readFile(path.join(folder, "runs", "run-1.jsonl"), "utf8")).records,
  };
}

function kindOf(state: ItemState | undefined): string | undefined {
  if (state?.kind === "ended") return state.outcome.kind;
  return state?.kind === "lookedUp" ? state.found : state?.kind;
}

const scenes: readonly (readonly [string, Scene, string, number])[] = [
  ["it is gone at the first look", { outcomes: [lost], looks: ["gone"] }, "gone", 1],
  ["it is gone at the second look", { outcomes: [lost], looks: ["stillThere", "gone"] }, "gone", 1],
  ["it still stands", { outcomes: [lost, sent], looks: ["stillThere", "stillThere"] }, "sent", 2],
  ["it cannot be looked up", { outcomes: [lost], looks: ["fails"] }, "unsure", 1],
  ["it cannot be looked up again", { outcomes: [lost], looks: ["stillThere", "fails"] }, "unsure", 1],
  [
    "the second answer is lost as well, and it is gone",
    { outcomes: [lost, lostAgain], looks: ["stillThere", "stillThere", "stillThere", "gone"] },
    "gone",
    2,
  ],
  [
    "the second answer is lost as well, and it still stands",
    { outcomes: [lost, lostAgain], looks: ["stillThere", "stillThere", "stillThere", "stillThere"] },
    "unsure",
    2,
  ],
  [
    "the second attempt finds nothing to cancel",
    { outcomes: [lost, refused(404)], looks: ["stillThere", "stillThere", "gone"] },
    "gone",
    2,
  ],
  [
    "the second attempt is refused",
    { outcomes: [lost, refused(403)], looks: ["stillThere", "stillThere", "stillThere", "stillThere"] },
    "unsure",
    2,
  ],
  [
    "the second attempt does not leave",
    { outcomes: [lost, { kind: "notSent", reason: "offline" }], looks: ["stillThere", "stillThere", "fails"] },
    "unsure",
    2,
  ],
  [
    "Graph asks to be left alone for long",
    { outcomes: [{ ...lost, retryAfterMs: 600_000 }], looks: ["stillThere", "stillThere"] },
    "unsure",
    1,
  ],
  ["it is undone during the first wait", { outcomes: [lost], looks: [], onWait: (runs) => runs.undo() }, "unsure", 1],
  [
    "it is undone during the second wait",
    { outcomes: [lost], looks: ["stillThere"], onWait: (runs, count) => count === 2 && runs.undo("run-1") },
    "unsure",
    1,
  ],
  ["the window is closed meanwhile", { outcomes: [lost], looks: [], onWait: (runs) => runs.dispose() }, "unsure", 1],
  [
    "another run is undone meanwhile",
    { outcomes: [lost, sent], looks: ["stillThere", "stillThere"], onWait: (runs) => runs.undo("run-2") },
    "sent",
    2,
  ],
];
for (const [name, scene, expected, attempts] of scenes) {
  test(`after a lost answer, if ${name}: ${expected} after ${attempts}`, async (context) => {
    const { sends, looked, states, journal } = await play(context, scene);
    assert.equal(looked(), scene.looks.length);
    assert.equal(kindOf(states[0]), expected);
    assert.equal(sends.filter((id) => id === "AAMk1=").length, attempts);
    const records = await journal();
    assert.equal(records.filter((record) => record.type === "sending" && record.item === 0).length, attempts);
    // What another start of VS Code reads says the same.
    const [read] = foldJournal(records)?.items ?? [];
    assert.equal(read?.kind === "ended" ? read.outcome.kind : read?.kind === "lookedUp" ? read.found : "", expected);
  });
}

test("the other items of a plan do not wait for a lost answer", async (context) => {
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => void (goOn = resolve));
  let statesMeanwhile: readonly ItemState[] = [];
  const playing = play(context, {
    outcomes: [lost],
    looks: ["gone"],
    onWait: async (runs) => {
      while (kindOf(runs.all[0]?.states[1]) !== "sent") await nextTurn();
      statesMeanwhile = runs.all[0]?.states ?? [];
      goOn();
      await held;
    },
  });
  const { states } = await playing;
  assert.deepEqual(statesMeanwhile.map(kindOf), ["checking", "sent"]);
  assert.deepEqual(states.map(kindOf), ["gone", "sent"]);
});

test("who checks by hand takes over: nothing is sent again by itself", async (context) => {
  let checked: Promise<void> | undefined;
  const { runs, sends, looked } = await play(context, {
    outcomes: [lost],
    looks: ["stillThere"],
    onWait: (running) => {
      checked = running.checkUnsure("run-1", 0);
    },
  });
  await checked;
  assert.equal(looked(), 1);
  assert.equal(kindOf(runs.all[0]?.states[0]), "stillThere");
  assert.equal(sends.filter((id) => id === "AAMk1=").length, 1);
});

/** How the model of Graph treats one request to cancel. */
interface Treatment {
  /** Whether it is ever carried out. */
  readonly acts: boolean;
  /** How long after the answer, or its loss, that is. */
  readonly lagMs: number;
  readonly isAnswerLost: boolean;
}

interface Course {
  readonly treatments: readonly Treatment[];
  /** Which looks fail. */
  readonly failingLooks: readonly number[];
  /** At which wait it is stopped, from 0. */
  readonly stoppedAt: number | undefined;
}

/**
 * Follows one lost answer against a model of Graph with a clock of its own. `mailsTwice`: a request mails whenever it is
 * carried out, also when the item has been cancelled meanwhile, which is the worst that Graph could do.
 */
async function follow(course: Course, mailsTwice: boolean): Promise<{ mails: number; end: string | undefined }> {
  let now = 0;
  let mails = 0;
  let isCancelled = false;
  let due: readonly number[] = [];
  let state: ItemState | undefined;
  const records: JournalRecord[] = [];
  const treatments = [...course.treatments];
  const pass = (durationMs: number): void => {
    now += durationMs;
    for (const at of due.filter((time) => time <= now)) {
      assert.ok(at >= 0);
      if (!isCancelled || mailsTwice) mails += 1;
      isCancelled = true;
    }
    due = due.filter((time) => time > now);
  };
  const receive = (): SendOutcome => {
    if (isCancelled && !mailsTwice) return refused(404);
    const treatment = treatments.shift() ?? assert.fail("sent once too often");
    if (treatment.acts) due = [...due, now + treatment.lagMs];
    pass(0);
    return treatment.isAnswerLost ? lost : sent;
  };
  let looks = 0;
  let waits = 0;
  const plan = planOf([event()]);
  const lostAnswers = new LostAnswers({
    send: async () => {
      assert.equal(records.at(-1)?.type, "sending", "written down before it leaves");
      return receive();
    },
    lookUp: async () => {
      looks += 1;
      if (course.failingLooks.includes(looks - 1)) throw new Error("offline");
      return isCancelled ? "gone" : "stillThere";
    },
    wait: async (durationMs) => {
      if (waits === course.stoppedAt) void lostAnswers.stop(plan.id);
      waits += 1;
      pass(durationMs);
    },
    setState: (_runId, _index, next) => void (state = next),
    setGone: async () => void (state = { kind: "lookedUp", found: "gone", atUtc: now }),
    onError: () => undefined,
  });
  assert.deepEqual(receive(), lost);
  const journal = { write: async (record: JournalRecord) => void records.push(record), close: async () => undefined };
  const target = plan.items[0]?.target ?? assert.fail();
  await lostAnswers.follow({ plan, index: 0, target, journal }, lost);
  const end = kindOf(state);
  pass(Number.MAX_SAFE_INTEGER - now);
  return { mails, end };
}

function course(mostLagMs: number): fc.Arbitrary<Course> {
  const treatment = fc.record({ acts: fc.boolean(), lagMs: fc.nat(mostLagMs), isAnswerLost: fc.boolean() });
  return fc.record({
    treatments: fc.tuple(treatment, treatment).map(([first, second]) => [{ ...first, isAnswerLost: true }, second]),
    failingLooks: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
    stoppedAt: fc.option(fc.nat(4), { nil: undefined }),
  });
}

test("no course of events leads to two mails, and none that is told as sent to no mail", async () => {
  const check = async (played: Course, mailsTwice: boolean): Promise<void> => {
    const { mails, end } = await follow(played, mailsTwice);
    assert.ok(mails <= 1, `${mails} mails`);
    if (end === "gone") assert.equal(mails, 1);
    assert.ok(end === "gone" || end === "sent" || end === "unsure", end);
  };
  // A second cancellation of the same item is refused: then it may act as late as it likes.
  await fc.assert(
    fc.asyncProperty(course(86_400_000), async (played) => check(played, false)),
    { numRuns: 500 },
  );
  // It mails again: then it has to have acted before the second look.
  await fc.assert(
    fc.asyncProperty(course(12_000), async (played) => check(played, true)),
    { numRuns: 500 },
  );
});

test("a cancellation that was never carried out is sent exactly once more", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(60_000), fc.boolean(), async (lagMs, isAnswerLost) => {
      const first = { acts: false, lagMs: 0, isAnswerLost: true };
      const second = { acts: true, lagMs, isAnswerLost };
      const { mails } = await follow({ treatments: [first, second], failingLooks: [], stoppedAt: undefined }, true);
      assert.equal(mails, 1);
    }),
    { numRuns: 200 },
  );
});
