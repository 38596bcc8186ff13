/**
 * Keeps two windows from sending the same plan document at the same time. A lock is a file that names the process and the
 * run; the lock of a process that is gone is passed over by making the next one. Only the file with the highest number
 * counts, so that of two windows that both find the owner gone one wins, and none ever removes a lock that holds.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { claimingMs, createOnce } from "./claims.ts";
import { hasCode } from "./fileErrors.ts";
import { isAlive } from "./livingProcess.ts";

/** The right to send a plan document. */
export interface PlanLock {
  release(): Promise<void>;
}

/**
 * Locks a document for a run of this process; undefined if another run has it.
 * @param folder made if it is not there.
 */
export async function lockPlan(folder: string, documentId: string, runId: string): Promise<PlanLock | undefined> {
  await mkdir(folder, { recursive: true });
  const name = createHash("sha256").update(documentId).digest("hex");
  const fileOf = (number: number): string => path.join(folder, `${name}.${number}`);
  const highest = async (): Promise<number> => Math.max(0, ...(await numbersOf(folder, name)));
  for (;;) {
    const latest = await highest();
    if (latest > 0) {
      const isTaken = await isHeld(fileOf(latest));
      // It was given back just now.
      if (isTaken === undefined) continue;
      if (isTaken) return undefined;
    }
    const own = fileOf(latest + 1);
    const made = await createOnce(folder, [own], JSON.stringify({ pid: process.pid, runId, atUtc: Date.now() }));
    if (made.error !== undefined) throw made.error;
    if (made.own.length === 0) continue;
    // Somebody who saw more of them may have made a higher one meanwhile.
    if ((await highest()) > latest + 1) {
      await rm(own, { force: true });
      continue;
    }
    for (let number = 1; number <= latest; number += 1) await rm(fileOf(number), { force: true });
    return { release: async () => rm(own, { force: true }) };
  }
}

async function numbersOf(folder: string, name: string): Promise<readonly number[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.startsWith(`${name}.`))
    .map((file) => Number(file.slice(name.length + 1)))
    .filter(Number.isSafeInteger);
}

/** Whether somebody holds a lock; undefined if it is gone. */
async function isHeld(file: string): Promise<boolean | undefined> {
  try {
    const owner: unknown = JSON.parse(await readFile(file, "utf8"));
    return isRecord(owner) && isAlive(Number(owner["pid"]), Number(owner["atUtc"]));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    if (!(error instanceof SyntaxError)) throw error;
  }
  // It is being written, or was when its process ended.
  return (await stat(file)).mtimeMs > Date.now() - claimingMs;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
