/**
 * Sends one run whose hold has ended: all mailboxes at the same time, in each the soonest start first, with a few requests
 * under way. What a request names is written down and claimed before it leaves, and how it ended before the next one of
 * its lane. Nothing else sends, but for the second attempt of a lost answer (lostAnswers.ts).
 */
import { createHash } from "node:crypto";
import { runRecord } from "../cancellation/journal.ts";
import type { ItemRecord } from "../cancellation/journal.ts";
import { requestsPerMailbox } from "../cancellation/mailboxName.ts";
import type { SendOutcome } from "../cancellation/outcome.ts";
import { claimedAs } from "../cancellation/plan.ts";
import type { CancellationPlan, PlannedItem } from "../cancellation/plan.ts";
import type { ItemState } from "../cancellation/run.ts";
import { sendingOrder } from "../cancellation/sendingOrder.ts";
import { claimKey } from "./claims.ts";
import type { Journal } from "./journalFolder.ts";
import type { LostAnswers } from "./lostAnswers.ts";
import type { RunBook } from "./runBook.ts";
import type { RunJournal } from "./runJournal.ts";
import { sendSafely } from "./sendSafely.ts";
import type { SendItems } from "./sendSafely.ts";

/** The other thing that this part of the build offers: where the journal is kept. */
export { createJournalFolder } from "./journalFolder.ts";

/** What sending a run needs. */
export interface SendRunOptions {
  readonly journal: Journal;
  readonly book: RunBook;
  readonly lostAnswers: LostAnswers;
  readonly send: SendItems;
  /** Equal for all items of one mailbox. */
  readonly mailboxOf: (planned: PlannedItem) => string;
  /** How many items go in one request at most. */
  readonly itemsPerRequest: number;
  readonly countPeople: (plan: CancellationPlan, index: number) => number;
  /** Whether the journal names the items by more than their ids. */
  readonly storesNames: boolean;
  readonly holdMs: number;
  /** Keeps what has not left from leaving: the person stops it, or the window is closed. */
  readonly signal: AbortSignal;
  /** Whether it was the person who aborted: then what waits is no longer wanted. */
  readonly isStopped: () => boolean;
  /** Whether the machine has slept for so long that nothing more is to leave. Default: it never has. */
  readonly hasSlept?: () => boolean;
  readonly onError: (what: string, error: unknown) => void;
}

/** Sends a run; resolves when everything has ended and is written down. Never rejects. */
export async function sendRun(plan: CancellationPlan, options: SendRunOptions): Promise<void> {
  const { book, onError } = options;
  let journal: RunJournal | undefined;
  try {
    journal = await options.journal.begin(plan.id);
    await journal.write(
      runRecord(plan, {
        at: new Date(),
        pid: process.pid,
        holdMs: options.holdMs,
        peopleOf: (index) => options.countPeople(plan, index),
        mailboxOf: (index) => mailboxAt(plan, index, options),
        digestOf: (message) => createHash("sha256").update(`${plan.id}\n${message}`).digest("hex").slice(0, 16),
        storesNames: options.storesNames,
      }),
    );
    await new RunSender(plan, options, journal).send();
  } catch (error) {
    onError("The journal cannot be written", error);
    book.skipWaiting(plan.id);
  }
  await journal?.close().catch((error: unknown) => {
    onError("The journal cannot be closed", error);
  });
}

class RunSender {
  readonly #plan: CancellationPlan;
  readonly #options: SendRunOptions;
  readonly #journal: RunJournal;
  /** Without a journal nothing is sent. */
  #hasFailed = false;
  readonly #following: Promise<void>[] = [];
  /** Claims that were to be given back, and could not be. */
  readonly #stuckClaims: number[] = [];
  /** Records that could not be written. */
  readonly #unwritten: ItemRecord[] = [];

  constructor(plan: CancellationPlan, options: SendRunOptions, journal: RunJournal) {
    this.#plan = plan;
    this.#options = options;
    this.#journal = journal;
  }

  async send(): Promise<void> {
    const { mailboxOf, itemsPerRequest, signal } = this.#options;
    const { items } = this.#plan;
    const noteStop = (): void => {
      if (this.#options.isStopped()) this.#following.push(this.#noteStop());
    };
    signal.addEventListener("abort", noteStop, { once: true });
    if (signal.aborted) noteStop();
    const mailboxes = sendingOrder(items, [...items.keys()], mailboxOf, itemsPerRequest);
    await Promise.all(
      [...mailboxes.values()].flatMap((requests) => {
        const left = requests.values();
        return Array.from({ length: requestsPerMailbox }, async () => this.#lane(left));
      }),
    );
    // Those that follow may stop, and stopping adds to them.
    for (let done = 0; done < this.#following.length;) {
      const now = this.#following.slice(done);
      await Promise.all(now);
      done += now.length;
    }
    signal.removeEventListener("abort", noteStop);
    await this.#release(this.#stuckClaims.splice(0));
    // There may be room on the disk again; if not, what is not known to have ended is looked up one day.
    if (this.#unwritten.length > 0) await this.#journal.write(...this.#unwritten);
  }

  /** Sends one request after the other, until none is left or nothing more may be sent. */
  async #lane(left: Iterator<readonly number[]>): Promise<void> {
    for (let next = left.next(); next.done !== true; next = left.next()) {
      if (this.#hasFailed || this.#options.signal.aborted) return;
      await this.#sendTogether(next.value);
    }
  }

  async #sendTogether(request: readonly number[]): Promise<void> {
    const { book } = this.#options;
    const indexes = request.filter((index) => book.stateOf(this.#plan.id, index)?.kind === "waiting");
    if (indexes.length === 0) return;
    this.#set(indexes, () => ({ kind: "sending" }));
    const prepared = await this.#prepare(indexes);
    if (prepared === undefined) return;
    const outcomes = await this.#send(prepared.claimed);
    // The lane goes on while that is written: after a crash, what has no outcome in the journal is looked up.
    this.#following.push(this.#end(prepared.claimed, outcomes, prepared.skipped));
  }

  /**
   * Writes down that the items are being sent, and then claims them: a crash in between leaves items that are looked up, and
   * never one that is claimed and of which nothing is known. Undefined if that fails: then none of them is sent.
   */
  async #prepare(
    indexes: readonly number[],
  ): Promise<{ readonly claimed: readonly number[]; readonly skipped: readonly ItemRecord[] } | undefined> {
    const { journal } = this.#options;
    const claimed: number[] = [];
    try {
      await this.#journal.write(...indexes.map((item): ItemRecord => ({ type: "sending", item, at: nowText() })));
      const { own, error } = await journal.claim(
        indexes.map((index) => this.#claimKey(index)),
        this.#plan.id,
      );
      claimed.push(...indexes.filter((_, at) => own.includes(at)));
      if (error !== undefined) throw error;
    } catch (error) {
      this.#fail(error, indexes);
      await this.#release(claimed);
      await this.#write(indexes.map((item) => ({ type: "skipped", item, at: nowText(), reason: "journalFailed" })));
      return undefined;
    }
    const before = indexes.filter((index) => !claimed.includes(index));
    this.#set(before, () => ({ kind: "skipped", reason: "sentBefore" }));
    return {
      claimed,
      skipped: before.map((item) => ({ type: "skipped", item, at: nowText(), reason: "sentBefore" })),
    };
  }

  async #send(indexes: readonly number[]): Promise<readonly SendOutcome[]> {
    const { signal } = this.#options;
    if (indexes.length === 0) return [];
    if (this.#hasSlept() || signal.aborted) return indexes.map(() => ({ kind: "notSent", reason: "stopped" }));
    return sendSafely(this.#options, this.#plan, indexes, signal);
  }

  async #end(
    indexes: readonly number[],
    outcomes: readonly SendOutcome[],
    skipped: readonly ItemRecord[],
  ): Promise<void> {
    const { signal, isStopped, lostAnswers } = this.#options;
    const ended = indexes.flatMap((index, at) => {
      const outcome = outcomes[at];
      return outcome === undefined ? [] : [{ index, outcome }];
    });
    const atUtc = Date.now();
    // Shown first: whatever the disk does now, the person must see what was sent.
    const byIndex = new Map(ended.map(({ index, outcome }) => [index, outcome]));
    this.#set(indexes, (index) => {
      const outcome = byIndex.get(index);
      if (outcome?.kind === "notSent" && outcome.reason === "stopped") {
        // Asked first: whoever slept through this is stopped by the asking.
        if (this.#hasSlept()) return { kind: "stopped", hasSlept: true };
        if (isStopped()) return { kind: "stopped" };
      }
      if (outcome?.kind === "unsure" && !signal.aborted) return { kind: "checking", outcome, atUtc };
      return outcome && { kind: "ended", outcome, atUtc };
    });
    await this.#release(
      ended.filter(({ outcome: { kind } }) => kind === "refused" || kind === "notSent").map(({ index }) => index),
    );
    const at = new Date(atUtc).toISOString();
    const records = ended.map(({ index, outcome }): ItemRecord => ({ type: "outcome", item: index, at, outcome }));
    const isWritten = await this.#write([...skipped, ...records]);
    for (const { index, outcome } of ended) {
      if (outcome.kind !== "unsure") continue;
      if (!isWritten || signal.aborted) this.#set([index], () => ({ kind: "ended", outcome, atUtc }));
      // The next items do not wait until that is found out.
      else
        this.#following.push(lostAnswers.follow({ plan: this.#plan, index, journal: this.#journal }, outcome, atUtc));
    }
  }

  #hasSlept(): boolean {
    return this.#options.hasSlept?.() ?? false;
  }

  async #noteStop(): Promise<void> {
    try {
      await this.#journal.write({ type: "stopped", at: nowText() });
    } catch (error) {
      this.#options.onError("The journal cannot be written", error);
    }
  }

  /** False if that fails; then nothing more is sent. */
  async #write(records: readonly ItemRecord[]): Promise<boolean> {
    if (records.length === 0) return true;
    try {
      await this.#journal.write(...records);
      return true;
    } catch (error) {
      this.#unwritten.push(...records);
      this.#fail(error, []);
      return false;
    }
  }

  #fail(error: unknown, indexes: readonly number[]): void {
    const { book, onError } = this.#options;
    if (!this.#hasFailed) onError("The journal cannot be written", error);
    this.#hasFailed = true;
    this.#set(indexes, () => ({ kind: "skipped", reason: "journalFailed" }));
    book.skipWaiting(this.#plan.id);
  }

  /** Gives claims back; one that cannot be is tried again when the run is over. */
  async #release(indexes: readonly number[]): Promise<void> {
    const { journal, onError } = this.#options;
    await Promise.all(
      indexes.map(async (index) => {
        try {
          await journal.releaseClaim(this.#claimKey(index), this.#plan.id);
        } catch (error) {
          this.#stuckClaims.push(index);
          onError("A claim cannot be given back", error);
        }
      }),
    );
  }

  #claimKey(index: number): string {
    const planned = this.#plan.items[index];
    if (planned === undefined) throw new RangeError(`The plan has no item ${index}`);
    return claimKey(this.#plan.sender, claimedAs(planned, this.#plan.sender));
  }

  #set(indexes: readonly number[], stateOf: (index: number) => ItemState | undefined): void {
    const changes = indexes.map((index) => [index, stateOf(index)] as const);
    this.#options.book.set(
      this.#plan.id,
      new Map(changes.filter((change): change is [number, ItemState] => change[1] !== undefined)),
    );
  }
}

function mailboxAt({ items }: CancellationPlan, index: number, { mailboxOf }: SendRunOptions): string {
  const planned = items[index];
  return planned === undefined ? "" : mailboxOf(planned);
}

function nowText(): string {
  return new Date().toISOString();
}
