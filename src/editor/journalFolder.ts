/**
 * Where the journal is kept: a folder in the extension's global storage with one append-only file per run, and one small
 * claim per item that is being or has been sent. A claim is made by creating a file that must not exist, which only one
 * of several windows can do; so no item is sent twice, whatever the windows know of each other.
 */
import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import { decodeJournal, encodeRecord, foldJournal } from "../cancellation/journal.ts";
import type { JournalledRun, JournalRecord } from "../cancellation/journal.ts";

/** A run's open journal file. */
export interface RunJournal {
  /** Resolves when the record is on the disk, not before. */
  write(record: JournalRecord): Promise<void>;
  close(): Promise<void>;
}

/** The right to send one item, held by one window. */
export interface Claim {
  /** Gives the right back: nothing was sent, and it may be tried again. */
  release(): Promise<void>;
}

/** The journal. */
export interface Journal {
  begin(runId: string): Promise<RunJournal>;
  /** Opens a run's journal again, to add what was found out later. */
  reopen(runId: string): Promise<RunJournal>;
  /**
   * @param key names the item among all accounts and clouds.
   * @returns undefined if the item has been claimed before, here or in another window.
   */
  claim(key: string): Promise<Claim | undefined>;
  /** Gives back a claim whose window is gone. */
  releaseClaim(key: string): Promise<void>;
  /** Every run of which the journal knows; damaged files give what can be read of them. */
  readRuns(): Promise<readonly JournalledRun[]>;
}

/** The journal in this folder, which is made when it is first written to. */
export function createJournalFolder(folder: string): Journal {
  const runs = path.join(folder, "runs");
  const claims = path.join(folder, "claims");
  const claimFile = (key: string): string =>
    // Graph's ids are case-sensitive and hold slashes, so they are no file names.
    path.join(claims, createHash("sha256").update(key).digest("hex"));
  return {
    begin: async (runId) => {
      await mkdir(runs, { recursive: true });
      return runJournal(await open(path.join(runs, `${runId}.jsonl`), "ax"));
    },
    reopen: async (runId) => runJournal(await open(path.join(runs, `${runId}.jsonl`), "a")),
    claim: async (key) => {
      await mkdir(claims, { recursive: true });
      const file = claimFile(key);
      try {
        const handle = await open(file, "wx");
        await handle.close();
      } catch (error) {
        if (hasCode(error, "EEXIST")) return undefined;
        throw error;
      }
      return { release: async () => removeIfThere(file) };
    },
    releaseClaim: async (key) => removeIfThere(claimFile(key)),
    readRuns: async () => {
      const found: JournalledRun[] = [];
      for (const name of await listIfThere(runs)) {
        if (!name.endsWith(".jsonl")) continue;
        const run = foldJournal(decodeJournal(await readFile(path.join(runs, name), "utf8")).records);
        if (run !== undefined) found.push(run);
      }
      return found;
    },
  };
}

function runJournal(handle: FileHandle): RunJournal {
  return {
    write: async (record) => {
      await handle.appendFile(encodeRecord(record), "utf8");
      await handle.sync();
    },
    close: async () => handle.close(),
  };
}

async function removeIfThere(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}

async function listIfThere(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
