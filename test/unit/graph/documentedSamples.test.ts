import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { failureOf, readProblem } from "../../../src/graph/graphFailure.ts";
import type { GraphErrorReason } from "../../../src/graph/graphError.ts";
import { listRows } from "../../../src/graph/pages.ts";
import type { ReadRow } from "../../../src/graph/pages.ts";
import { readBooking, readBusiness, readStaffMember } from "../../../src/graph/readBooking.ts";
import { readCalendar, readEvent } from "../../../src/graph/readEvent.ts";
import { someBusiness } from "./scriptedGraph.ts";

const samples = path.join(import.meta.dirname, "../../fixtures/graph-samples");

/** A sample answer, as the documentation shows it. */
function sample(name: string): unknown {
  return JSON.parse(readFileSync(path.join(samples, `${name}.json`), "utf8"));
}

/** Reads a sample: the rows of a list, or the one thing that it is. */
function readSample<Item extends { readonly id: string }>(name: string, readRow: ReadRow<Item>) {
  const answer = sample(name) as { readonly value?: readonly unknown[] };
  return listRows(answer.value ?? [answer], readRow);
}

/** Asserts what some fields of the items of a sample are. */
function assertItems<Item extends { readonly id: string }>(
  name: string,
  readRow: ReadRow<Item>,
  expected: readonly Partial<Item>[],
  notes: readonly string[] = [],
): void {
  const listed = readSample(name, readRow);
  assert.deepEqual(listed.notes, notes, name);
  assert.equal(listed.items.length, expected.length, name);
  for (const [index, item] of listed.items.entries())
    assert.deepEqual({ ...item, ...expected[index] }, item, `${name} ${index}`);
}

const unknownOrganizer = "Whether it is organized by the calendar’s owner is not known.";
const fromCalendar: ReadRow<ReturnType<typeof eventOf>> = (row) => readEvent(row, "calendar-1");
const ofFabrikam: ReadRow<ReturnType<typeof bookingOf>> = (row) => readBooking(row, someBusiness, new Map());

function eventOf(read: ReturnType<typeof readEvent>) {
  assert.ok("item" in read);
  return read.item;
}

function bookingOf(read: ReturnType<typeof readBooking>) {
  assert.ok("item" in read);
  return read.item;
}

test("calendars are read", () => {
  const samantha = { name: "Samantha Booth", address: "samanthab@contoso.com" };
  assertItems("calendar-list", readCalendar, [
    { kind: "calendar", id: "AAMkAGI2TGuLAAA=", name: "Calendar", isDefault: false, canEdit: true, owner: samantha },
  ]);
  assertItems("calendar-get", readCalendar, [{ kind: "calendar", name: "Calendar", isDefault: false, canEdit: true }]);
  assertItems("shared-calendar", readCalendar, [
    { id: "AQMkADU5NAAAJMjAAAAA==", canEdit: true },
    { name: "Kids parties", canEdit: false, owner: { name: "Alex Wilber", address: "AlexW@contoso.OnMicrosoft.com" } },
  ]);
});

test("an event is read with its people", () => {
  assertItems("event-get", fromCalendar, [
    {
      kind: "event",
      id: "AAMkAGIAAAoZDOFAAA=",
      calendarId: "calendar-1",
      subject: "Orientation ",
      span: { kind: "timed", startUtc: Date.UTC(2017, 3, 21, 17), endUtc: Date.UTC(2017, 3, 21, 19) },
      organizer: { name: "Samantha Booth", address: "samanthab@a830edad905084922E17020313.onmicrosoft.com" },
      attendees: [
        {
          name: "Dana Swope",
          address: "danas@a830edad905084922E17020313.onmicrosoft.com",
          type: "required",
          response: "tentativelyAccepted",
        },
      ],
      location: "Assembly Hall",
      series: "single",
      isOrganizer: false,
      isCancelled: false,
      isPrivate: false,
      notes: [unknownOrganizer],
    },
  ]);
  assertItems("event-get-2", fromCalendar, [
    { subject: "Plan summer company picnic", location: "Conf Room 3; Fourth Coffee; Home Office" },
  ]);
});

test("a series and what belongs to it are told apart", () => {
  const master = "AAMkAGUzYRgWAAA=";
  assertItems("event-instances", fromCalendar, [
    { series: "exception", seriesMasterId: master, subject: "Review strategy for Q3" },
    { series: "occurrence", seriesMasterId: master },
    { series: "occurrence", seriesMasterId: master },
    { series: "occurrence", seriesMasterId: master },
  ]);
  assertItems("group-events", fromCalendar, [
    { series: "master", isOrganizer: true, timeZone: "America/New_York", notes: [] },
  ]);
});

test("a row that comes twice is listed once", () => {
  assertItems("group-calendarView", fromCalendar, [{ id: "AAMkAGI5MWYJOwAAEA==", subject: "New Training Plans" }]);
});

test("a sample without ids or times is left out, and says so", () => {
  const note = "An event without an id was left out.";
  assertItems("event-calendarView", fromCalendar, [], [note]);
  assertItems("calendar-calendarView", fromCalendar, [], [note]);
  assertItems("event-delta", fromCalendar, [], [note]);
});

test("every other event sample gives events with a time", () => {
  const names = ["event-create", "event-create-2", "event-create-3", "event-create-4", "event-list"];
  const walkthrough = ["delta-walkthrough", "delta-walkthrough-2", "delta-walkthrough-3"];
  for (const name of [...names, ...walkthrough]) {
    const { items, notes } = readSample(name, fromCalendar);
    assert.ok(items.length > 0, name);
    assert.deepEqual(notes, [], name);
    for (const item of items)
      assert.deepEqual(
        item.notes.filter((note) => note !== unknownOrganizer),
        [],
        name,
      );
  }
});

test("businesses and staff are read", () => {
  assertItems("bookingBusiness-list", readBusiness, [
    { kind: "business", id: "Contosolunchdelivery@contoso.onmicrosoft.com", name: "Contoso lunch delivery" },
    { kind: "business", id: "Fabrikam@contoso.onmicrosoft.com", name: "Fabrikam" },
  ]);
  assertItems("bookingBusiness-list-query", readBusiness, [{ name: "Adventure Works Cycles" }]);
  assertItems("bookingBusiness-get", readBusiness, [{ id: "Fabrikam@contoso.com", name: "Fabrikam" }]);
  assertItems("bookingStaffMember-list", readStaffMember, [
    { id: "8ee1c803-a1fa-406d-8259-7ab53233f148", name: "Dana Swope", address: "danas@contoso.com" },
    { name: "Samantha Booth", address: "samanthab@contoso.onmicrosoft.com" },
  ]);
});

test("a booking is read, whichever way its times are called", () => {
  const noon = Date.UTC(2018, 4, 6, 12);
  const halfPast = noon + 1_800_000;
  const jordan = { name: "Jordan Miller", address: "jordanm@contoso.com" };
  assertItems("bookingAppointment-get", ofFabrikam, [
    {
      kind: "booking",
      id: "AAMkADKnAAA=",
      businessId: someBusiness.id,
      businessName: "Fabrikam",
      serviceName: "Catered bento",
      span: { kind: "timed", startUtc: noon, endUtc: halfPast },
      customers: [jordan],
      staff: [],
      maximumCustomers: 5,
      location: "Customer location (123 First Avenue, Buffalo, NY 98052, USA)",
      notes: [],
    },
  ]);
  const thirteen = Date.UTC(2018, 3, 30, 13);
  assertItems("bookingAppointment-list", ofFabrikam, [
    {
      span: { kind: "timed", startUtc: thirteen, endUtc: thirteen + 1_800_000 },
      customers: [{ name: "Bob Kelly", address: "bobk@tailspintoys.com" }],
      maximumCustomers: 1,
    },
    { id: "AAMkADKnAAA=", customers: [jordan], maximumCustomers: 5 },
  ]);
  const dayBefore = noon - 86_400_000;
  assertItems("bookingAppointment-calendarView", ofFabrikam, [
    {
      span: { kind: "timed", startUtc: dayBefore, endUtc: dayBefore + 1_800_000 },
      customers: [{ name: "Adele Vance", address: "adelev@proseware.com" }],
    },
    { id: "AAMkADKnAAA=" },
  ]);
});

test("staff are named; who cannot be looked up is noted", () => {
  const [first] = (sample("bookingAppointment-list") as { readonly value: readonly object[] }).value;
  const dana = { id: "d", name: "Dana Swope", address: "danas@contoso.com" };
  const row = { ...first, staffMemberIds: ["d", "unknown"] };
  const booking = bookingOf(readBooking(row, someBusiness, new Map([["d", dana]])));
  assert.deepEqual(booking.staff, [{ name: "Dana Swope", address: "danas@contoso.com" }]);
  assert.deepEqual(booking.notes, ["1 of its 2 staff could not be looked up."]);
  assert.deepEqual(bookingOf(readBooking(row, someBusiness, undefined)).notes, [
    "2 of its 2 staff could not be looked up.",
  ]);
});

test("a wrong field costs that field and is noted", () => {
  const times = {
    start: { dateTime: "2026-11-24T09:00:00", timeZone: "UTC" },
    end: { dateTime: "2026-11-24T10:00:00", timeZone: "UTC" },
  };
  const event = eventOf(
    readEvent({
      ...times,
      id: "1",
      subject: 7,
      isOrganizer: true,
      isCancelled: "yes",
      location: "Room 1",
      webLink: "javascript:alert(1)",
      onlineMeeting: { joinUrl: "https://teams.microsoft.com/x" },
      type: "seriesOfTheFuture",
      attendees: [
        null,
        { emailAddress: { address: "a@x.example" }, type: "chair" },
        { emailAddress: { name: "Nobody" } },
      ],
    }),
  );
  assert.deepEqual(event, {
    kind: "event",
    id: "1",
    subject: "",
    span: { kind: "timed", startUtc: Date.UTC(2026, 10, 24, 9), endUtc: Date.UTC(2026, 10, 24, 10) },
    isOrganizer: true,
    isCancelled: false,
    isPrivate: false,
    attendees: [{ name: "a@x.example", address: "a@x.example", type: "required", response: "none" }],
    series: "single",
    joinUrl: "https://teams.microsoft.com/x",
    notes: [
      'Its "subject" could not be read.',
      'Its "location" could not be read.',
      'Its "webLink" could not be read.',
      "An attendee without an address was left out.",
      'Its "attendees.type" could not be read.',
      'Its "isCancelled" could not be read.',
      'Its "type" could not be read.',
    ].sort(byOrderIn(event.notes)),
  });
});

test("a row without a time is left out, and its name told", () => {
  assert.deepEqual(readEvent({ id: "1", subject: "Lunch", start: null, end: {} }), {
    leftOut: "The event “Lunch” was left out, because its time could not be read.",
  });
  assert.deepEqual(readBooking({ id: "1", serviceName: "Haircut" }, someBusiness, undefined), {
    leftOut: "A booking of Fabrikam (Haircut) was left out, because its time could not be read.",
  });
  for (const row of [null, 7, "text", [], { id: 7 }, {}]) {
    assert.ok("leftOut" in readEvent(row));
    assert.ok("leftOut" in readBooking(row, someBusiness, undefined));
    assert.ok("leftOut" in readCalendar(row));
    assert.ok("leftOut" in readBusiness(row));
  }
});

/** Asserts what an error answer becomes. */
function assertFailure(
  name: string,
  status: number,
  method: "GET" | "POST",
  reason: GraphErrorReason,
  code: string,
): void {
  const answer = { kind: "answered", status, headers: {}, body: JSON.stringify(sample(name)) } as const;
  const cloud = { graphOrigin: "https://graph.microsoft.com" };
  const error = failureOf(answer, { method, scopes: ["Calendars.ReadWrite"], cloud, requestId: "r", nowUtc: 0 });
  assert.equal(error.reason, reason, name);
  assert.equal(error.facts.code, code, name);
  assert.equal(error.facts.status, status, name);
  assert.equal(error.facts.requestId, "r", name);
  assert.equal(readProblem(answer).requestId, "a1b2c3d4-1111-2222-3333-444455556666", name);
  assert.deepEqual(error.facts.missingScopes, reason === "forbidden" ? ["Calendars.ReadWrite"] : undefined, name);
}

test("error answers are told apart by status and code", () => {
  assertFailure("error-400-not-organizer", 400, "POST", "notOrganizer", "ErrorInvalidRequest");
  assertFailure("error-400-not-organizer", 400, "GET", "badRequest", "ErrorInvalidRequest");
  assertFailure("error-400-bookings-list-too-many", 400, "GET", "badRequest", "ErrorExceededFindCountLimit");
  assertFailure("error-401-token", 401, "GET", "unauthorized", "InvalidAuthenticationToken");
  assertFailure("error-401-cae", 401, "GET", "unauthorized", "InvalidAuthenticationToken");
  assertFailure("error-403", 403, "GET", "forbidden", "ErrorAccessDenied");
  assertFailure("error-404", 404, "GET", "notFound", "ErrorItemNotFound");
  assertFailure("error-429-mailbox", 429, "GET", "throttled", "ApplicationThrottled");
  assertFailure("error-bookings-unknown", 500, "GET", "serverError", "UnknownError");
  assertFailure("error-403", 400, "POST", "notOrganizer", "ErrorAccessDenied");
});

/** Puts notes into the order in which they were made, which is of no interest. */
function byOrderIn(made: readonly string[]): (one: string, other: string) => number {
  return (one, other) => made.indexOf(one) - made.indexOf(other);
}
