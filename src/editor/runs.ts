/**
 * The last stretch of the one road: holds confirmed plans, sends them when their time has come, and keeps what became of
 * each item. This is the only place that sends. It shows nothing and does not know VS Code.
 */
import { runRecord } from "../cancellation/journal.ts";
import type { SendOutcome } from "../cancellation/outcome.ts";
import { claimedAs } from "../cancellation/plan.ts";
import type { CancellationPlan, PlannedItem, PlanSender } from "../cancellation/plan.ts";
import { heldRun, isHeld, isSending, keepHeld, withState } from "../cancellation/run.ts";
import type { ItemState, Run } from "../cancellation/run.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { Claim, Journal, RunJournal } from "./journalFolder.ts";
import { LostAnswers } from "./lostAnswers.ts";
import type { LostAnswersOptions } from "./lostAnswers.ts";

/** What sending needs. */
export interface RunsOptions {
  readonly journal: Journal;
  readonly holdMs: () => number;
  /** Sends one item of a plan, once. */
  readonly send: (plan: CancellationPlan, index: number) => Promise<SendOutcome>;
  /** Finds out whether an item is still there. */
  readonly lookUp: (sender: PlanSender, target: CancelTarget) => Promise<"gone" | "stillThere">;
  /** How many people an item's cancellation mails, for the record. */
  readonly countPeople: (plan: CancellationPlan, index: number) => number;
  readonly onChange: (run: Run) => void;
  /** How the time before looking up a lost answer is waited for. Default: on a timer. */
  readonly wait?: LostAnswersOptions["wait"];
  /** Takes failures that leave no other trace. */
  readonly onError: (what: string, error: unknown) => void;
}

/** Names an item among all accounts and clouds. */
export function claimKey(sender: PlanSender, key: string): string {
  return `${sender.realm}\n${sender.accountId}\n${key}`;
}

/** The confirmed plans of this window. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #runs = new Map<string, Run>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #working = new Set<Promise<void>>();
  readonly #lostAnswers: LostAnswers;
  #disposed = false;

  constructor(options: RunsOptions) {
    this.#options = options;
    this.#lostAnswers = new LostAnswers({
      lookUp: options.lookUp,
      onError: options.onError,
      ...(options.wait !== undefined && { wait: options.wait }),
      send: async (plan, index) => this.#sendSafely(plan, index),
      setState: (runId, index, state) => {
        this.#set(runId, index, state);
      },
      setGone: async (plan, index) => this.#foundGone(plan, index),
    });
  }

  /** Newest first. */
  get all(): readonly Run[] {
    return [...this.#runs.values()].toReversed();
  }

  /** Holds a plan that the person has confirmed; it is sent when the hold ends. */
  hold(plan: CancellationPlan): Run {
    const holdMs = this.#options.holdMs();
    const run = heldRun(plan, Date.now() + holdMs);
    this.#become(run);
    this.#timers.set(
      plan.id,
      setTimeout(() => {
        this.#timers.delete(plan.id);
        const work = this.#sendAll(plan).finally(() => this.#working.delete(work));
        this.#working.add(work);
      }, holdMs),
    );
    return run;
  }

  /**
   * Takes back everything that is still held, of one run or of all; gives how many items that were. An item whose answer
   * was lost can no longer be taken back, but it is not sent again any more.
   */
  undo(runId?: string): number {
    void this.#lostAnswers.stop(runId);
    let kept = 0;
    for (const run of this.all) {
      if ((runId !== undefined && run.plan.id !== runId) || !isHeld(run)) continue;
      clearTimeout(this.#timers.get(run.plan.id));
      this.#timers.delete(run.plan.id);
      kept += run.states.filter((state) => state.kind === "held").length;
      this.#become(keepHeld(run));
    }
    return kept;
  }

  /** Looks an unsure item up, and gives the right to send it again if it is still there. */
  async checkUnsure(runId: string, index: number): Promise<void> {
    const run = this.#runs.get(runId);
    const item = run?.plan.items[index];
    if (run === undefined || item === undefined) return;
    // The person takes over: from here on nothing is sent again by itself.
    await this.#lostAnswers.stop(runId, index);
    const state = this.#runs.get(runId)?.states[index];
    if (state?.kind !== "ended" || state.outcome.kind !== "unsure") return;
    const found = await this.#lookUp(run.plan, index, item.target);
    if (found === "stillThere") {
      await this.#options.journal.releaseClaim(claimKey(run.plan.sender, claimedAs(item)));
    }
  }

  /** Resolves when nothing is on the way any more and its outcome is on the disk. Never rejects. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#working);
  }

  /** Forgets the runs that are over; those with an unsure item stay. */
  clearFinished(): void {
    for (const run of this.all) {
      const unsure = run.states.some((state) => state.kind === "ended" && state.outcome.kind === "unsure");
      if (!isHeld(run) && !isSending(run) && !unsure) this.#runs.delete(run.plan.id);
    }
  }

  /** Closing VS Code sends nothing: what is held is dropped, what is on the way is in the journal. */
  dispose(): void {
    this.#disposed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    void this.#lostAnswers.stop();
  }

  async #sendAll(plan: CancellationPlan): Promise<void> {
    let journal: RunJournal | undefined;
    const following: Promise<void>[] = [];
    try {
      journal = await this.#options.journal.begin(plan.id);
      await journal.write(runRecord(plan, (index) => this.#options.countPeople(plan, index), new Date(), process.pid));
      for (const index of plan.items.keys()) {
        if (this.#disposed) return;
        const unsure = await this.#sendOne(plan, index, journal);
        // The next item does not wait until that is found out.
        if (unsure !== undefined) following.push(unsure());
      }
    } catch (error) {
      // Without a journal nothing is sent: what is still held stays unsent, and says why.
      this.#options.onError("The journal cannot be written", error);
      const run = this.#runs.get(plan.id);
      run?.states.forEach((state, index) => {
        if (state.kind === "held") this.#set(plan.id, index, { kind: "skipped", reason: "journalFailed" });
      });
    } finally {
      await Promise.all(following);
      await journal?.close().catch((error: unknown) => {
        this.#options.onError("The journal cannot be closed", error);
      });
    }
  }

  /** Sends one item; if its answer was lost, gives what finds out more. */
  async #sendOne(
    plan: CancellationPlan,
    index: number,
    journal: RunJournal,
  ): Promise<(() => Promise<void>) | undefined> {
    const item = plan.items[index];
    const state = this.#runs.get(plan.id)?.states[index];
    // Undone, or the window is closing, while the items before it were being sent.
    if (item === undefined || state?.kind !== "held" || this.#disposed) return undefined;
    // From here on nothing can be undone: no await stands between the question above and this.
    this.#set(plan.id, index, { kind: "sending" });
    const claim = await this.#prepare(plan, index, item, journal);
    if (claim === undefined) return undefined;
    const outcome = await this.#sendSafely(plan, index);
    await this.#end(plan, index, outcome, claim, journal);
    if (outcome.kind !== "unsure" || this.#disposed) return undefined;
    return async () => this.#lostAnswers.follow({ plan, index, target: item.target, journal }, outcome);
  }

  /**
   * Writes down that the item is being sent, and then claims it: a crash in between leaves an item that is looked up, and
   * never one that is claimed and of which nothing is known. Undefined if it was claimed before.
   */
  async #prepare(
    plan: CancellationPlan,
    index: number,
    item: PlannedItem,
    journal: RunJournal,
  ): Promise<Claim | undefined> {
    try {
      await journal.write({ type: "sending", item: index, at: new Date().toISOString() });
      const claim = await this.#options.journal.claim(claimKey(plan.sender, claimedAs(item)));
      if (claim !== undefined) return claim;
      this.#set(plan.id, index, { kind: "skipped", reason: "sentBefore" });
      const outcome: SendOutcome = { kind: "notSent", reason: "stopped" };
      await journal.write({ type: "outcome", item: index, at: new Date().toISOString(), outcome });
      return undefined;
    } catch (error) {
      this.#set(plan.id, index, { kind: "skipped", reason: "journalFailed" });
      throw error;
    }
  }

  /** Whatever fails inside Unbook, an item that may have left must not stay without an outcome. */
  async #sendSafely(plan: CancellationPlan, index: number): Promise<SendOutcome> {
    try {
      return await this.#options.send(plan, index);
    } catch (error) {
      this.#options.onError("Sending failed", error);
      return { kind: "unsure", reason: "connectionLost", requestId: "" };
    }
  }

  async #end(
    plan: CancellationPlan,
    index: number,
    outcome: SendOutcome,
    claim: Claim,
    journal: RunJournal,
  ): Promise<void> {
    // Shown first: whatever the disk does now, the person must see what was sent.
    this.#set(plan.id, index, { kind: "ended", outcome, atUtc: Date.now() });
    if (outcome.kind === "refused" || outcome.kind === "notSent") await claim.release();
    await journal.write({ type: "outcome", item: index, at: new Date().toISOString(), outcome });
  }

  async #foundGone(plan: CancellationPlan, index: number): Promise<void> {
    try {
      await this.#found(plan, index, "gone");
    } catch (error) {
      this.#options.onError("What was found cannot be written down", error);
    }
  }

  async #lookUp(plan: CancellationPlan, index: number, target: CancelTarget): Promise<"gone" | "stillThere"> {
    const found = await this.#options.lookUp(plan.sender, target);
    await this.#found(plan, index, found);
    return found;
  }

  async #found(plan: CancellationPlan, index: number, found: "gone" | "stillThere"): Promise<void> {
    this.#set(plan.id, index, { kind: "lookedUp", found, atUtc: Date.now() });
    const journal = await this.#options.journal.reopen(plan.id);
    try {
      await journal.write({ type: "lookup", item: index, at: new Date().toISOString(), found });
    } finally {
      await journal.close();
    }
  }

  #set(runId: string, index: number, state: ItemState): void {
    const run = this.#runs.get(runId);
    if (run !== undefined) this.#become(withState(run, index, state));
  }

  #become(run: Run): void {
    this.#runs.set(run.plan.id, run);
    try {
      this.#options.onChange(run);
    } catch (error) {
      // Drawing must not keep an outcome from being written down.
      this.#options.onError("A change could not be shown", error);
    }
  }
}
