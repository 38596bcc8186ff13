/**
 * A disk that fails when it is told to, below all our code: what Node writes to a file, and every
 * name that it gives to one, fails as on a full disk, with nothing written or half of it, or is the last thing that this
 * process does.
 */
import fileSystem, { open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

/** When the disk fails, counted in writes from now on. */
export interface DiskFaults {
  /** These writes find no space. */
  readonly full: readonly number[];
  /** Whether half of what was to be written is there all the same. */
  readonly isHalfWritten: boolean;
  /** Before or after this write the process ends, as if it were killed. */
  readonly killAt?: number;
}

type Write = (this: FileHandle, data: string, ...rest: readonly unknown[]) => Promise<void>;

/** Lets the disk of this process fail from now on. */
export async function failDisk({ full, isHalfWritten, killAt }: DiskFaults): Promise<void> {
  const prototype = await handlePrototype();
  let writes = 0;
  const strike = async (write: () => Promise<void>, writeHalf: () => Promise<void>, isEven: boolean): Promise<void> => {
    writes += 1;
    const isLast = writes === killAt;
    if (isLast && isEven) process.kill(process.pid, "SIGKILL");
    if (full.includes(writes)) {
      if (isHalfWritten) await writeHalf();
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    }
    await write();
    if (isLast) process.kill(process.pid, "SIGKILL");
  };
  for (const name of ["appendFile", "writeFile"] as const) {
    const original = (originals[name] ??= prototype[name]);
    prototype[name] = async function write(data, ...rest) {
      const half = data.slice(0, data.length / 2);
      await strike(
        async () => original.call(this, data, ...rest),
        async () => original.call(this, half, ...rest),
        data.length % 2 === 0,
      );
    };
  }
  const link = (originals.link ??= fileSystem.link);
  fileSystem.link = async (from, to) =>
    strike(
      async () => link(from, to),
      async () => undefined,
      writes % 2 === 0,
    );
  syncBuiltinESMExports();
}

const originals: { appendFile?: Write; writeFile?: Write; link?: typeof fileSystem.link } = {};

async function handlePrototype(): Promise<{ appendFile: Write; writeFile: Write }> {
  const file = path.join(tmpdir(), `unbook-disk-${process.pid}`);
  const handle = await open(file, "w");
  await handle.close();
  await rm(file, { force: true });
  return Object.getPrototypeOf(handle) as { appendFile: Write; writeFile: Write };
}
