/** An item that is not found by its id has not been cancelled while a calendar lists it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SoughtIn } from "../../../src/cancellation/sought.ts";
import type { CancelTarget } from "../../../src/cancellation/target.ts";
import type { GraphErrorReason } from "../../../src/graph/graphError.ts";
import { booking, group, listed, lookUp, named, notFound, notListed, unnamed } from "./scriptedLook.ts";
import type { Answers } from "./scriptedLook.ts";

const atNine: SoughtIn = {
  kind: "time",
  span: { kind: "timed", startUtc: Date.UTC(2026, 10, 24, 9), endUtc: Date.UTC(2026, 10, 24, 10) },
};
const onTheDay: SoughtIn = { kind: "time", span: { kind: "allDay", firstDay: "2026-11-24", lastDay: "2026-11-25" } };
const asSeries: SoughtIn = { kind: "series", iCalUId: "uid" };
const noneElsewhere = { calendars: { body: { value: [{ id: "mine" }, { id: "home" }] } }, homeList: notListed };
const doubtRows: readonly (readonly [
  string,
  CancelTarget,
  SoughtIn,
  Answers,
  "gone" | GraphErrorReason,
  lists: string,
])[] = [
  ["is listed", named, atNine, { list: listed }, "unreadable", "/me/calendars/mine/calendarView"],
  [
    "is not listed either",
    named,
    atNine,
    { list: notListed, ...noneElsewhere },
    "gone",
    "/me/calendars/mine/calendarView /me/calendars /me/calendars/home/calendarView",
  ],
  [
    "has been moved to another calendar",
    named,
    onTheDay,
    { list: notListed, ...noneElsewhere, homeList: listed },
    "unreadable",
    "/me/calendars/mine/calendarView /me/calendars /me/calendars/home/calendarView",
  ],
  [
    "is gone with its calendar",
    named,
    atNine,
    { list: notFound, ...noneElsewhere },
    "gone",
    "/me/calendars/mine/calendarView /me/calendars /me/calendars/home/calendarView",
  ],
  ["is in a mailbox that is not found", unnamed, atNine, { list: notFound }, "notFound", "/me/calendarView"],
  ["cannot be listed", named, atNine, { list: { status: 403 } }, "forbidden", "/me/calendars/mine/calendarView"],
  ["is a series that is listed", named, asSeries, { list: listed }, "unreadable", "/me/calendars/mine/events"],
  ["is a group's, and listed", group, atNine, { list: listed }, "unreadable", "/groups/g/calendarView"],
  ["is a group's, and not listed", group, atNine, { list: notListed }, "gone", "/groups/g/calendarView"],
  [
    "is a booking that is listed",
    booking,
    atNine,
    { view: listed },
    "unreadable",
    "/solutions/bookingBusinesses/b%40x/calendarView",
  ],
  [
    "is a booking that is not listed",
    booking,
    atNine,
    { view: notListed },
    "gone",
    "/solutions/bookingBusinesses/b%40x/calendarView",
  ],
];
for (const [name, target, listedIn, answers, expected, lists] of doubtRows) {
  test(`if an item is not found by its id, and ${name}: ${expected}`, async (context) => {
    const { found, received } = await lookUp(context, target, { item: notFound, ...answers }, undefined, listedIn);
    assert.equal(found, expected);
    const paths = received.slice(1).map(({ path }) => path.replace(/^\/v1\.0|\?.*$/gu, ""));
    assert.equal(paths.join(" "), lists);
  });
}
