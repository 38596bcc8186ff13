/** The sample office: the same at every start, good at every moment and in every zone, and all of it within reach. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { findBusiness, findMailbox } from "../../../src/sandbox/office/office.ts";
import type { Office } from "../../../src/sandbox/office/office.ts";
import type { StoredEvent } from "../../../src/sandbox/office/storedEvent.ts";
import { instantOf, wallTimeAt } from "../../../src/sandbox/office/zonedTime.ts";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { createSampleOffice } from "../../../src/sandbox/sampleOffice/sampleOffice.ts";
import { type Body, type Client, nowUtc, path, sandboxUnderTest, timeZone } from "./sandboxUnderTest.ts";

const dayMs = 86_400_000;
const month = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-05-01T00:00:00Z";
const bookingMonth = "start=2026-03-01T00:00:00Z&end=2026-05-01T00:00:00Z";

test("two starts at the same moment answer byte for byte alike", async () => {
  const answers = await Promise.all([1, 2].map(() => everyAnswer()));
  assert.ok((answers[0]?.length ?? 0) > 100_000);
  assert.equal(answers[0], answers[1]);
});

test("ids do not depend on the moment", () => {
  const idsAt = (at: number): readonly string[] =>
    createSampleOffice(at, timeZone).mailboxes.flatMap((mailbox) => [...mailbox.events.keys()]);
  assert.deepEqual(idsAt(nowUtc), idsAt(nowUtc + 100.4 * dayMs));
});

test("everything that is listed can be read by its id", async () => {
  await using sandbox = await sandboxUnderTest();
  for (const who of ["ana", "lee", "maria"] as const) {
    const client = await sandbox.as(who);
    for (const calendar of await client.all("/me/calendars")) {
      const root = path`/me/calendars/${String(calendar["id"])}`;
      const listed = [...(await client.all(`${root}/events`)), ...(await client.all(`${root}/calendarView?${month}`))];
      await assertReadable(client, listed, (id) => path`/me/events/${id}`);
    }
  }
  const ana = await sandbox.as("ana");
  for (const business of [ids.dental, ids.physio]) {
    const root = path`/solutions/bookingBusinesses/${business}`;
    const listed = await ana.all(`${root}/calendarView?${bookingMonth}`);
    await assertReadable(ana, listed, (id) => root + path`/appointments/${id}`);
  }
});

test("at any moment and in any zone, the seven days that begin today are busy and the named items are still to come", () => {
  const zones = [
    "UTC",
    "Europe/Berlin",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "Tokyo Standard Time",
  ];
  const moments = fc.integer({ min: Date.parse("2020-01-01T00:00:00Z"), max: Date.parse("2040-01-01T00:00:00Z") });
  fc.assert(
    fc.property(moments, fc.constantFrom(...zones), (at, zoneName) => {
      const office = createSampleOffice(at, zoneName);
      assertGoodWeek(office, at);
    }),
    { numRuns: 25 },
  );
});

test("the sample office has each kind of item", () => {
  const office = createSampleOffice(nowUtc, timeZone);
  const ana = eventsOfAna(office);
  const has = (what: string, fits: (event: StoredEvent) => boolean) => assert.ok(ana.some(fits), what);
  has("a whole day", (event) => event.span.kind === "allDay");
  has(
    "several whole days",
    (event) => event.span.kind === "allDay" && event.span.dayAfter > nextDay(event.span.firstDay),
  );
  has("made in Seattle", (event) => event.zone === "America/Los_Angeles");
  has("made in Tokyo", (event) => event.zone === "Asia/Tokyo");
  has("private", (event) => event.sensitivity === "private");
  has("nobody else", (event) => event.isOrganizer && event.attendees.length === 0);
  has("cancelled by its organizer", (event) => event.isCancelled && !event.isOrganizer);
  has("a room", (event) => event.attendees.some((attendee) => attendee.type === "resource"));
  has("online", (event) => event.isOnline);
  has("hidden attendees", (event) => event.hideAttendees);
  has("emoji", (event) => /\p{Extended_Pictographic}/u.test(event.subject));
  has("right to left", (event) => /\p{Script=Arabic}/u.test(event.subject));
  has("long", (event) => event.subject.length > 200);
  has("exception", (event) => event.series.type === "exception");
  const allIds = [
    ...office.mailboxes.flatMap((mailbox) => [...mailbox.events.keys()]),
    ...appointmentsOf(office).map(({ id }) => id),
  ];
  assert.equal(new Set(allIds).size, allIds.length, "ids are unique");
  for (const character of ["-", "_", "=", "/", "+"])
    assert.ok(
      allIds.some((id) => id.includes(character)),
      character,
    );
});

test("a zone that does not exist is refused", () => {
  assert.throws(() => createSampleOffice(nowUtc, "Nowhere/Land"), RangeError);
});

const wallTimes: readonly (readonly [wallTime: string, zone: string, instant: string])[] = [
  ["2026-03-29T01:30", "Europe/Berlin", "2026-03-29T00:30:00Z"],
  ["2026-03-29T03:30:00", "Europe/Berlin", "2026-03-29T01:30:00Z"],
  ["2026-11-01T00:30", "America/Los_Angeles", "2026-11-01T07:30:00Z"],
  ["2026-07-01T12:00", "Asia/Kathmandu", "2026-07-01T06:15:00Z"],
];

for (const [wallTime, zone, instant] of wallTimes) {
  test(`${wallTime} in ${zone} is ${instant}`, () => {
    assert.equal(instantOf(wallTime, zone), Date.parse(instant));
  });
}

test("wall clock times and instants agree in every zone, but for the hour that clocks skip", () => {
  const instants = fc.integer({ min: 0, max: 4_102_444_800 }).map((seconds) => seconds * 1000);
  const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe");
  fc.assert(
    fc.property(instants, zones, (instant, zone) => {
      const wallTime = wallTimeAt(instant, zone);
      assert.equal(wallTimeAt(instantOf(wallTime, zone), zone), wallTime);
    }),
  );
});

function assertGoodWeek(office: Office, at: number): void {
  const today = wallTimeAt(at, office.zone).slice(0, 10);
  const startUtc = instantOf(`${today}T00:00`, office.zone);
  // An hour to spare for weeks in which clocks change.
  const isInWeek = (time: number) => time >= startUtc && time <= startUtc + 7 * dayMs + 3_600_000;
  const spanned = eventsOfAna(office).flatMap(({ id, span }) => (span.kind === "timed" ? [{ id, ...span }] : []));
  assert.ok(spanned.filter((event) => isInWeek(event.startUtc)).length >= 25, "busy");
  assert.ok(
    spanned.some((event) => event.startUtc > at && event.startUtc < at + 2 * 3_600_000),
    "something soon",
  );
  const named = [ids.designReview, ids.roadmapSync, ids.teamWeeklyMoved].map((id) =>
    spanned.find((event) => event.id === id),
  );
  const appointments = appointmentsOf(office);
  const checkUp = appointments.find((appointment) => appointment.id === ids.dentalCheckUp);
  for (const item of [...named, checkUp]) {
    assert.ok(item !== undefined && item.startUtc > at && isInWeek(item.startUtc), "still to come");
    const weekday = new Date(`${wallTimeAt(item.startUtc, office.zone)}Z`).getUTCDay();
    assert.ok(weekday >= 1 && weekday <= 5, "on a working day");
  }
  assert.ok(appointments.filter((appointment) => isInWeek(appointment.startUtc)).length >= 14, "bookings");
}

async function everyAnswer(): Promise<string> {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const texts: string[] = [];
  for (const asked of [
    "/me",
    "/me/calendars",
    "/me/events?$top=1000",
    `/me/calendarView?${month}&$top=1000`,
    `${path`/me/calendars/${ids.sharedCalendar}/calendarView`}?${month}&$top=1000`,
    "/solutions/bookingBusinesses",
    path`/solutions/bookingBusinesses/${ids.dental}`,
    `${path`/solutions/bookingBusinesses/${ids.dental}/calendarView`}?${bookingMonth}`,
    path`/solutions/bookingBusinesses/${ids.physio}/staffMembers`,
  ]) {
    texts.push((await ana.ask(asked)).text.replaceAll(sandbox.sandbox.addresses.graphOrigin, ""));
  }
  return texts.join("\n");
}

async function assertReadable(client: Client, listed: readonly Body[], pathOf: (id: string) => string): Promise<void> {
  assert.ok(listed.length > 0);
  for (const item of listed) {
    const answer = await client.ask(pathOf(String(item["id"])));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body["id"], item["id"]);
    assert.deepEqual([answer.body["subject"], answer.body["serviceName"]], [item["subject"], item["serviceName"]]);
  }
}

function eventsOfAna(office: Office): readonly StoredEvent[] {
  return [...(findMailbox(office, ids.ana)?.events.values() ?? [])];
}

function appointmentsOf(office: Office) {
  return [ids.dental, ids.physio].flatMap((id) => [...(findBusiness(office, id)?.appointments.values() ?? [])]);
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}
