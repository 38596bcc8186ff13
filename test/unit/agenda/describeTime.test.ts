/** Times, dates and durations as a viewer reads them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  describeDate,
  describeDuration,
  describeSpan,
  describeTime,
  describeTimeElsewhere,
} from "../../../src/agenda/describeTime.ts";
import type { Viewer } from "../../../src/agenda/viewer.ts";
import { allDay, ana, timed } from "./agendaItems.ts";

const american: Viewer = { ...ana, locale: "en-US", timeZone: "America/New_York" };

/** Newer ICU data puts a narrow no-break space before AM. */
function plain(text: string | undefined): string | undefined {
  return text?.replaceAll(/\s/gu, " ");
}

test("a time is in the viewer's zone and hour format", () => {
  const time = Date.parse("2026-11-24T08:05Z");
  assert.equal(describeTime(time, ana), "09:05");
  assert.equal(plain(describeTime(time, american)), "3:05 AM");
  assert.equal(describeTime(time, { ...american, hourCycle: "h23" }), "03:05");
  assert.equal(plain(describeTime(time, { ...ana, hourCycle: "h12" })), "9:05 am");
  assert.equal(describeTime(Date.parse("2026-11-23T23:00Z"), ana), "00:00");
});

test("a date has its year only where that is not this year", () => {
  assert.equal(describeDate("2026-11-24", "short", ana), "Tue 24 Nov");
  assert.equal(describeDate("2026-11-24", "long", ana), "Tuesday 24 November");
  assert.equal(describeDate("2027-01-05", "short", ana), "Tue, 5 Jan 2027");
  assert.equal(describeDate("2026-11-24", "short", american), "Tue, Nov 24");
});

test("a duration is in days, hours and minutes", () => {
  const rows = [
    ["2026-11-24T08:30Z", "2026-11-24T09:15Z", "45 min"],
    ["2026-11-24T08:00Z", "2026-11-24T09:00Z", "1 h"],
    ["2026-11-24T08:00Z", "2026-11-24T09:30Z", "1 h 30 min"],
    ["2026-11-24T08:00Z", "2026-11-26T12:00Z", "2 d 4 h"],
    ["2026-11-24T08:00Z", "2026-11-24T08:00Z", undefined],
    ["2026-11-24T08:00Z", "2026-11-24T07:00Z", undefined],
  ] as const;
  for (const [start, end, text] of rows) assert.equal(describeDuration(timed(start, end)), text);
  assert.equal(describeDuration(allDay("2026-11-24")), undefined);
});

test("a span is told with its days", () => {
  const rows = [
    [timed("2026-11-24T08:30Z", "2026-11-24T09:15Z"), "Tue 24 Nov, 09:30 – 10:15"],
    [timed("2026-11-24T21:00Z", "2026-11-24T23:00Z"), "Tue 24 Nov, 22:00 – 00:00"],
    [timed("2026-11-24T21:00Z", "2026-11-25T01:00Z"), "Tue 24 Nov, 22:00 – Wed 25 Nov, 02:00"],
    [timed("2026-11-24T21:00Z", "2026-11-25T23:00Z"), "Tue 24 Nov, 22:00 – Thu 26 Nov, 00:00"],
    [timed("2026-11-24T08:30Z", "2026-11-24T08:30Z"), "Tue 24 Nov, 09:30"],
    [allDay("2026-11-24"), "Tue 24 Nov, all day"],
    [allDay("2026-11-24", "2026-11-26"), "Tue 24 Nov – Thu 26 Nov, all day"],
  ] as const;
  for (const [span, text] of rows) assert.equal(describeSpan(span, ana), text);
  assert.equal(
    describeSpan(timed("2026-11-24T08:30Z", "2026-11-24T09:15Z"), ana, "spoken"),
    "Tuesday 24 November, 09:30 to 10:15",
  );
});

test("the time elsewhere is told only where the clocks differ at that time", () => {
  const winter = timed("2026-11-24T14:00Z", "2026-11-24T15:00Z");
  const rows = [
    { zone: "Europe/Berlin", viewer: american, text: "15:00 CET" },
    { zone: "America/New_York", viewer: ana, text: "09:00 EST" },
    { zone: "Asia/Kolkata", viewer: ana, text: "19:30 IST" },
    { zone: "Asia/Tokyo", viewer: ana, text: "23:00 GMT+9" },
    { zone: "Europe/Berlin", viewer: ana, text: undefined },
    { zone: "tzone://Microsoft/Custom", viewer: ana, text: undefined },
    { zone: undefined, viewer: ana, text: undefined },
  ] as const;
  for (const { zone, viewer, text } of rows) {
    const there = describeTimeElsewhere(winter, zone, { ...viewer, hourCycle: "h23" });
    assert.equal(there && `${there.time} ${there.zone}`, text, zone);
  }
  assert.equal(describeTimeElsewhere(allDay("2026-11-24"), "Asia/Tokyo", ana), undefined);
  // London and Lagos have the same time in summer only.
  const lagos: Viewer = { ...ana, timeZone: "Africa/Lagos" };
  const summer = timed("2026-07-01T14:00Z", "2026-07-01T15:00Z");
  assert.equal(describeTimeElsewhere(summer, "Europe/London", lagos), undefined);
  assert.deepEqual(describeTimeElsewhere(winter, "Europe/London", lagos), { time: "14:00", zone: "GMT" });
});
