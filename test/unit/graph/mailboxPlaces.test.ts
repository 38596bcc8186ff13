import assert from "node:assert/strict";
import { test } from "node:test";
import { createMailboxLimiter } from "../../../src/graph/mailboxLimiter.ts";
import { createHoldPlaces } from "../../../src/graph/mailboxPlaces.ts";

const nextTurn = async (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

test("a holder has a place for each request, up to all that a mailbox has", async () => {
  const limiter = createMailboxLimiter();
  const holdPlaces = createHoldPlaces(limiter);
  const expected: readonly (readonly [held: number, left: number])[] = [
    [0, 4],
    [1, 3],
    [3, 1],
    [4, 0],
    [20, 0],
  ];
  for (const [held, left] of expected) {
    const done = Promise.withResolvers<void>();
    const holding = holdPlaces(
      Array.from({ length: held }, () => "a"),
      async () => done.promise,
    );
    await nextTurn();
    let begun = 0;
    const singles = Array.from({ length: 10 }, async () =>
      limiter.run("a", async () => {
        begun += 1;
        await done.promise;
      }),
    );
    await nextTurn();
    assert.equal(begun, left, `${held} held`);
    done.resolve();
    await Promise.all([holding, ...singles]);
  }
});

test("holders of the same mailboxes never wait for each other for ever, whatever their order", async () => {
  const holdPlaces = createHoldPlaces(createMailboxLimiter());
  const order: string[] = [];
  const hold = async (...mailboxes: readonly string[]): Promise<void> =>
    holdPlaces(mailboxes, async () => {
      order.push(mailboxes.join(""));
      await nextTurn();
    });
  await Promise.all([
    hold("a", "b"),
    hold("b", "a"),
    hold("b", "b", "b", "a", "a"),
    hold("c", "b"),
    hold("a", "c"),
    hold("a", "a", "a", "a"),
    hold("a", "a", "a", "a"),
  ]);
  assert.equal(order.length, 7);
});

test("a holder that gives up while it waits leaves what it had", async () => {
  const limiter = createMailboxLimiter();
  const holdPlaces = createHoldPlaces(limiter);
  const done = Promise.withResolvers<void>();
  const abort = new AbortController();
  const single = limiter.run("b", async () => done.promise);
  const holding = holdPlaces(["a", "a", "b", "b", "b", "b"], async () => Promise.resolve("begun"), abort.signal);
  await nextTurn();
  abort.abort(new Error("not wanted"));
  await assert.rejects(holding, /not wanted/);
  assert.equal(await holdPlaces(["a", "a", "a", "a"], async () => Promise.resolve("begun")), "begun");
  done.resolve();
  await single;
  assert.equal(await holdPlaces(["b", "b", "b", "b"], async () => Promise.resolve("begun")), "begun");
});
