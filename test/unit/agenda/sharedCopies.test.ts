import assert from "node:assert/strict";
import test from "node:test";
import { withoutSharedCopies } from "../../../src/agenda/sharedCopies.ts";
import type { CalendarSource } from "../../../src/agenda/item.ts";
import { booking, event } from "../cancellation/sampleItems.ts";

const mine: CalendarSource = {
  kind: "calendar",
  id: "mine",
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
