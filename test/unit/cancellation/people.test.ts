import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { mailedPeople } from "../../../src/cancellation/people.ts";
import { ana, attendee, booking, event } from "./sampleItems.ts";

test("people are counted once, whatever the number of items and the case of their address", () => {
  const mailed = mailedPeople(
    [event(), event({ attendees: [attendee("LEE.PARK@contoso.com", "Lee"), attendee("new@contoso.com", "New")] })],
    ana,
  );
  assert.deepEqual(
    mailed.people.map(({ address }) => address),
    ["lee.park@contoso.com", "kim@fabrikam.com", "new@contoso.com"],
  );
});

test("rooms are mailed but are no people, and the sender is not counted", () => {
  const mailed = mailedPeople(
    [
      event({
        attendees: [attendee("room1@contoso.com", "Room 1", "resource"), attendee("ana.silva@contoso.com", "Ana")],
      }),
    ],
    ana,
  );
  assert.equal(mailed.people.length, 0);
  assert.deepEqual(
    mailed.rooms.map(({ name }) => name),
    ["Room 1"],
  );
});

test("those outside the sender's organisation are told apart", () => {
  assert.deepEqual(
    mailedPeople([event()], ana).external.map(({ name }) => name),
    ["Kim Ito"],
  );
});

test("a booking's cancellation mails its customers and its staff", () => {
  assert.deepEqual(
    mailedPeople([booking()], ana).people.map(({ name }) => name),
    ["M. Rossi", "Dr Kim"],
  );
});

test("however items are put together, their people are the union of each one's", () => {
  const addresses = fc.array(fc.constantFrom("a@contoso.com", "b@contoso.com", "c@fabrikam.com", "d@adatum.com"));
  fc.assert(
    fc.property(fc.array(addresses, { maxLength: 5 }), (groups) => {
      const items = groups.map((group, at) =>
        event({ id: `e${at}`, attendees: group.map((address) => attendee(address, address)) }),
      );
      const together = new Set(mailedPeople(items, ana).people.map(({ address }) => address));
      assert.deepEqual(together, new Set(groups.flat()));
      assert.equal(mailedPeople(items, ana).people.length, together.size);
    }),
  );
});
