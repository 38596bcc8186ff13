/**
 * The right to send an item: one small file per item, kept for as long as the item may have been sent. A claim is made by
 * creating a file that must not exist, which only one of several windows can do; so no item is sent twice, whatever the
 * windows know of each other. It names the run that it was made for, and is given back for that run only: somebody who has
 * looked for long may find a newer one.
 */
import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm, stat, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import type { PlanSender } from "../cancellation/plan.ts";
import { hasCode } from "./fileErrors.ts";

/** The claims in one folder, which is made when the first is made. */
export interface Claims {
  /**
   * Claims the items of one request.
   * @param keys each names an item among all accounts and clouds.
   * @param runId the run that is to send them.
   */
  claim(keys: readonly string[], runId: string): Promise<Claimed>;
  /** Gives back a run's claim, if it is still that run's: nothing was sent, and it may be tried again. */
  releaseClaim(key: string, runId: string): Promise<void>;
  /** The run that has claimed an item; undefined if none has. */
  ownerOf(key: string): Promise<string | undefined>;
}

/** What was claimed of what was to be. */
export interface Claimed {
  /** What belongs to the one who asked, by index; the others were claimed before, here or in another window. */
  readonly own: readonly number[];
  /** What went wrong. Then none of them may be sent, and what is owned is to be given back. */
  readonly error?: Error;
}

/**
 * Names an item among all clouds; among accounts its key does (`claimedAs` in plan.ts).
 *
 * Each cloud has claims of its own, also for a meeting that has the same iCalUId in two: whoever organises it does so in one,
 * and only there is it cancelled for everybody. In the other it is an invitation, of which one's own copy is declined or
 * removed, which is each account's own anyway. And what a sandbox was sent says nothing of anybody's real meeting.
 */
export function claimKey({ realm }: Pick<PlanSender, "realm">, key: string): string {
  return `${realm}\n${key}`;
}

/** The claims in this folder. */
export function createClaims(folder: string): Claims {
  const fileOf = (key: string): string =>
    // Graph's ids are case-sensitive and hold slashes, so they are no file names.
    path.join(folder, createHash("sha256").update(key).digest("hex"));
  return {
    claim: async (keys, runId) => createOnce(folder, keys.map(fileOf), runId),
    releaseClaim: async (key, runId) => removeClaim(fileOf(key), runId),
    ownerOf: async (key) => textOf(fileOf(key)),
  };
}

/**
 * Creates files with this text, each unless there is one, in a folder that is made if it is not there. Never rejects.
 *
 * Each is there whole or not at all, also if the process is killed in the middle: the text is written once, under another
 * name, and every file is one more name for it, which is given in one step. All of them go to the disk with two flushes
 * before this resolves. Should the power fail before that, nothing has been sent yet; the journal's lines about these items
 * are older, so that they are looked up all the same, and a claim whose text is lost counts as one that nobody has used.
 */
export async function createOnce(folder: string, files: readonly string[], text: string): Promise<Claimed> {
  const own: number[] = [];
  const draft = path.join(folder, `${randomUUID()}.draft`);
  let handle: FileHandle | undefined;
  try {
    handle = await openNew(folder, draft);
    await handle.writeFile(text, "utf8");
    const created = await Promise.allSettled(
      files.map(async (file, index) => {
        if (await nameOnce(draft, file, text)) own.push(index);
      }),
    );
    for (const one of created) if (one.status === "rejected") throw one.reason;
    if (own.length > 0) await Promise.all([handle.sync(), syncFolder(folder)]);
    return { own };
  } catch (error) {
    return { own, error: error instanceof Error ? error : new Error(String(error), { cause: error }) };
  } finally {
    // Neither keeps anybody from anything.
    await handle?.close().catch(() => undefined);
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function openNew(folder: string, file: string): Promise<FileHandle> {
  try {
    return await open(file, "wx");
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    await mkdir(folder, { recursive: true });
    return open(file, "wx");
  }
}

/** Gives a file another name, unless that is taken; where the file system knows no second names, a copy. */
async function nameOnce(draft: string, file: string, text: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    if (noLinks.some((code) => hasCode(error, code))) return writeOnce(file, text);
    throw error;
  }
}

const noLinks = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EXDEV", "EMLINK"];

async function writeOnce(file: string, text: string): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(file, "wx");
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
  try {
    await handle.writeFile(text, "utf8");
    await handle.sync();
    return true;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/** Brings a folder's list of names to the disk, where the system lets a folder be opened for that. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, "r");
    await handle.sync();
  } catch (error) {
    if (!noFolderSync.some((code) => hasCode(error, code))) throw error;
  } finally {
    await handle?.close();
  }
}

/** What Windows, and some shared folders, say to that; they see to their lists of names by themselves. */
const noFolderSync = ["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP"];

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Nobody takes longer to write such a file after creating it. */
export const claimingMs = 60_000;

/** Between the look at its owner and the removal no other run can claim it: only its owner gives it free. */
async function removeClaim(file: string, runId: string): Promise<void> {
  try {
    const owner = await textOf(file);
    // One that names nobody was left by a crash right after it was created: nothing was sent under it.
    const isAbandoned = owner === "" && (await stat(file)).mtimeMs < Date.now() - claimingMs;
    if (owner === runId || isAbandoned) await unlink(file);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}
