/** Which day and which source an item is shown at, in what order, and the counts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { arrangeByDay, arrangeBySource } from "../../../src/agenda/arrange.ts";
import { addDays, dayRange } from "../../../src/agenda/calendarDays.ts";
import type { AgendaItem } from "../../../src/agenda/item.ts";
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

const week = dayRange("2026-11-23", 7, ana.timeZone);

/** As `2026-11-24: first, second (2/3)`, one line a day. */
function assertDays(items: readonly AgendaItem[], expected: readonly string[], range = week): void {
  const lines = arrangeByDay(items, range, ana).map(({ day, entries }) => {
    const rows = entries.map(({ item, dayNumber, dayCount }) =>
      dayCount > 1 ? `${item.id} (${dayNumber}/${dayCount})` : item.id,
    );
    return `${day}: ${rows.join(", ")}`;
  });
  assert.deepEqual(lines, expected);
}

test("a day has its all-day items first, then by start, then by title", () => {
  const at = (id: string, subject: string, start: string): AgendaItem =>
    event({ id, subject, span: timed(start, "2026-11-24T20:00Z") });
  assertDays(
    [
      at("late", "A", "2026-11-24T12:00Z"),
      at("room 10", "Room 10", "2026-11-24T08:00Z"),
      at("room 9", "Room 9", "2026-11-24T08:00Z"),
      at("élan", "élan", "2026-11-24T08:00Z"),
      event({ id: "holiday", subject: "Z", span: allDay("2026-11-24") }),
      event({ id: "away", subject: "Away", span: allDay("2026-11-24") }),
      booking({ id: "booking", serviceName: "Consult", span: timed("2026-11-24T08:00Z", "2026-11-24T08:30Z") }),
    ],
    ["2026-11-24: away, holiday, booking, élan, room 9, room 10, late"],
  );
});

test("a longer item is on each of its days that are in the range", () => {
  const offsite = event({ id: "offsite", span: timed("2026-11-25T15:00Z", "2026-11-27T10:00Z") });
  const early = event({ id: "early", span: timed("2026-11-27T06:00Z", "2026-11-27T07:00Z") });
  const whole = event({ id: "whole", subject: "W", span: allDay("2026-11-26") });
  assertDays(
    [offsite, early, whole],
    ["2026-11-25: offsite (1/3)", "2026-11-26: offsite (2/3), whole", "2026-11-27: offsite (3/3), early"],
  );
  assertDays(
    [event({ id: "leave", span: allDay("2026-10-01", "2026-12-31") })],
    ["2026-11-24: leave (55/92)"],
    dayRange("2026-11-24", 1, ana.timeZone),
  );
});

test("an item is on the viewer's day, not on the one in UTC, and outside the range on none", () => {
  assertDays([event({ id: "night", span: timed("2026-11-24T23:30Z", "2026-11-24T23:45Z") })], ["2026-11-25: night"]);
  assertDays([event({ span: timed("2026-11-22T20:00Z", "2026-11-22T23:00Z") })], []);
  assertDays([event({ span: allDay("2026-11-30") })], []);
});

test("a day counts each person once, without rooms and without the account", () => {
  const [day] = arrangeByDay(
    [
      event({ id: "1", attendees: invite("lee@contoso.com", "kim@fabrikam.com", "ana.silva@contoso.com") }),
      event({ id: "2", attendees: invite("LEE@contoso.com") }),
      booking({ customers: [person("kim@fabrikam.com"), person("m.rossi@fabrikam.com")] }),
    ],
    week,
    ana,
  );
  assert.equal(day?.entries.length, 3);
  assert.equal(day?.peopleCount, 3);
});

test("by source, the default calendar comes first, businesses after the calendars, and nothing gets lost", () => {
  const room = { ...leeCalendar, id: "calendar-room", name: "Big room" } as const;
  const groups = arrangeBySource(
    [dental, leeCalendar, room, anaCalendar],
    [
      event({ id: "mine", span: allDay("2026-11-24", "2026-11-25"), attendees: invite("lee@contoso.com") }),
      event({ id: "lee's", calendarId: leeCalendar.id }),
      event({ id: "wrong case", calendarId: leeCalendar.id.toUpperCase() }),
      booking({ id: "consult", businessId: dental.id.toLowerCase() }),
    ],
    week,
    ana,
  );
  assert.deepEqual(
    groups.map(({ source, days, itemCount, peopleCount }) => [source?.name, days.length, itemCount, peopleCount]),
    [
      ["Calendar", 2, 1, 1],
      ["Big room", 0, 0, 0],
      ["Lee Gu", 1, 1, 0],
      ["Contoso Dental", 1, 1, 1],
      [undefined, 1, 1, 0],
    ],
  );
});

test("by source, one's own calendars come before those of others", () => {
  const yoga = { ...anaCalendar, id: "calendar-yoga", name: "Yoga", isDefault: false } as const;
  assert.deepEqual(
    arrangeBySource([leeCalendar, yoga, anaCalendar], [], week, ana).map(({ source }) => source?.name),
    ["Calendar", "Yoga", "Lee Gu"],
  );
});

test("by source, other mailboxes follow by address with their default calendar first, then groups, then businesses", () => {
  const desk = { ...receptionCalendar, id: "desk", name: "A desk", isDefault: false } as const;
  const boss = { ...receptionCalendar, id: "boss", mailbox: { kind: "user", id: "boss@contoso.com" } } as const;
  const trips = { ...boss, id: "trips", name: "Trips", isDefault: false } as const;
  assert.deepEqual(
    arrangeBySource(
      [dental, facilitiesCalendar, desk, receptionCalendar, trips, boss, leeCalendar, anaCalendar],
      [],
      week,
      ana,
    ).map(({ source }) => source?.id),
    ["calendar-ana", "calendar-lee", "boss", "trips", "calendar-reception", "desk", "calendar-facilities", dental.id],
  );
});

test("by source, calendars of one id in two mailboxes keep their own items", () => {
  const twin = { ...receptionCalendar, id: anaCalendar.id } as const;
  const mailbox = { kind: "user", id: "RECEPTION@contoso.com" } as const;
  assert.deepEqual(
    arrangeBySource([anaCalendar, twin], [event({ id: "mine" }), event({ id: "theirs", mailbox })], week, ana).map(
      ({ source, days }) => [
        source?.kind === "calendar" && source.mailbox.kind,
        days.flatMap(({ entries }) => entries.map(({ item }) => item.id)),
      ],
    ),
    [
      ["me", ["mine"]],
      ["user", ["theirs"]],
    ],
  );
});

test("by source, there is no group for unknown sources unless something is in it", () => {
  assert.deepEqual(
    arrangeBySource([dental], [booking()], week, ana).map(({ source }) => source?.name),
    ["Contoso Dental"],
  );
});

test("whatever the items, every one that touches the range is shown on as many days as it touches", () => {
  const spans = fc.tuple(fc.integer({ min: -5, max: 12 }), fc.integer({ min: 0, max: 6 }));
  fc.assert(
    fc.property(fc.array(spans), (list) => {
      const items = list.map(([from, length], index) =>
        event({ id: `${index}`, span: allDay(addDays(week.firstDay, from), addDays(week.firstDay, from + length)) }),
      );
      const shown = arrangeByDay(items, week, ana).flatMap(({ entries }) => entries.map(({ item }) => item.id));
      const expected = list.flatMap(([from, length], index) =>
        Array.from({ length: length + 1 }, (_, day) => from + day)
          .filter((day) => day >= 0 && day < 7)
          .map(() => `${index}`),
      );
      assert.deepEqual(shown.toSorted(), expected.toSorted());
    }),
  );
});
