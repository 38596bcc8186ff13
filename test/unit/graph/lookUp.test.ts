/** Whether an item still stands after a cancellation whose answer was lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CalendarEvent } from "../../../src/agenda/item.ts";
import { targetOf } from "../../../src/cancellation/plan.ts";
import { eventTarget, seriesTarget } from "../../../src/cancellation/route.ts";
import type { CancelTarget, EventTarget } from "../../../src/cancellation/target.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import type { GraphErrorReason } from "../../../src/graph/graphError.ts";
import type { Fault } from "../../../src/sandbox/server/faults.ts";
import { ana, fourWeeks, startWorld } from "./sandboxWorld.ts";
import type { World } from "./sandboxWorld.ts";
import { sendCancellation } from "./sendOne.ts";
import {
  booked,
  bookedByShortNames,
  booking,
  group,
  inHome,
  listed,
  lookUp,
  message,
  named,
  notFound,
  notListed,
  standing,
  unnamed,
} from "./scriptedLook.ts";
import type { Answers } from "./scriptedLook.ts";

const me = { kind: "me" } as const;

/** The account's own events of four weeks that can be cancelled, from all of its calendars. */
async function ownEvents({ graph }: World): Promise<readonly CalendarEvent[]> {
  const { items } = await graph.listCalendars(me);
  const lists = await Promise.all(items.map(async (calendar) => graph.listEvents(calendar, fourWeeks)));
  return lists.flatMap((list) => list.items).filter((event) => event.isOrganizer && event.attendees.length > 0);
}

function find(events: readonly CalendarEvent[], passes: (event: CalendarEvent) => boolean): EventTarget {
  const found = events.find(passes) ?? assert.fail("no such event");
  const target = targetOf(found);
  return target.kind === "event" ? target : assert.fail();
}

/** Strikes the next request to cancel, before or after it is carried out. */
function lost(when: "before" | "after"): Fault {
  return { match: { method: "POST", path: "/cancel" }, times: 1, action: { kind: "reset", when } };
}

/** Cancels with a lost answer, looks it up, and if it still stands sends it once more. */
async function assertFound(world: World, target: CancelTarget): Promise<void> {
  const mails = async (): Promise<number> => (await world.outbox()).length;
  const before = await mails();
  await world.faultsToCome([lost("before")]);
  assert.equal((await sendCancellation(world.graph, target, "")).kind, "unsure");
  assert.equal(await world.graph.lookUp({ target, action: { kind: "cancel" } }), "stillThere");
  assert.equal(await mails(), before);
  await world.faultsToCome([lost("after")]);
  assert.equal((await sendCancellation(world.graph, target, "")).kind, "unsure");
  assert.equal(await world.graph.lookUp({ target, action: { kind: "cancel" } }), "gone");
  assert.ok((await mails()) > before);
}

for (const deletedByImmutableId of ["found", "not found"] as const) {
  for (const deletedLooksCancelled of [true, false] as const) {
    test(`a cancelled event is gone; in Deleted Items it is ${deletedByImmutableId}, cancelled: ${deletedLooksCancelled}`, async (context) => {
      const world = await startWorld(context, ana, { deletedByImmutableId, deletedLooksCancelled });
      const events = await ownEvents(world);
      const single = find(events, (event) => event.series === "single" && event.span.kind === "timed");
      await assertFound(world, single);
      // The same without a word about the calendar that it is in.
      const other = find(events, (event) => event.series === "single" && event.id !== single.eventId);
      await assertFound(world, eventTarget(other.eventId));
      const occurrence = find(events, (event) => event.series === "occurrence");
      await assertFound(world, occurrence);
      const master = events.find((event) => event.series === "occurrence" && event.id !== occurrence.eventId);
      await assertFound(world, seriesTarget(occurrence, master?.seriesMasterId ?? assert.fail("no series")));
    });
  }
}

test("an event is found in whichever calendar it is, and an all-day event on its day", async (context) => {
  const world = await startWorld(context, ana);
  const { items: calendars } = await world.graph.listCalendars(me);
  const events = await ownEvents(world);
  const elsewhere = events.find(({ calendarId }) =>
    calendars.some(({ id, isDefault }) => id === calendarId && !isDefault),
  );
  if (elsewhere !== undefined) await assertFound(world, eventTarget(elsewhere.id));
  const allDay = events.find(({ span }) => span.kind === "allDay");
  if (allDay !== undefined) await assertFound(world, targetOf(allDay));
  assert.ok(elsewhere !== undefined || allDay !== undefined, "the sample has neither");
});

test("a booking that can still be read after it was cancelled is neither gone nor still there", async (context) => {
  const world = await startWorld(context, ana, { cancelledAppointmentById: "found" });
  const [business] = (await world.graph.listBusinesses()).items;
  const [listedBooking] = (await world.graph.listBookings(business ?? assert.fail(), fourWeeks)).items;
  const target = targetOf(listedBooking ?? assert.fail());
  assert.equal(await world.graph.lookUp({ target, action: { kind: "cancel" } }), "stillThere");
  await world.faultsToCome([lost("after")]);
  assert.equal((await sendCancellation(world.graph, target, "")).kind, "unsure");
  await assert.rejects(
    world.graph.lookUp({ target, action: { kind: "cancel" } }),
    (error) => isGraphError(error) && error.reason === "unreadable",
  );
});

test("a cancelled booking is gone", async (context) => {
  const world = await startWorld(context, ana);
  const [business] = (await world.graph.listBusinesses()).items;
  const [booking] = (await world.graph.listBookings(business ?? assert.fail(), fourWeeks)).items;
  await assertFound(world, targetOf(booking ?? assert.fail()));
});

const rows: readonly (readonly [string, CancelTarget, Answers, "gone" | "stillThere" | GraphErrorReason, number])[] = [
  ["it is not found", named, { item: notFound }, "gone", 1],
  [
    "its mailbox is not found",
    named,
    { item: { status: 404, body: { error: { code: "MailboxNotFound" } } } },
    "notFound",
    1,
  ],
  ["nothing says what is not found", named, { item: { status: 404, body: "<html>" } }, "notFound", 1],
  ["it is cancelled", named, { item: { body: { ...standing, isCancelled: true } } }, "gone", 1],
  ["it is listed", named, { item: { body: standing }, list: listed }, "stillThere", 2],
  [
    "it lies in no calendar",
    named,
    { item: { body: standing }, list: notListed, home: notFound, homeList: notListed },
    "gone",
    5,
  ],
  [
    "it lies in the calendar that was looked at, and is not listed there",
    named,
    { item: { body: standing }, list: notListed, home: inHome, homeList: notListed },
    "gone",
    4,
  ],
  [
    "it lies in another calendar than its address says",
    named,
    { item: { body: standing }, list: notListed, home: inHome, homeList: listed },
    "stillThere",
    4,
  ],
  ["it is in the account's own calendar", unnamed, { item: { body: standing }, list: listed }, "stillThere", 2],
  [
    "it is in another of the account's calendars",
    unnamed,
    { item: { body: standing }, list: notListed, home: inHome, homeList: listed },
    "stillThere",
    4,
  ],
  [
    "it does not know its calendar, and is in one of them",
    unnamed,
    { item: { body: standing }, list: notListed, home: notFound, homeList: listed },
    "stillThere",
    5,
  ],
  [
    "it does not know its calendar, and they cannot be listed",
    unnamed,
    { item: { body: standing }, list: notListed, home: notFound, calendars: { status: 403 } },
    "forbidden",
    4,
  ],
  [
    "asking for its calendar fails",
    named,
    { item: { body: standing }, list: notListed, home: { status: 403 } },
    "forbidden",
    3,
  ],
  ["a group's is not listed", group, { item: { body: standing }, list: notListed }, "gone", 2],
  ["it is reached through a message", message, { item: { body: standing }, list: listed }, "stillThere", 2],
  [
    "the calendar that it is listed in is not found",
    named,
    { item: { body: standing }, list: notFound },
    "notFound",
    2,
  ],
  [
    "the mailbox's own calendar is not found",
    eventTarget("1", { mailbox: { kind: "user", id: "reception@contoso.com" } }),
    { item: { body: standing }, list: notFound },
    "notFound",
    2,
  ],
  [
    "the calendar that it says it is in is not found",
    named,
    { item: { body: standing }, list: notListed, home: inHome, homeList: notFound },
    "notFound",
    4,
  ],
  [
    "no calendars are found",
    unnamed,
    { item: { body: standing }, list: notListed, home: notFound, calendars: notFound },
    "notFound",
    4,
  ],
  ["listing fails", named, { item: { body: standing }, list: { status: 500 } }, "serverError", 2],
  ["the list cannot be read", named, { item: { body: standing }, list: { body: { value: [{}] } } }, "unreadable", 2],
  ["it has no time", named, { item: { body: { ...standing, start: {} } } }, "unreadable", 1],
  ["it has no id", named, { item: { body: { ...standing, id: 7 } } }, "unreadable", 1],
  ["reading fails", named, { item: { status: 503, headers: { "retry-after": "9" } } }, "serverError", 1],
  [
    "a series is listed",
    named,
    { item: { body: { ...standing, type: "seriesMaster" } }, list: listed },
    "stillThere",
    2,
  ],
  [
    "a series has nothing to be found by",
    named,
    { item: { body: { ...standing, type: "seriesMaster", iCalUId: null } } },
    "unreadable",
    1,
  ],
  ["a booking is listed", booking, { item: { body: booked }, view: listed }, "stillThere", 2],
  [
    "a booking's times have their other names",
    booking,
    { item: { body: bookedByShortNames }, view: listed },
    "stillThere",
    2,
  ],
  ["a booking is read and not listed", booking, { item: { body: booked }, view: notListed }, "unreadable", 2],
  ["a booking has no time", booking, { item: { body: { id: "1" } }, view: listed }, "unreadable", 1],
  ["a booking has no id", booking, { item: { body: { ...booked, id: null } }, view: listed }, "unreadable", 1],
  ["a booking's calendar is not found", booking, { item: { body: booked }, view: notFound }, "notFound", 2],
  ["a booking is not found", booking, { item: notFound }, "gone", 1],
  [
    "something else than Graph does not find a booking",
    booking,
    { item: { status: 404, body: "<html>" } },
    "notFound",
    1,
  ],
  ["an answer without an error does not find a booking", booking, { item: { status: 404, body: {} } }, "notFound", 1],
  ["reading a booking fails", booking, { item: { status: 500 } }, "serverError", 1],
];
for (const [name, target, answers, expected, requests] of rows) {
  test(`if ${name}: ${expected}`, async (context) => {
    const { found, received } = await lookUp(context, target, answers);
    assert.equal(found, expected);
    assert.equal(received.length, requests, received.map(({ path }) => path).join("\n"));
  });
}

test("a look asks for the same kind of id as the agenda does, in the event's own time", async (context) => {
  const { received } = await lookUp(context, named, { item: { body: standing }, list: listed });
  for (const { headers } of received) assert.match(String(headers["prefer"]), /IdType="ImmutableId"/);
  assert.match(
    received[1]?.path ?? "",
    /^\/v1\.0\/me\/calendars\/mine\/calendarView\?startDateTime=2026-11-23T00:00:00\.000Z&endDateTime=2026-11-26T00:00:00\.000Z&/,
  );
  const series = await lookUp(context, named, {
    item: { body: { ...standing, type: "seriesMaster", iCalUId: "it's" } },
    list: listed,
  });
  assert.match(
    series.received[1]?.path ?? "",
    /^\/v1\.0\/me\/calendars\/mine\/events\?\$filter=iCalUId%20eq%20%27it%27%27s%27&/,
  );
});

test("a booking is looked for around its own time, in the calendar of its business, page by page", async (context) => {
  const { received } = await lookUp(context, booking, { item: { body: booked }, view: listed });
  assert.equal(
    received[1]?.path,
    "/v1.0/solutions/bookingBusinesses/b%40x/calendarView?start=2026-11-24T08:00:00.000Z&end=2026-11-24T10:30:00.000Z",
  );
});
