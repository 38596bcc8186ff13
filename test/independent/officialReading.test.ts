/**
 * Microsoft's own client and ours read the same sandbox: every calendar, event, business and appointment has to say the
 * same to both. One asks for everything plainly and page by page, the other as it always does.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  BookingAppointment,
  BookingBusiness,
  BookingCustomer,
  BookingStaffMember,
  Calendar,
  Event,
} from "@microsoft/microsoft-graph-types";
import type { CalendarEvent, CalendarSource } from "../../src/agenda/item.ts";
import { bookingTarget, eventTarget } from "../../src/cancellation/route.ts";
import { factsOfBooking, factsOfBookingRow } from "./bookingFacts.ts";
import { ana, type BothClients, fourWeeks, lee, startBoth } from "./bothClients.ts";
import { factsOfCalendar, factsOfCalendarRow, factsOfEvent, factsOfEventRow } from "./eventFacts.ts";
import { listAll } from "./officialClient.ts";
import { asOurs, assertSame, businessWeeks, calendarWeeks } from "./sameAnswers.ts";

function viewOf(calendar: CalendarSource): string {
  return `/me/calendars/${encodeURIComponent(calendar.id)}/calendarView?${calendarWeeks}`;
}

/** Asserts that both clients see the same events in all calendars, and gives ours. */
async function assertSameEvents({ official, ours }: BothClients): Promise<readonly CalendarEvent[]> {
  const { items: calendars } = await ours.listCalendars({ kind: "me" });
  const seen: CalendarEvent[] = [];
  for (const calendar of calendars) {
    const listed = await ours.listEvents(calendar, fourWeeks);
    assert.deepEqual(listed.notes, []);
    const rows = await listAll<Event>(official, viewOf(calendar), asOurs);
    assertSame(listed.items.map(factsOfEvent), rows.map(factsOfEventRow));
    seen.push(...listed.items);
  }
  return seen;
}

test("both see the same calendars", async (context) => {
  for (const [username, atLeast] of [
    [ana, 2],
    [lee, 1],
  ] as const) {
    const { official, ours } = await startBoth(context, username);
    const { items } = await ours.listCalendars({ kind: "me" });
    const rows = await listAll<Calendar>(official, "/me/calendars", asOurs);
    assert.ok(assertSame(items.map(factsOfCalendar), rows.map(factsOfCalendarRow)) >= atLeast);
  }
});

test("both see the same events, however they are paged", async (context) => {
  for (const username of [ana, lee]) {
    const both = await startBoth(context, username);
    const events = await assertSameEvents(both);
    assert.ok(events.length > 20, `${events.length}`);
    const pages = both.front.passed.filter(({ path }) => path.includes("skiptoken"));
    assert.ok(pages.length > 3, "the official client has turned pages");
    assert.ok(both.front.passed.every(({ hadToken }) => hadToken));
  }
});

test("an empty page with a next page ends neither list", async (context) => {
  const { official, ours } = await startBoth(context, ana);
  let emptyPages = 0;
  for (const calendar of (await ours.listCalendars({ kind: "me" })).items) {
    const first = (await official.api(viewOf(calendar)).headers(asOurs).get()) as Page;
    if (first.value.length > 0 || first["@odata.nextLink"] === undefined) continue;
    emptyPages += 1;
    const { items } = await ours.listEvents(calendar, fourWeeks);
    assert.ok(items.length > 0);
    assertSame(
      items.map(factsOfEvent),
      (await listAll<Event>(official, viewOf(calendar), asOurs)).map(factsOfEventRow),
    );
  }
  assert.equal(emptyPages, 1);
});

test("both see the same single event", async (context) => {
  const both = await startBoth(context, ana);
  const events = await assertSameEvents(both);
  for (const series of ["single", "occurrence", "exception"] as const) {
    const event = events.find((one) => one.series === series);
    assert.ok(event !== undefined, series);
    const row = (await both.official
      .api(`/me/events/${encodeURIComponent(event.id)}`)
      .headers(asOurs)
      .get()) as Event;
    const read = await both.ours.readItem(eventTarget(event.id));
    assert.ok(read.kind === "event");
    assert.deepEqual(factsOfEvent(read), factsOfEventRow(row));
  }
});

test("after a change both still see the same", async (context) => {
  const both = await startBoth(context, ana);
  const before = await assertSameEvents(both);
  for (const series of ["single", "occurrence", "exception"] as const) {
    const event = before.find((one) => one.series === series && one.isOrganizer && one.attendees.length > 0);
    assert.ok(event !== undefined, series);
    await both.official
      .api(`/me/events/${encodeURIComponent(event.id)}/cancel`)
      .headers(asOurs)
      .post({ Comment: "Another time" });
  }
  const now = await assertSameEvents(both);
  assert.equal(now.length, before.length - 3);
  const master = before.find((one) => one.isOrganizer && one.attendees.length > 0 && one.series === "occurrence");
  assert.ok(master?.seriesMasterId !== undefined);
  await both.official
    .api(`/me/events/${encodeURIComponent(master.seriesMasterId)}/cancel`)
    .headers(asOurs)
    .post({ Comment: "Never again" });
  const atLast = await assertSameEvents(both);
  assert.ok(atLast.length < now.length - 1);
  assert.ok(atLast.every((one) => one.seriesMasterId !== master.seriesMasterId));
});

test("both see the same businesses and bookings", async (context) => {
  const { official, ours } = await startBoth(context, ana);
  const { items: businesses } = await ours.listBusinesses();
  const rows = await listAll<BookingBusiness>(official, "/solutions/bookingBusinesses");
  assertSame(
    businesses.map(({ id, name }) => ({ id, name })),
    rows.map(({ displayName, id }) => ({ id, name: displayName })),
  );
  let bookings = 0;
  for (const business of businesses) {
    const path = `/solutions/bookingBusinesses/${encodeURIComponent(business.id)}`;
    const people = {
      staff: await listAll<BookingStaffMember>(official, `${path}/staffMembers`),
      customers: await listAll<BookingCustomer>(official, `${path}/customers`),
    };
    const { items } = await ours.listBookings(business, fourWeeks);
    const appointments = await listAll<BookingAppointment>(official, `${path}/calendarView?${businessWeeks}`);
    bookings += assertSame(
      items.map(factsOfBooking),
      appointments.map((row) => factsOfBookingRow(row, people)),
    );
    const [first] = items;
    if (first === undefined) continue;
    const read = await ours.readItem(bookingTarget(business.id, first.id));
    const row = (await official
      .api(`${path}/appointments/${encodeURIComponent(first.id)}`)
      .get()) as BookingAppointment;
    assert.ok(read.kind === "booking");
    assert.deepEqual(factsOfBooking(read), factsOfBookingRow(row, people));
  }
  assert.ok(bookings > 20, `${bookings}`);
});

interface Page {
  readonly value: readonly unknown[];
  readonly "@odata.nextLink"?: string;
}
