/**
 * Finds out what became of cancellations whose answers were lost, as afterLostAnswer.ts has it: it waits, looks, and sends
 * at most once more. Stopping it, or closing the window, leaves an item unsure, and sends nothing.
 */
import { afterLostAnswer, afterSecondAttempt } from "../cancellation/afterLostAnswer.ts";
import type { Look } from "../cancellation/afterLostAnswer.ts";
import type { JournalRecord } from "../cancellation/journal.ts";
import type { SendOutcome, UnsureOutcome } from "../cancellation/outcome.ts";
import type { CancellationPlan, PlanSender } from "../cancellation/plan.ts";
import type { ItemState } from "../cancellation/run.ts";
import { soughtOf } from "../cancellation/sought.ts";
import type { Sought } from "../cancellation/sought.ts";
import type { RunJournal } from "./runJournal.ts";

/** Finds out whether an item was carried out (`gone`) or still stands; rejects if that cannot be told. */
export type LookUpSought = (sender: PlanSender, sought: Sought) => Promise<"gone" | "stillThere">;

/** What finding out needs. */
export interface LostAnswersOptions {
  /** Sends one item of a plan, once. Never rejects. */
  readonly send: (plan: CancellationPlan, index: number) => Promise<SendOutcome>;
  /** Finds out whether an item is still there. */
  readonly lookUp: LookUpSought;
  /** Whether so much time has gone by since an attempt that the machine must have slept: see afterSleep.ts. Default: never. */
  readonly isTooLate?: (sinceUtc: number) => boolean;
  /** Whether the same meeting is being cancelled by another item, or has been since: see `isTakenMeanwhile`. */
  readonly isTaken: (plan: CancellationPlan, index: number, sinceUtc: number) => boolean;
  readonly setState: (runId: string, index: number, state: ItemState) => void;
  /** Shows and writes down that an item is gone. Never rejects. */
  readonly setGone: (plan: CancellationPlan, index: number) => Promise<void>;
  /** Waits, but no longer than until the signal is aborted; never rejects. Default: on a timer. */
  readonly wait?: (durationMs: number, signal: AbortSignal) => Promise<void>;
  readonly onError: (what: string, error: unknown) => void;
}

/** One item whose answer was lost, in a run whose journal is open and knows it. */
export interface LostItem {
  readonly plan: CancellationPlan;
  readonly index: number;
  readonly journal: RunJournal;
}

interface Following {
  readonly item: LostItem;
  readonly stopping: AbortController;
  readonly ended: Promise<void>;
}

/** The items of this window whose answers were lost and that are being looked into. */
export class LostAnswers {
  readonly #options: LostAnswersOptions;
  readonly #underWay = new Set<Following>();

  constructor(options: LostAnswersOptions) {
    this.#options = options;
  }

  /**
   * Looks into one item until something is known or it is stopped. Never rejects.
   * @param atUtc when its attempt ended: milliseconds since 1970-01-01T00:00:00Z.
   */
  async follow(item: LostItem, outcome: UnsureOutcome, atUtc: number): Promise<void> {
    const stopping = new AbortController();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const following: Following = { item, stopping, ended };
    this.#underWay.add(following);
    try {
      await this.#follow(item, outcome, atUtc, stopping.signal);
    } finally {
      this.#underWay.delete(following);
      end();
    }
  }

  /** Stops looking into one item, into those of a run, or into all; a request that has left is waited for. */
  async stop(runId?: string, index?: number): Promise<void> {
    const chosen = [...this.#underWay].filter(
      ({ item }) => (runId ?? item.plan.id) === item.plan.id && (index ?? item.index) === item.index,
    );
    for (const { stopping } of chosen) stopping.abort();
    await Promise.all(chosen.map(async ({ ended }) => ended));
  }

  async #follow(item: LostItem, first: UnsureOutcome, endedUtc: number, signal: AbortSignal): Promise<void> {
    let outcome = first;
    let attempts = 1;
    let atUtc = endedUtc;
    let looks: Look[] = [];
    this.#set(item, { kind: "checking", outcome, atUtc });
    while (!signal.aborted) {
      const step = afterLostAnswer({ outcome, attempts, looks, random: Math.random() });
      if (step.kind === "giveUp") break;
      if (step.kind === "gone") return this.#options.setGone(item.plan, item.index);
      if (step.kind === "look") {
        await (this.#options.wait ?? waitOnTimer)(step.delayMs, signal);
        if (!signal.aborted) looks.push(await this.#look(item));
      } else {
        if (this.#options.isTooLate?.(atUtc) === true || this.#options.isTaken(item.plan, item.index, atUtc)) break;
        const second = await this.#sendAgain(item, outcome, signal);
        // Without a journal nothing is sent.
        if (second === undefined) break;
        if (second.kind !== "unsure") return;
        outcome = second;
        attempts += 1;
        atUtc = Date.now();
        looks = [];
      }
    }
    this.#set(item, { kind: "ended", outcome, atUtc });
  }

  /** Sends once more and gives how both attempts together have ended; undefined if it cannot be written down before. */
  async #sendAgain(item: LostItem, first: UnsureOutcome, signal: AbortSignal): Promise<SendOutcome | undefined> {
    // From here on only closing the window keeps it from leaving: no await stands between the last look at the signal and this.
    this.#set(item, { kind: "sending" });
    if (!(await this.#write(item, { type: "sending", item: item.index, at: new Date().toISOString() })))
      return undefined;
    const outcome = signal.aborted ? first : afterSecondAttempt(first, await this.#options.send(item.plan, item.index));
    // Shown first: whatever the disk does now, the person must see what was sent.
    const atUtc = Date.now();
    this.#set(
      item,
      outcome.kind === "unsure" ? { kind: "checking", outcome, atUtc } : { kind: "ended", outcome, atUtc },
    );
    await this.#write(item, { type: "outcome", item: item.index, at: new Date(atUtc).toISOString(), outcome });
    return outcome;
  }

  async #write({ journal }: LostItem, record: JournalRecord): Promise<boolean> {
    try {
      await journal.write(record);
      return true;
    } catch (error) {
      this.#options.onError("The journal cannot be written", error);
      return false;
    }
  }

  async #look({ plan, index }: LostItem): Promise<Look> {
    const planned = plan.items[index];
    if (planned === undefined) return "unknown";
    try {
      return await this.#options.lookUp(plan.sender, soughtOf(planned));
    } catch (error) {
      this.#options.onError("The item could not be looked up", error);
      return "unknown";
    }
  }

  #set({ plan, index }: LostItem, state: ItemState): void {
    this.#options.setState(plan.id, index, state);
  }
}

/** Waits, but no longer than until the signal is aborted. Never rejects. */
export async function waitOnTimer(durationMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, durationMs);
    signal.addEventListener("abort", end, { once: true });
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    }
  });
}
