/**
 * What an earlier window left unsure: items that the journal shows on their way when it ends. They are shown until
 * somebody has looked them up; they are never sent again by themselves.
 */
import { waitBeforeSingleLook } from "../cancellation/afterLostAnswer.ts";
import { isUnsure } from "../cancellation/journal.ts";
import type { JournalItem } from "../cancellation/journal.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import { matchCancelRoute } from "../cancellation/route.ts";
import { isSameSender } from "../cancellation/plan.ts";
import type { PlanSender } from "../cancellation/plan.ts";
import type { Journal } from "./journalFolder.ts";
import { waitOnTimer } from "./lostAnswers.ts";
import type { LostAnswersOptions } from "./lostAnswers.ts";
import { claimKey } from "./runs.ts";

type Found = "gone" | "stillThere";

/** One item that was left unsure. */
export interface LeftBehindItem {
  readonly runId: string;
  readonly index: number;
  readonly item: JournalItem;
  readonly atUtc: number;
}

/** What is needed to find and to check such items. */
export interface LeftBehindOptions {
  readonly journal: Journal;
  readonly lookUp: (sender: PlanSender, target: CancelTarget) => Promise<Found>;
  /** Whether a process is still there. */
  readonly isAlive: (pid: number) => boolean;
  /** How the time before a look is waited for. Default: on a timer. */
  readonly wait?: LostAnswersOptions["wait"];
}

/** The unsure items of earlier windows, of one account. */
export class LeftBehind {
  readonly #options: LeftBehindOptions;
  #sender: PlanSender | undefined;
  #items: readonly LeftBehindItem[] = [];
  /** The looks that are under way. */
  readonly #checks = new Map<LeftBehindItem, Promise<Found>>();
  readonly #closing = new AbortController();

  constructor(options: LeftBehindOptions) {
    this.#options = options;
  }

  get items(): readonly LeftBehindItem[] {
    return this.#items;
  }

  /**
   * Reads the journal for one account; for nobody, forgets.
   * @param ownRuns the runs of this window, which know better what becomes of them.
   */
  async load(sender: PlanSender | undefined, ownRuns: ReadonlySet<string>): Promise<void> {
    this.#sender = sender;
    this.#items = [];
    if (sender === undefined) return;
    const runs = await this.#options.journal.readRuns();
    if (this.#sender !== sender) return;
    this.#items = runs
      .filter(({ run }) => isSameSender(run, sender) && !ownRuns.has(run.runId))
      // Another window that is still sending has left nothing behind.
      .filter(({ run }) => !this.#options.isAlive(run.pid))
      .flatMap(({ run, items }) =>
        items.flatMap((state, index) => {
          const item = run.items[index];
          if (item === undefined || !isUnsure(state) || state.kind === "neverLeft") return [];
          return [{ runId: run.runId, index, item, atUtc: Date.parse(state.at) }];
        }),
      );
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

  /** Ends the waiting. */
  dispose(): void {
    this.#closing.abort();
  }

  async #check(left: LeftBehindItem): Promise<Found> {
    const sender = this.#sender;
    const route = matchCancelRoute("POST", `/${left.item.apiVersion}${left.item.itemPath}/cancel`);
    if (sender === undefined || route === undefined) throw new Error("Nothing is known of this item");
    await (this.#options.wait ?? waitOnTimer)(waitBeforeSingleLook(left.atUtc, Date.now()), this.#closing.signal);
    this.#closing.signal.throwIfAborted();
    const found = await this.#options.lookUp(sender, route.target);
    // Another window may have looked since then, and a person may have cancelled it again from there.
    if (await this.#isStillUnsure(left)) await this.#noteDown(left, found, sender);
    this.#items = this.#items.filter((other) => other !== left);
    return found;
  }

  async #isStillUnsure({ runId, index }: LeftBehindItem): Promise<boolean> {
    const runs = await this.#options.journal.readRuns();
    const state = runs.find(({ run }) => run.runId === runId)?.items[index];
    return state !== undefined && isUnsure(state);
  }

  async #noteDown({ runId, index, item }: LeftBehindItem, found: Found, sender: PlanSender): Promise<void> {
    const journal = await this.#options.journal.reopen(runId);
    try {
      await journal.write({ type: "lookup", item: index, at: new Date().toISOString(), found });
    } finally {
      await journal.close();
    }
    if (found === "stillThere") await this.#options.journal.releaseClaim(claimKey(sender, item.key), runId);
  }
}

/** Whether a process of this machine is still there. */
export function isAlive(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is there, too, but may not be asked.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
