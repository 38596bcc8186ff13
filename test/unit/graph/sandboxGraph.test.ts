/** The client against the sandbox, with tokens from its sign-in: what is listed, what is sent, and what goes wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Booking, CalendarEvent } from "../../../src/agenda/item.ts";
import { bookingTarget, eventTarget } from "../../../src/cancellation/route.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import type { Fault } from "../../../src/sandbox/server/faults.ts";
import { ana, find, fourWeeks, lee, startWorld } from "./sandboxWorld.ts";
import type { World } from "./sandboxWorld.ts";
import { sendCancellation } from "./sendOne.ts";

async function allEvents({ graph }: World): Promise<readonly CalendarEvent[]> {
  const { items } = await graph.listCalendars({ kind: "me" });
  const lists = await Promise.all(items.map(async (calendar) => graph.listEvents(calendar, fourWeeks)));
  assert.deepEqual(
    lists.flatMap((list) => list.notes),
    [],
  );
  return lists.flatMap((list) => list.items);
}

async function allBookings({ graph }: World): Promise<readonly Booking[]> {
  const { items } = await graph.listBusinesses();
  const lists = await Promise.all(items.map(async (business) => graph.listBookings(business, fourWeeks)));
  assert.deepEqual(
    lists.flatMap((list) => list.notes),
    [],
  );
  return lists.flatMap((list) => list.items);
}

test("calendars, events, businesses and bookings are listed without a note", async (context) => {
  const world = await startWorld(context, ana);
  const { items: calendars } = await world.graph.listCalendars({ kind: "me" });
  assert.equal(calendars.filter((calendar) => calendar.isDefault).length, 1);
  const events = await allEvents(world);
  assert.ok(events.length > 20, `${events.length}`);
  assert.deepEqual(
    events.flatMap((event) => event.notes),
    [],
  );
  for (const series of ["single", "occurrence", "exception"]) find(events, (event) => event.series === series);
  for (const kind of ["timed", "allDay"]) find(events, (event) => event.span.kind === kind);
  find(events, (event) => event.isPrivate);
  find(events, (event) => !event.isOrganizer);
  find(events, (event) => event.isOrganizer && event.attendees.length > 1);
  find(events, (event) => event.attendees.some((attendee) => attendee.type === "resource"));
  for (const event of events) {
    assert.ok(!event.attendees.some((attendee) => attendee.address === event.organizer?.address), event.subject);
  }
  const { items: businesses } = await world.graph.listBusinesses();
  assert.ok(businesses.length >= 2);
});

test("an organizer who is among the attendees is not counted as one", async (context) => {
  const attendeesBySubject = async (organizerAmongAttendees: "left out" | "listed"): Promise<readonly unknown[]> => {
    const events = await allEvents(await startWorld(context, ana, { organizerAmongAttendees }));
    return events.map(({ attendees, organizer, subject }) => [subject, organizer, attendees]);
  };
  assert.deepEqual(await attendeesBySubject("listed"), await attendeesBySubject("left out"));
});

test("bookings come with customers and staff", async (context) => {
  for (const bookingTimeNames of ["startDateTime", "start"] as const) {
    const world = await startWorld(context, ana, { bookingTimeNames });
    const own = (await world.graph.listBusinesses()).items;
    const lists = await Promise.allSettled(own.map(async (business) => world.graph.listBookings(business, fourWeeks)));
    const bookings = lists.flatMap((list) => (list.status === "fulfilled" ? list.value.items : []));
    assert.ok(bookings.length > 10, `${bookings.length}`);
    assert.deepEqual(
      bookings.flatMap((booking) => booking.notes),
      [],
    );
    find(bookings, (booking) => booking.maximumCustomers > 1 && booking.customers.length > 1);
    find(bookings, (booking) => booking.staff.length > 0 && booking.staff.every((member) => member.name !== ""));
  }
});

test("an item is read afresh as it was listed", async (context) => {
  const world = await startWorld(context, ana);
  const event = find(await allEvents(world), (candidate) => candidate.series === "occurrence");
  const { calendarId, ...listed } = event;
  assert.deepEqual(await world.graph.readItem(eventTarget(event.id)), listed);
  assert.ok(calendarId !== undefined && event.seriesMasterId !== undefined);
  const master = await world.graph.readItem(eventTarget(event.seriesMasterId));
  assert.ok(master.kind === "event" && master.series === "master");
  const booking = find(await allBookings(world), (candidate) => candidate.staff.length > 0);
  assert.deepEqual(await world.graph.readItem(bookingTarget(booking.businessId, booking.id)), booking);
  // Ids that differ in case only are different ids.
  const otherId = event.id === event.id.toLowerCase() ? event.id.toUpperCase() : event.id.toLowerCase();
  await assert.rejects(world.graph.readItem(eventTarget(otherId)), (error) => isGraphError(error));
});

test("a cancelled event mails its people once with the exact text, and is gone", async (context) => {
  const world = await startWorld(context, ana);
  const event = find(
    await allEvents(world),
    (candidate) => candidate.isOrganizer && candidate.series === "single" && candidate.attendees.length > 1,
  );
  const text = '"Ill" {{today}}\r\n\\ 😀';
  const outcome = await sendCancellation(world.graph, eventTarget(event.id), text);
  assert.equal(outcome.kind, "sent");
  const messages = await world.outbox();
  assert.deepEqual(
    messages.map((message) => message.to).sort(),
    event.attendees.map((attendee) => attendee.address).sort(),
  );
  for (const message of messages) assert.equal(message.text, text);
  assert.equal(await world.graph.lookUp({ target: eventTarget(event.id), action: { kind: "cancel" } }), "gone");
  const again = await sendCancellation(world.graph, eventTarget(event.id), text);
  assert.ok(again.kind === "refused" && again.refusal.status === 404);
  assert.equal((await world.outbox()).length, messages.length);
});

test("a cancelled booking mails its customers and staff", async (context) => {
  const world = await startWorld(context, ana);
  const booking = find(await allBookings(world), (candidate) => candidate.customers.length > 1);
  const outcome = await sendCancellation(
    world.graph,
    bookingTarget(booking.businessId.toUpperCase(), booking.id),
    "Closed",
  );
  assert.equal(outcome.kind, "sent");
  const mailed = (await world.outbox()).map((message) => message.to).sort();
  const expected = [...booking.customers, ...booking.staff]
    .map((person) => person.address)
    .filter((address) => address !== "");
  assert.deepEqual(mailed, expected.sort());
});

test("somebody who is not the organizer is refused", async (context) => {
  const world = await startWorld(context, lee);
  const event = find(await allEvents(world), (candidate) => !candidate.isOrganizer && !candidate.isCancelled);
  const outcome = await sendCancellation(world.graph, eventTarget(event.id), "");
  assert.ok(outcome.kind === "refused" && outcome.refusal.status === 400 && outcome.refusal.code !== "");
  assert.equal((await world.outbox()).length, 0);
});

/** Asserts how a cancellation ends when something goes wrong, and whether people were mailed. */
async function assertCancelling(world: World, action: Fault["action"], kind: string, isMailed: boolean): Promise<void> {
  const event = find(
    await allEvents(world),
    (candidate) => candidate.isOrganizer && candidate.series === "single" && candidate.attendees.length > 0,
  );
  const before = (await world.outbox()).length;
  await world.faultsToCome([
    { match: { method: "POST", path: "cancel$" }, times: 1, ...(action !== undefined && { action }) },
  ]);
  const outcome = await sendCancellation(world.graph, eventTarget(event.id), "Ill");
  assert.equal(outcome.kind, kind, JSON.stringify(action));
  assert.equal((await world.outbox()).length - before, isMailed ? event.attendees.length : 0, JSON.stringify(action));
}

test("whatever breaks, an event is cancelled at most once and never reported wrongly", async (context) => {
  const world = await startWorld(context, ana);
  await assertCancelling(world, { kind: "reset", when: "before" }, "unsure", false);
  await assertCancelling(world, { kind: "reset", when: "after" }, "unsure", true);
  await assertCancelling(world, { kind: "status", status: 503, retryAfter: "0" }, "unsure", false);
  await assertCancelling(world, { kind: "status", status: 500, afterwards: true }, "unsure", true);
  await assertCancelling(world, { kind: "status", status: 429, retryAfter: "0" }, "sent", true);
  await assertCancelling(world, { kind: "status", status: 401 }, "sent", true);
  await assertCancelling(world, { kind: "claims" }, "sent", true);
  await assertCancelling(world, { kind: "status", status: 404, html: true }, "refused", false);
});

test("reads survive what passes", async (context) => {
  const world = await startWorld(context, ana);
  const actions: readonly NonNullable<Fault["action"]>[] = [
    { kind: "status", status: 429, retryAfter: "0" },
    { kind: "status", status: 503, html: true, retryAfter: "0" },
    { kind: "reset", when: "before" },
    { kind: "truncate" },
    { kind: "claims" },
  ];
  for (const action of actions) {
    await world.faultsToCome([{ match: { path: "/v1.0/me/calendars" }, times: 1, action }]);
    assert.ok((await world.graph.listCalendars({ kind: "me" })).items.length > 0, action.kind);
  }
});

test("an expired token is replaced without anybody noticing", async (context) => {
  const world = await startWorld(context, ana);
  await world.graph.listCalendars({ kind: "me" });
  await fetch(`${world.addresses.faultsUrl}/expireTokens`, {
    method: "POST",
    headers: { "x-unbook-sandbox": "admin" },
  });
  assert.ok((await world.graph.listCalendars({ kind: "me" })).items.length > 0);
});
