/** Of several windows, each in a process of its own, one at a time sends a plan document. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { lockPlan } from "../../../src/sending/planLocks.ts";

const documentId = "plan 1";

async function emptyFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-locks-"));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A process that has tried to lock the document, and stays until it is killed. */
async function otherProcess(
  context: TestContext,
  folder: string,
): Promise<{ readonly hasLock: boolean; readonly kill: () => Promise<void> }> {
  const child = fork(path.join(import.meta.dirname, "lockingProcess.ts"), [folder, documentId]);
  context.after(() => child.kill("SIGKILL"));
  const [hasLock] = (await once(child, "message")) as [boolean];
  const kill = async (): Promise<void> => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return { hasLock, kill };
}

test("what another process has locked is free when that has been killed", async (context) => {
  const folder = await emptyFolder(context);
  const other = await otherProcess(context, folder);
  assert.ok(other.hasLock);
  assert.equal(await lockPlan(folder, documentId, "mine"), undefined);
  assert.ok((await lockPlan(folder, "another document", "mine")) !== undefined);
  await other.kill();
  const lock = await lockPlan(folder, documentId, "mine");
  assert.ok(lock !== undefined);
  assert.ok(!(await otherProcess(context, folder)).hasLock);
  await lock.release();
  assert.ok((await otherProcess(context, folder)).hasLock);
});

test("of several processes that find the owner gone at the same time, one has the lock", async (context) => {
  const folder = await emptyFolder(context);
  const owner = await otherProcess(context, folder);
  await owner.kill();
  const others = await Promise.all(Array.from({ length: 4 }, async () => otherProcess(context, folder)));
  assert.equal(others.filter(({ hasLock }) => hasLock).length, 1);
});

test("of many who ask at the same time in one process, one has the lock", async (context) => {
  const folder = await emptyFolder(context);
  for (let round = 0; round < 20; round += 1) {
    const locks = await Promise.all(Array.from({ length: 6 }, async (_, at) => lockPlan(folder, documentId, `${at}`)));
    const [lock, ...more] = locks.filter((one) => one !== undefined);
    assert.ok(lock !== undefined && more.length === 0, `${locks.filter(Boolean).length} locks`);
    await lock.release();
  }
});

for (const [ageMs, isFree] of [
  [0, false],
  [120_000, true],
] as const) {
  test(`a lock that names nobody is ${isFree ? "" : "not "}passed over when it is ${ageMs} ms old`, async (context) => {
    const folder = await emptyFolder(context);
    await lockPlan(folder, documentId, "one");
    const [name = ""] = await readdir(folder);
    const file = path.join(folder, name);
    await writeFile(file, "");
    const then = new Date(Date.now() - ageMs);
    await utimes(file, then, then);
    assert.equal((await lockPlan(folder, documentId, "two")) !== undefined, isFree);
  });
}

test("a lock of before this machine was started holds nobody up", async (context) => {
  const folder = await emptyFolder(context);
  await lockPlan(folder, documentId, "one");
  const [name = ""] = await readdir(folder);
  await writeFile(path.join(folder, name), JSON.stringify({ pid: process.pid, runId: "one", atUtc: 0 }));
  assert.ok((await lockPlan(folder, documentId, "two")) !== undefined);
});
