/**
 * The last stretch of the one road: holds confirmed plans, sends them when their time has come, and keeps what became of
 * each item. This is the only place that sends. It shows nothing and does not know VS Code.
 */
import { waitBeforeSingleLook } from "../cancellation/afterLostAnswer.ts";
import { runRecord } from "../cancellation/journal.ts";
import type { SendOutcome } from "../cancellation/outcome.ts";
import { claimedAs } from "../cancellation/plan.ts";
import type { CancellationPlan, PlannedItem, PlanSender } from "../cancellation/plan.ts";
import { heldRun, isHeld, isSending, keepHeld, withState } from "../cancellation/run.ts";
import type { ItemState, Run } from "../cancellation/run.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import { isTakenMeanwhile } from "../cancellation/underWay.ts";
import type { Claim, Journal, RunJournal } from "./journalFolder.ts";
import { LostAnswers, waitOnTimer } from "./lostAnswers.ts";
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
  /** How the time before a look at an item is waited for. Default: on a timer. */
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
  /** The looks that a person has asked for, by run and index. */
  readonly #checks = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(options: RunsOptions) {
    this.#options = options;
    this.#lostAnswers = new LostAnswers({
      lookUp: options.lookUp,
      onError: options.onError,
      ...(options.wait !== undefined && { wait: options.wait }),
      send: async (plan, index) => this.#sendSafely(plan, index),
      isTaken: (plan, index, sinceUtc) => isTakenMeanwhile(this.all, plan, index, sinceUtc),
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
   * Takes back everything that is still held, of one run or of all; gives how many items that were. An item of these
   * runs whose answer was lost can no longer be taken back, but it is not sent again any more.
   */
  undo(runId?: string): number {
    let kept = 0;
    for (const run of this.all) {
      if (runId === undefined ? !isHeld(run) : run.plan.id !== runId) continue;
      void this.#lostAnswers.stop(run.plan.id);
      if (!isHeld(run)) continue;
      clearTimeout(this.#timers.get(run.plan.id));
      this.#timers.delete(run.plan.id);
      kept += run.states.filter((state) => state.kind === "held").length;
      this.#become(keepHeld(run));
    }
    return kept;
  }

  /**
   * Looks an unsure item up, when Graph has had the time to act on it, and gives the right to send it again if it is
   * still there. Who asks meanwhile waits for the same look.
   */
  async checkUnsure(runId: string, index: number): Promise<void> {
    const key = `${runId} ${index}`;
    const underWay = this.#checks.get(key);
    if (underWay !== undefined) return underWay;
    const check = this.#check(runId, index).finally(() => this.#checks.delete(key));
    this.#checks.set(key, check);
    return check;
  }

  /** Resolves when nothing is on the way any more and its outcome is on the disk. Never rejects. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#working);
  }

  /** Forgets the runs that are over; those with an unsure item stay. */
  clearFinished(): void {
    for (const run of this.all) {
      const unsure = run.states.some(isUnsure);
      if (!isHeld(run) && !isSending(run) && !unsure) this.#runs.delete(run.plan.id);
    }
  }

  /** Closing VS Code sends nothing: what is held is dropped, what is on the way is in the journal. */
  dispose(): void {
    this.#closing.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    void this.#lostAnswers.stop();
  }

  get #isDisposed(): boolean {
    return this.#closing.signal.aborted;
  }

  async #check(runId: string, index: number): Promise<void> {
    // The person takes over: from here on nothing is sent again by itself.
    await this.#lostAnswers.stop(runId, index);
    const run = this.#runs.get(runId);
    const item = run?.plan.items[index];
    const state = run?.states[index];
    if (run === undefined || item === undefined || state === undefined || !isUnsure(state)) return;
    const wait = this.#options.wait ?? waitOnTimer;
    await wait(waitBeforeSingleLook(state.atUtc, Date.now()), this.#closing.signal);
    if (this.#isDisposed) return;
    const found = await this.#options.lookUp(run.plan.sender, item.target);
    // What has been found out meanwhile, and done because of that, is newer than this look.
    if (this.#runs.get(runId)?.states[index] !== state) return;
    await this.#found(run.plan, index, found);
    if (found === "stillThere") {
      await this.#options.journal.releaseClaim(claimKey(run.plan.sender, claimedAs(item)), runId);
    }
  }

  async #sendAll(plan: CancellationPlan): Promise<void> {
    let journal: RunJournal | undefined;
    const following: Promise<void>[] = [];
    try {
      journal = await this.#options.journal.begin(plan.id);
      await journal.write(runRecord(plan, (index) => this.#options.countPeople(plan, index), new Date(), process.pid));
      for (const index of plan.items.keys()) {
        if (this.#isDisposed) return;
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
    if (item === undefined || state?.kind !== "held" || this.#isDisposed) return undefined;
    // From here on nothing can be undone: no await stands between the question above and this.
    this.#set(plan.id, index, { kind: "sending" });
    const claim = await this.#prepare(plan, index, item, journal);
    if (claim === undefined) return undefined;
    const outcome = await this.#sendSafely(plan, index);
    if (outcome.kind === "unsure" && !this.#isDisposed) {
      return async () => this.#lostAnswers.follow({ plan, index, target: item.target, journal }, outcome);
    }
    await this.#end(plan, index, outcome, claim, journal);
    return undefined;
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
      const claim = await this.#options.journal.claim(claimKey(plan.sender, claimedAs(item)), plan.id);
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

function isUnsure(state: ItemState): state is Extract<ItemState, { kind: "ended" }> {
  return state.kind === "ended" && state.outcome.kind === "unsure";
}
