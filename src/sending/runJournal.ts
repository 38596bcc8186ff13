/**
 * One run's journal file, open for writing. What several lanes want to write at the same time goes to the disk together,
 * with one flush: that is what makes a record before every request cheap. A write that fails never spoils the next one.
 */
import type { FileHandle } from "node:fs/promises";
import { encodeRecord } from "../cancellation/journal.ts";
import type { JournalRecord } from "../cancellation/journal.ts";

/** A run's open journal file. */
export interface RunJournal {
  /** Resolves when the records are on the disk, not before; rejects if that cannot be done. */
  write(...records: readonly JournalRecord[]): Promise<void>;
  /** Resolves when everything that was to be written has been, and the file is closed. */
  close(): Promise<void>;
}

interface Waiting {
  readonly text: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The journal of a file that was opened for appending.
 * @param mayEndInLine whether the last line may be half-written, as a crash leaves it: then a new line is begun.
 */
export function createRunJournal(handle: FileHandle, mayEndInLine: boolean): RunJournal {
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | undefined;
  let lineBegin = mayEndInLine ? "\n" : "";

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const together = waiting;
      waiting = [];
      try {
        await handle.appendFile(lineBegin + together.map(({ text }) => text).join(""), "utf8");
        await handle.sync();
        lineBegin = "";
        for (const { resolve } of together) resolve();
      } catch (error) {
        // Some of it may stand there: whatever is written next must not continue that line.
        lineBegin = "\n";
        for (const { reject } of together) reject(error);
      }
    }
  }

  return {
    write: async (...records) =>
      new Promise((resolve, reject) => {
        waiting.push({ text: records.map(encodeRecord).join(""), resolve, reject });
        flushing ??= flush().finally(() => {
          flushing = undefined;
        });
      }),
    close: async () => {
      await flushing;
      await handle.close();
    },
  };
}
