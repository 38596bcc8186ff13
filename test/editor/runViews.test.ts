import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SendOutcome } from "../../src/cancellation/outcome.ts";
import { mailboxName } from "../../src/cancellation/mailboxName.ts";
import { meetingFinder } from "../../src/cancellation/meetingIndex.ts";
import { endHold, heldRun, keepHeld, withStates } from "../../src/cancellation/run.ts";
import type { ItemState, Run } from "../../src/cancellation/run.ts";
import type { CancellationNode, RunsFeature } from "../../src/editor/runsContract.ts";
import { RunsPresenter } from "../../src/editor/runsFeature.ts";
import { describeRun } from "../../src/editor/runText.ts";
import { createJournalFolder } from "../../src/sending/journalFolder.ts";
import { Runs } from "../../src/sending/runs.ts";
import { editorTest } from "../host/editorTest.ts";
import type { EditorTestContext } from "../host/editorTest.ts";
import { event, planOf } from "../unit/cancellation/sampleItems.ts";
import { startSandboxSession } from "./sandboxSession.ts";

const halfHourMs = 1_800_000;
const sent: SendOutcome = { kind: "sent", status: 202, requestId: "r" };
const refused: SendOutcome = {
  kind: "refused",
  refusal: { status: 403, code: "ErrorAccessDenied", message: "" },
  requestId: "r",
};
const unsure: SendOutcome = { kind: "unsure", reason: "timeout", requestId: "r" };

let runs = 0;

/** A run of so many meetings, which no other run has, each half an hour before the one that was planned ahead of it. */
function runOf(count: number): Run {
  runs += 1;
  const items = Array.from({ length: count }, (_, index) => {
    const startUtc = (count - index) * halfHourMs;
    return event({
      id: `${runs} ${index}`,
      subject: `Meeting ${index}`,
      span: { kind: "timed", startUtc, endUtc: startUtc + 1 },
    });
  });
  const plan = planOf(items);
  return heldRun({ ...plan, id: crypto.randomUUID() }, Date.now() + 8_000);
}

function withOutcomes(run: Run, outcomes: readonly SendOutcome[]): Run {
  const states = outcomes.map((outcome, index): readonly [number, ItemState] => [
    index,
    { kind: "ended", outcome, atUtc: Date.now() },
  ]);
  return withStates(endHold(run), new Map(states));
}

const runTexts: readonly (readonly [what: string, run: Run, description: RegExp, spoken: string, state: string])[] = [
  ["is held", runOf(5), /^sending in \d s$/, "5 cancellations, held before sending", "held"],
  ["begins to be sent", endHold(runOf(5)), /^5 waiting$/, "5 cancellations, being sent", "sending"],
  [
    "is being sent",
    withOutcomes(runOf(5), [sent, sent, refused]),
    /^2 sent, 1 failed, 2 waiting/,
    "5 cancellations, being sent",
    "sending",
  ],
  ["was sent", withOutcomes(runOf(3), [sent, sent, sent]), /^3 sent$/, "3 cancellations, 3 sent", "sent"],
  [
    "was sent but for one that failed",
    withOutcomes(runOf(2), [sent, refused]),
    /^1 sent, 1 failed$/,
    "2 cancellations, 1 sent, 1 failed",
    "failed",
  ],
  [
    "has something unsure",
    withOutcomes(runOf(3), [sent, refused, unsure]),
    /^1 sent, 1 failed, 1 unsure$/,
    "3 cancellations, 1 sent, 1 failed, 1 unsure",
    "unsure",
  ],
  ["was undone", keepHeld(runOf(2)), /^kept: nothing was sent$/, "2 cancellations, kept: nothing was sent", "kept"],
];
for (const [what, run, description, spoken, state] of runTexts) {
  editorTest(`a run that ${what} says so in words, and aloud only when its state changes`, () => {
    const told = describeRun(run);
    assert.match(told.description, description);
    assert.equal(told.spoken, spoken);
    assert.equal(told.state, state);
  });
}

interface Bench {
  readonly runs: Runs;
  readonly feature: RunsFeature;
  readonly noted: Run[];
  readonly folder: string;
  /** Sends a run at once, and resolves when it is over. */
  readonly send: (run: Run, outcomes?: readonly SendOutcome[]) => Promise<Run>;
}

async function setBench(context: EditorTestContext): Promise<Bench> {
  const { session } = await startSandboxSession(context);
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-runs-"));
  const journal = createJournalFolder(folder);
  const noted: Run[] = [];
  let outcomes: SendOutcome[] = [];
  let holdMs = 0;
  const runs = new Runs({
    journal,
    holdMs: () => holdMs,
    send: async (_plan, indexes) => indexes.map(() => outcomes.shift() ?? sent),
    lookUp: async () => "stillThere",
    // What is found out by itself is not what is tested here.
    wait: async (_durationMs, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve())),
    mailboxOf: ({ target }) => mailboxName(target),
    countPeople: () => 2,
    onChange: (run) => noted.push(run),
    onError: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  const feature = new RunsPresenter({
    session,
    settings: () => assert.fail("No settings are needed"),
    runs,
    lookUp: async () => "gone",
    journal,
    journalFolder: folder,
    isAlive: () => false,
    countPeople: () => 2,
    plans: { planAgain: async () => false },
    documents: undefined as never,
    globalState: undefined as never,
    log: { info: () => undefined, warn: () => undefined, error: (line) => assert.fail(line) },
    redraw: () => undefined,
  });
  context.after(async () => {
    runs.dispose();
    await runs.settled();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    runs,
    feature,
    noted,
    folder,
    send: async (run, given = []) => {
      outcomes = [...given];
      holdMs = 0;
      await runs.hold(run.plan);
      const isOver = (): boolean => {
        const states = runs.all.find(({ plan }) => plan.id === run.plan.id)?.states ?? [];
        return states.every(({ kind }) => kind === "ended" || kind === "stopped");
      };
      while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 5));
      holdMs = 60_000;
      return runs.all.find(({ plan }) => plan.id === run.plan.id) ?? assert.fail();
    },
  };
}

function labelsOf(feature: RunsFeature, nodes: readonly CancellationNode[]): readonly string[] {
  return nodes.map((node) => {
    const { label, description } = feature.rowOf(node);
    return `${JSON.stringify(label)}: ${String(description)}`
      .replaceAll('"', "")
      .replace(/ · .*/, "")
      .replace(/: cancelled .*/, ": cancelled");
  });
}

editorTest("what needs a look stands before what is done, and what is held before both", async (context) => {
  const { runs, feature, send } = await setBench(context);
  await send(runOf(2), [sent, refused]);
  await send(runOf(1), [sent]);
  await send(runOf(3), [sent, sent, sent]);
  await runs.hold(runOf(4).plan);
  const groups = await feature.roots();
  const rows = await Promise.all(groups.map(async (group) => feature.childrenOf(group)));
  const labels = rows.map((ofGroup) => labelsOf(feature, ofGroup).map((label) => label.replace(/\d+ s$/, "")));
  assert.deepEqual(
    groups.map((group, index) => [feature.rowOf(group).label, labels[index]]),
    [
      ["Held", ["4 cancellations: sending in "]],
      ["Needs a Look", ["2 cancellations: 1 sent, 1 failed"]],
      ["Done", ["3 cancellations: 3 sent", "Meeting 0: cancelled"]],
    ],
  );
  for (const [index, ofGroup] of rows.entries()) {
    for (const row of ofGroup) assert.equal(feature.parentOf(row), groups[index]);
  }
  // While a row is below a heading, it alone is drawn anew when its run changes.
  const [held] = rows[0] ?? [];
  assert.ok(held !== undefined && "runId" in held);
  assert.deepEqual(feature.rowsOf(new Set([held.runId])), [held]);
  runs.undo(held.runId);
  runs.clearFinished();
  assert.equal(feature.rowsOf(new Set([held.runId])), undefined, "there are other headings: all are drawn");
});

editorTest("runs that are equally far have no heading above them", async (context) => {
  const { feature, send } = await setBench(context);
  await send(runOf(2));
  await send(runOf(3));
  const roots = await feature.roots();
  assert.deepEqual(labelsOf(feature, roots), ["3 cancellations: 3 sent", "2 cancellations: 2 sent"]);
  for (const row of roots) assert.equal(feature.parentOf(row), undefined);
});

editorTest("a run's items stand in the order in which they begin, in parts where they are many", async (context) => {
  const { feature, send } = await setBench(context);
  await send(runOf(3));
  const few = await feature.childrenOf((await feature.roots())[0] ?? assert.fail());
  assert.deepEqual(
    labelsOf(feature, few).map((label) => label.replace(/:.*/, "")),
    ["Meeting 2", "Meeting 1", "Meeting 0"],
  );
  await send(runOf(250));
  const [root] = await feature.roots();
  const parts = await feature.childrenOf(root ?? assert.fail());
  assert.deepEqual(
    parts.map((part) => feature.rowOf(part).label),
    ["1 to 100", "101 to 200", "201 to 250"],
  );
  const items = (await Promise.all(parts.map(async (part) => feature.childrenOf(part)))).flat();
  assert.equal(items.length, 250);
  assert.equal(feature.rowOf(items[0] ?? assert.fail()).label, "Meeting 249");
  assert.equal(feature.rowOf(items.at(-1) ?? assert.fail()).label, "Meeting 0");
  assert.equal(new Set(items.map((item) => feature.rowOf(item).id)).size, 250, "no two rows are taken for one");
  assert.equal(feature.parentOf(items[0] ?? assert.fail()), parts[0]);
  assert.equal(feature.parentOf(parts[0] ?? assert.fail()), root);
});

editorTest("while a run is being sent only its own row is drawn anew, and rows stay the same rows", async (context) => {
  const { runs, feature, send } = await setBench(context);
  const one = await send(runOf(2));
  const other = await send(runOf(3));
  const before = await feature.roots();
  const changed = feature.rowsOf(new Set([one.plan.id]));
  assert.deepEqual(
    changed,
    before.filter((node) => "runId" in node && node.runId === one.plan.id),
  );
  assert.equal(changed?.[0], before[1]);
  assert.deepEqual(feature.rowsOf(new Set(["another"])), []);
  await runs.hold(runOf(2).plan);
  assert.equal(feature.rowsOf(new Set([other.plan.id])), undefined, "there is another row: all are drawn");
});

editorTest("earlier runs stand below, each with its totals, until the history is read anew", async (context) => {
  const { runs, feature, send } = await setBench(context);
  await send(runOf(3), [sent, refused, sent]);
  await send(runOf(1), [sent]);
  runs.clearFinished();
  assert.equal(runs.all.length, 0);
  const [earlier] = await feature.roots();
  assert.deepEqual(labelsOf(feature, [earlier ?? assert.fail()]), ["Earlier: 2 runs"]);
  const past = await feature.childrenOf(earlier ?? assert.fail());
  assert.deepEqual(labelsOf(feature, past), ["Meeting 0: 1 sent", "3 cancellations: 2 sent, 1 failed"]);
  assert.match(feature.rowOf(past[1] ?? assert.fail()).contextValue ?? "", /\breported\b.*\bretryable\b/);
  assert.doesNotMatch(feature.rowOf(past[0] ?? assert.fail()).contextValue ?? "", /\bretryable\b/);
});

editorTest("2,000 items are followed at little cost", async (context) => {
  const { runs, feature } = await setBench(context);
  const held = runOf(2_000);
  await runs.hold(held.plan);
  const [root] = await feature.roots();
  const [run] = runs.all;
  assert.ok(root !== undefined && run !== undefined);
  const half = withOutcomes(
    run,
    Array.from({ length: 1_000 }, () => sent),
  );
  const times: Record<string, number> = {};
  // The processor's time: the clock would count what else this machine has to do.
  const timed = async (what: string, work: () => unknown): Promise<void> => {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times[what] = Math.round((user + system) / 100) / 10;
  };
  await timed("which rows to draw", () => feature.rowsOf(new Set([run.plan.id])));
  await timed("the run's row", () => describeRun(half));
  const parts = await feature.childrenOf(root);
  await timed("opening it", async () => (await feature.childrenOf(root)).map((node) => feature.rowOf(node)));
  const [part] = parts;
  const find = (index: number): void => {
    const { item } = run.plan.items[index * 4] ?? assert.fail();
    assert.equal(meetingFinder(run.plan.items)(item), index * 4);
  };
  await timed("opening a part", async () =>
    (await feature.childrenOf(part ?? assert.fail())).map((node) => feature.rowOf(node)),
  );
  await timed("finding 500 agenda rows among them, first time", () => {
    for (let index = 0; index < 500; index += 1) find(index);
  });
  await timed("finding 500 agenda rows among them, again", () => {
    for (let index = 0; index < 500; index += 1) find(index);
  });
  for (const [what, ms] of Object.entries(times)) assert.ok(ms < 250, `${what}: ${ms} ms`);
});
