/** The right to send an item: one run has it at a time, and gives back its own only. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { createJournalFolder } from "../../../src/sending/journalFolder.ts";

async function emptyFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-claims-"));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  return folder;
}

test("an item is claimed by one run, and free for another once that has given it back", async (context) => {
  const journal = createJournalFolder(await emptyFolder(context));
  const claim = await journal.claim("item", "one");
  assert.ok(claim !== undefined);
  assert.equal(await journal.claim("item", "two"), undefined);
  assert.notEqual(await journal.claim("other item", "two"), undefined);
  await claim.release();
  assert.notEqual(await journal.claim("item", "two"), undefined);
});

test("what another run has claimed since is not given back", async (context) => {
  const journal = createJournalFolder(await emptyFolder(context));
  const first = await journal.claim("item", "one");
  await journal.releaseClaim("item", "one");
  assert.notEqual(await journal.claim("item", "two"), undefined);
  await first?.release();
  await journal.releaseClaim("item", "one");
  assert.equal(await journal.claim("item", "three"), undefined);
  await journal.releaseClaim("item", "two");
  await journal.releaseClaim("item", "two");
  assert.notEqual(await journal.claim("item", "three"), undefined);
});

for (const [ageMs, isFree] of [
  [0, false],
  [120_000, true],
] as const) {
  test(`a claim that names nobody is ${isFree ? "" : "not "}given back when it is ${ageMs} ms old`, async (context) => {
    const folder = await emptyFolder(context);
    const journal = createJournalFolder(folder);
    await mkdir(path.join(folder, "claims"));
    await journal.claim("item", "one");
    const [name] = await readdir(path.join(folder, "claims"));
    const file = path.join(folder, "claims", name ?? assert.fail());
    await writeFile(file, "");
    const then = new Date(Date.now() - ageMs);
    await utimes(file, then, then);
    await journal.releaseClaim("item", "two");
    assert.equal((await journal.claim("item", "three")) !== undefined, isFree);
  });
}
