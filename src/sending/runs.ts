/**
 * The last stretch of the one road: holds confirmed plans, has them sent when their time has come (sendRun.ts), and keeps
 * what became of each item. It shows nothing and does not know VS Code.
 */
import { waitBeforeSingleLook } from "../cancellation/afterLostAnswer.ts";
import { afterHold, isTooLate } from "../cancellation/afterSleep.ts";
import { claimedAs } from "../cancellation/plan.ts";
import type { CancellationPlan, PlannedItem } from "../cancellation/plan.ts";
import { itemsPerRequest } from "../cancellation/plannedRequest.ts";
import { endHold, heldRun, isHeld, isSending, keepHeld, leaveSlept, stopWaiting } from "../cancellation/run.ts";
import type { ItemState, Run } from "../cancellation/run.ts";
import { soughtOf } from "../cancellation/sought.ts";
import { isTakenMeanwhile } from "../cancellation/underWay.ts";
import { claimKey } from "./claims.ts";
import type { Journal } from "./journalFolder.ts";
import { LostAnswers, waitOnTimer } from "./lostAnswers.ts";
import type { LookUpSought, LostAnswersOptions } from "./lostAnswers.ts";
import type { PlanLock } from "./planLocks.ts";
import { RunBook } from "./runBook.ts";
import type { SendRunOptions } from "./sendRun.ts";
import { sendSafely, unknownOutcome } from "./sendSafely.ts";
import type { SendItems } from "./sendSafely.ts";
import { watchSleep } from "./sleepWatch.ts";
import type { SleepWatch } from "./sleepWatch.ts";

/** What sending needs. */
export interface RunsOptions {
  readonly journal: Journal;
  readonly holdMs: () => number;
  readonly send: SendItems;
  readonly lookUp: LookUpSought;
  /** Equal for all items of one mailbox. */
  readonly mailboxOf: (planned: PlannedItem) => string;
  /** How many items go in one request at most. Default: as many as go best. */
  readonly itemsPerRequest?: number;
  /** How many people an item's cancellation mails, for the record. */
  readonly countPeople: (plan: CancellationPlan, index: number) => number;
  /** Whether the record names the items by more than their ids. Default: it does. */
  readonly storesNames?: () => boolean;
  readonly onChange: (run: Run) => void;
  /** How the time before a look at an item is waited for. Default: on a timer. */
  readonly wait?: LostAnswersOptions["wait"];
  /** Takes failures that leave no other trace. */
  readonly onError: (what: string, error: unknown) => void;
}

/** What became of the wish to hold a plan. */
export type HoldResult =
  | { readonly kind: "held"; readonly run: Run }
  /** Another run, in this window or another one, is sending the same plan document. Nothing is held. */
  | { readonly kind: "runElsewhere" };

/** What belongs to a run while it is held or sent. */
interface Course {
  readonly stopping: AbortController;
  readonly lock: PlanLock | undefined;
  timer?: NodeJS.Timeout;
  isStopped: boolean;
}

/** The confirmed plans of this window. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #book: RunBook;
  readonly #courses = new Map<string, Course>();
  readonly #working = new Set<Promise<void>>();
  readonly #lostAnswers: LostAnswers;
  /** The looks that a person has asked for, by run and index. */
  readonly #checks = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(options: RunsOptions) {
    this.#options = options;
    const book = new RunBook(options);
    this.#book = book;
    this.#lostAnswers = new LostAnswers({
      lookUp: options.lookUp,
      onError: options.onError,
      ...(options.wait !== undefined && { wait: options.wait }),
      send: async (plan, index) => {
        const [outcome = unknownOutcome] = await sendSafely(options, plan, [index], this.#closing.signal);
        return outcome;
      },
      isTooLate: (sinceUtc) => isTooLate(sinceUtc, Date.now()),
      isTaken: (plan, index, sinceUtc) => isTakenMeanwhile(book.all, plan, index, sinceUtc),
      setState: (runId, index, state) => {
        book.setOne(runId, index, state);
      },
      setGone: async (plan, index) => this.#foundGone(plan, index),
    });
  }

  /** Newest first. */
  get all(): readonly Run[] {
    return this.#book.all;
  }

  /** Holds a plan that the person has confirmed; it is sent when the hold ends. */
  async hold(plan: CancellationPlan): Promise<HoldResult> {
    let lock: PlanLock | undefined;
    if (plan.documentId !== undefined) {
      lock = await this.#options.journal.lock(plan.documentId, plan.id);
      if (lock === undefined) return { kind: "runElsewhere" };
    }
    const holdMs = this.#options.holdMs();
    const course: Course = { stopping: new AbortController(), lock, isStopped: false };
    this.#courses.set(plan.id, course);
    return { kind: "held", run: this.#hold(plan, course, holdMs) };
  }

  #hold(plan: CancellationPlan, course: Course, holdMs: number): Run {
    const run = heldRun(plan, Date.now() + holdMs);
    course.timer = setTimeout(() => {
      this.#endHold(run, course, holdMs);
    }, holdMs);
    this.#book.put(run);
    return run;
  }

  #endHold({ plan, sendAtUtc }: Run, course: Course, holdMs: number): void {
    const end = afterHold(sendAtUtc, Date.now());
    switch (end) {
      case "send":
        this.#begin(plan, course, holdMs);
        return;
      case "holdAnew":
        this.#hold(plan, course, holdMs);
        return;
      case "leave":
        this.#leaveSlept(plan.id);
        this.#work(this.#end(plan.id));
        return;
      default:
        end satisfies never;
    }
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
      const course = this.#courses.get(run.plan.id);
      clearTimeout(course?.timer);
      this.#work(this.#end(run.plan.id));
      kept += run.states.filter((state) => state.kind === "held").length;
      this.#book.put(keepHeld(run));
    }
    return kept;
  }

  /**
   * Stops sending, of one run or of all, and gives how many items are left because of that. Requests under way end as they
   * end; what is unsure is not sent again by itself any more. What is still held is not concerned: see `undo`.
   */
  stop(runId?: string): number {
    let left = 0;
    for (const run of this.all) {
      if ((runId ?? run.plan.id) !== run.plan.id || isHeld(run) || !isSending(run)) continue;
      left += run.states.filter(({ kind }) => kind === "waiting").length;
      const course = this.#courses.get(run.plan.id);
      if (course !== undefined) course.isStopped = true;
      this.#book.put(stopWaiting(run));
      course?.stopping.abort();
      void this.#lostAnswers.stop(run.plan.id);
    }
    return left;
  }

  /** Leaves what was slept through: it was confirmed for another hour. */
  #leaveSlept(runId: string): void {
    const run = this.#book.get(runId);
    if (run === undefined) return;
    const course = this.#courses.get(runId);
    if (course !== undefined) course.isStopped = true;
    this.#book.put(leaveSlept(run));
    course?.stopping.abort();
    void this.#lostAnswers.stop(runId);
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
      if (!isHeld(run) && !isSending(run) && !unsure) this.#book.remove(run.plan.id);
    }
  }

  /** Closing VS Code sends nothing: what is held or waits is dropped, what is on the way is in the journal. */
  dispose(): void {
    this.#closing.abort();
    for (const [runId, { timer, stopping }] of this.#courses) {
      clearTimeout(timer);
      stopping.abort();
      const run = this.#book.get(runId);
      if (run !== undefined && isHeld(run)) this.#work(this.#end(runId));
    }
    void this.#lostAnswers.stop();
  }

  #begin(plan: CancellationPlan, course: Course, holdMs: number): void {
    const run = this.#book.get(plan.id);
    if (run === undefined) return;
    // From here on nothing can be undone: no await stands between the end of the hold and this.
    this.#book.put(endHold(run));
    const { storesNames = () => true } = this.#options;
    const watch = watchSleep(() => {
      this.#leaveSlept(plan.id);
    });
    const sending = this.#send(plan, {
      ...this.#options,
      book: this.#book,
      lostAnswers: this.#lostAnswers,
      itemsPerRequest: this.#options.itemsPerRequest ?? itemsPerRequest,
      storesNames: storesNames(),
      holdMs,
      signal: course.stopping.signal,
      isStopped: () => course.isStopped,
      hasSlept: () => watch.hasSlept(),
    });
    this.#work(sending.then(async () => this.#endSending(plan.id, watch)));
  }

  /** Starting VS Code does not pay for what sends: it is loaded here. */
  async #send(plan: CancellationPlan, options: SendRunOptions): Promise<void> {
    try {
      const { sendRun } = await import("./sendRun.ts");
      await sendRun(plan, options);
    } catch (error) {
      this.#options.onError("What sends cannot be loaded", error);
      this.#book.skipWaiting(plan.id);
    }
  }

  async #endSending(runId: string, watch: SleepWatch): Promise<void> {
    watch.dispose();
    await this.#end(runId);
  }

  /** Lets others send the same document. */
  async #end(runId: string): Promise<void> {
    const course = this.#courses.get(runId);
    this.#courses.delete(runId);
    try {
      await course?.lock?.release();
    } catch (error) {
      this.#options.onError("The lock of a plan cannot be given back", error);
    }
  }

  #work(work: Promise<void>): void {
    const counted = work.finally(() => this.#working.delete(counted));
    this.#working.add(counted);
  }

  async #check(runId: string, index: number): Promise<void> {
    // The person takes over: from here on nothing is sent again by itself.
    await this.#lostAnswers.stop(runId, index);
    const run = this.#book.get(runId);
    const item = run?.plan.items[index];
    const state = run?.states[index];
    if (run === undefined || item === undefined || state === undefined || !isUnsure(state)) return;
    const wait = this.#options.wait ?? waitOnTimer;
    await wait(waitBeforeSingleLook(state.atUtc, Date.now()), this.#closing.signal);
    if (this.#closing.signal.aborted) return;
    const found = await this.#options.lookUp(run.plan.sender, soughtOf(item));
    // What has been found out meanwhile, and done because of that, is newer than this look.
    if (this.#book.stateOf(runId, index) !== state) return;
    await this.#found(run.plan, index, found);
    if (found === "stillThere") {
      await this.#options.journal.releaseClaim(claimKey(run.plan.sender, claimedAs(item, run.plan.sender)), runId);
    }
  }

  async #foundGone(plan: CancellationPlan, index: number): Promise<void> {
    try {
      await this.#found(plan, index, "gone");
    } catch (error) {
      this.#options.onError("What was found cannot be written down", error);
    }
  }

  async #found(plan: CancellationPlan, index: number, found: "gone" | "stillThere"): Promise<void> {
    this.#book.setOne(plan.id, index, { kind: "lookedUp", found, atUtc: Date.now() });
    const journal = await this.#options.journal.reopen(plan.id);
    try {
      await journal.write({ type: "lookup", item: index, at: new Date().toISOString(), found });
    } finally {
      await journal.close();
    }
  }
}

function isUnsure(state: ItemState): state is Extract<ItemState, { kind: "ended" }> {
  return state.kind === "ended" && state.outcome.kind === "unsure";
}
