/** Refreshing by changes, and reading many items at once, against the sandbox. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CalendarEvent, CalendarSource } from "../../../src/agenda/item.ts";
import { bookingTarget, eventTarget } from "../../../src/cancellation/route.ts";
import type { GraphClient, ItemRead, Listed } from "../../../src/graph/graphContract.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import type { Guesses } from "../../../src/sandbox/guesses.ts";
import { ana, fourWeeks, startWorld } from "./sandboxWorld.ts";
import type { World } from "./sandboxWorld.ts";
import { sendCancellation } from "./sendOne.ts";

/** What is listed, in the order of the ids. */
function inOrder({ items }: Listed<CalendarEvent>): readonly CalendarEvent[] {
  return items.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

async function ownCalendar(graph: GraphClient): Promise<CalendarSource> {
  const calendar = (await graph.listCalendars({ kind: "me" })).items.find(({ isDefault }) => isDefault);
  assert.ok(calendar !== undefined);
  return calendar;
}

/** Refreshes, and asserts that the list is what somebody sees who has never listed before. */
async function assertRefreshed(world: World, calendar: CalendarSource): Promise<readonly CalendarEvent[]> {
  const refreshed = inOrder(await world.graph.listEvents(calendar, fourWeeks));
  assert.deepEqual(refreshed, inOrder(await world.afresh().listEvents(calendar, fourWeeks)));
  return refreshed;
}

const mannersOfDelta: readonly Partial<Guesses>[] = [
  {},
  { deltaOccurrences: "whole" },
  { deltaMasters: "left out" },
  { deltaOccurrences: "whole", deltaMasters: "left out" },
];

test("after every cancellation a refresh shows what a first list shows", async (context) => {
  for (const guesses of mannersOfDelta) {
    const world = await startWorld(context, ana, guesses);
    const calendar = await ownCalendar(world.graph);
    let events = await assertRefreshed(world, calendar);
    for (const series of ["single", "occurrence", "exception"] as const) {
      const event = events.find((one) => one.series === series && one.isOrganizer && one.attendees.length > 0);
      assert.ok(event !== undefined, series);
      assert.equal((await sendCancellation(world.graph, eventTarget(event.id), "Ill")).kind, "sent");
      events = await assertRefreshed(world, calendar);
      assert.ok(!events.some(({ id }) => id === event.id), series);
    }
    const occurrence = events.find((one) => one.series === "occurrence" && one.isOrganizer);
    assert.ok(occurrence?.seriesMasterId !== undefined);
    assert.equal((await sendCancellation(world.graph, eventTarget(occurrence.seriesMasterId), "All")).kind, "sent");
    events = await assertRefreshed(world, calendar);
    assert.ok(!events.some(({ seriesMasterId }) => seriesMasterId === occurrence.seriesMasterId));
    const before = world.logLines.length;
    await assertRefreshed(world, calendar);
    assert.equal(world.logLines.length - before, 1);
  }
});

test("every calendar that somebody sees is refreshed with one request while nothing changes", async (context) => {
  const world = await startWorld(context, ana);
  const { items } = await world.graph.listCalendars({ kind: "me" });
  assert.ok(items.length > 1);
  for (const calendar of items) {
    const first = await world.graph.listEvents(calendar, fourWeeks);
    const before = world.logLines.length;
    assert.deepEqual(await world.graph.listEvents(calendar, fourWeeks), first);
    assert.equal(world.logLines.length - before, 1, calendar.name);
  }
});

test("where changes can no longer be told, everything is listed again", async (context) => {
  for (const lostDeltaStatus of [410, 400] as const) {
    const world = await startWorld(context, ana, { lostDeltaStatus });
    const calendar = await ownCalendar(world.graph);
    await assertRefreshed(world, calendar);
    await world.faultsToCome([
      { match: { path: "calendarView/delta" }, times: 1, action: { kind: "status", status: lostDeltaStatus } },
    ]);
    await assertRefreshed(world, calendar);
  }
});

/** What was read, in short. */
function inShort(reads: readonly ItemRead[]): readonly unknown[] {
  return reads.map((read) => {
    if (read.kind === "read") return read.item;
    return isGraphError(read.error) ? read.error.reason : read.error;
  });
}

test("items read together are what they are read one by one", async (context) => {
  const world = await startWorld(context, ana);
  const events = await world.graph.listEvents(await ownCalendar(world.graph), fourWeeks);
  const businesses = (await world.graph.listBusinesses()).items;
  const bookings = await Promise.allSettled(businesses.map(async (one) => world.graph.listBookings(one, fourWeeks)));
  const targets = [
    ...events.items.slice(0, 30).map((event) => eventTarget(event.id)),
    eventTarget("AAMkNoSuchEvent="),
    ...bookings
      .flatMap((list) => (list.status === "fulfilled" ? list.value.items.slice(0, 15) : []))
      .map((booking) => bookingTarget(booking.businessId, booking.id)),
  ];
  const before = world.logLines.length;
  const together = await world.graph.readItems(targets);
  const requests = world.logLines.slice(before);
  assert.ok(requests.length < 10 && requests.every((line) => line.includes("$batch 200")), requests.join("\n"));
  const alone = world.afresh();
  const oneByOne: ItemRead[] = [];
  for (const target of targets) {
    try {
      oneByOne.push({ kind: "read", item: await alone.readItem(target) });
    } catch (error) {
      assert.ok(error instanceof Error);
      oneByOne.push({ kind: "failed", error });
    }
  }
  assert.deepEqual(inShort(together), inShort(oneByOne));
});

test("what is throttled within a batch, and a batch that breaks, are not noticed", async (context) => {
  const world = await startWorld(context, ana);
  const events = await world.graph.listEvents(await ownCalendar(world.graph), fourWeeks);
  const targets = events.items.slice(0, 12).map((event) => eventTarget(event.id));
  const expected = inShort(await world.graph.readItems(targets));
  for (const path of ["/me/events/", "batch"]) {
    for (const action of [
      { kind: "status", status: 429, retryAfter: "0" },
      { kind: "status", status: 503, html: true, retryAfter: "0" },
      { kind: "claims" },
      { kind: "truncate" },
      { kind: "reset", when: "before" },
    ] as const) {
      await world.faultsToCome([{ match: { path }, times: 1, action }]);
      assert.deepEqual(inShort(await world.graph.readItems(targets)), expected, `${path} ${action.kind}`);
      await world.faultsToCome([]);
    }
  }
});
