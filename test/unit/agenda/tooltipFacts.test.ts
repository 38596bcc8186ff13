/** What the tooltip tells, above all what cancelling would do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgendaItem, AgendaSource } from "../../../src/agenda/item.ts";
import { tooltipFacts } from "../../../src/agenda/tooltipFacts.ts";
import { ana, anaCalendar, booking, event, invite, leeCalendar, person, timed } from "./agendaItems.ts";

const lee = { name: "Lee Gu", address: "lee.gu@contoso.com" };
const over = timed("2026-11-20T08:00Z", "2026-11-20T09:00Z");

function assertFacts(item: AgendaItem, source: AgendaSource | undefined, expected: readonly string[]): void {
  const { facts } = tooltipFacts(item, ana, source);
  assert.deepEqual(
    facts.map(({ name, text }) => `${name}: ${text}`),
    expected,
  );
}

function assertSentences(item: AgendaItem, source: AgendaSource | undefined, expected: readonly string[]): void {
  assert.deepEqual(tooltipFacts(item, ana, source).sentences, expected);
}

test("an event's facts are told in a fixed order, and what is not known is left out", () => {
  const [kim, sam, pat] = invite("kim@fabrikam.com", "sam@contoso.com", "pat@adatum.com");
  assert.ok(kim && sam && pat);
  const room = { ...person("Room 4@contoso.com"), type: "resource", response: "accepted" } as const;
  const item = event({
    timeZone: "Europe/London",
    location: "Room 4",
    joinUrl: "https://teams.microsoft.com/l/1",
    attendees: [{ ...kim, response: "accepted" }, sam, { ...pat, response: "tentativelyAccepted" }, room],
    series: "occurrence",
    isPrivate: true,
  });
  assertFacts(item, anaCalendar, [
    "When: Tue 24 Nov, 09:30 – 10:15 (45 min)",
    "There: 08:30 GMT",
    "Where: Room 4",
    "Join: https://teams.microsoft.com/l/1",
    "Calendar: Calendar",
    "Organizer: You",
    "People: 3 people · 1 accepted · 1 tentative · 1 not answered",
    "Outside your organisation: 2: adatum.com, fabrikam.com",
    "Rooms: Room 4",
    "Series: One occurrence of a series",
    "Private: Marked as private",
  ]);
  assertFacts(event(), undefined, ["When: Tue 24 Nov, 09:30 – 10:15 (45 min)", "Organizer: You"]);
  assertFacts(event(), leeCalendar, [
    "When: Tue 24 Nov, 09:30 – 10:15 (45 min)",
    "Calendar: Lee Gu",
    "Organizer: Lee Gu",
  ]);
});

test("a group booking tells its customers and places", () => {
  const customers = [person("rossi@fabrikam.com"), person("verdi@fabrikam.com")];
  assertFacts(booking({ customers, maximumCustomers: 8, location: "Surgery" }), undefined, [
    "When: Tue 24 Nov, 14:00 – 14:30 (30 min)",
    "Where: Surgery",
    "Business: Contoso Dental",
    "Service: Initial consult",
    "Staff: Dr Kim",
    "Customers: rossi, verdi · 2 of 8 places taken",
  ]);
});

test("it says what cancelling would do, or why it can't be done", () => {
  const finality = "It cannot be undone after sending.";
  const mails = `Cancelling mails 2 people (1 outside your organisation) and moves it to Deleted Items. ${finality}`;
  const attendees = invite("kim@fabrikam.com", "lee.gu@contoso.com");
  assertSentences(event({ attendees }), anaCalendar, [mails]);
  assertSentences(event({ attendees, span: over }), anaCalendar, [
    mails,
    "It is over; cancelling it would still mail everybody.",
  ]);
  assertSentences(event({ span: over }), anaCalendar, [
    "Cancelling mails nobody: it is only removed from the calendar.",
  ]);
  const room = { ...person("room@contoso.com"), type: "resource", response: "accepted" } as const;
  assertSentences(event({ attendees: [room] }), anaCalendar, [
    `Cancelling frees its rooms and moves it to Deleted Items. ${finality}`,
  ]);
  assertSentences(event(), leeCalendar, ["It cannot be cancelled here: you can only read the calendar “Lee Gu”."]);
  assertSentences(event({ isOrganizer: false, organizer: lee }), anaCalendar, [
    "Only its organizer, Lee Gu, can cancel it.",
  ]);
  assertSentences(event({ isOrganizer: false }), anaCalendar, ["Only its organizer can cancel it."]);
  assertSentences(event({ isCancelled: true, isOrganizer: false }), anaCalendar, ["Its organizer has cancelled it."]);
  assertSentences(booking(), undefined, [`Cancelling mails 1 customer and the staff. ${finality}`]);
  assertSentences(booking({ customers: [person("a@x.com"), person("b@x.com")] }), undefined, [
    `Cancelling mails 2 customers and the staff. ${finality}`,
    "It is cancelled for all of its customers.",
  ]);
});

test("nothing is said to mail nobody where that could not be read", () => {
  const finality = "It cannot be undone after sending.";
  const more = "Who is invited could not be read completely: more people may be mailed.";
  assertSentences(event({ lacksPeople: true }), anaCalendar, [`Whom cancelling mails could not be read. ${finality}`]);
  assertSentences(event({ lacksPeople: true, attendees: invite("lee.gu@contoso.com") }), anaCalendar, [
    `Cancelling mails 1 person and moves it to Deleted Items. ${finality}`,
    more,
  ]);
  assertSentences(booking({ lacksPeople: true }), undefined, [
    `Cancelling mails 1 customer and the staff. ${finality}`,
    more,
  ]);
});

test("what could not be read of an item is told at the end", () => {
  const { sentences } = tooltipFacts(booking({ notes: ["Its end is not known."] }), ana);
  assert.equal(sentences.at(-1), "Its end is not known.");
});

test("texts come unescaped, for whoever draws them to escape", () => {
  const { title, facts } = tooltipFacts(event({ subject: "[a](command:b) <b>", location: "**x**" }), ana);
  assert.equal(title, "[a](command:b) <b>");
  assert.ok(facts.some(({ text }) => text === "**x**"));
});
