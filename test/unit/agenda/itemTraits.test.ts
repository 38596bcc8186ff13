/** What can be cancelled, and the tokens that menus ask for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgendaItem, AgendaSource } from "../../../src/agenda/item.ts";
import { cancellability, isPast, itemGlyph, itemTraits, otherOwner } from "../../../src/agenda/itemTraits.ts";
import { allDay, ana, anaCalendar, booking, dental, event, invite, leeCalendar, person, timed } from "./agendaItems.ts";

const yesterday = timed("2026-11-23T08:00Z", "2026-11-23T09:00Z");
const attended = { isOrganizer: false, organizer: { name: "Lee Gu", address: "lee.gu@contoso.com" } };

test("an item's tokens say what it is and what can be done with it", () => {
  const rows: readonly (readonly [AgendaItem, AgendaSource | undefined, string])[] = [
    [event(), anaCalendar, "event organizer single cancellable"],
    [event(), undefined, "event organizer single cancellable"],
    [event({ series: "occurrence" }), anaCalendar, "event organizer occurrence cancellable"],
    [event({ series: "exception" }), anaCalendar, "event organizer exception cancellable"],
    [event({ series: "master", span: yesterday }), undefined, "event organizer master cancellable"],
    [event({ span: yesterday }), anaCalendar, "event organizer single cancellable past"],
    [event(attended), anaCalendar, "event attendee single"],
    [event({ ...attended, span: yesterday }), anaCalendar, "event attendee single past"],
    [event({ ...attended, isCancelled: true }), anaCalendar, "event attendee single cancelled"],
    [event(), leeCalendar, "event organizer single readOnly"],
    [
      event({ joinUrl: "https://teams.microsoft.com/l/1", webLink: "https://outlook.office365.com/owa/1" }),
      anaCalendar,
      "event organizer single cancellable hasJoin hasWeb",
    ],
    [booking(), dental, "booking cancellable"],
    [
      booking({ joinUrl: "https://teams.microsoft.com/l/1", span: yesterday }),
      dental,
      "booking cancellable past hasJoin",
    ],
  ];
  for (const [item, source, tokens] of rows) assert.equal(itemTraits(item, source, ana), tokens);
});

test("no token is a word within another, so that a menu's \\b finds only what it asks for", () => {
  for (const item of [event({ isCancelled: true }), event(attended)]) {
    assert.doesNotMatch(itemTraits(item, anaCalendar, ana), /\bcancellable\b/);
  }
});

test("what cannot be cancelled says why", () => {
  assert.deepEqual(cancellability(event(), anaCalendar, ana), { kind: "cancellable", isPast: false });
  assert.deepEqual(cancellability(event(attended), anaCalendar, ana), {
    kind: "notOrganizer",
    organizer: attended.organizer,
  });
  assert.deepEqual(cancellability(event({ isOrganizer: false }), anaCalendar, ana), { kind: "notOrganizer" });
  assert.deepEqual(cancellability(event(), leeCalendar, ana), { kind: "readOnly", calendarName: "Lee Gu" });
  assert.deepEqual(cancellability(event({ ...attended, isCancelled: true }), anaCalendar, ana), {
    kind: "alreadyCancelled",
  });
});

test("an item is past once it has ended, an all-day one once its day is over for the viewer", () => {
  const rows = [
    { span: timed("2026-11-24T06:00Z", "2026-11-24T07:00Z"), past: true },
    { span: timed("2026-11-24T06:00Z", "2026-11-24T07:01Z"), past: false },
    { span: allDay("2026-11-23"), past: true },
    { span: allDay("2026-11-23", "2026-11-24"), past: false },
  ];
  for (const { span, past } of rows) assert.equal(isPast(event({ span }), ana), past, JSON.stringify(span));
  const beforeMidnightThere = { now: Date.parse("2026-11-24T07:00Z"), timeZone: "America/Los_Angeles" };
  assert.equal(isPast(event({ span: allDay("2026-11-23") }), beforeMidnightThere), false);
});

test("the icon tells the kinds of items apart", () => {
  const invited = { attendees: invite("lee.gu@contoso.com") };
  assert.equal(itemGlyph(event(invited)), "organized");
  assert.equal(itemGlyph(event({ ...invited, series: "occurrence" })), "series");
  assert.equal(itemGlyph(event()), "alone");
  assert.equal(itemGlyph(event(attended)), "attended");
  assert.equal(itemGlyph(event({ ...attended, isCancelled: true })), "cancelled");
  assert.equal(itemGlyph(booking()), "booking");
});

test("only somebody else's calendar has another owner", () => {
  assert.equal(otherOwner(anaCalendar, ["ANA.SILVA@contoso.com"]), undefined);
  assert.deepEqual(otherOwner(leeCalendar, ana.ownAddresses), { name: "Lee Gu", address: "lee.gu@contoso.com" });
  assert.equal(otherOwner({ ...leeCalendar, owner: { ...person(""), name: "Lee" } }, ana.ownAddresses), undefined);
  assert.equal(otherOwner(dental, ana.ownAddresses), undefined);
  assert.equal(otherOwner(undefined, ana.ownAddresses), undefined);
});
