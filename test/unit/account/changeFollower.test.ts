/** Following vague and frequent events: once for a burst, never for its own echo, and again after a failure. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createChangeFollower } from "../../../src/account/changeFollower.ts";
import { givenTime, settle } from "./vscodeModel.ts";

function follower(look: () => Promise<boolean>) {
  const time = givenTime();
  const seen = { looks: 0, errors: 0 };
  const following = createChangeFollower({
    follow: async () => {
      seen.looks += 1;
      return look();
    },
    wait: time.wait,
    onError: () => void (seen.errors += 1),
  });
  return { time, seen, following };
}

test("a burst is followed once, two seconds after it began, and the next one again", async () => {
  const { time, seen, following } = follower(async () => true);
  for (let count = 0; count < 100; count += 1) following.notice();
  await time.pass(1999);
  following.notice();
  assert.equal(seen.looks, 0);
  await time.pass(1);
  assert.equal(seen.looks, 1);
  await time.pass(60_000);
  assert.equal(seen.looks, 1);
  following.notice();
  await time.pass(2000);
  assert.equal(seen.looks, 2);
});

test("looking that is itself told as a change does not go on for ever", async () => {
  const { time, seen, following } = follower(async () => {
    following.notice();
    return false;
  });
  following.notice();
  for (let count = 0; count < 20; count += 1) await time.pass(2000);
  assert.equal(seen.looks, 1);
});

test("what happens while a change is being followed is followed, too", async () => {
  let changes = 2;
  const { time, seen, following } = follower(async () => {
    following.notice();
    changes -= 1;
    return changes >= 0;
  });
  following.notice();
  for (let count = 0; count < 20; count += 1) await time.pass(2000);
  assert.equal(seen.looks, 3);
});

test("a look never runs beside another", async () => {
  let running = 0;
  let most = 0;
  const { time, following } = follower(async () => {
    running += 1;
    most = Math.max(most, running);
    await settle();
    running -= 1;
    return true;
  });
  for (let count = 0; count < 20; count += 1) {
    following.notice();
    await time.pass(700);
  }
  assert.equal(most, 1);
});

test("a failure is told, and the next change is followed", async () => {
  let fails = true;
  const { time, seen, following } = follower(async () => {
    if (fails) throw new Error("x");
    return true;
  });
  following.notice();
  await time.pass(2000);
  assert.deepEqual(seen, { looks: 1, errors: 1 });
  fails = false;
  following.notice();
  await time.pass(2000);
  assert.deepEqual(seen, { looks: 2, errors: 1 });
});

test("after the end nothing is followed and nothing is told", async () => {
  const { time, seen, following } = follower(async () => true);
  following.notice();
  following.dispose();
  following.notice();
  await time.pass(10_000);
  assert.deepEqual(seen, { looks: 0, errors: 0 });
});
