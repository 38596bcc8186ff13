import assert from "node:assert/strict";
import test from "node:test";
import { watchSleep } from "../../../src/sending/sleepWatch.ts";

const minuteMs = 60_000;

test("a long run that is awake all the time has not slept, however rarely it is asked", (context) => {
  context.mock.timers.enable({ apis: ["setInterval", "Date"] });
  const watch = watchSleep(() => assert.fail("it was awake"));
  for (let seconds = 0; seconds < 3600; seconds += 10) context.mock.timers.tick(10_000);
  assert.equal(watch.hasSlept(), false);
  watch.dispose();
});

test("a sleep of more than five minutes is told once, and not forgotten", (context) => {
  context.mock.timers.enable({ apis: ["setInterval", "Date"], now: Date.UTC(2026, 10, 23, 7) });
  let told = 0;
  const watch = watchSleep(() => (told += 1));
  context.mock.timers.setTime(Date.now() + 5 * minuteMs);
  assert.equal(watch.hasSlept(), false);
  assert.equal(told, 0);
  // The timers of a machine that wakes up all find the new time.
  context.mock.timers.tick(6 * minuteMs);
  assert.equal(told, 1, "by itself, too");
  assert.equal(watch.hasSlept(), true);
  context.mock.timers.tick(10_000);
  context.mock.timers.setTime(Date.now() + 60 * minuteMs);
  assert.equal(watch.hasSlept(), true);
  assert.equal(told, 1);
  watch.dispose();
});

test("a clock that is set back is no sleep", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 10, 23, 7) });
  const watch = watchSleep(() => assert.fail("it was awake"));
  context.mock.timers.setTime(Date.now() - 60 * minuteMs);
  assert.equal(watch.hasSlept(), false);
  context.mock.timers.setTime(Date.now() + 5 * minuteMs);
  assert.equal(watch.hasSlept(), false);
  watch.dispose();
});
