/** What is left of a journal is read, whatever has become of its files, and nothing that may have been sent is called unsent. */
import assert from "node:assert/strict";
import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { encodeRecord } from "../../../src/cancellation/journal.ts";
import type { JournalRecord } from "../../../src/cancellation/journal.ts";
import { claimedAs } from "../../../src/cancellation/plan.ts";
import { claimKey } from "../../../src/sending/claims.ts";
import { createJournalFolder } from "../../../src/sending/journalFolder.ts";
import type { Journal, JournalProblem } from "../../../src/sending/journalFolder.ts";
import { firstRecord } from "../cancellation/journalRecords.ts";
import { booking, event, planOf } from "../cancellation/sampleItems.ts";

const plan = { ...planOf([event(), booking()]), id: "good" };
const at = "2026-11-24T08:00:00.000Z";
const sending = (item: number): JournalRecord => ({ type: "sending", item, at });
const sent: JournalRecord = { type: "outcome", item: 0, at, outcome: { kind: "sent", status: 202, requestId: "r" } };
const keyOf = (index: number): string =>
  claimKey(plan.sender, claimedAs(plan.items[index] ?? assert.fail(), plan.sender));

interface Scene {
  readonly journal: Journal;
  /** The folder of the runs. */
  readonly runs: string;
}

/** A journal in which one run is whole: its first item was sent, its second one not. */
async function scene(context: TestContext): Promise<Scene> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-read-"));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  const journal = createJournalFolder(folder);
  const run = await journal.begin(plan.id);
  await run.write(firstRecord(plan), sending(0));
  await journal.claim([keyOf(0)], plan.id);
  await run.write(sent);
  await run.close();
  return { journal, runs: path.join(folder, "runs") };
}

/** What each of the run's items is, and how the problems are named. */
async function readBack({ journal }: Scene): Promise<readonly [readonly string[], readonly JournalProblem["kind"][]]> {
  const { runs, problems } = await journal.readRuns();
  return [
    runs.flatMap(({ run, items }) => (run.runId === plan.id ? items.map(({ kind }) => kind) : [])),
    problems.map(({ kind }) => kind),
  ];
}

const whole = encodeRecord(firstRecord({ ...plan, id: "other" }));

/** A file beside the good one, and what is told of it. */
const strangers: readonly (readonly [string, string, JournalProblem["kind"] | undefined])[] = [
  ["that is empty", "", "noRun"],
  ["of another program", '{"hello":"world"}\n', "noRun"],
  ["that is no text", "\u0000\u0001\ufffd".repeat(400), "noRun"],
  ["whose first line was broken off", whole.slice(0, -20), "noRun"],
  ["that is a copy of another run's", encodeRecord(firstRecord(plan)), "noRun"],
  ["whose last line was broken off", whole + encodeRecord(sending(0)).slice(0, 15), "damagedLines"],
  ["with a line of a later version", `${whole}{"type":"postponed","item":0,"at":"${at}"}\n`, "damagedLines"],
  ["that is whole", whole, undefined],
];

for (const [name, text, problem] of strangers) {
  test(`a file ${name} costs no other run`, async (context) => {
    const there = await scene(context);
    await writeFile(path.join(there.runs, "other.jsonl"), text);
    assert.deepEqual(await readBack(there), [["ended", "neverLeft"], problem === undefined ? [] : [problem]]);
  });
}

test("a file that cannot be read is told, and costs no other run", async (context) => {
  const there = await scene(context);
  await mkdir(path.join(there.runs, "folder.jsonl"));
  await symlink(path.join(there.runs, "nowhere"), path.join(there.runs, "link.jsonl"));
  await writeFile(path.join(there.runs, "notes.txt"), "not a journal at all");
  assert.deepEqual(await readBack(there), [
    ["ended", "neverLeft"],
    ["unreadable", "unreadable"],
  ]);
});

test("a run that was written by the first version is read", async (context) => {
  const there = await scene(context);
  const { run } = (await there.journal.readRuns()).runs[0] ?? assert.fail();
  const items = run.items.map(({ key, itemPath, apiVersion, title }) => ({ key, itemPath, apiVersion, title }));
  const { runId, accountId, realm, pid } = run;
  const first = JSON.stringify({ type: "run", runId, at, accountId, realm, pid, items });
  await writeFile(path.join(there.runs, "good.jsonl"), `${first}\n${encodeRecord(sending(1))}`);
  assert.deepEqual(await readBack(there), [["neverLeft", "interrupted"], []]);
});

test("an item whose lines are damaged is unsure if it was claimed, and else has never left", async (context) => {
  const there = await scene(context);
  const file = path.join(there.runs, "good.jsonl");
  const [first = ""] = (await readFile(file, "utf8")).split("\n");
  await writeFile(file, `${first}\n${encodeRecord(sending(0)).replace("sending", "sen\u0000ing")}`);
  assert.deepEqual(await readBack(there), [["interrupted", "neverLeft"], ["damagedLines"]]);
  await appendFile(file, encodeRecord({ type: "stopped", at }));
  assert.deepEqual(await readBack(there), [["interrupted", "stopped"], ["damagedLines"]]);
  await there.journal.releaseClaim(keyOf(0), plan.id);
  assert.deepEqual(await readBack(there), [["stopped", "stopped"], ["damagedLines"]]);
  await there.journal.claim([keyOf(0)], "another run");
  assert.deepEqual(await readBack(there), [["stopped", "stopped"], ["damagedLines"]]);
});

test("an item that was about to be sent when its window ended was not, if another run has claimed it", async (context) => {
  const there = await scene(context);
  await appendFile(path.join(there.runs, "good.jsonl"), encodeRecord(sending(1)));
  assert.deepEqual(await readBack(there), [["ended", "interrupted"], []]);
  await there.journal.claim([keyOf(1)], "another run");
  assert.deepEqual(await readBack(there), [["ended", "skipped"], []]);
});
