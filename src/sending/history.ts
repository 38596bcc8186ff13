/**
 * The runs of the past, read from the journal: shown, thrown away after some days, and cleared on request. What is unsure
 * stays until it has been looked up, and no claim is ever thrown away: what was sent is never sent again.
 */
import { isUnsure } from "../cancellation/journal.ts";
import type { JournalledRun } from "../cancellation/journal.ts";
import { reportOfJournal } from "../cancellation/report.ts";
import type { ReportTotals } from "../cancellation/report.ts";
import type { Journal, JournalProblem } from "./journalFolder.ts";

/** A run of the past. */
export interface HistoryEntry {
  readonly journalled: JournalledRun;
  /** When its hold ended: milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedUtc: number;
  /** Empty where it was not stored. */
  readonly senderAddress: string;
  readonly totals: ReportTotals;
}

/** What the history needs. */
export interface HistoryOptions {
  readonly journal: Journal;
  /** Whether a process is still there that was at this moment, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly isAlive: (pid: number, sinceUtc: number) => boolean;
}

const dayMs = 86_400_000;

/** The runs of the past. */
export class History {
  readonly #options: HistoryOptions;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  /** All runs, newest first, those of other windows and accounts included; and what could not be read. */
  async list(): Promise<{ readonly entries: readonly HistoryEntry[]; readonly problems: readonly JournalProblem[] }> {
    const { runs, problems } = await this.#options.journal.readRuns();
    const entries = runs.map((journalled): HistoryEntry => {
      const { startedUtc, senderAddress, totals } = reportOfJournal(journalled);
      return { journalled, startedUtc, senderAddress, totals };
    });
    return { entries: entries.toSorted((one, other) => other.startedUtc - one.startedUtc), problems };
  }

  /**
   * Throws away what is older than this, and gives how many runs that were.
   * @param nowUtc milliseconds since 1970-01-01T00:00:00Z.
   */
  async keepDays(days: number, nowUtc: number): Promise<number> {
    return this.#forget(({ startedUtc }) => startedUtc < nowUtc - days * dayMs);
  }

  /** Throws everything away that may be, and gives how many runs that were. */
  async clear(): Promise<number> {
    return this.#forget(() => true);
  }

  async #forget(isWanted: (entry: HistoryEntry) => boolean): Promise<number> {
    const { entries } = await this.list();
    const { isAlive, journal } = this.#options;
    const forgotten = entries.filter((entry) => {
      const { run, items } = entry.journalled;
      const isOver = !isAlive(run.pid, entry.startedUtc) || !items.some(({ kind }) => kind === "neverLeft");
      return isWanted(entry) && isOver && !items.some(isUnsure);
    });
    for (const { journalled } of forgotten) await journal.forget(journalled.run.runId);
    return forgotten.length;
  }
}
