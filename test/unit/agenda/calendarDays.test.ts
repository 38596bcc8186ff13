/** Days and their beginnings, with the zones that have broken such code before, and properties over all zones. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  addDays,
  dayOf,
  dayRange,
  daysBetween,
  daysOfSpan,
  isTimeZone,
  startOfDay,
} from "../../../src/agenda/calendarDays.ts";
import { allDay, timed } from "./agendaItems.ts";

function assertStart(day: string, timeZone: string, expected: string): void {
  assert.equal(
    new Date(startOfDay(day, timeZone)).toISOString(),
    new Date(expected).toISOString(),
    `${day} in ${timeZone}`,
  );
}

test("a day begins at midnight of its zone", () => {
  assertStart("2026-11-24", "UTC", "2026-11-24T00:00Z");
  assertStart("2026-11-24", "Europe/Rome", "2026-11-23T23:00Z");
  assertStart("2026-07-01", "Europe/Rome", "2026-06-30T22:00Z");
  assertStart("2026-11-24", "America/Los_Angeles", "2026-11-24T08:00Z");
  assertStart("2026-11-24", "Asia/Kathmandu", "2026-11-23T18:15Z");
  assertStart("2026-11-24", "Pacific/Kiritimati", "2026-11-23T10:00Z");
  assertStart("2026-11-24", "Etc/GMT+12", "2026-11-24T12:00Z");
});

test("a day begins at the clock change where that skips midnight", () => {
  assertStart("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00Z");
  assertStart("2024-04-26", "Africa/Cairo", "2024-04-25T22:00Z");
  assertStart("2022-03-27", "Asia/Beirut", "2022-03-26T22:00Z");
  // From 23:30 to 00:30: the clock change is neither at the old midnight nor at the new one.
  assertStart("1919-03-31", "America/Toronto", "1919-03-31T04:30Z");
});

test("a day begins at the first of two midnights", () => {
  assertStart("2024-11-03", "America/Havana", "2024-11-03T04:00Z");
  assertStart("2010-11-07", "America/St_Johns", "2010-11-07T02:30Z");
});

test("a day that a zone left out has no length", () => {
  assertStart("2011-12-30", "Pacific/Apia", "2011-12-30T10:00Z");
  assertStart("2011-12-31", "Pacific/Apia", "2011-12-30T10:00Z");
});

test("a range of days gives its first and last instant across a clock change", () => {
  assert.deepEqual(dayRange("2026-10-24", 3, "Europe/Rome"), {
    firstDay: "2026-10-24",
    lastDay: "2026-10-26",
    startUtc: Date.parse("2026-10-23T22:00Z"),
    endUtc: Date.parse("2026-10-26T23:00Z"),
  });
});

test("what is not a day, a zone or a number of days is refused", () => {
  for (const day of ["2026-02-30", "2026-13-01", "26-01-01", "2026-1-1", "", "2026-01-01T00:00Z"]) {
    assert.throws(() => addDays(day, 1), RangeError, day);
  }
  assert.throws(() => startOfDay("2026-01-01", "Rome"), RangeError);
  assert.throws(() => dayOf(Number.NaN, "UTC"), RangeError);
  for (const days of [0, -1, 1.5, Number.NaN])
    assert.throws(() => dayRange("2026-01-01", days, "UTC"), RangeError, `${days}`);
  assert.equal(isTimeZone("Europe/Rome"), true);
  assert.equal(isTimeZone("tzone://Microsoft/Custom"), false);
  assert.equal(isTimeZone(""), false);
});

test("a span touches the days on which it takes time", () => {
  const rows = [
    { span: timed("2026-11-24T08:00Z", "2026-11-24T09:00Z"), days: ["2026-11-24", "2026-11-24"] },
    { span: timed("2026-11-24T21:00Z", "2026-11-24T23:00Z"), days: ["2026-11-24", "2026-11-24"] },
    { span: timed("2026-11-24T21:00Z", "2026-11-24T23:01Z"), days: ["2026-11-24", "2026-11-25"] },
    { span: timed("2026-11-24T23:00Z", "2026-11-24T23:00Z"), days: ["2026-11-25", "2026-11-25"] },
    { span: timed("2026-11-24T09:00Z", "2026-11-20T09:00Z"), days: ["2026-11-24", "2026-11-24"] },
    { span: allDay("2026-11-24", "2026-11-26"), days: ["2026-11-24", "2026-11-26"] },
    { span: allDay("2026-11-24", "2026-11-20"), days: ["2026-11-24", "2026-11-24"] },
  ];
  for (const { span, days } of rows) {
    const { firstDay, lastDay } = daysOfSpan(span, "Europe/Rome");
    assert.deepEqual([firstDay, lastDay], days, JSON.stringify(span));
  }
});

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
const days = fc.integer({ min: 0, max: 47_000 }).map((count) => addDays("1971-01-01", count));
const instants = fc.integer({ min: Date.parse("1971-01-01"), max: Date.parse("2099-12-31") });

test("in every zone, a day's first instant is on that day and the instant before is not", () => {
  fc.assert(
    fc.property(zones, days, (timeZone, day) => {
      const start = startOfDay(day, timeZone);
      // A day that the zone left out begins together with the next one.
      const isLeftOut = start === startOfDay(addDays(day, 1), timeZone);
      assert.equal(dayOf(start, timeZone), isLeftOut ? addDays(day, 1) : day);
      assert.ok(dayOf(start - 1, timeZone) < day);
    }),
    { numRuns: 1500 },
  );
});

test("in every zone, an instant lies within its own day, unless midnight came twice", () => {
  fc.assert(
    fc.property(zones, instants, (timeZone, instant) => {
      const { startUtc, endUtc } = dayRange(dayOf(instant, timeZone), 1, timeZone);
      assert.ok(startUtc <= instant);
      // Clocks put back across midnight return to the old day for at most the change.
      assert.ok(instant < endUtc + 2 * 3_600_000);
      assert.ok(endUtc - startUtc >= 20 * 3_600_000 && endUtc - startUtc <= 26 * 3_600_000);
    }),
    { numRuns: 1500 },
  );
});

test("adding days and counting them are each other's reverse", () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -10_000, max: 10_000 }), (day, count) => {
      assert.equal(daysBetween(day, addDays(day, count)), count);
    }),
  );
});
