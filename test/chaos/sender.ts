/**
 * The process that sends: what an extension host would do with a plan, with the real parts and without VS Code, so that it
 * can be killed. It is told what to do over its IPC channel; see senderTask.ts.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { itemEnds, statusOf } from "../../src/cancellation/itemEnd.ts";
import { mailboxName } from "../../src/cancellation/mailboxName.ts";
import type { CancellationPlan, PlanSender } from "../../src/cancellation/plan.ts";
import { createGraphClient } from "../../src/graph/graphClient.ts";
import type { GraphClient } from "../../src/graph/graphContract.ts";
import { createJournalFolder } from "../../src/sending/journalFolder.ts";
import { LeftBehind } from "../../src/sending/leftBehind.ts";
import { isAlive } from "../../src/sending/livingProcess.ts";
import { Runs } from "../../src/sending/runs.ts";
import { requestTimeoutMs } from "./chaosCourse.ts";
import { anasTokens } from "./chaosOffice.ts";
import type { ChaosPool } from "./chaosPool.ts";
import { failDisk } from "./failingDisk.ts";
import type { SenderAnswer, SenderTask } from "./senderTask.ts";

/** All waiting is this many times shorter than for a person. */
const hurry = 30;

const sender: PlanSender = { accountId: "ana", address: "ana.silva@contoso.com", realm: "chaos" };
const pool = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as ChaosPool;

interface Window {
  readonly runs: Runs;
  readonly leftBehind: LeftBehind;
  readonly graph: GraphClient;
  onChange: () => void;
}

let current: Window | undefined;

async function open(task: SenderTask & { readonly kind: "open" }): Promise<SenderAnswer> {
  current?.runs.dispose();
  await current?.graph.dispose();
  await failDisk(task.disk);
  const journal = createJournalFolder(task.folder);
  const graph = createGraphClient({
    cloud: { id: "sandbox", graphOrigin: task.addresses.graphOrigin, hasBookings: true },
    tokens: anasTokens(task.addresses),
    ownNames: [sender.address],
    userAgent: "Unbook/0.0.0 (chaos)",
    log: () => undefined,
    requestTimeoutMs,
    retryBudgetMs: 3000,
  });
  const wait = async (durationMs: number, signal: AbortSignal): Promise<void> =>
    sleep(durationMs / hurry, undefined, { signal }).catch(() => undefined);
  const runs = new Runs({
    journal,
    holdMs: () => 0,
    send: async (plan, indexes, signal) =>
      graph.sendPlanned(
        indexes.flatMap((index) => plan.items[index] ?? []),
        signal,
      ),
    lookUp: async (_sender, planned) => graph.lookUp(planned),
    mailboxOf: ({ target }) => mailboxName(target),
    itemsPerRequest: task.itemsPerRequest,
    countPeople: () => 1,
    wait,
    onChange: () => opened.onChange(),
    onError: () => undefined,
  });
  const leftBehind = new LeftBehind({
    journal,
    lookUp: async (_sender, planned) => graph.lookUp(planned),
    isAlive,
    wait,
  });
  const opened: Window = { runs, leftBehind, graph, onChange: () => undefined };
  current = opened;
  return { kind: "done" };
}

async function send(task: SenderTask & { readonly kind: "send" }): Promise<SenderAnswer> {
  const { runId, stopAfter } = task;
  const window = opened();
  window.onChange = () => {
    const ended = window.runs.all[0]?.states.filter(({ kind }) => kind === "ended").length ?? 0;
    if (ended < (stopAfter ?? Number.POSITIVE_INFINITY)) return;
    window.onChange = () => undefined;
    // As somebody would who presses a button: not in the middle of what the engine is doing.
    setImmediate(() => window.runs.stop(runId));
  };
  const held = await window.runs.hold(planOf(task));
  if (held.kind === "runElsewhere") return held;
  while (window.runs.all[0]?.states.some(({ kind }) => kind === "held") === true) await sleep(1);
  await window.runs.settled();
  return { kind: "ended", statuses: itemEnds(window.runs.all[0] ?? held.run).map(statusOf) };
}

async function look(): Promise<SenderAnswer> {
  const { runs, leftBehind } = opened();
  await failDisk({ full: [], isHalfWritten: false });
  for (const { plan, states } of runs.all) {
    await Promise.all(
      states.map(async (state, index) => {
        if (state.kind === "ended" && state.outcome.kind === "unsure") await attempt(runs.checkUnsure(plan.id, index));
      }),
    );
  }
  await leftBehind.load([sender], new Set(runs.all.map(({ plan }) => plan.id)));
  await Promise.all(leftBehind.items.map(async (left) => attempt(leftBehind.check(left))));
  return { kind: "done" };
}

/** What cannot be told now stays unsure. */
async function attempt(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}

function planOf({ runId, documentId, picks }: SenderTask & { readonly kind: "send" }): CancellationPlan {
  const items = picks.flatMap(({ poolIndex, message }) => {
    const found = pool[poolIndex];
    return found === undefined ? [] : [{ ...found.planned, message }];
  });
  return { id: runId, sender, documentId, items };
}

function opened(): Window {
  if (current === undefined) throw new Error("No office is open");
  return current;
}

async function carryOut(task: SenderTask): Promise<SenderAnswer> {
  try {
    switch (task.kind) {
      case "open":
        return await open(task);
      case "send":
        return await send(task);
      case "look":
        return await look();
      default:
        return task satisfies never;
    }
  } catch (error) {
    return { kind: "failed", error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on("message", (task: SenderTask) => {
  void carryOut(task).then((answer) => process.send?.(answer));
});
process.on("disconnect", () => process.exit());
