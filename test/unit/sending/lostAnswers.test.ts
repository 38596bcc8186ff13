/** What happens after an answer was lost, in Runs with its journal on the disk. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Booking, CalendarEvent } from "../../../src/agenda/item.ts";
import { foldJournal } from "../../../src/cancellation/journal.ts";
import type { JournalRecord } from "../../../src/cancellation/journal.ts";
import { mailboxName } from "../../../src/cancellation/mailboxName.ts";
import type { SendOutcome } from "../../../src/cancellation/outcome.ts";
import { decodeJournal } from "../../../src/cancellation/readJournal.ts";
import type { ItemState } from "../../../src/cancellation/run.ts";
import { createJournalFolder } from "../../../src/sending/journalFolder.ts";
import { LostAnswers } from "../../../src/sending/lostAnswers.ts";
import { Runs } from "../../../src/sending/runs.ts";
import { booking, event, planOf } from "../cancellation/sampleItems.ts";

const sent: SendOutcome = { kind: "sent", status: 202, requestId: "" };
const lost = { kind: "unsure", reason: "timeout", requestId: "first" } as const;
const lostAgain = { kind: "unsure", reason: "connectionLost", requestId: "second" } as const;

function refused(status: number): SendOutcome {
  return { kind: "refused", refusal: { status, code: "", message: "" }, requestId: "" };
}

interface Scene {
  /** Default: an event and a booking. */
  readonly items?: readonly (CalendarEvent | Booking)[];
  /** How the event's attempts end. */
  readonly outcomes: readonly SendOutcome[];
  readonly looks: readonly ("gone" | "stillThere" | "fails")[];
  /** Whether the second item is answered only once the first one's answer is lost. Default false. */
  readonly isSecondLater?: boolean;
  /** Called at each wait, counted from 1. */
  readonly onWait?: (runs: Runs, count: number) => unknown;
}

interface Played {
  readonly runs: Runs;
  readonly sends: readonly string[];
  readonly looked: () => number;
  readonly states: readonly ItemState[];
  /** Every state of the event, one after the other. */
  readonly course: readonly (string | undefined)[];
  readonly journal: () => Promise<readonly JournalRecord[]>;
}

/** Confirms an event and a booking without a hold and plays until nothing is on the way. The booking goes well. */
async function play(context: TestContext, scene: Scene): Promise<Played> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-lost-"));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  const outcomes = [...scene.outcomes];
  const looks = [...scene.looks];
  const sends: string[] = [];
  const course: (string | undefined)[] = [];
  let looked = 0;
  let waits = 0;
  const runs = new Runs({
    journal: createJournalFolder(folder),
    holdMs: () => 0,
    mailboxOf: ({ target }) => mailboxName(target),
    send: async (plan, indexes) => {
      if (scene.isSecondLater === true && !indexes.includes(0)) while (!course.includes("checking")) await nextTurn();
      return indexes.map((index) => {
        sends.push(plan.items[index]?.item.id ?? "");
        return plan.id === "run-1" && index === 0 ? (outcomes.shift() ?? assert.fail("sent once too often")) : sent;
      });
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
    onChange: ({ plan, states }) => {
      const kind = kindOf(states[0]);
      if (plan.id === "run-1" && kind !== course.at(-1)) course.push(kind);
    },
    onError: () => undefined,
  });
  context.after(() => {
    runs.dispose();
  });
  await runs.hold(planOf(scene.items ?? [event(), booking()]));
  while (runs.all.at(-1)?.states.some(({ kind }) => kind === "held") === true) await nextTurn();
  await runs.settled();
  return {
    runs,
    sends,
    looked: () => looked,
    states: runs.all.at(-1)?.states ?? [],
    course,
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
  [
    "it is undone during the first wait",
    { outcomes: [lost], looks: [], onWait: (runs) => runs.undo("run-1") },
    "unsure",
    1,
  ],
  [
    "it is undone during the second wait",
    { outcomes: [lost], looks: ["stillThere"], onWait: (runs, count) => count === 2 && runs.undo("run-1") },
    "unsure",
    1,
  ],
  ["the window is closed meanwhile", { outcomes: [lost], looks: [], onWait: (runs) => runs.dispose() }, "unsure", 1],
  [
    "everything that is held is undone meanwhile, and nothing of its run is",
    {
      outcomes: [lost, sent],
      looks: ["stillThere", "stillThere"],
      onWait: async (runs, count) => {
        while (kindOf(runs.all[0]?.states[1]) !== "sent") await nextTurn();
        if (count === 2) assert.equal(runs.undo(), 0);
      },
    },
    "sent",
    2,
  ],
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

const master = event({ id: "M", iCalUId: "series", series: "master" });
const occurrence = event({ id: "O", iCalUId: "occurrence", series: "occurrence", seriesMasterId: "M" });

test("a series is not sent again if an occurrence of it was confirmed meanwhile", async (context) => {
  const { sends, states } = await play(context, {
    items: [master],
    outcomes: [lost],
    looks: ["stillThere", "stillThere"],
    onWait: async (runs, count) => {
      if (count > 1) return;
      void runs.hold({ ...planOf([occurrence]), id: "run-2" });
      while (kindOf(runs.all[0]?.states[0]) !== "sent") await nextTurn();
    },
  });
  assert.deepEqual(sends, ["M", "O"]);
  assert.deepEqual(states.map(kindOf), ["unsure"]);
});

test("a series is not sent again if the same plan has sent an occurrence of it after it", async (context) => {
  const { sends, states } = await play(context, {
    items: [master, occurrence],
    outcomes: [lost],
    looks: ["stillThere", "stillThere"],
    isSecondLater: true,
  });
  assert.deepEqual(sends, ["M", "O"]);
  assert.deepEqual(states.map(kindOf), ["unsure", "sent"]);
});

test("what may be sent once more is never shown as one that is left alone", async (context) => {
  const scene = { outcomes: [lost, lostAgain], looks: ["stillThere", "stillThere", "fails"] } as const;
  const { course } = await play(context, scene);
  assert.deepEqual(course, ["held", "waiting", "sending", "checking", "sending", "checking", "unsure"]);
});

test("without a record nothing is sent again", async () => {
  const sends: string[] = [];
  const states: (string | undefined)[] = [];
  const plan = planOf([event()]);
  const lostAnswers = new LostAnswers({
    send: async () => {
      sends.push("again");
      return sent;
    },
    lookUp: async () => "stillThere",
    isTaken: () => false,
    wait: async () => undefined,
    setState: (_runId, _index, state) => void states.push(kindOf(state)),
    setGone: async () => undefined,
    onError: () => undefined,
  });
  const journal = { write: async () => Promise.reject(new Error("disk full")), close: async () => undefined };
  await lostAnswers.follow({ plan, index: 0, journal }, lost, Date.now());
  assert.deepEqual([sends, states], [[], ["checking", "sending", "unsure"]]);
});

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
