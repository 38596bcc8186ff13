/**
 * Days on which the machine sleeps, its clock is wrong, tokens expire and windows come and go: what was confirmed is sent
 * soon or not at all, once, and nobody is asked twice for one cause. This machine's clock is a test's; the sandbox has its own.
 */
import assert from "node:assert/strict";
import test from "node:test";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { CalendarEvent } from "../../src/agenda/item.ts";
import { itemEnds, statusOf } from "../../src/cancellation/itemEnd.ts";
import { LeftBehind } from "../../src/sending/leftBehind.ts";
import {
  assertMailedOnce,
  endOf,
  failureOf,
  monday,
  planOf,
  sender,
  startPerson,
  statesOf,
} from "./networkedPerson.ts";
import type { NetworkedPerson, PersonOptions } from "./networkedPerson.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Somebody whose machine's clock is the test's: it stands still until it is set. */
async function personWithClock(
  context: TestContext,
  { wrongByMs = 0, ...options }: PersonOptions & { readonly wrongByMs?: number } = {},
): Promise<NetworkedPerson> {
  return startPerson(context, { ...options, clockUtc: monday + wrongByMs });
}

function passClock(context: TestContext, durationMs: number): void {
  context.mock.timers.setTime(Date.now() + durationMs);
}

const holdMs = 80;

async function someEvents(person: NetworkedPerson, count: number): Promise<readonly CalendarEvent[]> {
  const events = (await person.read()).slice(0, count);
  assert.equal(events.length, count);
  return events;
}

const holds: readonly (readonly [string, number, "sent" | "slept"])[] = [
  ["slept through for eight hours is left", 8 * hourMs, "slept"],
  ["slept through for six minutes is left", 6 * minuteMs, "slept"],
  ["slept through for two minutes begins anew", 2 * minuteMs, "sent"],
  ["whose clock was set back begins anew", -3 * hourMs, "sent"],
];
for (const [name, durationMs, expected] of holds) {
  test(`a hold ${name}`, async (context) => {
    const person = await personWithClock(context, { holdMs });
    const events = await someEvents(person, 3);
    const { runs } = person;
    const plan = planOf(events);
    await runs.hold(plan);
    passClock(context, durationMs);
    await sleep(holdMs * 1.5);
    const isAnew = runs.all[0]?.states.every(({ kind }) => kind === "held") === true;
    assert.equal(isAnew, expected === "sent", "nothing is sent right after waking up");
    if (isAnew) assert.equal(runs.all[0]?.sendAtUtc, Date.now() + holdMs, "and the countdown is a true one");
    assert.deepEqual(await person.outbox(), []);
    const run = await endOf(runs, plan.id);
    assert.deepEqual(statesOf(run), [expected, expected, expected]);
    await person.finish(run);
    assertMailedOnce(await person.outbox(), events);
  });
}

test("a hold that began anew after a sleep can be undone", async (context) => {
  const person = await personWithClock(context, { holdMs });
  const { runs } = person;
  await runs.hold(planOf(await someEvents(person, 2)));
  passClock(context, minuteMs);
  await sleep(holdMs * 1.5);
  assert.equal(runs.undo(), 2);
  await sleep(holdMs * 2);
  assert.deepEqual(await person.outbox(), []);
});

test("the plan of a hold that was left can be sent by another window", async (context) => {
  const person = await personWithClock(context, { holdMs });
  const events = await someEvents(person, 1);
  await person.runs.hold({ ...planOf(events), documentId: "the plan" });
  passClock(context, hourMs);
  await sleep(holdMs * 1.5);
  await person.runs.settled();
  const other = person.openWindow();
  const again = { ...planOf(events), documentId: "the plan" };
  assert.equal((await other.hold(again)).kind, "held");
  assert.deepEqual(statesOf(await endOf(other, again.id)), ["sent"]);
  assertMailedOnce(await person.outbox(), events);
});

/** Does something once, when the first cancellations have been carried out. */
function afterFirst(person: NetworkedPerson, act: () => Promise<void> | void): { readonly done: () => Promise<void> } {
  let acted: Promise<void> | undefined;
  person.onExchange = ({ method }) => {
    if (method === "POST") acted ??= Promise.resolve(act());
  };
  return { done: async () => acted };
}

const meetings = 800;
const slowly = [{ match: { method: "POST" }, delayMs: 30 }];

for (const [durationMs, isLeft] of [
  [8 * hourMs, true],
  [2 * minuteMs, false],
] as const) {
  test(`a run that is slept through for ${durationMs / minuteMs} minutes ${isLeft ? "is left" : "goes on"}`, async (context) => {
    const person = await personWithClock(context, { meetings });
    const events = await person.read();
    await person.faultsToCome(slowly);
    afterFirst(person, () => {
      passClock(context, durationMs);
    });
    const run = await person.send(events);
    const left = statesOf(run).filter((state) => state !== "sent");
    assert.equal(left.length > 0, isLeft, `${left.length} of ${events.length}`);
    assert.ok(left.length < events.length);
    assert.ok(left.every((state) => state === "slept"));
    await person.finish(run);
    assertMailedOnce(await person.outbox(), events);
  });
}

test("what waits for a busy mailbox and is slept through is not sent on waking up", async (context) => {
  const person = await personWithClock(context);
  const events = await someEvents(person, 3);
  await person.faultsToCome([
    { match: { path: "/cancel$" }, action: { kind: "status", status: 429, retryAfter: "1" } },
  ]);
  const sending = person.send(events);
  while (person.exchanges.filter(({ status }) => status === 429).length < 3) await sleep(5);
  await person.faultsToCome([]);
  passClock(context, 8 * hourMs);
  const run = await sending;
  assert.deepEqual(statesOf(run), ["slept", "slept", "slept"]);
  await person.finish(run);
  assertMailedOnce(await person.outbox(), events);
});

test("what was lost and is slept through is not sent once more on waking up", async (context) => {
  const person = await personWithClock(context);
  const events = await someEvents(person, 3);
  await person.faultsToCome([{ match: { path: "/cancel$" }, times: 3, action: { kind: "reset", when: "before" } }]);
  let hasSlept = false;
  person.onExchange = ({ method }) => {
    if (method === "GET" && !hasSlept) passClock(context, 8 * hourMs);
    hasSlept ||= method === "GET";
  };
  const run = await person.send(events);
  assert.deepEqual(new Set(statesOf(run)), new Set(["unsure connectionLost"]));
  assert.deepEqual(await person.outbox(), []);
  await person.finish(run);
  assertMailedOnce(await person.outbox(), events);
});

for (const wrongByMs of [-5 * hourMs, 5 * hourMs]) {
  test(`with a clock that is wrong by ${wrongByMs / hourMs} hours all works as ever`, async (context) => {
    const person = await personWithClock(context, { wrongByMs });
    const events = await someEvents(person, 3);
    for (let times = 0; times < 5; times += 1) await person.read();
    assert.deepEqual(statesOf(await person.send(events)), ["sent", "sent", "sent"]);
    assertMailedOnce(await person.outbox(), events);
    assert.equal(person.signIns, 1);
    assert.ok(person.tokensFetched <= 4, `${person.tokensFetched} tokens`);
  });

  test(`a moment that Graph names is waited for by a clock that is wrong by ${wrongByMs / hourMs} hours`, async (context) => {
    const person = await personWithClock(context, { wrongByMs });
    const before = person.exchanges.length;
    const startedAt = performance.now();
    const retryAfter = new Date(monday + 5000).toUTCString();
    await person.setClock(monday + 2500);
    await person.faultsToCome([{ match: {}, times: 1, action: { kind: "status", status: 429, retryAfter } }]);
    assert.equal(await failureOf(person.graph.listCalendars({ kind: "me" })), "works");
    const waitedMs = performance.now() - startedAt;
    assert.ok(waitedMs >= 2000, `asked again after ${waitedMs} ms`);
    const asked = person.exchanges.slice(before).filter(({ status }) => status === 429);
    assert.equal(asked.length, 1);
  });

  test(`a clock that is set by ${wrongByMs / hourMs} hours costs a token, and no sign-in`, async (context) => {
    const person = await personWithClock(context);
    const first = await someEvents(person, 4);
    await person.send(first.slice(0, 2));
    passClock(context, wrongByMs);
    const before = person.tokensFetched;
    for (let times = 0; times < 5; times += 1) assert.equal(await failureOf(person.read()), "works");
    await person.send(first.slice(2));
    // Now the service's own time goes on until it takes the token no more, whatever this machine believes.
    await person.setClock(monday + 2 * hourMs);
    for (let times = 0; times < 3; times += 1) assert.equal(await failureOf(person.read()), "works");
    assert.ok(person.tokensFetched - before <= 4, `${person.tokensFetched - before} tokens`);
    assert.equal(person.signIns, 1);
    assertMailedOnce(await person.outbox(), first);
    // The record is in the order in which it was written, and no run takes what another one has sent.
    const { runs } = await person.journal.readRuns();
    assert.deepEqual(
      runs.flatMap((run) => itemEnds(run).map(statusOf)),
      ["sent", "sent", "sent", "sent"],
    );
    assert.deepEqual(statesOf(await person.send(first)), ["skipped", "skipped", "skipped", "skipped"]);
    assertMailedOnce(await person.outbox(), first);
  });
}

test("tokens that expire in the middle of a run are replaced, and nobody is asked", async (context) => {
  const person = await personWithClock(context, { meetings });
  const events = await person.read();
  await person.faultsToCome(slowly);
  const before = person.tokensFetched;
  const expiry = afterFirst(person, async () => person.flip("expireTokens"));
  const run = await person.send(events);
  await expiry.done();
  assert.deepEqual(new Set(statesOf(run)), new Set(["sent"]));
  assert.ok(person.tokensFetched - before <= 8, `${person.tokensFetched - before} tokens`);
  assert.equal(person.prompts, 0);
  assertMailedOnce(await person.outbox(), events);
});

test("a session that is revoked in the middle of a run leaves the rest unsent, and is told once", async (context) => {
  const person = await personWithClock(context, { meetings });
  const events = await person.read();
  await person.faultsToCome(slowly);
  const before = person.tokensFetched;
  const revocation = afterFirst(person, async () => person.flip("revokeSignIns"));
  const run = await person.send(events);
  await revocation.done();
  const left = statesOf(run).filter((state) => state !== "sent");
  assert.ok(left.length > 0 && left.length < events.length, `${left.length} of ${events.length}`);
  assert.ok(left.every((state) => state === "notSent signInRequired"));
  assert.equal(person.prompts, 1);
  // As many as were under way: what comes later asks nothing.
  assert.ok(person.tokensFetched - before <= 8, `${person.tokensFetched - before} tokens`);
  await person.signIn();
  await person.finish(run);
  assert.equal(person.prompts, 1);
  assertMailedOnce(await person.outbox(), events);
});

test("of two windows one sends a plan, and what both have been told is sent by one of them", async (context) => {
  const person = await personWithClock(context, { meetings });
  const events = await someEvents(person, 20);
  await person.faultsToCome(slowly);
  const other = person.openWindow();
  const [one, two] = [planOf(events), planOf(events)];
  await Promise.all([person.runs.hold({ ...one, documentId: "the plan" }), other.hold(two)]);
  assert.equal((await other.hold({ ...planOf(events), documentId: "the plan" })).kind, "runElsewhere");
  const ends = await Promise.all([endOf(person.runs, one.id), endOf(other, two.id)]);
  const states = ends.map(statesOf);
  for (const index of events.keys()) {
    assert.deepEqual(new Set(states.map((of) => of[index])), new Set(["sent", "skipped"]));
  }
  assertMailedOnce(await person.outbox(), events);
});

test("a window that closes in the middle of a run leaves the rest to the next, which says so", async (context) => {
  const person = await personWithClock(context, { meetings });
  const events = await person.read();
  await person.faultsToCome(slowly);
  afterFirst(person, () => {
    person.runs.dispose();
  });
  await person.send(events);
  const leftBehind = new LeftBehind({
    journal: person.journal,
    lookUp: async (_sender, planned) => person.graph.lookUp(planned),
    isAlive: () => false,
    wait: async () => undefined,
  });
  await leftBehind.load([sender], new Set());
  const [left] = leftBehind.runs;
  assert.ok(left !== undefined && left.notSent.length > 0 && left.notSent.length < events.length);
  assert.deepEqual(left.unsure, [], "what was on its way has ended, and is written down");
  const next = person.openWindow();
  const again = planOf(left.notSent.flatMap((index) => events[index] ?? []));
  await next.hold(again);
  assert.deepEqual(new Set(statesOf(await endOf(next, again.id))), new Set(["sent"]));
  assertMailedOnce(await person.outbox(), events);
});

test("eight hours in which the agenda is read now and then take a token an hour, and no sign-in", async (context) => {
  const person = await personWithClock(context);
  const before = { tokens: person.tokensFetched, exchanges: person.exchanges.length };
  for (let minutes = 15; minutes <= 8 * 60; minutes += 15) {
    passClock(context, 15 * minuteMs);
    await person.setClock(monday + minutes * minuteMs);
    assert.equal(await failureOf(person.read()), "works");
  }
  assert.ok(person.tokensFetched - before.tokens <= 10, `${person.tokensFetched - before.tokens} tokens`);
  assert.equal(person.signIns, 1);
  assert.ok(
    person.exchanges.length - before.exchanges <= 32 * 3,
    `${person.exchanges.length - before.exchanges} requests`,
  );
});
