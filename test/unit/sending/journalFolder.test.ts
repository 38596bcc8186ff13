/** The right to send an item: one run has it at a time, and gives back its own only. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import type { TestContext } from "node:test";
import { createOnce } from "../../../src/sending/claims.ts";
import { createJournalFolder } from "../../../src/sending/journalFolder.ts";
import type { Journal } from "../../../src/sending/journalFolder.ts";

async function emptyFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-claims-"));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function claimOne(journal: Journal, key: string, runId: string): Promise<boolean> {
  const { own, error } = await journal.claim([key], runId);
  assert.equal(error, undefined);
  return own.length === 1;
}

test("an item is claimed by one run, and free for another once that has given it back", async (context) => {
  const journal = createJournalFolder(await emptyFolder(context));
  assert.ok(await claimOne(journal, "item", "one"));
  assert.ok(!(await claimOne(journal, "item", "two")));
  assert.ok(await claimOne(journal, "other item", "two"));
  await journal.releaseClaim("item", "one");
  assert.ok(await claimOne(journal, "item", "two"));
});

test("the items of one request are claimed together, each by itself", async (context) => {
  const folder = await emptyFolder(context);
  const journal = createJournalFolder(folder);
  await journal.claim(["b"], "one");
  assert.deepEqual(
    new Set((await journal.claim(["a", "b", "c", "a"], "two")).own.map((at) => "abca"[at])),
    new Set("ac"),
  );
  assert.deepEqual(await Promise.all(["a", "b", "c", "d"].map(async (key) => journal.ownerOf(key))), [
    "two",
    "one",
    "two",
    undefined,
  ]);
  assert.equal((await readdir(path.join(folder, "claims"))).length, 3, "and nothing else is left there");
});

test("where one claim cannot be made, that is said, with those that were", async (context) => {
  const folder = await emptyFolder(context);
  const [good, bad] = [path.join(folder, "good"), path.join(folder, "nowhere", "bad")];
  const { own, error } = await createOnce(folder, [bad, good], "one");
  assert.deepEqual(own, [1]);
  assert.ok(error !== undefined);
  await writeFile(path.join(folder, "claims"), "this is no folder");
  const claimed = await createJournalFolder(folder).claim(["item"], "one");
  assert.deepEqual(claimed.own, []);
  assert.ok(claimed.error !== undefined);
});

test("what another run has claimed since is not given back", async (context) => {
  const journal = createJournalFolder(await emptyFolder(context));
  assert.ok(await claimOne(journal, "item", "one"));
  await journal.releaseClaim("item", "one");
  assert.ok(await claimOne(journal, "item", "two"));
  await journal.releaseClaim("item", "one");
  assert.ok(!(await claimOne(journal, "item", "three")));
  await journal.releaseClaim("item", "two");
  await journal.releaseClaim("item", "two");
  assert.ok(await claimOne(journal, "item", "three"));
});

for (const [ageMs, isFree] of [
  [0, false],
  [120_000, true],
] as const) {
  test(`a claim that names nobody is ${isFree ? "" : "not "}given back when it is ${ageMs} ms old`, async (context) => {
    const folder = await emptyFolder(context);
    const journal = createJournalFolder(folder);
    await mkdir(path.join(folder, "claims"));
    await claimOne(journal, "item", "one");
    const [name] = await readdir(path.join(folder, "claims"));
    const file = path.join(folder, "claims", name ?? assert.fail());
    await writeFile(file, "");
    const then = new Date(Date.now() - ageMs);
    await utimes(file, then, then);
    await journal.releaseClaim("item", "two");
    assert.equal(await claimOne(journal, "item", "three"), isFree);
  });
}
