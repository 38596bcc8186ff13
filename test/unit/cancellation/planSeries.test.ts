import assert from "node:assert/strict";
import test from "node:test";
import type { CalendarEvent } from "../../../src/agenda/item.ts";
import { collapse, groupBySeries, seriesOptions } from "../../../src/cancellation/planSeries.ts";
import type { SeriesFacts, SeriesGroup } from "../../../src/cancellation/planSeries.ts";
import { weekly } from "./planDocument/samplePlans.ts";
import { ana, attendee, booking, event } from "./sampleItems.ts";

const facts: SeriesFacts = {
  viewer: ana,
  ianaZone: (name) =>
    new Map([
      ["W. Europe Standard Time", "Europe/Berlin"],
      ["Tokyo Standard Time", "Asia/Tokyo"],
    ]).get(name),
};

function at(start: string, change: Partial<CalendarEvent> = {}): CalendarEvent {
  const startUtc = Date.parse(start);
  return event({
    id: start,
    series: "occurrence",
    seriesMasterId: "M",
    span: { kind: "timed", startUtc, endUtc: startUtc + 3_600_000 },
    ...change,
  });
}

function masterFrom(start: string, zone: string | undefined, change: Partial<CalendarEvent> = {}): CalendarEvent {
  const recurrence = { pattern: weekly, startDate: start.slice(0, 10), ...(zone !== undefined && { timeZone: zone }) };
  return at(start, { id: "M", series: "master", recurrence, ...change });
}

function groupOf(...items: readonly CalendarEvent[]): SeriesGroup {
  const [group, second] = groupBySeries(items).series;
  assert.ok(group !== undefined && second === undefined);
  return group;
}

test("occurrences of one series are found, in order; everything else stays as it is", () => {
  const [late, early] = [at("2026-12-08T08:00:00Z"), at("2026-12-01T08:00:00Z", { series: "exception" })];
  const others = [
    event(),
    booking(),
    event({ id: "M", series: "master" }),
    event({ id: "lost", series: "occurrence" }),
  ];
  const elsewhere = at("2026-12-01T08:00:00Z", { mailbox: { kind: "user", id: "Lee@contoso.com" } });
  const farther = { ...elsewhere, mailbox: { kind: "user", id: "kim@contoso.com" } } as const;
  const found = groupBySeries([late, ...others, elsewhere, early, farther]);
  assert.deepEqual(found.singles, others);
  assert.deepEqual(
    found.series.map(({ seriesMasterId, occurrences }) => [seriesMasterId, occurrences]),
    [
      ["M", [early, late]],
      ["M", [elsewhere]],
      ["M", [farther]],
    ],
  );
});

test("one chosen occurrence never becomes the whole series by itself", () => {
  const group = groupOf(at("2026-12-01T08:00:00Z"));
  const master = masterFrom("2026-09-01T08:00:00Z", "W. Europe Standard Time");
  assert.deepEqual(collapse(group, "occurrences", master, facts), {
    parts: [{ item: group.occurrences[0], scope: "occurrence" }],
  });
});

test("the whole series is one item", () => {
  const group = groupOf(at("2026-12-01T08:00:00Z"), at("2026-12-08T08:00:00Z"));
  const master = masterFrom("2026-09-01T08:00:00Z", "W. Europe Standard Time");
  assert.deepEqual(collapse(group, "series", master, facts), { parts: [{ item: master, scope: "series" }] });
});

/** On which day a series ends when it is ended before its chosen occurrences; or why it is not. */
function endOf(group: SeriesGroup, master: CalendarEvent | undefined): string | undefined {
  const { parts, note } = collapse(group, "following", master, facts);
  const [part] = parts;
  if (note !== undefined) {
    assert.deepEqual(
      parts.map(({ item, scope, action }) => [item, scope, action]),
      group.occurrences.map((item) => [item, "occurrence", undefined]),
      "what cannot be had leaves the chosen occurrences",
    );
    return note;
  }
  assert.equal(parts.length, 1);
  assert.deepEqual([part?.item, part?.scope], [master, "series"]);
  assert.deepEqual(part?.action?.recurrence.pattern, weekly);
  assert.equal(part?.action?.recurrence.range.startDate, master?.recurrence?.startDate);
  assert.equal(part?.action?.recurrence.range.recurrenceTimeZone, master?.recurrence?.timeZone);
  return part?.action?.recurrence.range.endDate;
}

const begins = "This is where the series begins: take the whole series instead.";
const noZone = "The zone of the series is not known, and so neither are its days.";

const ends: readonly [name: string, first: string, master: CalendarEvent | undefined, expected: string][] = [
  [
    "the day before the first chosen one",
    "2026-12-01T08:00:00Z",
    masterFrom("2026-09-01T08:00:00Z", "W. Europe Standard Time"),
    "2026-11-30",
  ],
  [
    "its day in the series' own zone, ahead",
    "2026-12-01T16:00:00Z",
    masterFrom("2026-09-01T16:00:00Z", "Tokyo Standard Time", { timeZone: "America/New_York" }),
    "2026-12-01",
  ],
  [
    "its day in the event's zone where the series names none",
    "2026-12-02T02:00:00Z",
    masterFrom("2026-09-02T02:00:00Z", undefined, { timeZone: "America/New_York" }),
    "2026-11-30",
  ],
  ["no known zone", "2026-12-01T08:00:00Z", masterFrom("2026-09-01T08:00:00Z", "tzone://Microsoft/Custom"), noZone],
  ["no zone at all", "2026-12-01T08:00:00Z", masterFrom("2026-09-01T08:00:00Z", undefined), noZone],
  [
    "the first of the series",
    "2026-09-01T08:00:00Z",
    masterFrom("2026-09-01T08:00:00Z", "W. Europe Standard Time"),
    begins,
  ],
  [
    "the first meeting, some days after the series' first day",
    "2026-09-03T08:00:00Z",
    masterFrom("2026-09-03T08:00:00Z", "W. Europe Standard Time", {
      recurrence: { pattern: weekly, startDate: "2026-09-01", timeZone: "W. Europe Standard Time" },
    }),
    begins,
  ],
  [
    "a series whose first day is later than its first meeting",
    "2026-12-01T08:00:00Z",
    masterFrom("2026-09-01T08:00:00Z", "UTC", {
      recurrence: { pattern: weekly, startDate: "2026-12-08", timeZone: "Tokyo Standard Time" },
    }),
    begins,
  ],
  [
    "the second of a daily series, today",
    "2026-11-24T08:00:00Z",
    masterFrom("2026-11-23T08:00:00Z", "W. Europe Standard Time"),
    "2026-11-23",
  ],
  [
    "a meeting that has taken place",
    "2026-11-23T08:00:00Z",
    masterFrom("2026-09-01T08:00:00Z", "W. Europe Standard Time"),
    "Meetings that have taken place would go as well: begin with one that is to come.",
  ],
  [
    "a series that ends before by itself",
    "2026-12-01T08:00:00Z",
    masterFrom("2026-09-01T08:00:00Z", "W. Europe Standard Time", {
      recurrence: {
        pattern: weekly,
        startDate: "2026-09-01",
        endDate: "2026-11-30",
        timeZone: "W. Europe Standard Time",
      },
    }),
    "The series ends by itself by then.",
  ],
  [
    "a series of somebody else",
    "2026-12-01T08:00:00Z",
    masterFrom("2026-09-01T08:00:00Z", "UTC", { isOrganizer: false }),
    "Only its organizer can end a series.",
  ],
  [
    "a series that could not be read",
    "2026-12-01T08:00:00Z",
    undefined,
    "The series could not be read, so that only its chosen occurrences can be taken.",
  ],
];
for (const [name, first, master, expected] of ends) {
  test(`this and following: ${name}`, () => {
    assert.equal(endOf(groupOf(at("2026-12-22T08:00:00Z"), at(first)), master), expected);
  });
}

test("this and following: of all-day occurrences the days are known in every zone", () => {
  const allDay = { kind: "allDay", firstDay: "2026-12-01", lastDay: "2026-12-01" } as const;
  const master = masterFrom("2026-09-01T08:00:00Z", undefined, {
    span: { ...allDay, firstDay: "2026-09-01", lastDay: "2026-09-01" },
  });
  assert.equal(endOf(groupOf(at("2026-12-01T00:00:00Z", { span: allDay })), master), "2026-11-30");
});

test("this and following: a changed occurrence may have been meant for another day", () => {
  const group = groupOf(at("2026-12-01T08:00:00Z"), at("2026-12-08T08:00:00Z", { series: "exception" }));
  const master = masterFrom("2026-09-01T08:00:00Z", "W. Europe Standard Time");
  assert.match(endOf(group, master) ?? "", /has been changed on its own/u);
});

test("the ways to go about a series say how many messages each is", () => {
  const group = groupOf(...["01", "08", "15"].map((day) => at(`2026-12-${day}T08:00:00Z`)));
  const master = masterFrom("2026-09-01T08:00:00Z", "W. Europe Standard Time");
  assert.deepEqual(
    seriesOptions(group, master, facts).map(({ label, detail, reasonAgainst }) => [label, detail, reasonAgainst]),
    [
      ["Only These 3 Occurrences", "3 occurrences -> 3 messages to each of 2 people", undefined],
      [
        "This and Following (Ends the Series)",
        "3 occurrences -> 1 message to each of 2 people or more. The series ends on Mon 30 Nov: earlier meetings stay, all later ones go.",
        undefined,
      ],
      [
        "The Whole Series",
        "3 occurrences -> 1 message to each of 2 people or more. Every past and future meeting of it goes.",
        undefined,
      ],
    ],
  );
  const guest = attendee("guest@fabrikam.com", "Guest");
  const known = seriesOptions(group, { ...master, guests: { attendees: [guest], lookedThrough: "all" } }, facts);
  assert.match(known[2]?.detail ?? "", /1 message to each of 3 people\. Every past/u, "also those of single meetings");
  const unread = seriesOptions(group, undefined, facts);
  assert.deepEqual(
    unread.map(({ reasonAgainst }) => reasonAgainst === undefined),
    [true, false, false],
  );
});
