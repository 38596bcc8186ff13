import assert from "node:assert/strict";
import test from "node:test";
import { withoutSharedCopies } from "../../../src/agenda/sharedCopies.ts";
import type { CalendarSource } from "../../../src/agenda/item.ts";
import { booking, event } from "../cancellation/sampleItems.ts";

const mine: CalendarSource = {
  kind: "calendar",
  id: "mine",
  mailbox: { kind: "me" },
  name: "Calendar",
  isDefault: true,
  canEdit: true,
  owner: { name: "Ana", address: "Ana.Silva@contoso.com" },
};
const lees: CalendarSource = {
  ...mine,
  id: "lees",
  canEdit: false,
  owner: { name: "Lee", address: "lee.park@contoso.com" },
};
const own = event({ id: "own", iCalUId: "meeting 1" });
const copy = event({ id: "copy", iCalUId: "meeting 1", isOrganizer: false });
const ids = (...listed: Parameters<typeof withoutSharedCopies>[0]): readonly string[] =>
  withoutSharedCopies(listed, ["ana.silva@contoso.com"]).map(({ id }) => id);

test("a meeting that is in both calendars is shown once, as one's own", () => {
  assert.deepEqual(ids({ source: lees, items: [copy] }, { source: mine, items: [own] }), ["own"]);
});

test("what is only in the other's calendar is shown", () => {
  assert.deepEqual(ids({ source: lees, items: [copy] }, { source: mine, items: [] }), ["copy"]);
});

test("another occurrence with the same id is another meeting", () => {
  const later = event({ id: "later", iCalUId: "meeting 1", span: { kind: "timed", startUtc: 1, endUtc: 2 } });
  assert.deepEqual(ids({ source: lees, items: [later] }, { source: mine, items: [own] }), ["own", "later"]);
});

test("copies that cannot be told to be copies are all shown", () => {
  const { iCalUId: _one, ...nameless } = copy;
  assert.deepEqual(ids({ source: lees, items: [nameless] }, { source: mine, items: [own] }), ["own", "copy"]);
});

test("two copies in one's own calendars and bookings are left alone", () => {
  const second: CalendarSource = { ...mine, id: "second" };
  assert.deepEqual(ids({ source: mine, items: [own] }, { source: second, items: [own] }), ["own", "own"]);
  assert.deepEqual(ids({ source: { kind: "business", id: "b", name: "B" }, items: [booking()] }), ["AAMkB="]);
});

test("a meeting is shown where it can be cancelled from", () => {
  const shared: CalendarSource = { ...lees, mailbox: { kind: "user", id: "lee.park@contoso.com" }, canEdit: true };
  const attended = event({ id: "attended", iCalUId: "meeting 1", isOrganizer: false });
  const organised = event({ id: "organised", iCalUId: "meeting 1", mailbox: shared.mailbox });
  assert.deepEqual(ids({ source: mine, items: [attended] }, { source: shared, items: [organised] }), ["organised"]);
  assert.deepEqual(
    ids({ source: mine, items: [own] }, { source: shared, items: [organised] }),
    ["own"],
    "of two places that serve, one's own",
  );
  const cancelled = { ...organised, isCancelled: true };
  assert.deepEqual(ids({ source: mine, items: [attended] }, { source: shared, items: [cancelled] }), ["attended"]);
  const readOnly = { ...shared, canEdit: false };
  assert.deepEqual(ids({ source: mine, items: [attended] }, { source: readOnly, items: [organised] }), ["attended"]);
});

test("a meeting that only other mailboxes have is shown once", () => {
  const desk: CalendarSource = { ...lees, id: "desk", mailbox: { kind: "user", id: "desk@contoso.com" } };
  const group: CalendarSource = { ...desk, id: "group", mailbox: { kind: "group", id: "1" }, canEdit: true };
  const seen = event({ id: "seen", iCalUId: "meeting 1", isOrganizer: false, mailbox: desk.mailbox });
  const organised = event({ id: "organised", iCalUId: "meeting 1", mailbox: group.mailbox });
  assert.deepEqual(ids({ source: lees, items: [copy] }, { source: desk, items: [seen] }), ["copy"]);
  assert.deepEqual(ids({ source: desk, items: [seen] }, { source: group, items: [organised] }), ["organised"]);
});
