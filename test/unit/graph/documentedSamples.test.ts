/** Every documented answer is read to what a reader of the documentation expects: here calendars, events and changes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { CalendarEvent, CalendarSource, TimeSpan } from "../../../src/agenda/item.ts";
import type { ReadRow } from "../../../src/graph/rowReadings.ts";
import { hasCalendar, readCalendar, readCalendarGroup, readGroup } from "../../../src/graph/readCalendar.ts";
import { readEvent } from "../../../src/graph/readEvent.ts";
import { assertItems, itemOf, sampleNames } from "./sampleAnswers.ts";

const unknownOrganizer = "Whether it is organized by the calendar’s owner is not known.";
const inMyCalendar = { mailbox: { kind: "me" }, calendarId: "calendar-1" } as const;
const inTheGroup = { mailbox: { kind: "group", id: "0000-1" }, calendarId: "calendar-2" } as const;

const ofMine: ReadRow<CalendarSource> = (row) => readCalendar(row, inMyCalendar.mailbox);
const fromCalendar: ReadRow<CalendarEvent> = (row) => readEvent(row, inMyCalendar);
const fromGroup: ReadRow<CalendarEvent> = (row) => readEvent(row, inTheGroup);

/** A span between two UTC times, as `2017-04-21T17:00`. */
function timed(start: string, end: string): TimeSpan {
  return { kind: "timed", startUtc: Date.parse(`${start}Z`), endUtc: Date.parse(`${end}Z`) };
}

/** An attendee of the organisation that the samples are about. */
function invited(name: string, account: string, response: CalendarEvent["attendees"][number]["response"] = "none") {
  return { name, address: `${account}@contoso.onmicrosoft.com`, type: "required", response } as const;
}

test("no documented answer is left out of these tests", () => {
  const tests = ["documentedSamples", "documentedBookings", "documentedErrors"].map((name) =>
    readFileSync(path.join(import.meta.dirname, `${name}.test.ts`), "utf8"),
  );
  const missing = sampleNames().filter((name) => !tests.some((text) => text.includes(`"${name}"`)));
  assert.deepEqual(missing, []);
});

test("calendars are read, each with the mailbox that it is in", () => {
  const samantha = { name: "Samantha Booth", address: "samanthab@contoso.com" };
  assertItems("calendar-list", ofMine, [
    {
      kind: "calendar",
      id: "AAMkAGI2TGuLAAA=",
      mailbox: { kind: "me" },
      name: "Calendar",
      isDefault: false,
      canEdit: true,
      owner: samantha,
    },
  ]);
  assertItems("calendar-get", ofMine, [
    {
      id: "AAMkAGI2TGuLAAA=",
      name: "Calendar",
      canEdit: true,
      owner: { name: "Samantha Booth", address: "samanthab@adatum.onmicrosoft.com" },
    },
  ]);
  const alexsOwn = { name: "Alex Wilber", address: "AlexW@contoso.OnMicrosoft.com" };
  assertItems("shared-calendar", ofMine, [
    { id: "AQMkADU5NAAAJMjAAAAA==", name: "Calendar", canEdit: true },
    { id: "AAMkADAABf0JlyAAA=", name: "Kids parties", canEdit: false, owner: alexsOwn },
  ]);
});

test("calendar groups are read", () => {
  assertItems("calendarGroups", readCalendarGroup, [
    { id: "AQMkADIxYjJiYgEzLTFmN_F8AAAIBBgAA_F8AAAJjIQAAAA==", name: "My Calendars" },
  ]);
});

test("an event is read with its people", () => {
  const orientation = {
    kind: "event",
    id: "AAMkAGIAAAoZDOFAAA=",
    ...inMyCalendar,
    subject: "Orientation ",
    span: timed("2017-04-21T17:00", "2017-04-21T19:00"),
    organizer: { name: "Samantha Booth", address: "samanthab@a830edad905084922E17020313.onmicrosoft.com" },
    location: "Assembly Hall",
    series: "single",
    isOrganizer: false,
    isCancelled: false,
    isPrivate: false,
    notes: [unknownOrganizer],
  } as const;
  const dana = {
    name: "Dana Swope",
    address: "danas@a830edad905084922E17020313.onmicrosoft.com",
    type: "required",
  } as const;
  assertItems("event-get", fromCalendar, [
    { ...orientation, attendees: [{ ...dana, response: "tentativelyAccepted" }] },
  ]);
  assertItems("event-list", fromCalendar, [{ ...orientation, attendees: [{ ...dana, response: "none" }] }]);
});

test("several places of one event are one location", () => {
  const picnic = {
    id: "AAMkADAGAADDdm4NAAA=",
    subject: "Plan summer company picnic",
    location: "Conf Room 3; Fourth Coffee; Home Office",
    organizer: { name: "Adele Vance", address: "AdeleV@contoso.onmicrosoft.com" },
    attendees: [invited("Dana Swope", "DanaS"), invited("Alex Wilber", "AlexW")],
  };
  assertItems("event-get-2", fromCalendar, [
    { ...picnic, span: timed("2017-08-30T11:00", "2017-08-30T12:00"), notes: [unknownOrganizer] },
  ]);
  assertItems("event-create-2", fromCalendar, [
    {
      ...picnic,
      iCalUId: "04000000820089190544",
      span: timed("2017-08-30T18:00", "2017-08-30T19:00"),
      timeZone: "America/Los_Angeles",
      isOrganizer: true,
      webLink: "https://outlook.office365.com/owa/?itemid=AAMkADAGAADDdm4NAAA%3D&exvsurl=1&path=/calendar/item",
      notes: [],
    },
  ]);
});

test("a meeting, an online meeting and a series are read as their organizer made them", () => {
  const brunch = {
    subject: "Let's go brunch",
    span: timed("2017-04-15T18:00", "2017-04-15T19:00"),
    timeZone: "America/Los_Angeles",
    isOrganizer: true,
    organizer: { name: "Dana Swope", address: "danas@contoso.onmicrosoft.com" },
    attendees: [invited("Samantha Booth", "samanthab")],
    location: "Harry's Bar",
    series: "single",
    notes: [],
  } as const;
  assertItems("event-create", fromCalendar, [{ ...brunch, id: "AAMkAGI1AAAt9AHjAAA=" }]);
  assertItems("event-create-4", fromCalendar, [
    {
      ...brunch,
      id: "AAMkAGI1AAAt8AHjAAA=",
      joinUrl:
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_NzIyNzhlMGEtM2YyZC00ZmY0LTlhNzUtZmZjNWFmZGNlNzE2%40thread.v2/0?context=%7b%22Tid%22%3a%2272f988bf-86f1-41af-91ab-2d7cd011db47%22%2c%22Oid%22%3a%22bc55b173-cff6-457d-b7a1-64bda7d7581a%22%7d",
    },
  ]);
  assertItems("event-create-3", fromCalendar, [
    {
      id: "AAMkADQwMD",
      subject: "Let's go for lunch",
      span: timed("2017-09-04T19:00", "2017-09-04T21:00"),
      isOrganizer: true,
      attendees: [invited("Adele Vance", "AdeleV")],
      series: "master",
      notes: [],
    },
  ]);
});

test("the occurrences of a series name their series", () => {
  const series = { subject: "Review strategy for Q3", seriesMasterId: "AAMkAGUzYRgWAAA=", attendees: [] } as const;
  const on = (day: string): TimeSpan => timed(`2019-04-${day}T20:30`, `2019-04-${day}T21:00`);
  assertItems("event-instances", fromCalendar, [
    { ...series, id: "AAMkAGUzYAgI1sE1TatAAEYAAAAAlNFb2CNPe0ucP9you", series: "exception", span: on("16") },
    { ...series, series: "occurrence", span: on("08") },
    { ...series, series: "occurrence", span: on("22") },
    { ...series, series: "occurrence", span: on("29") },
  ]);
});

test("a group’s events are the group’s, who organizes them", () => {
  const training = {
    ...inTheGroup,
    subject: "New Training Plans",
    timeZone: "America/New_York",
    isOrganizer: true,
    organizer: { name: "HR Taskforce", address: "HRTaskforce@contoso.onmicrosoft.com" },
    location: "HR Taskforce / Facilities",
    notes: [],
  };
  assertItems("group-events", fromGroup, [
    {
      ...training,
      span: timed("2017-08-14T21:00", "2017-08-14T22:00"),
      series: "master",
      attendees: [
        invited("Joni Sherman", "JoniS", "accepted"),
        invited("Megan Bowen", "MeganB"),
        invited("Lidia Holloway", "LidiaH"),
        invited("Emily Braun", "EmilyB"),
      ],
    },
  ]);
  // The sample's two rows have been given one id.
  assertItems("group-calendarView", fromGroup, [
    {
      ...training,
      id: "AAMkAGI5MWYJOwAAEA==",
      span: timed("2017-08-16T21:00", "2017-08-16T22:00"),
      series: "single",
      attendees: [invited("Megan Bowen", "MeganB")],
    },
  ]);
});

test("the changes of a calendar are events, and what was removed has no time", () => {
  const samanthas = {
    organizer: { name: "Samantha Booth", address: "samanthab@contoso.onmicrosoft.com" },
    attendees: [],
    series: "single",
    notes: [unknownOrganizer],
  } as const;
  assertItems("delta-walkthrough", fromCalendar, [
    { ...samanthas, subject: "Plan shopping list", span: timed("2016-12-09T20:30", "2016-12-09T22:00") },
    { ...samanthas, subject: "Pick up car", span: timed("2016-12-10T01:00", "2016-12-10T02:00") },
  ]);
  assertItems("delta-walkthrough-2", fromCalendar, [
    { ...samanthas, subject: "Get food", span: timed("2016-12-10T19:30", "2016-12-10T21:30") },
    { ...samanthas, subject: "Prepare food", span: timed("2016-12-10T22:00", "2016-12-11T00:00") },
  ]);
  assertItems("delta-walkthrough-3", fromCalendar, [
    { ...samanthas, subject: "Rest!", span: timed("2016-12-12T02:00", "2016-12-12T07:30"), location: "Home" },
  ]);
  assertItems(
    "delta-walkthrough-4",
    fromCalendar,
    [
      {
        ...samanthas,
        id: "AAMkADj1HvAAA=",
        subject: "Attend service",
        span: timed("2016-12-25T06:00", "2016-12-25T07:30"),
        location: "Chapel of Saint Ignatius",
      },
    ],
    ["The event “” was left out, because its time could not be read."],
  );
});

test("a sample that is cut down to nothing is left out, and says so", () => {
  const note = "An event without an id was left out.";
  assertItems("event-calendarView", fromCalendar, [], [note]);
  assertItems("calendar-calendarView", fromCalendar, [], [note]);
  assertItems("event-delta", fromCalendar, [], [note]);
});

test("of all groups only those of Microsoft 365 have a calendar", () => {
  const group = (groupTypes: unknown): object => ({ id: "1", displayName: "Reading", mail: "r@x.example", groupTypes });
  for (const groupTypes of [["Unified"], ["DynamicMembership", "unified"]]) assert.ok(hasCalendar(group(groupTypes)));
  for (const groupTypes of [[], ["DynamicMembership"], null, "Unified", [7]])
    assert.ok(!hasCalendar(group(groupTypes)));
  assert.deepEqual(itemOf(readGroup(group(["Unified"]))), { id: "1", name: "Reading", address: "r@x.example" });
  assert.deepEqual(itemOf(readGroup({ id: "1", displayName: null, mail: null })), { id: "1", name: "1" });
});
