/** What the rows of the agenda say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgendaDay } from "../../../src/agenda/arrange.ts";
import { describeDay, type RowText } from "../../../src/agenda/describeDay.ts";
import { describeItem, describeTitle } from "../../../src/agenda/describeItem.ts";
import { itemGlyph } from "../../../src/agenda/itemTraits.ts";
import type { AgendaItem } from "../../../src/agenda/item.ts";
import type { Viewer } from "../../../src/agenda/viewer.ts";
import {
  allDay,
  ana,
  anaCalendar,
  booking,
  dental,
  event,
  facilitiesCalendar,
  invite,
  leeCalendar,
  person,
  receptionCalendar,
  timed,
} from "./agendaItems.ts";

const twelve = invite(...Array.from({ length: 12 }, (_, index) => `person${index}@contoso.com`));
const teams = "https://teams.microsoft.com/l/meetup-join/1";
const lee = { name: "Lee", address: "lee@contoso.com" };

function assertRow(row: RowText, label: string, description: string): void {
  assert.deepEqual([row.label, row.description], [label, description]);
}

test("an event of one's own says what it takes and who is in it", () => {
  const source = anaCalendar;
  const rows: readonly (readonly [AgendaItem, string, string])[] = [
    [event({ attendees: twelve, joinUrl: teams }), "09:30  Design review", "45 min · 12 people · Teams"],
    [
      event({ attendees: invite("lee@contoso.com"), location: "Room 4" }),
      "09:30  Design review",
      "45 min · 1 person · Room 4",
    ],
    [
      event({ attendees: twelve, joinUrl: "https://meet.example.com/1" }),
      "09:30  Design review",
      "45 min · 12 people · online",
    ],
    [event({ subject: "Focus time" }), "09:30  Focus time", "only you"],
    [
      event({ subject: "Standup", attendees: twelve, series: "occurrence" }),
      "09:30  Standup",
      "45 min · 12 people · series",
    ],
    [event({ subject: "Doctor", isPrivate: true }), "09:30  Doctor", "only you · private"],
    [event({ subject: "Fair", span: allDay("2026-11-24"), attendees: twelve }), "All day  Fair", "12 people"],
    [event({ subject: "" }), "09:30  (no subject)", "only you"],
    [event({ subject: "Two\nlines " }), "09:30  Two lines", "only you"],
  ];
  for (const [item, label, description] of rows) assertRow(describeItem(item, ana, { source }), label, description);
});

test("somebody else's meeting says whose it is", () => {
  const attended = { subject: "All hands", isOrganizer: false, organizer: lee, attendees: twelve };
  assertRow(describeItem(event(attended), ana), "09:30  All hands", "organised by Lee");
  const cancelled = event({ ...attended, isCancelled: true, series: "occurrence" });
  assertRow(describeItem(cancelled, ana), "09:30  All hands", "cancelled by the organizer · series");
  assertRow(describeItem(event({ isOrganizer: false }), ana), "09:30  Design review", "organised by somebody else");
  const inLeesCalendar = describeItem(event({ attendees: twelve }), ana, { source: leeCalendar });
  assertRow(inLeesCalendar, "09:30  Design review", "organised by Lee Gu · 45 min · 12 people");
});

test("what is in another mailbox says in which, where neither organizer nor viewer does", () => {
  const mailbox = { kind: "user", id: "reception@contoso.com" } as const;
  const attended = event({ mailbox, isOrganizer: false, organizer: lee });
  const row = describeItem(attended, ana, { source: receptionCalendar });
  assertRow(row, "09:30  Design review", "organised by Lee · reception@contoso.com");
  assert.match(row.spokenLabel, /, organised by Lee, 0 people, reception@contoso\.com$/u);
  const organised = describeItem(event({ mailbox, attendees: twelve }), ana, { source: receptionCalendar });
  assertRow(organised, "09:30  Design review", "organised by reception@contoso.com · 45 min · 12 people");
  const inGroup = event({ mailbox: facilitiesCalendar.mailbox, attendees: twelve });
  assertRow(
    describeItem(inGroup, ana, { source: facilitiesCalendar }),
    "09:30  Design review",
    "organised by Contoso Facilities · 45 min · 12 people",
  );
});

test("a row does not say that nobody else is invited where that could not be read", () => {
  const row = describeItem(event({ lacksPeople: true }), ana);
  assertRow(row, "09:30  Design review", "45 min · people not known");
  assert.match(row.spokenLabel, /, people not known,/u);
  assert.equal(itemGlyph(event({ lacksPeople: true })), "organized");
});

test("a booking says who it is for and with", () => {
  assertRow(describeItem(booking(), ana), "14:00  Initial consult — M. Rossi", "Contoso Dental · Dr Kim · 1 customer");
  const group = booking({ customers: [person("a@x.com"), person("b@x.com"), person("c@x.com")] });
  assertRow(describeItem(group, ana), "14:00  Initial consult — a and 2 more", "Contoso Dental · Dr Kim · 3 customers");
  const bare = booking({ customers: [{ name: "", address: "" }], staff: [], serviceName: "" });
  assertRow(describeItem(bare, ana), "14:00  (no service)", "Contoso Dental · 1 customer");
  const empty = booking({ customers: [], staff: [person("kim@x.com"), person("lee@x.com")] });
  assertRow(describeItem(empty, ana), "14:00  Initial consult", "Contoso Dental · kim and 1 more · no customers");
  assert.equal(describeTitle(booking({ customers: [{ name: "", address: "m@x.com" }] })), "Initial consult — m@x.com");
});

test("an item from another zone says its time there", () => {
  const viewer: Viewer = { ...ana, timeZone: "Europe/London" };
  const item = event({ timeZone: "Europe/Rome", attendees: twelve });
  assertRow(describeItem(item, viewer), "08:30  Design review", "(09:30 CET) · 45 min · 12 people");
});

test("a longer item says on each day what of it is there", () => {
  const offsite = event({ subject: "Offsite", span: timed("2026-11-25T15:00Z", "2026-11-27T10:00Z") });
  const on = (item: AgendaItem, day: string): RowText => describeItem(item, ana, { day });
  assertRow(on(offsite, "2026-11-25"), "16:00  Offsite", "only you · day 1 of 3");
  assertRow(on(offsite, "2026-11-26"), "All day  Offsite", "only you · day 2 of 3");
  assertRow(on(offsite, "2026-11-27"), "until 11:00  Offsite", "only you · day 3 of 3");
  const untilMidnight = event({ subject: "Fair", span: timed("2026-11-25T15:00Z", "2026-11-26T23:00Z") });
  assertRow(on(untilMidnight, "2026-11-26"), "All day  Fair", "only you · day 2 of 2");
  const leave = event({ subject: "Leave", span: allDay("2026-11-23", "2026-11-27") });
  assertRow(on(leave, "2026-11-24"), "All day  Leave", "only you · day 2 of 5");
});

test("the spoken label says everything that the row's place and icon show", () => {
  const occurrence = event({ attendees: twelve, series: "occurrence", joinUrl: teams });
  assert.equal(
    describeItem(occurrence, ana, { source: anaCalendar }).spokenLabel,
    "Design review, Tuesday 24 November, 09:30 to 10:15, you organise, 12 people, part of a series, can be cancelled",
  );
  assert.equal(
    describeItem(event({ subject: "Focus", span: timed("2026-11-24T05:00Z", "2026-11-24T06:00Z") }), ana).spokenLabel,
    "Focus, Tuesday 24 November, 06:00 to 07:00, you organise, only you, is over, can be cancelled",
  );
  assert.equal(
    describeItem(event({ isOrganizer: false, organizer: lee, isCancelled: true, attendees: twelve }), ana).spokenLabel,
    "Design review, Tuesday 24 November, 09:30 to 10:15, organised by Lee, 12 people, cancelled by the organizer",
  );
  assert.equal(
    describeItem(event({ attendees: twelve }), ana, { source: leeCalendar }).spokenLabel,
    "Design review, Tuesday 24 November, 09:30 to 10:15, organised by Lee Gu, 12 people, in a calendar that you can only read",
  );
  assert.equal(
    describeItem(booking(), ana, { source: dental }).spokenLabel,
    "Initial consult — M. Rossi, Tuesday 24 November, 14:00 to 14:30, Contoso Dental, Dr Kim, 1 customer, can be cancelled",
  );
});

test("a day says when it is and how much is in it", () => {
  const day = (date: string, count: number, peopleCount: number): AgendaDay => ({
    day: date,
    entries: Array.from({ length: count }, () => ({ item: event(), day: date, dayNumber: 1, dayCount: 1 })),
    peopleCount,
  });
  assertRow(describeDay(day("2026-11-24", 6, 31), ana), "Tue 24 Nov", "Today · 6 items · 31 people");
  assertRow(describeDay(day("2026-11-25", 1, 1), ana), "Wed 25 Nov", "Tomorrow · 1 item · 1 person");
  assertRow(describeDay(day("2026-11-26", 1, 0), ana), "Thu 26 Nov", "1 item");
  assert.equal(
    describeDay(day("2026-11-24", 6, 31), ana).spokenLabel,
    "Today, Tuesday 24 November, 6 items, 31 people",
  );
});
