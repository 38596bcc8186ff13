import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { installOnce } from "./installOnce.ts";

const proof = "program.js";

/** A folder to install into, and an installation that counts how often it is made. */
async function place(
  t: TestContext,
): Promise<{ readonly folder: string; readonly install: () => Promise<string>; made: number }> {
  const parent = await mkdtemp(path.join(tmpdir(), "unbook-install-"));
  t.after(() => rm(parent, { recursive: true }));
  const folder = path.join(parent, "thing");
  const count = {
    folder,
    made: 0,
    install: () =>
      installOnce(
        folder,
        proof,
        async (target) => {
          count.made++;
          await writeFile(path.join(target, proof), "");
        },
        () => undefined,
      ),
  };
  return count;
}

test("what is complete is not installed again", async (t) => {
  const thing = await place(t);
  assert.equal(await thing.install(), thing.folder);
  await thing.install();
  assert.equal(thing.made, 1);
});

test("two at a time install once", async (t) => {
  const thing = await place(t);
  await Promise.all([thing.install(), thing.install(), thing.install()]);
  assert.equal(thing.made, 1);
});

test("what an installation that failed has left is cleared away", async (t) => {
  const thing = await place(t);
  const failing = installOnce(
    thing.folder,
    proof,
    async (target) => {
      await writeFile(path.join(target, "half"), "");
      throw new Error("the line went down");
    },
    () => undefined,
  );
  await assert.rejects(failing, /the line went down/);
  await thing.install();
  assert.equal(thing.made, 1);
  assert.equal(existsSync(path.join(thing.folder, "half")), false);
});

test("what has lost its program is installed again", async (t) => {
  const thing = await place(t);
  await thing.install();
  await rm(path.join(thing.folder, proof));
  await thing.install();
  assert.equal(thing.made, 2);
});

test("the lock of a process that has died is taken over", async (t) => {
  const thing = await place(t);
  // No system gives out this process id.
  await writeFile(`${thing.folder}.lock`, "2147483646");
  await thing.install();
  assert.equal(thing.made, 1);
  assert.equal(existsSync(`${thing.folder}.lock`), false);
});
