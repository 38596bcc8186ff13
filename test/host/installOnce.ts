/**
 * Installs something into a folder exactly once, also when two runs want it at the same time. A marker file says that
 * the folder is complete; a folder without it is what a broken installation left, and is made again.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const markerName = ".complete";
/** An installation takes seconds, minutes on a slow line; a lock that is this old has nobody behind it. */
const lockExpiryMs = 15 * 60_000;

/**
 * Gives the folder if it is complete; otherwise empties it and calls `install`, one caller at a time.
 * @param proof A file inside it, without which the folder is broken, whatever its marker says.
 * @param install Fills the folder, which exists and is empty. If it throws, the folder stays incomplete.
 * @param onWaiting Called once if another process is installing the same.
 */
export async function installOnce(
  folder: string,
  proof: string,
  install: (folder: string) => Promise<void>,
  onWaiting: () => void,
): Promise<string> {
  if (isComplete(folder, proof)) return folder;
  const unlock = await lock(`${folder}.lock`, onWaiting);
  try {
    if (isComplete(folder, proof)) return folder;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await install(folder);
    await writeFile(path.join(folder, markerName), `${new Date().toISOString()}\n`);
    return folder;
  } finally {
    await unlock();
  }
}

function isComplete(folder: string, proof: string): boolean {
  return existsSync(path.join(folder, markerName)) && existsSync(path.join(folder, proof));
}

/** Takes the lock file, waiting for as long as the process that holds it lives; gives what releases it. */
async function lock(file: string, onWaiting: () => void): Promise<() => Promise<void>> {
  await mkdir(path.dirname(file), { recursive: true });
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(file, String(process.pid), { flag: "wx" });
      return () => rm(file, { force: true });
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw error;
    }
    if (await isAbandoned(file)) await rm(file, { force: true });
    else {
      if (attempt === 0) onWaiting();
      await sleep(500);
    }
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    const [holder, { mtimeMs }] = await Promise.all([readFile(file, "utf8"), stat(file)]);
    if (Date.now() - mtimeMs > lockExpiryMs) return true;
    // Not written yet: the holder is between making the file and writing its number.
    if (holder === "") return false;
    process.kill(Number(holder), 0);
    return false;
  } catch (error) {
    return hasCode(error, "ESRCH");
  }
}

/** Is this a system error of Node's with this code? https://nodejs.org/api/errors.html#common-system-errors */
function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
