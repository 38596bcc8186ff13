import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createMailboxLimiter } from "../../../src/graph/mailboxLimiter.ts";

test("a mailbox never has more than four tasks at work, and every task gets its turn", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ mailbox: fc.constantFrom("a", "b"), fails: fc.boolean() })),
      fc.scheduler(),
      async (tasks, scheduler) => {
        const limiter = createMailboxLimiter();
        const running = { a: 0, b: 0 };
        const results = tasks.map(async ({ mailbox, fails }, index) =>
          limiter.run(mailbox, async () => {
            running[mailbox] += 1;
            assert.ok(running[mailbox] <= 4);
            await scheduler.schedule(Promise.resolve());
            running[mailbox] -= 1;
            if (fails) throw new Error("failed");
            return index;
          }),
        );
        const settled = Promise.allSettled(results);
        await scheduler.waitFor(settled);
        for (const [index, result] of (await settled).entries()) {
          assert.deepEqual(result.status, tasks[index]?.fails === true ? "rejected" : "fulfilled");
        }
      },
    ),
    { numRuns: 50 },
  );
});

test("tasks begin in the order in which they came", async () => {
  const limiter = createMailboxLimiter(1);
  const begun: number[] = [];
  await Promise.all([1, 2, 3, 4].map(async (number) => limiter.run("a", async () => begun.push(number))));
  assert.deepEqual(begun, [1, 2, 3, 4]);
});

test("a task whose signal aborts while it waits is never begun and takes nobody's place", async () => {
  const limiter = createMailboxLimiter(1);
  let finishFirst = (): void => undefined;
  const working = limiter.run("a", async () => new Promise<void>((resolve) => void (finishFirst = resolve)));
  const abort = new AbortController();
  let isBegun = false;
  const waiting = limiter.run("a", async () => void (isBegun = true), abort.signal);
  const last = limiter.run("a", async () => "done");
  abort.abort(new Error("no longer wanted"));
  await assert.rejects(waiting, /no longer wanted/);
  finishFirst();
  await working;
  assert.equal(await last, "done");
  assert.equal(isBegun, false);
  await assert.rejects(
    limiter.run("a", async () => undefined, abort.signal),
    /no longer wanted/,
  );
});

test("a mailbox with hundreds of tasks waiting does not delay another one", async () => {
  const limiter = createMailboxLimiter();
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => void (finish = resolve));
  const crowd = Array.from({ length: 500 }, async () => limiter.run("crowded", async () => finished));
  const begun: number[] = [];
  await Promise.all([1, 2, 3, 4, 5, 6].map(async (number) => limiter.run("quiet", async () => begun.push(number))));
  assert.deepEqual(begun, [1, 2, 3, 4, 5, 6], "all of them, while nothing of the crowd has ended");
  finish();
  await Promise.all(crowd);
});
