import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { WINDOWS_TO_IANA_MAP } from "windows-iana";
import { offsetAt } from "../../../src/agenda/calendarDays.ts";
import { allDaySpan, instantInZone, instantOf, timedSpan } from "../../../src/graph/graphTime.ts";
import type { GraphTime } from "../../../src/graph/graphTime.ts";
import { ianaZone } from "../../../src/graph/timeZoneName.ts";

/** Asserts that Graph's text means a moment (given in ISO 8601), or that it cannot be told. */
function assertInstant(dateTime: string | undefined, timeZone: string | undefined, expected: string | undefined): void {
  const instant = instantOf({ dateTime, timeZone });
  assert.equal(
    instant === undefined ? undefined : new Date(instant).toISOString(),
    expected,
    `${dateTime ?? ""} ${timeZone ?? ""}`,
  );
}

test("a dateTime and a timeZone mean one moment", () => {
  assertInstant("2017-08-29T04:00:00.0000000", "UTC", "2017-08-29T04:00:00.000Z");
  assertInstant("2017-08-29T04:00:00.1239999", "UTC", "2017-08-29T04:00:00.123Z");
  assertInstant("2018-04-30T13:00:00.0000000Z", "UTC", "2018-04-30T13:00:00.000Z");
  assertInstant("2018-04-30T13:00:00Z", "Pacific Standard Time", "2018-04-30T13:00:00.000Z");
  assertInstant("2018-04-30T13:00:00.0000000Z", undefined, "2018-04-30T13:00:00.000Z");
  assertInstant("2018-04-30T13:00:00+05:30", "", "2018-04-30T07:30:00.000Z");
  assertInstant("2017-04-21T10:00:00.0000000", "Pacific Standard Time", "2017-04-21T17:00:00.000Z");
  assertInstant("2017-01-21T10:00:00.0000000", "Pacific Standard Time", "2017-01-21T18:00:00.000Z");
  assertInstant("2017-04-21T10:00:00", "America/Los_Angeles", "2017-04-21T17:00:00.000Z");
  assertInstant("2026-11-21T09:00", "India Standard Time", "2026-11-21T03:30:00.000Z");
  assertInstant("2026-11-21T09:00:00", "tzone://Microsoft/Utc", "2026-11-21T09:00:00.000Z");
  assertInstant("0001-01-01T00:00:00", "UTC", "0001-01-01T00:00:00.000Z");
});

test("what is no moment stays unread", () => {
  assertInstant("2017-02-30T04:00:00", "UTC", undefined);
  assertInstant("2017-02-28T24:00:00", "UTC", undefined);
  assertInstant("2017-02-28T04:00:00", "tzone://Microsoft/Custom", undefined);
  assertInstant("2017-02-28T04:00:00", undefined, undefined);
  assertInstant("2017-02-28T04:00:00", "Middle-earth Standard Time", undefined);
  assertInstant("2017-02-28T04:00:00.", "UTC", undefined);
  assertInstant("2017-02-28 04:00:00", "UTC", undefined);
  assertInstant("tomorrow", "UTC", undefined);
  assertInstant(undefined, "UTC", undefined);
  assert.equal(instantOf(undefined), undefined);
  assert.equal(instantOf(null), undefined);
});

test("of a time that clocks show twice the earlier moment is meant; a skipped one lands after the change", () => {
  assertInstant("2026-10-25T02:30:00", "Europe/Vienna", "2026-10-25T00:30:00.000Z");
  assertInstant("2026-10-25T03:00:00", "Europe/Vienna", "2026-10-25T02:00:00.000Z");
  assertInstant("2026-03-29T02:30:00", "W. Europe Standard Time", "2026-03-29T01:30:00.000Z");
  assertInstant("2026-11-01T01:30:00", "America/New_York", "2026-11-01T05:30:00.000Z");
  assertInstant("2026-03-08T02:30:00", "Eastern Standard Time", "2026-03-08T07:30:00.000Z");
  // Half an hour only.
  assertInstant("2026-10-04T02:15:00", "Australia/Lord_Howe", "2026-10-03T15:45:00.000Z");
  // Samoa left out a whole day.
  assertInstant("2011-12-31T00:00:00", "Pacific/Apia", "2011-12-30T10:00:00.000Z");
});

const zones = [
  "Europe/Vienna",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Africa/Casablanca",
  "America/St_Johns",
  "UTC",
];
const anyZone = fc.constantFrom(...zones);
const anyInstant = fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2040, 0, 1) });

test("a moment written in any zone is read as the same moment, or as the earlier one with the same clock time", () => {
  fc.assert(
    fc.property(anyInstant, anyZone, (instant, zone) => {
      const wallClock = instant + offsetAt(instant, zone);
      const read = instantInZone(wallClock, zone);
      assert.equal(read + offsetAt(read, zone), wallClock);
      assert.ok(read <= instant);
    }),
    { numRuns: 500 },
  );
});

test("every clock time, also a skipped one, is read as a moment within a day of it", () => {
  const changes = fc.constantFrom(
    Date.UTC(2026, 2, 29, 1),
    Date.UTC(2026, 9, 25, 0),
    Date.UTC(2026, 9, 3, 15),
    Date.UTC(2011, 11, 30),
  );
  fc.assert(
    fc.property(changes, fc.integer({ min: -7200, max: 7200 }), anyZone, (change, seconds, zone) => {
      const wallClock = change + seconds * 1000;
      const read = instantInZone(wallClock, zone);
      // A skipped time lands later on the clock than it was written, never earlier.
      const shownLater = read + offsetAt(read, zone) - wallClock;
      assert.ok(shownLater >= 0 && shownLater <= 86_400_000, `${shownLater}`);
    }),
    { numRuns: 500 },
  );
});

/** A moment's wall-clock time in a zone, with the seven digits that Graph writes. */
function written(instant: number, zone: string): string {
  return `${new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, -1)}0000`;
}

test("the same moment is read from every zone that Graph may answer in, by either name, with an offset and with Z", () => {
  // Graph's own zones, but not those moments that a clock shows twice: of such two only the earlier one is meant.
  const windowsZone = fc.constantFrom(...WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName));
  fc.assert(
    fc.property(anyInstant, windowsZone, (instant, windowsName) => {
      const zone = ianaZone(windowsName) ?? "";
      const isShownTwice = instantInZone(instant + offsetAt(instant, zone), zone) !== instant;
      fc.pre(!isShownTwice);
      const dateTime = written(instant, zone);
      assert.equal(instantOf({ dateTime, timeZone: windowsName }), instant);
      assert.equal(instantOf({ dateTime, timeZone: zone }), instant);
      const inUtc = written(instant, "UTC");
      assert.equal(instantOf({ dateTime: inUtc, timeZone: "UTC" }), instant);
      assert.equal(instantOf({ dateTime: `${inUtc}Z`, timeZone: windowsName }), instant);
      assert.equal(instantOf({ dateTime: `${inUtc}+00:00` }), instant);
    }),
    { numRuns: 500 },
  );
});

test("whatever text stands for a time, it is read as a moment or not at all", () => {
  const dateTime = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.integer({ min: 0, max: 9999 }), ...[99, 99, 99, 99, 99].map((max) => fc.integer({ min: 0, max })))
      .map(([year, ...rest]) => {
        const [month, day, hour, minute, second] = rest.map((part) => `${part}`.padStart(2, "0"));
        return `${`${year}`.padStart(4, "0")}-${month}-${day}T${hour}:${minute}:${second}`;
      }),
  );
  fc.assert(
    fc.property(dateTime, fc.option(fc.oneof(anyZone, fc.string()), { nil: undefined }), (text, timeZone) => {
      const instant = instantOf({ dateTime: text, timeZone });
      assert.ok(instant === undefined || Number.isSafeInteger(instant), `${text} ${timeZone ?? ""}`);
    }),
    { numRuns: 500 },
  );
});

/** Asserts the days of an all-day event. */
function assertDays(
  start: string,
  end: string,
  timeZone: string,
  madeIn: string | undefined,
  expected: readonly [string, string],
): void {
  const span = allDaySpan({ dateTime: start, timeZone }, { dateTime: end, timeZone }, madeIn);
  assert.deepEqual(span, { kind: "allDay", firstDay: expected[0], lastDay: expected[1] });
}

test("an all-day event is days, with its last day included", () => {
  assertDays("2026-11-24T00:00:00.0000000", "2026-11-25T00:00:00.0000000", "UTC", "Europe/Vienna", [
    "2026-11-24",
    "2026-11-24",
  ]);
  assertDays("2026-02-27T00:00:00", "2026-03-02T00:00:00", "Pacific Standard Time", undefined, [
    "2026-02-27",
    "2026-03-01",
  ]);
  assertDays("2026-12-31T00:00:00", "2026-12-31T00:00:00", "UTC", undefined, ["2026-12-31", "2026-12-31"]);
  // A service that converted midnight in Vienna, or in Auckland, to UTC.
  assertDays("2026-11-23T23:00:00", "2026-11-24T23:00:00", "UTC", "Europe/Vienna", ["2026-11-24", "2026-11-24"]);
  assertDays("2026-11-23T11:00:00", "2026-11-25T11:00:00", "UTC", "Pacific/Auckland", ["2026-11-24", "2026-11-25"]);
  assertDays("2026-11-23T23:00:00", "2026-11-24T23:00:00", "UTC", undefined, ["2026-11-24", "2026-11-24"]);
});

test("an all-day event keeps its days in every zone that midnight is given in", () => {
  const day = fc.integer({ min: 0, max: 30_000 });
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 40 }), anyZone, (first, length, zone) => {
      const text = (index: number): string => new Date(index * 86_400_000).toISOString().slice(0, 10);
      const at = (index: number): GraphTime => ({ dateTime: `${text(index)}T00:00:00.0000000`, timeZone: zone });
      assert.deepEqual(allDaySpan(at(first), at(first + length), undefined), {
        kind: "allDay",
        firstDay: text(first),
        lastDay: text(first + length - 1),
      });
    }),
    { numRuns: 200 },
  );
});

test("an all-day event keeps its days if midnight, where it was made, is given in UTC", () => {
  // Where clocks are turned at midnight, as in São Paulo and Beirut, some days have no midnight or two.
  const madeIn = fc.constantFrom("America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo", "Pacific/Kiritimati", ...zones);
  fc.assert(
    fc.property(
      fc.integer({ min: 4000, max: 25_000 }),
      fc.integer({ min: 1, max: 40 }),
      madeIn,
      (first, length, zone) => {
        // One day of Samoa never was.
        fc.pre(zone !== "Pacific/Apia" || first + length < 15_338 || first > 15_339);
        const day = (index: number): string => new Date(index * 86_400_000).toISOString().slice(0, 10);
        const at = (index: number): GraphTime => ({
          dateTime: written(instantInZone(index * 86_400_000, zone), "UTC"),
          timeZone: "UTC",
        });
        assert.deepEqual(allDaySpan(at(first), at(first + length), zone), {
          kind: "allDay",
          firstDay: day(first),
          lastDay: day(first + length - 1),
        });
      },
    ),
    { numRuns: 400 },
  );
});

test("a span that ends before it begins has no length; one that lacks an end is none", () => {
  const at = (hour: string): GraphTime => ({ dateTime: `2026-11-24T${hour}:00:00`, timeZone: "UTC" });
  const noon = Date.UTC(2026, 10, 24, 12);
  assert.deepEqual(timedSpan(at("12"), at("13")), { kind: "timed", startUtc: noon, endUtc: noon + 3_600_000 });
  assert.deepEqual(timedSpan(at("12"), at("11")), { kind: "timed", startUtc: noon, endUtc: noon });
  assert.equal(timedSpan(at("12"), undefined), undefined);
  assert.equal(allDaySpan(undefined, at("00")), undefined);
});

test("every zone that Windows knows is one that this machine knows", () => {
  const unknown = WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName).filter(
    (windowsName) => ianaZone(windowsName) === undefined,
  );
  assert.deepEqual(unknown, []);
});

test("Windows and IANA names become IANA names", () => {
  const expected: readonly (readonly [string, string | undefined])[] = [
    ["W. Europe Standard Time", "Europe/Berlin"],
    ["Pacific Standard Time", "America/Los_Angeles"],
    ["Europe/Vienna", "Europe/Vienna"],
    ["UTC", "UTC"],
    ["tzone://Microsoft/Utc", "UTC"],
    ["tzone://Microsoft/Custom", undefined],
    ["Customized Time Zone", undefined],
    ["", undefined],
  ];
  for (const [name, iana] of expected) assert.equal(ianaZone(name), iana, name);
});
