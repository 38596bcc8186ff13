/** What somebody who has left leaves behind, by what can be done about it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgendaItem, AgendaSource } from "../../../src/agenda/item.ts";
import { leaverParts } from "../../../src/editor/leaverParts.ts";
import type { LeaverParts } from "../../../src/editor/leaverParts.ts";
import {
  ana,
  anaCalendar,
  booking,
  dental,
  event,
  facilitiesCalendar,
  invite,
  leeCalendar,
  receptionCalendar,
  timed,
} from "../agenda/agendaItems.ts";

const lee = { name: "Lee Gu", address: "lee.gu@contoso.com" };
const editable = { ...leeCalendar, canEdit: true };
const leeMailbox = { ...receptionCalendar, mailbox: { kind: "user", id: "Lee.Gu@contoso.com" } } as const;
const byLee = { isOrganizer: false, organizer: lee };
const over = { span: timed("2026-11-23T08:00Z", "2026-11-23T09:00Z") };

function assertPart(item: AgendaItem, source: AgendaSource | undefined, expected: keyof LeaverParts | undefined): void {
  const parts = leaverParts([{ item, ...(source && { source }) }], lee, ana);
  const found = Object.entries<readonly unknown[]>({ ...parts }).flatMap(([part, { length }]) =>
    length === 0 ? [] : [part],
  );
  assert.deepEqual(found, expected === undefined ? [] : [expected]);
}

test("their meetings are cancelled where one may act in their calendar, and handed over where not", () => {
  assertPart(event({ organizer: lee }), editable, "theirs");
  assertPart(event(), editable, "theirs");
  assertPart(event({ mailbox: leeMailbox.mailbox, organizer: lee }), leeMailbox, "theirs");
  assertPart(event({ mailbox: leeMailbox.mailbox }), leeMailbox, "theirs");
  assertPart(event({ organizer: lee }), leeCalendar, "toHandOver");
  assertPart(event(byLee), anaCalendar, "toHandOver");
  assertPart(event({ ...byLee, mailbox: facilitiesCalendar.mailbox }), facilitiesCalendar, "toHandOver");
});

test("one's own meetings with them are told apart by whether anybody else is in them", () => {
  assertPart(event({ attendees: invite("LEE.GU@contoso.com") }), anaCalendar, "yoursAlone");
  assertPart(event({ attendees: invite("lee.gu@contoso.com", "ana.silva@contoso.com") }), anaCalendar, "yoursAlone");
  assertPart(event({ attendees: invite("lee.gu@contoso.com", "kim@contoso.com") }), anaCalendar, "yoursWithOthers");
  assertPart(event({ attendees: invite("lee.gu@contoso.com"), lacksPeople: true }), anaCalendar, "yoursWithOthers");
});

test("bookings with them as staff or customer are found", () => {
  assertPart(booking({ staff: [lee] }), dental, "bookings");
  assertPart(booking({ customers: [lee] }), dental, "bookings");
  assertPart(booking(), dental, undefined);
});

test("what does not concern them, is over or was cancelled is in no part", () => {
  assertPart(event({ attendees: invite("kim@contoso.com") }), anaCalendar, undefined);
  assertPart(
    event({ isOrganizer: false, organizer: { name: "Kim", address: "kim@contoso.com" } }),
    anaCalendar,
    undefined,
  );
  assertPart(event({ ...byLee, ...over }), anaCalendar, undefined);
  assertPart(booking({ staff: [lee], ...over }), dental, undefined);
  assertPart(event({ ...byLee, isCancelled: true }), anaCalendar, undefined);
  // A meeting of a third person in whose calendar one may act is that person's.
  assertPart(
    event({ mailbox: receptionCalendar.mailbox, attendees: invite("lee.gu@contoso.com") }),
    receptionCalendar,
    undefined,
  );
});
