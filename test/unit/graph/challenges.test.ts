/**
 * Continuous access evaluation from end to end: Graph's challenge, a new token with its claims, the request once more; and
 * where only the person can meet the challenge, nothing is asked for again until they have.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isAccountError } from "../../../src/account/accountError.ts";
import type { CalendarEvent } from "../../../src/agenda/item.ts";
import { targetOf } from "../../../src/cancellation/plan.ts";
import type { PlannedRequest } from "../../../src/cancellation/plannedRequest.ts";
import { createGraphClient } from "../../../src/graph/graphClient.ts";
import type { GraphClient } from "../../../src/graph/graphContract.ts";
import { calendarScopes } from "../../../src/graph/scopes.ts";
import { rememberNeed } from "../../../src/editor/signInNeed.ts";
import type { SandboxExchange } from "../../../src/sandbox/sandboxContract.ts";
import type { Fault } from "../../../src/sandbox/server/faults.ts";
import { walkThrough } from "../account/signInWorld.ts";
import { ana, find, fourWeeks, startWorld } from "./sandboxWorld.ts";
import type { World } from "./sandboxWorld.ts";
import { sendCancellation } from "./sendOne.ts";

async function ownMeetings({ graph }: World): Promise<readonly CalendarEvent[]> {
  const { items } = await graph.listCalendars({ kind: "me" });
  const lists = await Promise.all(items.map(async (calendar) => graph.listEvents(calendar, fourWeeks)));
  return lists
    .flatMap((list) => list.items)
    .filter(({ isOrganizer, series, attendees }) => isOrganizer && series === "single" && attendees.length > 0);
}

/** What Graph was asked from here on. */
async function exchangesOf({ addresses }: World): Promise<readonly SandboxExchange[]> {
  const answer = await fetch(addresses.exchangesUrl, { headers: { "x-unbook-sandbox": "admin" } });
  return (await answer.json()) as readonly SandboxExchange[];
}

function challengeAt(path: string, skip = 0): Fault {
  return { match: { path }, times: 1, skip, action: { kind: "claims" } };
}

/** The addresses that messages went to, with the subjects they were about. */
async function mailed({ outbox }: World): Promise<readonly string[]> {
  return (await outbox()).map(({ to, about }) => `${about} to ${to}`);
}

/** A client whose account has to act itself; `claims` takes what it has to sign in with. */
function needyClient(world: World, claims: (string | undefined)[]): GraphClient {
  return createGraphClient({
    cloud: { id: "sandbox", graphOrigin: world.addresses.graphOrigin, hasBookings: true },
    tokens: rememberNeed(world.tokens, (why) => claims.push(why.claims)),
    ownNames: [ana],
    userAgent: "Unbook/0.0.0 (test)",
    log: () => undefined,
  });
}

async function signInAgain({ accounts }: World, claims: string | undefined): Promise<void> {
  await accounts.signInWithBrowser({
    scopes: calendarScopes,
    prompt: "again",
    loginHint: ana,
    ...(claims !== undefined && { claims }),
    openBrowser: async (url) => void (await walkThrough(url, "")),
  });
}

test("a challenged read is answered with a new token, and asked twice in all", async (context) => {
  const world = await startWorld(context, ana);
  const [meeting] = await ownMeetings(world);
  assert.ok(meeting !== undefined);
  const before = (await exchangesOf(world)).length;
  await world.faultsToCome([challengeAt("/events/")]);
  assert.equal((await world.graph.readItem(targetOf(meeting))).id, meeting.id);
  const asked = (await exchangesOf(world)).slice(before);
  assert.deepEqual(
    asked.map(({ status }) => status),
    [401, 200],
  );
  assert.equal((await world.graph.readItem(targetOf(meeting))).id, meeting.id);
  assert.equal((await exchangesOf(world)).length, before + 3, "the token that met the challenge goes on being used");
});

test("a challenged cancellation is sent with a new token, and its people are mailed once", async (context) => {
  const world = await startWorld(context, ana);
  const meeting = find(await ownMeetings(world), ({ attendees }) => attendees.length > 1);
  await world.faultsToCome([challengeAt("cancel$")]);
  assert.equal((await sendCancellation(world.graph, targetOf(meeting), "Sorry.")).kind, "sent");
  assert.equal((await world.outbox()).length, meeting.attendees.length);
});

test("Graph that goes on challenging is asked twice and no more", async (context) => {
  const world = await startWorld(context, ana);
  const [meeting] = await ownMeetings(world);
  assert.ok(meeting !== undefined);
  await world.faultsToCome([{ match: { path: "/events/" }, action: { kind: "claims" } }]);
  const before = (await exchangesOf(world)).length;
  await assert.rejects(world.graph.readItem(targetOf(meeting)));
  assert.equal((await exchangesOf(world)).length, before + 2);
  const outcome = await sendCancellation(world.graph, targetOf(meeting), "");
  assert.ok(outcome.kind === "refused" && outcome.refusal.claims !== undefined);
  assert.equal((await exchangesOf(world)).length, before + 4);
  assert.deepEqual(await mailed(world), []);
});

test("a read that only the person's sign-in mends is asked once, tells the claims, and goes well afterwards", async (context) => {
  const world = await startWorld(context, ana);
  const [meeting] = await ownMeetings(world);
  assert.ok(meeting !== undefined);
  const claims: (string | undefined)[] = [];
  const graph = needyClient(world, claims);
  context.after(async () => graph.dispose());
  await world.signInRules({ proofFor: 50076 });
  await world.faultsToCome([challengeAt("/events/")]);
  const before = (await exchangesOf(world)).length;
  await assert.rejects(
    graph.readItem(targetOf(meeting)),
    (error) => isAccountError(error) && error.code === "signInRequired" && error.serviceCode === "AADSTS50076",
  );
  assert.equal((await exchangesOf(world)).length, before + 1, "nothing is asked again that cannot go well");
  assert.equal(claims.length, 1);
  await signInAgain(world, claims[0]);
  assert.equal((await graph.readItem(targetOf(meeting))).id, meeting.id);
});

test("without claims of the service's own, those of Graph's challenge are the ones to sign in with", async () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
  const told: (string | undefined)[] = [];
  const { AccountError } = await import("../../../src/account/accountError.ts");
  const tokens = rememberNeed(
    {
      getToken: async ({ scopes }) =>
        Promise.reject(new AccountError(scopes.length > 0 ? "signInRequired" : "offline", "")),
    },
    (why) => told.push(why.claims),
  );
  await assert.rejects(
    tokens.getToken({ scopes: calendarScopes, claims }),
    (error) => isAccountError(error) && error.claims === claims,
  );
  await assert.rejects(tokens.getToken({ scopes: calendarScopes }));
  await assert.rejects(tokens.getToken({ scopes: [], claims }));
  assert.deepEqual(told, [claims, undefined], "being offline needs nobody");
});

/** Where in the run the challenge comes: at a batch as a whole, or at one request inside of it. */
const places: readonly (readonly [string, Fault, number])[] = [
  ["at the second batch", challengeAt("/\\$batch$", 1), 10],
  ["at the fourth of a batch", challengeAt("cancel$", 3), 3],
];
for (const [name, fault, sentBefore] of places) {
  test(`in the middle of a run, ${name}: the rest stays unsent, and is sent once after signing in`, async (context) => {
    const world = await startWorld(context, ana);
    const meetings = (await ownMeetings(world)).slice(0, 14);
    assert.ok(meetings.length > 11, `${meetings.length}`);
    const items = meetings.map((meeting): PlannedRequest => {
      return { target: targetOf(meeting), action: { kind: "cancel" }, message: "" };
    });
    const claims: (string | undefined)[] = [];
    const graph = needyClient(world, claims);
    context.after(async () => graph.dispose());
    await world.signInRules({ proofFor: 50079 });
    await world.faultsToCome([fault]);
    const before = (await exchangesOf(world)).length;
    const outcomes = await graph.sendPlanned(items);
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.kind === "notSent" ? outcome.reason : outcome.kind)),
      items.map((_, index) => (index < sentBefore ? "sent" : "signInRequired")),
    );
    assert.ok((await exchangesOf(world)).length - before <= 3, "no loop");
    assert.equal(claims.length, 1, "the person is needed once, and not once for each item");

    await signInAgain(world, claims[0]);
    const rest = items.filter((_, index) => outcomes[index]?.kind === "notSent");
    assert.ok((await graph.sendPlanned(rest)).every(({ kind }) => kind === "sent"));
    const messages = await mailed(world);
    const people = meetings.reduce((sum, { attendees }) => sum + attendees.length, 0);
    assert.equal(messages.length, people);
    assert.equal(
      new Set((await world.outbox()).map(({ itemId, to }) => `${itemId} ${to}`)).size,
      people,
      "nobody is mailed twice",
    );
  });
}
