/**
 * Where the journal is kept: a folder in the extension's global storage with one append-only file per run, and one small
 * claim per item that is being or has been sent. A claim is made by creating a file that must not exist, which only one
 * of several windows can do; so no item is sent twice, whatever the windows know of each other. It names the run that
 * it was made for, and is given back for that run only: somebody who has looked for long may find a newer one.
 */
import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, stat, unlink } from "node:fs/promises";
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

/** The right to send one item, held by one run. */
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
   * @param runId the run that is to send it.
   * @returns undefined if the item has been claimed before, here or in another window.
   */
  claim(key: string, runId: string): Promise<Claim | undefined>;
  /** Gives back a run's claim, if it is still that run's. */
  releaseClaim(key: string, runId: string): Promise<void>;
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
    claim: async (key, runId) => {
      await mkdir(claims, { recursive: true });
      const file = claimFile(key);
      if (!(await createOnce(file, runId))) return undefined;
      return { release: async () => removeClaim(file, runId) };
    },
    releaseClaim: async (key, runId) => removeClaim(claimFile(key), runId),
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

/** Creates a file with this text; false if there is one. Where it fails, there is none afterwards. */
async function createOnce(file: string, text: string): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(file, "wx");
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
  let isWritten = false;
  try {
    await handle.writeFile(text, "utf8");
    await handle.sync();
    isWritten = true;
  } finally {
    await handle.close();
    if (!isWritten) await unlink(file);
  }
  return true;
}

/** Nobody takes longer to write a claim after creating it. */
const claimingMs = 60_000;

/** Between the look at its owner and the removal no other run can claim it: only its owner gives it free. */
async function removeClaim(file: string, runId: string): Promise<void> {
  try {
    const owner = await readFile(file, "utf8");
    // One that names nobody was left by a crash right after it was created: nothing was sent under it.
    const isAbandoned = owner === "" && (await stat(file)).mtimeMs < Date.now() - claimingMs;
    if (owner === runId || isAbandoned) await unlink(file);
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
