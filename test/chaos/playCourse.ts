/** Plays one course, and gives everything that is wrong with how it went. */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { itemEnds, statusOf } from "../../src/cancellation/itemEnd.ts";
import type { ItemStatus } from "../../src/cancellation/itemEnd.ts";
import type { JournalledRun } from "../../src/cancellation/journal.ts";
import { decodeJournal } from "../../src/cancellation/readJournal.ts";
import { createJournalFolder } from "../../src/sending/journalFolder.ts";
import type { ChaosCourse, Rival } from "./chaosCourse.ts";
import type { ChaosPool } from "./chaosPool.ts";
import { createWindow, soundDisk } from "./chaosWindow.ts";
import type { ChaosWindow, ShownRun } from "./chaosWindow.ts";
import { openCourseOffice } from "./courseFacts.ts";
import { judge } from "./judge.ts";
import type { SenderProcesses } from "./senderProcess.ts";
import type { SenderAnswer } from "./senderTask.ts";

/** So often somebody comes back, looks up what is unsure and sends what was not sent, until all is done. */
const mostReturns = 6;

/** What a killed process has asked for is over when nothing has been answered for so long. */
const killedSettlingMs = 200;

/** Files in memory, where there are such, outlive a killed process as well as those on a disk, and are quicker. */
const journalsFolder = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** Plays a course. */
export async function playCourse(
  course: ChaosCourse,
  pool: ChaosPool,
  processes: SenderProcesses,
): Promise<readonly string[]> {
  const { seed, kill, rival, itemsPerRequest, stopAfter } = course;
  const folder = await mkdtemp(path.join(journalsFolder, "unbook-chaos-"));
  let onExchange: (count: number) => void = () => undefined;
  const office = await openCourseOffice(pool, (count) => {
    onExchange(count);
  });
  const journal = createJournalFolder(folder);
  const places = { folder, addresses: office.addresses, itemsPerRequest };
  const own = createWindow(processes, places);
  const other = rival && createWindow(processes, places);
  const windows = other === undefined ? [own] : [own, other];
  const problems: string[] = [];
  const everything = [...course.picks.keys()];
  /** What each run was to send. */
  const runPicks = new Map<string, readonly number[]>();

  const check = async (when: string): Promise<Said> => {
    const { runs } = await journal.readRuns();
    const hasLateAnswers = [...course.faults, ...course.laterFaults].some(({ delayMs = 0 }) => delayMs > 0);
    const facts = {
      ...(await office.facts()),
      hasLateAnswers,
      hasRival: rival !== undefined,
      timedOut: await timedOutIn(folder, runPicks),
    };
    const shown = windows.flatMap((window) => window.shown ?? []);
    const saidBy = { journal: saidOf(runs, [], runPicks), window: saidOf(runs, shown, runPicks) };
    for (const [teller, said] of Object.entries(saidBy)) {
      const wrong = shown.length === 0 && teller === "window" ? [] : judge(pool, course.picks, said, facts);
      problems.push(...wrong.map((problem) => `seed ${seed}: ${when}, ${teller}: ${problem}`));
    }
    return saidBy.journal;
  };
  const send = async (
    window: ChaosWindow,
    runId: string,
    picks: readonly number[],
    document = "the plan",
  ): Promise<SenderAnswer | undefined> => {
    runPicks.set(runId, picks);
    const chosen = picks.flatMap((pick) => course.picks[pick] ?? []);
    const isFirst = runId === `${seed}-0`;
    const task = { runId, documentId: document, picks: chosen };
    return window.send(isFirst && stopAfter !== undefined ? { ...task, stopAfter } : task);
  };
  const sendInOwn = async (): Promise<void> => {
    await own.open(course.disk);
    if (kill !== undefined && "afterExchanges" in kill) {
      onExchange = (count) => {
        if (count < kill.afterExchanges) return;
        onExchange = () => undefined;
        void own.kill();
      };
    }
    const stopKilling = kill !== undefined && "afterMs" in kill ? killLater(own, kill.afterMs) : () => undefined;
    const answer = await send(own, `${seed}-0`, everything);
    onExchange = () => undefined;
    stopKilling();
    if (answer?.kind === "runElsewhere" && rival?.hasSameDocument !== true) problems.push(`seed ${seed}: nobody else`);
  };
  const sendInOther = async (window: ChaosWindow, { picks, hasSameDocument, afterMs, killAfterMs }: Rival) => {
    await window.open(soundDisk);
    await sleep(afterMs);
    const stopKilling = killAfterMs === undefined ? () => undefined : killLater(window, killAfterMs);
    await send(window, `${seed}-rival`, picks, hasSameDocument ? "the plan" : "another plan");
    stopKilling();
  };

  try {
    await office.setFaults(course.faults);
    await Promise.all([sendInOwn(), other !== undefined && rival !== undefined && sendInOther(other, rival)]);
    // Graph goes on with what it was asked for; nobody comes back as quickly as that.
    if (windows.some(({ isKilled }) => isKilled)) {
      await sleep(Math.max(0, ...course.faults.map(({ delayMs = 0 }) => delayMs)));
      await office.settled(killedSettlingMs);
    }
    await check("after the first run");
    await office.setFaults(course.laterFaults);
    // What could not be written down is known to that window alone.
    if (course.disk.full.length > 0) await own.kill();
    for (let returned = 1; returned <= mostReturns; returned += 1) {
      // Who was not killed is still at the same window.
      if (own.isKilled) await own.open(soundDisk);
      for (const window of windows) {
        const looked = await window.look();
        if (looked?.kind !== "done" && !window.isKilled) problems.push(`looking failed: ${JSON.stringify(looked)}`);
      }
      const said = await check(`at return ${returned}`);
      if (returned > 1) await office.setFaults([]);
      const left = everything.filter((pick) => isToBeSent(said(pick)));
      const unsure = everything.filter((pick) => isUnsure(said(pick)));
      if (left.length === 0 && unsure.length === 0) break;
      if (returned === mostReturns) {
        const names = (picks: readonly number[]): string => picks.map((pick) => nameOf(pool, course, pick)).join(", ");
        problems.push(`seed ${seed}: never sent: ${names(left)}; still unsure: ${names(unsure)}`);
      } else if (left.length > 0) {
        const answer = await send(own, `${seed}-${returned}`, left);
        if (answer?.kind !== "ended") problems.push(`seed ${seed}: sending again failed: ${JSON.stringify(answer)}`);
        await check(`after return ${returned}`);
      }
    }
  } finally {
    for (const window of windows) window.close();
    await office.dispose();
    await rm(folder, { recursive: true, force: true });
  }
  return problems;
}

/** Kills a window after a while; gives what keeps it from that. */
function killLater(window: ChaosWindow, afterMs: number): () => void {
  const timer = setTimeout(() => void window.kill(), afterMs);
  return () => {
    clearTimeout(timer);
  };
}

function nameOf(pool: ChaosPool, { picks }: ChaosCourse, pick: number): string {
  const planned = pool[picks[pick]?.poolIndex ?? -1]?.planned;
  return `item ${pick} (${planned?.action.kind} ${planned?.target.itemPath})`;
}

/** The items of the course, by index, for whose answers some run did not wait any longer. */
async function timedOutIn(
  folder: string,
  runPicks: ReadonlyMap<string, readonly number[]>,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (const [runId, picks] of runPicks) {
    const text = await readFile(path.join(folder, "runs", `${runId}.jsonl`), "utf8").catch(() => "");
    for (const record of decodeJournal(text).records) {
      if (record.type !== "outcome" || record.outcome.kind !== "unsure") continue;
      const pick = picks[record.item];
      if (record.outcome.reason === "timeout" && pick !== undefined) found.add(pick);
    }
  }
  return found;
}

/** What the runs say of an item of the course. */
type Said = (pick: number) => readonly ItemStatus[];

/** What every run says of each item of the course: the journal, but where a window shows it. */
function saidOf(
  runs: readonly JournalledRun[],
  shown: readonly ShownRun[],
  runPicks: ReadonlyMap<string, readonly number[]>,
): Said {
  const statuses = new Map(runs.map((run) => [run.run.runId, itemEnds(run).map(statusOf)] as const));
  for (const run of shown) statuses.set(run.runId, [...run.statuses]);
  const said = new Map<number, ItemStatus[]>();
  for (const [runId, ofRun] of statuses) {
    const picks = runPicks.get(runId) ?? [];
    for (const [at, status] of ofRun.entries()) {
      const pick = picks[at] ?? -1;
      said.set(pick, [...(said.get(pick) ?? []), status]);
    }
  }
  return (pick) => said.get(pick) ?? [];
}

/** What one window has left to the other may be sent where that one has not. */
function isToBeSent(said: readonly ItemStatus[]): boolean {
  return said.every((status) => status === "failed" || status === "notSent" || status === "skipped");
}

function isUnsure(said: readonly ItemStatus[]): boolean {
  return said.includes("unsure") && !said.includes("sent");
}
