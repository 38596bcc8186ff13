/**
 * Where the journal is kept: a folder in the extension's global storage with one append-only file per run, one small claim
 * per item that is being or has been sent (claims.ts), and a lock per plan document that is being sent (planLocks.ts).
 */
import { mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { foldJournal, withOwners } from "../cancellation/journal.ts";
import type { JournalledRun } from "../cancellation/journal.ts";
import { decodeJournal } from "../cancellation/readJournal.ts";
import { claimKey, createClaims } from "./claims.ts";
import type { Claims } from "./claims.ts";
import { hasCode } from "./fileErrors.ts";
import { lockPlan } from "./planLocks.ts";
import type { PlanLock } from "./planLocks.ts";
import { createRunJournal } from "./runJournal.ts";
import type { RunJournal } from "./runJournal.ts";

/** Something in the journal's folder that could not be read, or not wholly. */
export type JournalProblem =
  | { readonly kind: "unreadable"; readonly file: string; readonly error: unknown }
  /** No run begins in it: it is empty, another program's, or broken off before anything was sent. */
  | { readonly kind: "noRun"; readonly file: string }
  | { readonly kind: "damagedLines"; readonly file: string; readonly lines: number };

/** What the journal knows. */
export interface ReadRuns {
  readonly runs: readonly JournalledRun[];
  readonly problems: readonly JournalProblem[];
}

/** The journal. */
export interface Journal extends Claims {
  begin(runId: string): Promise<RunJournal>;
  /** Opens a run's journal again, to add what was found out later. */
  reopen(runId: string): Promise<RunJournal>;
  /** Locks a plan document for a run of this process; undefined if another run has it. */
  lock(documentId: string, runId: string): Promise<PlanLock | undefined>;
  /** Every run of which the journal knows. A file that cannot be read costs no other. */
  readRuns(): Promise<ReadRuns>;
  /** Forgets a run, but none of its claims: what it sent is never sent again. */
  forget(runId: string): Promise<void>;
}

const ending = ".jsonl";

/** The journal in this folder, which is made when it is first written to. */
export function createJournalFolder(folder: string): Journal {
  const runs = path.join(folder, "runs");
  const fileOf = (runId: string): string => path.join(runs, runId + ending);
  const claims = createClaims(path.join(folder, "claims"));
  return {
    ...claims,
    begin: async (runId) => {
      await mkdir(runs, { recursive: true });
      return createRunJournal(await open(fileOf(runId), "ax"), false);
    },
    reopen: async (runId) => createRunJournal(await open(fileOf(runId), "a"), true),
    lock: async (documentId, runId) => lockPlan(path.join(folder, "locks"), documentId, runId),
    readRuns: async () => {
      const found: JournalledRun[] = [];
      const problems: JournalProblem[] = [];
      for (const file of await listIfThere(runs)) {
        if (!file.endsWith(ending)) continue;
        const read = await readRun(path.join(runs, file), file, claims);
        if (read.run !== undefined) found.push(read.run);
        if (read.problem !== undefined) problems.push(read.problem);
      }
      return { runs: found, problems };
    },
    forget: async (runId) => rm(fileOf(runId), { force: true }),
  };
}

async function readRun(
  place: string,
  file: string,
  claims: Claims,
): Promise<{ readonly run?: JournalledRun; readonly problem?: JournalProblem }> {
  let text: string;
  try {
    text = await readFile(place, "utf8");
  } catch (error) {
    return { problem: { kind: "unreadable", file, error } };
  }
  const { records, damagedLines } = decodeJournal(text);
  const run = foldJournal(records);
  // A file under another name than its run's is a copy, and what is found out would be written to the original.
  if (run === undefined || run.run.runId + ending !== file) return { problem: { kind: "noRun", file } };
  const known = withOwners(run, await ownersOf(run, claims, damagedLines > 0));
  return { run: known, ...(damagedLines > 0 && { problem: { kind: "damagedLines", file, lines: damagedLines } }) };
}

/** Which runs have claimed the items of which the journal alone tells too little; by index. */
async function ownersOf(
  { run, items }: JournalledRun,
  claims: Claims,
  isDamaged: boolean,
): Promise<ReadonlyMap<number, string>> {
  const owners = new Map<number, string>();
  for (const [index, { key }] of run.items.entries()) {
    const kind = items[index]?.kind;
    const isOpen = kind === "interrupted" || (isDamaged && (kind === "neverLeft" || kind === "stopped"));
    const owner = isOpen ? await claims.ownerOf(claimKey(run, key)) : undefined;
    // A claim that names nobody was never used.
    if (owner !== undefined && owner !== "") owners.set(index, owner);
  }
  return owners;
}

async function listIfThere(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}
