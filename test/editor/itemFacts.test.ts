/** How long what request files name counts as known, against the sandbox. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { matchItemRoute } from "../../src/cancellation/route.ts";
import type { CancelTarget } from "../../src/cancellation/target.ts";
import { ItemFacts } from "../../src/editor/itemFacts.ts";
import type { ItemRead } from "../../src/graph/graphContract.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { startSandboxSession } from "./sandboxSession.ts";
import { waitFor } from "./requestEditor.ts";

const minuteMs = 60_000;

function targetOf(id: string): CancelTarget {
  const address = `https://graph.microsoft.com/v1.0/me/events/${encodeURIComponent(id)}`;
  return matchItemRoute("DELETE", address)?.target ?? assert.fail();
}

/** Facts whose clock the test sets. */
async function start(
  context: TestContext,
): Promise<{ readonly facts: ItemFacts; readonly clock: { now: number }; readonly errors: readonly unknown[] }> {
  const { session } = await startSandboxSession(context);
  const errors: unknown[] = [];
  const clock = { now: Date.now() };
  const facts = new ItemFacts({ session, now: () => clock.now, onError: (what, error) => errors.push(what, error) });
  context.after(() => {
    facts.dispose();
    assert.deepEqual(errors, []);
  });
  return { facts, clock, errors };
}

/** What is known of an item once it has been asked for. */
async function read(facts: ItemFacts, target: CancelTarget): Promise<ItemRead> {
  facts.ask([target]);
  await waitFor(() => facts.of(target) !== undefined, "What is known of the item");
  return facts.of(target) ?? assert.fail();
}

test("an item is known for five minutes, and is then read afresh", async (context) => {
  const { facts, clock } = await start(context);
  const target = targetOf(sampleIds.designReview);
  const first = await read(facts, target);
  assert.equal(first.kind, "read");
  clock.now += 5 * minuteMs;
  assert.equal(await read(facts, target), first);
  clock.now += 1;
  assert.equal(facts.of(target), undefined);
  const second = await read(facts, target);
  assert.notEqual(second, first);
  assert.deepEqual(second, first);
});

test("an item that could not be read is asked for again after half a minute", async (context) => {
  const { facts, clock } = await start(context);
  const target = targetOf("AAMkNobody");
  const first = await read(facts, target);
  assert.equal(first.kind, "failed");
  clock.now += minuteMs / 2;
  assert.equal(await read(facts, target), first);
  clock.now += 1;
  assert.equal(facts.of(target), undefined);
  assert.notEqual(await read(facts, target), first);
});

test("an item that something is done to is forgotten at once", async (context) => {
  const { facts } = await start(context);
  const target = targetOf(sampleIds.designReview);
  await read(facts, target);
  let changes = 0;
  facts.onDidChange(() => (changes += 1));
  facts.forget(target);
  assert.equal(facts.of(target), undefined);
  assert.equal(changes, 1);
});
