/** The documented answers of Bookings are read to what a reader of the documentation expects. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Booking, Person } from "../../../src/agenda/item.ts";
import { minutesOf } from "../../../src/graph/duration.ts";
import type { ReadRow } from "../../../src/graph/rowReadings.ts";
import { namesNoCustomer, readBooking } from "../../../src/graph/readBooking.ts";
import type { PeopleById } from "../../../src/graph/readBooking.ts";
import {
  readBusiness,
  readCustomer,
  readDetails,
  readService,
  readStaffMember,
} from "../../../src/graph/readBusiness.ts";
import { assertItems, itemOf, rowsOf } from "./sampleAnswers.ts";
import { someBusiness } from "./scriptedGraph.ts";

const ofFabrikam: ReadRow<Booking> = (row) =>
  readBooking(row, someBusiness, { staff: new Map(), customers: undefined });

test("businesses are read, with what they say of themselves", () => {
  assertItems("bookingBusiness-list", readBusiness, [
    { kind: "business", id: "Contosolunchdelivery@contoso.onmicrosoft.com", name: "Contoso lunch delivery" },
    { kind: "business", id: "Fabrikam@contoso.onmicrosoft.com", name: "Fabrikam" },
  ]);
  assertItems("bookingBusiness-list-query", readBusiness, [{ name: "Adventure Works Cycles" }]);
  const [fabrikam] = rowsOf("bookingBusiness-get");
  assert.deepEqual(itemOf(readDetails(fabrikam)), {
    id: "Fabrikam@contoso.com",
    name: "Fabrikam",
    phone: "206-555-0100",
    email: "manager@fabrikam.com",
    webSite: "https://www.fabrikam.com/",
    openingHours: [
      ...(["monday", "tuesday", "wednesday", "thursday", "friday"] as const).map((day) => ({
        day,
        slots: [{ start: "08:00", end: "17:00" }],
      })),
      { day: "saturday", slots: [] },
      { day: "sunday", slots: [] },
    ],
    minimumLeadTimeMinutes: 24 * 60,
    notes: [],
  });
  const published = { isPublished: true, publicUrl: "https://outlook.office365.com/owa/calendar/x/bookings/" };
  const settings = { bookingPageSettings: { businessTimeZone: "W. Europe Standard Time" } };
  const details = itemOf(readDetails({ ...(fabrikam as object), ...published, ...settings }));
  assert.equal(details.bookingPage, published.publicUrl);
  assert.equal(details.timeZone, "Europe/Berlin");
  assert.equal(
    itemOf(readDetails({ ...(fabrikam as object), ...published, isPublished: false })).bookingPage,
    undefined,
  );
});

test("services, staff and customers are read", () => {
  assertItems("bookingService-list", readService, [
    {
      id: "f9b9121f-aed7-4c8c-bb3a-a1796a0b0b2d",
      name: "Initial service",
      durationMinutes: 10,
      maximumCustomers: 1,
    },
    { name: "Catered bento", durationMinutes: 30, minimumLeadTimeMinutes: 600 },
    { name: "Kaiseki", durationMinutes: 90, minimumLeadTimeMinutes: 600 },
  ]);
  // The first of them leaves the rules to the business.
  assert.ok(!("minimumLeadTimeMinutes" in itemOf(readService(rowsOf("bookingService-list")[0]))));
  assertItems("bookingStaffMember-list", readStaffMember, [
    {
      id: "8ee1c803-a1fa-406d-8259-7ab53233f148",
      name: "Dana Swope",
      address: "danas@contoso.com",
      role: "externalGuest",
    },
    { name: "Samantha Booth", address: "samanthab@contoso.onmicrosoft.com", role: "administrator" },
  ]);
  const [dana] = rowsOf("bookingStaffMember-list");
  assert.ok(!("role" in itemOf(readStaffMember({ ...(dana as object), role: "unknownFutureValue" }))));
  assertItems("bookingCustomer-list", readCustomer, [
    { id: "80b5ddda-1e3b-4c9d-abe2-d606cc075e2e", name: "Adele Vance", address: "adelev@proseware.com" },
    { id: "829e3cb5-3d4d-4319-a8de-1953aedaa166", name: "Bob Kelly", address: "bobk@tailspintoys.com" },
    { id: "7ed53fa5-9ef2-4f2f-975b-27447440bc09", name: "Jordan Miller", address: "jordanm@contoso.com" },
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
      serviceId: "57da6774-a087-4d69-b0e6-6fb82c339976",
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

const [booked] = rowsOf("bookingAppointment-list");

test("staff are named; who cannot be looked up is noted", () => {
  const row = { ...(booked as object), staffMemberIds: ["d", "unknown"] };
  const read = (staff: PeopleById): Booking => itemOf(readBooking(row, someBusiness, { staff, customers: undefined }));
  const dana = { name: "Dana Swope", address: "danas@contoso.com" };
  const booking = read(new Map([["d", { id: "d", ...dana, role: "guest" }]]));
  const unknown = { name: "", address: "", isUnread: true };
  assert.deepEqual(booking.staff, [dana, unknown]);
  assert.deepEqual(booking.notes, ["1 of its 2 staff could not be looked up."]);
  assert.deepEqual(read(undefined).staff, [unknown, unknown]);
  assert.deepEqual(read(undefined).notes, ["2 of its 2 staff could not be looked up."]);
});

test("a customer of whom there is only an id is looked up, and is counted even if nobody knows who it is", () => {
  const bob = { name: "Bob Kelly", address: "bobk@tailspintoys.com" };
  const knownById = new Map([["b", { id: "b", ...bob }]]);
  const assertCustomers = (
    customers: readonly unknown[],
    known: PeopleById,
    expected: readonly Person[],
    notes: readonly string[],
  ): void => {
    const row = { ...(booked as object), customers };
    const booking = itemOf(readBooking(row, someBusiness, { staff: undefined, customers: known }));
    assert.deepEqual([booking.customers, booking.notes], [expected, notes]);
  };
  const unknown = { name: "Unknown customer", address: "", isUnread: true };
  assertCustomers([{ customerId: "b" }], knownById, [bob], []);
  assertCustomers([{ customerId: "b", name: null, emailAddress: "" }], knownById, [bob], []);
  assertCustomers([{ customerId: "b", name: "By telephone" }], knownById, [{ name: "By telephone", address: "" }], []);
  assertCustomers(
    [{ customerId: "b" }, { customerId: "c" }],
    knownById,
    [bob, unknown],
    ["1 of its 2 customers could not be looked up."],
  );
  assertCustomers([{ customerId: "b" }], undefined, [unknown], ["1 of its 1 customers could not be looked up."]);
  const ids = [[{ customerId: "b" }], [bob, { customerId: "b", phone: "1" }]];
  for (const customers of ids) assert.ok(namesNoCustomer({ id: "1", customers }));
  for (const customers of [[], undefined, [{ customerId: "b", name: "Bob" }], [{}]]) {
    assert.ok(!namesNoCustomer({ id: "1", customers }));
  }
});

test("durations are minutes", () => {
  const expected: readonly (readonly [string, number | undefined])[] = [
    ["PT30M", 30],
    ["PT1H30M", 90],
    ["P1D", 1440],
    ["P2W", 20_160],
    ["P1DT2H3M4S", 1563],
    ["PT0S", 0],
    ["PT90.5S", 2],
    ["P", undefined],
    ["PT", undefined],
    ["P1Y", undefined],
    ["-PT1H", undefined],
    ["1 hour", undefined],
    ["", undefined],
  ];
  for (const [text, minutes] of expected) assert.equal(minutesOf(text), minutes, text);
});
