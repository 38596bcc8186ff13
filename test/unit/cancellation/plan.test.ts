/** Which path an item is cancelled at, and which items are one meeting. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgendaItem, CalendarEvent } from "../../../src/agenda/item.ts";
import { claimedAs, isSameMeeting, targetOf } from "../../../src/cancellation/plan.ts";
import { eventTarget } from "../../../src/cancellation/route.ts";
import { booking, event, planOf } from "./sampleItems.ts";

test("an item is cancelled in the mailbox that it was found in", () => {
  const rows: readonly (readonly [AgendaItem, string])[] = [
    [event(), "/me/events/AAMk1%3D"],
    [event({ calendarId: "C=" }), "/me/calendars/C%3D/events/AAMk1%3D"],
    [
      event({ mailbox: { kind: "user", id: "reception@contoso.com" }, calendarId: "C=" }),
      "/users/reception%40contoso.com/calendars/C%3D/events/AAMk1%3D",
    ],
    [event({ mailbox: { kind: "group", id: "1-2" }, calendarId: "C=" }), "/groups/1-2/events/AAMk1%3D"],
    [booking(), "/solutions/bookingBusinesses/ContosoDental%40contoso.com/appointments/AAMkB%3D"],
  ];
  for (const [item, path] of rows) assert.equal(targetOf(item).itemPath, path);
});

function assertSame(planned: CalendarEvent, item: CalendarEvent, expected: boolean): void {
  const [first] = planOf([planned]).items;
  assert.ok(first !== undefined);
  assert.equal(isSameMeeting(first, item), expected);
}

test("a copy of a meeting in another mailbox is the same meeting", () => {
  const mailbox = { kind: "user", id: "reception@contoso.com" } as const;
  const mine = event({ iCalUId: "meeting 1" });
  const theirs = event({ id: "AAMk2=", mailbox, iCalUId: "meeting 1" });
  assertSame(mine, theirs, true);
  assertSame(theirs, mine, true);
  assertSame(mine, { ...theirs, iCalUId: "meeting 2" }, false);
  assertSame(mine, { ...theirs, span: { kind: "allDay", firstDay: "2026-11-24", lastDay: "2026-11-24" } }, false);
  const { iCalUId: _none, ...nameless } = theirs;
  assertSame(event(), nameless, false);
});

test("an occurrence and its series are the same meeting, two occurrences are not", () => {
  const master = event({ id: "M", series: "master" });
  const first = event({ id: "1", series: "occurrence", seriesMasterId: "M" });
  assertSame(master, first, true);
  assertSame(first, master, true);
  assertSame(first, { ...first, id: "2" }, false);
});

test("what was cancelled by one address is not cancelled again by another", () => {
  const nameOf = (item: AgendaItem, change: object = {}): string => {
    const [planned] = planOf([item]).items;
    assert.ok(planned !== undefined);
    return claimedAs({ ...planned, ...change });
  };
  const mine = event({ iCalUId: "meeting 1" });
  const mailbox = { kind: "user", id: "reception@contoso.com" } as const;
  assert.equal(nameOf({ ...mine, id: "AAMk2=", mailbox }), nameOf(mine), "in another mailbox");
  assert.equal(nameOf(mine, { target: eventTarget("ordinary id") }), nameOf(mine), "by another id");
  const moved = { kind: "timed", startUtc: 1, endUtc: 2 } as const;
  const names = [
    nameOf(mine),
    nameOf({ ...mine, iCalUId: "meeting 2" }),
    nameOf({ ...mine, span: moved }),
    nameOf({ ...mine, series: "master" }, { scope: "series" }),
    nameOf(event({ id: "1" })),
    nameOf(event({ id: "2" })),
    nameOf(booking()),
  ];
  assert.equal(new Set(names).size, names.length, "different meetings have different names");
});
