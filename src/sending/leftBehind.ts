/**
 * What earlier windows left behind when they ended in the middle of sending, run by run: what was sent, what was not and
 * can be planned again, and what is unsure. Unsure items are shown until somebody has looked them up; nothing is ever sent
 * again by itself.
 */
import { waitBeforeSingleLook } from "../cancellation/afterLostAnswer.ts";
import { itemsToRetry } from "../cancellation/itemEnd.ts";
import { isUnsure } from "../cancellation/journal.ts";
import type { JournalItem, JournalledRun, JournalRecord } from "../cancellation/journal.ts";
import { matchCancelRoute } from "../cancellation/route.ts";
import { isSameSender } from "../cancellation/plan.ts";
import type { PlanSender } from "../cancellation/plan.ts";
import { soughtIn } from "../cancellation/sought.ts";
import { claimKey } from "./claims.ts";
import type { Journal, JournalProblem } from "./journalFolder.ts";
import { waitOnTimer } from "./lostAnswers.ts";
import type { LookUpSought, LostAnswersOptions } from "./lostAnswers.ts";

type Found = "gone" | "stillThere";

/** One item that was left unsure. */
export interface LeftBehindItem {
  readonly runId: string;
  readonly index: number;
  readonly item: JournalItem;
  /** Who has sent it, and can look it up. */
  readonly sender: PlanSender;
  readonly atUtc: number;
}

/** A run that ended with its window, or has unsure items. */
export interface LeftBehindRun {
  readonly journalled: JournalledRun;
  /** Items that have not been sent, and can be planned again; by index. */
  readonly notSent: readonly number[];
  readonly unsure: readonly LeftBehindItem[];
}

/** What is needed to find and to check such items. */
export interface LeftBehindOptions {
  readonly journal: Journal;
  readonly lookUp: LookUpSought;
  /** Whether a process is still there that was at this moment, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly isAlive: (pid: number, sinceUtc: number) => boolean;
  /** How the time before a look is waited for. Default: on a timer. */
  readonly wait?: LostAnswersOptions["wait"];
}

/** What earlier windows left behind, of the accounts that can do something about it. */
export class LeftBehind {
  readonly #options: LeftBehindOptions;
  #senders: readonly PlanSender[] = [];
  #runs: readonly LeftBehindRun[] = [];
  #problems: readonly JournalProblem[] = [];
  /** The looks that are under way. */
  readonly #checks = new Map<LeftBehindItem, Promise<Found>>();
  readonly #closing = new AbortController();

  constructor(options: LeftBehindOptions) {
    this.#options = options;
  }

  /** The unsure items of all runs. */
  get items(): readonly LeftBehindItem[] {
    return this.#runs.flatMap(({ unsure }) => unsure);
  }

  get runs(): readonly LeftBehindRun[] {
    return this.#runs;
  }

  /** What could not be read of the journal: it may hold more than is shown. */
  get problems(): readonly JournalProblem[] {
    return this.#problems;
  }

  /**
   * Reads the journal for some accounts; for nobody, forgets.
   * @param ownRuns the runs of this window, which know better what becomes of them.
   */
  async load(senders: readonly PlanSender[], ownRuns: ReadonlySet<string>): Promise<void> {
    this.#senders = senders;
    this.#runs = [];
    this.#problems = [];
    if (senders.length === 0) return;
    const { runs, problems } = await this.#options.journal.readRuns();
    if (this.#senders !== senders) return;
    this.#problems = problems;
    this.#runs = runs
      // Another window that is still sending has left nothing behind.
      .filter(({ run }) => !ownRuns.has(run.runId) && !this.#options.isAlive(run.pid, Date.parse(run.at)))
      .flatMap((journalled): readonly LeftBehindRun[] => {
        const sender = senders.find((one) => isSameSender(journalled.run, one));
        if (sender === undefined) return [];
        return [{ journalled, notSent: notSentOf(journalled), unsure: unsureOf(journalled, sender) }];
      })
      .filter(isWorthALook);
  }

  /**
   * Looks an item up, when Graph has had the time to act on it, writes down what was found, and takes it off the list.
   * Who asks meanwhile waits for the same look.
   */
  async check(left: LeftBehindItem): Promise<Found> {
    const underWay = this.#checks.get(left);
    if (underWay !== undefined) return underWay;
    const check = this.#check(left).finally(() => this.#checks.delete(left));
    this.#checks.set(left, check);
    return check;
  }

  /** Notes that a person has seen what a run had not sent: planned again or not, it is not shown any more. */
  async dismiss(runId: string): Promise<void> {
    await this.#append(runId, { type: "seen", at: new Date().toISOString() });
    this.#runs = this.#runs
      .map((left) => (left.journalled.run.runId === runId ? { ...left, notSent: [] } : left))
      .filter(isWorthALook);
  }

  /** Ends the waiting. */
  dispose(): void {
    this.#closing.abort();
  }

  async #check(left: LeftBehindItem): Promise<Found> {
    const { sender } = left;
    const route = matchCancelRoute("POST", `/${left.item.apiVersion}${left.item.itemPath}/cancel`);
    if (route === undefined) throw new Error("Nothing is known of this item");
    await (this.#options.wait ?? waitOnTimer)(waitBeforeSingleLook(left.atUtc, Date.now()), this.#closing.signal);
    this.#closing.signal.throwIfAborted();
    const { action, scope, span, seriesId } = left.item;
    const sought = { target: route.target, action, listedIn: soughtIn(scope, span, seriesId) };
    const found = await this.#options.lookUp(sender, sought);
    // Another window may have looked since then, and a person may have cancelled it again from there.
    if (await this.#isStillUnsure(left)) await this.#noteDown(left, found, sender);
    this.#runs = this.#runs
      .map((run) => ({ ...run, unsure: run.unsure.filter((other) => other !== left) }))
      .filter(isWorthALook);
    return found;
  }

  async #isStillUnsure({ runId, index }: LeftBehindItem): Promise<boolean> {
    const { runs } = await this.#options.journal.readRuns();
    const state = runs.find(({ run }) => run.runId === runId)?.items[index];
    return state !== undefined && isUnsure(state);
  }

  async #noteDown({ runId, index, item }: LeftBehindItem, found: Found, sender: PlanSender): Promise<void> {
    await this.#append(runId, { type: "lookup", item: index, at: new Date().toISOString(), found });
    if (found === "stillThere") await this.#options.journal.releaseClaim(claimKey(sender, item.key), runId);
  }

  async #append(runId: string, record: JournalRecord): Promise<void> {
    const journal = await this.#options.journal.reopen(runId);
    try {
      await journal.write(record);
    } finally {
      await journal.close();
    }
  }
}

/** What a person has seen, or has stopped, needs no further look. */
function notSentOf(journalled: JournalledRun): readonly number[] {
  const isBrokenOff = journalled.items.some(({ kind }) => kind === "neverLeft");
  return isBrokenOff && !journalled.isSeen ? itemsToRetry(journalled) : [];
}

function unsureOf({ run, items }: JournalledRun, sender: PlanSender): readonly LeftBehindItem[] {
  return items.flatMap((state, index) => {
    const item = run.items[index];
    if (item === undefined || !isUnsure(state)) return [];
    return [{ runId: run.runId, index, item, sender, atUtc: Date.parse(state.at) }];
  });
}

function isWorthALook({ notSent, unsure }: LeftBehindRun): boolean {
  return notSent.length > 0 || unsure.length > 0;
}
