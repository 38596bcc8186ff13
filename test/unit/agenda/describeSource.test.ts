/** What the rows and tooltips of calendars and businesses say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  calendarFacts,
  describeSource,
  describeSourceName,
  tellingCalendarGroup,
} from "../../../src/agenda/describeSource.ts";
import type { AgendaSource, CalendarSource } from "../../../src/agenda/item.ts";
import { ana, anaCalendar, dental, facilitiesCalendar, leeCalendar, receptionCalendar } from "./agendaItems.ts";

const rooms: CalendarSource = { ...receptionCalendar, id: "rooms", name: "Rooms", isDefault: false };

function assertRow(source: AgendaSource | undefined, label: string, description: string, group?: string): void {
  const row = describeSource({ source, days: [], itemCount: 2, peopleCount: 3 }, group);
  assert.deepEqual([row.label, row.description], [label, description]);
  assert.equal(row.spokenLabel, [label, ...description.split(" · ")].join(", "));
}

test("a source says its name, whose it is, and how much is in it", () => {
  assertRow(dental, "Contoso Dental", "2 items · 3 people");
  assertRow(undefined, "Other items", "2 items · 3 people");
  assertRow(anaCalendar, "Calendar", "2 items · 3 people");
  assertRow(leeCalendar, "Lee Gu", "Other Calendars · 2 items · 3 people", "Other Calendars");
  assertRow(receptionCalendar, "reception@contoso.com", "2 items · 3 people");
  assertRow(rooms, "Rooms", "reception@contoso.com · 2 items · 3 people");
  assertRow(facilitiesCalendar, "Contoso Facilities", "2 items · 3 people");
  assertRow({ ...anaCalendar, name: "" }, "(no name)", "2 items · 3 people");
  assert.equal(describeSourceName({ ...rooms, name: "" }), "(no name)");
});

test("a calendar group is only told where it is not the usual one", () => {
  const mine: CalendarSource = { ...anaCalendar, calendarGroup: "My Calendars" };
  const lees: CalendarSource = { ...leeCalendar, calendarGroup: "Other Calendars" };
  const all = [lees, mine, { ...receptionCalendar, calendarGroup: "Theirs" }];
  assert.deepEqual(
    all.map((calendar) => tellingCalendarGroup(calendar, all)),
    ["Other Calendars", undefined, undefined],
  );
});

test("the tooltip says whose a calendar is", () => {
  const facts = (calendar: CalendarSource): readonly string[] =>
    calendarFacts(calendar, ana.ownAddresses).map(({ name, text }) => `${name}: ${text}`);
  assert.deepEqual(facts({ ...anaCalendar, calendarGroup: "My Calendars" }), ["Calendar group: My Calendars"]);
  assert.deepEqual(facts(leeCalendar), ["Owner: Lee Gu"]);
  assert.deepEqual(facts({ ...rooms, owner: { name: "Reception", address: "reception@contoso.com" } }), [
    "Mailbox: reception@contoso.com",
    "Owner: Reception",
  ]);
  assert.deepEqual(facts(facilitiesCalendar), ["Group: Contoso Facilities"]);
});
