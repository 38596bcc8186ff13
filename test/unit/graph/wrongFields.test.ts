/** What Graph sends is not trusted: a field of the wrong type costs itself, a row without an id or a time itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Booking, CalendarEvent } from "../../../src/agenda/item.ts";
import { lacksPeople } from "../../../src/agenda/people.ts";
import { listRows } from "../../../src/graph/rowReadings.ts";
import type { ReadRow } from "../../../src/graph/rowReadings.ts";
import { readBooking } from "../../../src/graph/readBooking.ts";
import {
  readBusiness,
  readCustomer,
  readDetails,
  readService,
  readStaffMember,
} from "../../../src/graph/readBusiness.ts";
import { hasCalendar, readCalendar, readCalendarGroup, readGroup } from "../../../src/graph/readCalendar.ts";
import { eventFields, readEvent } from "../../../src/graph/readEvent.ts";
import { readErrorBody } from "../../../src/graph/readErrorBody.ts";
import { itemOf } from "./sampleAnswers.ts";
import { someBusiness } from "./scriptedGraph.ts";

const place = { mailbox: { kind: "me" }, calendarId: "calendar-1" } as const;
const asEvent: ReadRow<CalendarEvent> = (row) => readEvent(row, place);
const asBooking: ReadRow<Booking> = (row) =>
  readBooking(row, someBusiness, { staff: new Map(), customers: new Map([["c", { name: "Bob" }]]) });

const nine = { dateTime: "2026-11-24T09:00:00.0000000", timeZone: "UTC" };
const ten = { dateTime: "2026-11-24T10:00:00.0000000", timeZone: "UTC" };

const goodEvent = {
  id: "1",
  subject: "Lunch",
  start: nine,
  end: ten,
  isAllDay: false,
  isCancelled: false,
  isOrganizer: true,
  organizer: { emailAddress: { name: "Ana", address: "ana@x.example" } },
  responseStatus: { response: "organizer" },
  attendees: [
    { type: "optional", status: { response: "declined" }, emailAddress: { name: "Lee", address: "lee@x.example" } },
    { type: "resource", status: { response: "accepted" }, emailAddress: { name: "Room", address: "room@x.example" } },
  ],
  type: "occurrence",
  seriesMasterId: "0",
  sensitivity: "private",
  location: { displayName: "Room" },
  onlineMeeting: { joinUrl: "https://teams.microsoft.com/x" },
  onlineMeetingUrl: "https://meet.x.example/",
  webLink: "https://outlook.office365.com/x",
  originalStartTimeZone: "Europe/Vienna",
  iCalUId: "u",
};

const goodBooking = {
  id: "1",
  customerName: "Bob",
  customerEmailAddress: "bob@x.example",
  startDateTime: nine,
  endDateTime: ten,
  serviceId: "s",
  serviceName: "Haircut",
  serviceLocation: { displayName: "Salon" },
  joinWebUrl: "https://teams.microsoft.com/x",
  maximumAttendeesCount: 2,
  staffMemberIds: [],
  customers: [{ customerId: "c" }, { name: "Eve", emailAddress: "eve@x.example" }],
};

test("a wrong field costs that field, and is told in words", () => {
  const event = itemOf(
    asEvent({
      ...goodEvent,
      subject: 7,
      isCancelled: "yes",
      location: "Room 1",
      webLink: "javascript:alert(1)",
      type: "seriesOfTheFuture",
      attendees: [
        null,
        { emailAddress: { address: "a@x.example" }, type: "chair" },
        { emailAddress: { name: "Nobody" } },
        [],
      ],
    }),
  );
  const { subject, isCancelled, location, webLink, attendees, series, isOrganizer, joinUrl, notes } = event;
  assert.deepEqual([subject, isCancelled, location, webLink, series], ["", false, undefined, undefined, "occurrence"]);
  const unread = { name: "", address: "", isUnread: true, type: "required", response: "none" } as const;
  assert.deepEqual(attendees, [
    unread,
    { name: "a@x.example", address: "a@x.example", type: "required", response: "none" },
    { ...unread, name: "Nobody" },
    unread,
  ]);
  assert.deepEqual([isOrganizer, joinUrl], [true, "https://teams.microsoft.com/x"]);
  assert.deepEqual(notes.toSorted(), [
    "An attendee could not be read.",
    "How an attendee is invited could not be read.",
    "Its address in Outlook could not be read.",
    "Its location could not be read.",
    "Its title could not be read.",
    "The address of an attendee is not known.",
    "Whether it is cancelled could not be read.",
    "Whether it is part of a series could not be read.",
  ]);
});

test("a list of people that cannot be read is not taken for an empty one", () => {
  const assertLacking = (item: CalendarEvent | Booking, lacks: boolean, count: number): void => {
    assert.equal(item.lacksPeople ?? false, lacks, JSON.stringify(item));
    assert.equal(lacksPeople(item), lacks || count > 0);
    const listed = item.kind === "event" ? item.attendees : [...item.customers, ...item.staff];
    assert.equal(listed.filter(({ isUnread = false }) => isUnread).length, count);
    assert.equal(item.notes.length > 0, lacks || count > 0);
  };
  for (const attendees of ["oops", undefined, null, 7, {}]) {
    assertLacking(itemOf(asEvent({ ...goodEvent, attendees })), true, 0);
  }
  assertLacking(itemOf(asEvent({ ...goodEvent, attendees: [] })), false, 0);
  const nameless = [{ emailAddress: { address: 7, name: null } }, { type: "required" }, 7];
  assertLacking(itemOf(asEvent({ ...goodEvent, attendees: nameless })), false, 3);
  for (const list of ["oops", undefined, null]) {
    assertLacking(itemOf(asBooking({ ...goodBooking, staffMemberIds: list })), true, 0);
  }
  assertLacking(itemOf(asBooking({ ...goodBooking, customers: "oops" })), true, 0);
  assertLacking(itemOf(asBooking({ ...goodBooking, customers: [], customerName: null })), false, 0);
  assertLacking(
    itemOf(asBooking({ ...goodBooking, customers: null, customerName: null, customerEmailAddress: null })),
    true,
    0,
  );
  // As it was before group bookings.
  assertLacking(itemOf(asBooking({ ...goodBooking, customers: null })), false, 0);
  assertLacking(itemOf(asBooking({ ...goodBooking, customers: [7, {}], staffMemberIds: [7, "s"] })), false, 4);
});

test("what is given is not changed by reading it", () => {
  const row = Object.freeze({ ...goodEvent, subject: 7, attendees: Object.freeze([Object.freeze({ type: 7 }), 8]) });
  assert.equal(itemOf(asEvent(row)).attendees.length, 2);
  assert.deepEqual(row.attendees, [{ type: 7 }, 8]);
});

test("a row without an id or a time is left out, and its name told", () => {
  assert.deepEqual(asEvent({ id: "1", subject: "Lunch", start: null, end: {} }), {
    leftOut: "The event “Lunch” was left out, because its time could not be read.",
  });
  assert.deepEqual(asBooking({ id: "1", serviceName: "Haircut" }), {
    leftOut: "A booking of Fabrikam (Haircut) was left out, because its time could not be read.",
  });
  const readers: readonly ReadRow<unknown>[] = [
    asEvent,
    asBooking,
    (row) => readCalendar(row, place.mailbox),
    readCalendarGroup,
    readGroup,
    readBusiness,
    readDetails,
    readService,
    readStaffMember,
    readCustomer,
  ];
  for (const row of [null, 7, "text", [], [1], { id: 7 }, { id: "" }, { id: null }, {}])
    for (const read of readers) assert.ok("leftOut" in read(row), JSON.stringify(row));
});

test("how the calendar's owner has answered is read, and nothing else is taken for an answer", () => {
  const answerOf = (responseStatus: unknown): unknown => itemOf(asEvent({ ...goodEvent, responseStatus })).ownResponse;
  assert.equal(answerOf({ response: "declined" }), "declined");
  for (const other of [null, {}, { response: null }, { response: "perhaps" }, "declined"]) {
    assert.equal(answerOf(other), undefined, JSON.stringify(other));
  }
});

/** Which of an item's properties a field of the row decides on. */
const decidedBy: Readonly<Record<string, readonly string[]>> = {
  subject: ["subject"],
  isCancelled: ["isCancelled"],
  isOrganizer: ["isOrganizer"],
  organizer: ["organizer", "attendees"],
  responseStatus: ["ownResponse"],
  attendees: ["attendees", "lacksPeople"],
  type: ["series"],
  seriesMasterId: ["seriesMasterId"],
  sensitivity: ["isPrivate"],
  location: ["location"],
  onlineMeeting: ["joinUrl"],
  onlineMeetingUrl: ["joinUrl"],
  webLink: ["webLink"],
  originalStartTimeZone: ["timeZone"],
  iCalUId: ["iCalUId"],
  customerName: ["customers"],
  customerEmailAddress: ["customers"],
  serviceId: ["serviceId"],
  serviceName: ["serviceName"],
  serviceLocation: ["location"],
  joinWebUrl: ["joinUrl"],
  maximumAttendeesCount: ["maximumCustomers"],
  staffMemberIds: ["staff", "lacksPeople"],
  customers: ["customers", "lacksPeople"],
};

/** Asserts that whatever stands in one field of a row, the other rows and the rest of this one are read as ever. */
function assertFieldIsAlone<Item extends { readonly id: string; readonly notes: readonly string[] }>(
  good: object,
  read: ReadRow<Item>,
): void {
  const goodItem = itemOf(read(good));
  const others = [
    { ...good, id: "before" },
    { ...good, id: "after" },
  ];
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(good)), anyJson, (field, value) => {
      const row = { ...good, [field]: value };
      const { items } = listRows([others[0], row, others[1]], read);
      const otherItems = items.filter(({ id }) => id === "before" || id === "after");
      assert.deepEqual(otherItems.map(({ id }) => id).toSorted(), ["after", "before"]);
      for (const item of otherItems) assert.deepEqual({ ...item, id: goodItem.id }, goodItem);
      const decided = decidedBy[field];
      if (decided === undefined) return;
      const item = itemOf(read(row));
      const but = (whole: Item): object =>
        Object.fromEntries(Object.entries(whole).filter(([key]) => key !== "notes" && !decided.includes(key)));
      assert.deepEqual(but(item), but(goodItem));
    }),
    { numRuns: 600 },
  );
}

/** Any JSON, and what looks more like Graph's own. */
const anyJson = fc.oneof(
  fc.jsonValue(),
  fc.array(fc.oneof(fc.jsonValue(), fc.record({ type: fc.jsonValue(), emailAddress: fc.jsonValue() }))),
  fc.record({ emailAddress: fc.jsonValue() }),
  fc.record({ dateTime: fc.jsonValue(), timeZone: fc.jsonValue() }),
  fc.record({ displayName: fc.jsonValue(), joinUrl: fc.jsonValue() }),
);

test("whatever stands in a field of an event, everything else is read as ever", () => {
  assert.deepEqual(Object.keys(goodEvent).toSorted(), eventFields.toSorted());
  assertFieldIsAlone(goodEvent, asEvent);
});

test("whatever stands in a field of a booking, everything else is read as ever", () => {
  assertFieldIsAlone(goodBooking, asBooking);
});

test("no JSON at all makes a reader throw", () => {
  const readers: readonly ((row: unknown) => unknown)[] = [
    (row) => readCalendar(row, place.mailbox),
    readCalendarGroup,
    readGroup,
    hasCalendar,
    readBusiness,
    readDetails,
    readService,
    readStaffMember,
    readCustomer,
    readErrorBody,
    asEvent,
    asBooking,
  ];
  const row = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        id: fc.constant("1"),
        displayName: anyJson,
        owner: anyJson,
        schedulingPolicy: anyJson,
        businessHours: anyJson,
        groupTypes: anyJson,
        error: fc.record({ code: anyJson, innerError: anyJson, innererror: anyJson }, { requiredKeys: [] }),
        start: anyJson,
        end: anyJson,
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(row, (value) => {
      for (const read of readers) read(value);
    }),
    { numRuns: 400 },
  );
});
