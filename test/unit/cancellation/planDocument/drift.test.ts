import assert from "node:assert/strict";
import test from "node:test";
import type { AgendaItem } from "../../../../src/agenda/item.ts";
import { driftOf } from "../../../../src/cancellation/planDocument/drift.ts";
import type { DriftCode, DriftPlace, ItemAgain } from "../../../../src/cancellation/planDocument/drift.ts";
import type { PlannedItem } from "../../../../src/cancellation/plan.ts";
import { readPlanDocument } from "../../../../src/cancellation/planDocument/readPlanDocument.ts";
import { ana, attendee, booking, event } from "../sampleItems.ts";
import { documentOf, endSeries, master, planned } from "./samplePlans.ts";

/** What has changed between what was planned and what is read a while later, as `code: sentence`. */
function drifts(was: PlannedItem, again: ItemAgain): readonly string[] {
  const { blocks, id } = readPlanDocument(documentOf([was]));
  const [block] = blocks;
  assert.ok(block !== undefined);
  return driftOf(block, again, id, ana).map(({ code, sentence, isAcceptable }) => {
    assert.equal(isAcceptable, ["moved", "renamed", "peopleChanged"].includes(code));
    return `${code}: ${sentence}`;
  });
}

function read(item: AgendaItem): ItemAgain {
  return { kind: "read", item };
}

const nextDay = {
  kind: "timed",
  startUtc: Date.parse("2026-11-25T08:30:00Z"),
  endUtc: Date.parse("2026-11-25T09:15:00Z"),
} as const;
const lee = attendee("lee.park@contoso.com", "Lee Park");
const kim = attendee("kim@fabrikam.com", "Kim Ito");
const organizer = { name: "Lee Park", address: "lee.park@contoso.com" };
const attended = event({ isOrganizer: false, organizer });
const declined = planned({ item: attended, action: { kind: "decline", sendsReply: true }, message: "" });
const alone = event({ attendees: [] });
const removed = planned({ item: alone, action: { kind: "remove" }, message: "" });
const ended = planned({ item: master, action: endSeries, scope: "series", message: "" });

function masterWith(change: object): ItemAgain {
  assert.ok(master.recurrence !== undefined);
  return read({ ...master, recurrence: { ...master.recurrence, ...change } });
}

const rows: readonly [name: string, was: PlannedItem, again: ItemAgain, code: DriftCode | undefined, said?: string][] =
  [
    ["nothing", planned(), read(event()), undefined],
    ["nothing about a booking", planned({ item: booking() }), read(booking()), undefined],
    ["nothing about a declined meeting", declined, read(attended), undefined],
    ["nothing about a lonely appointment", removed, read(alone), undefined],
    ["nothing about a series", ended, read(master), undefined],
    [
      "people in another order and case",
      planned(),
      read(event({ attendees: [kim, { ...lee, address: "LEE.PARK@contoso.com" }] })),
      undefined,
    ],
    [
      "another title",
      planned(),
      read(event({ subject: "Design {{talk}}" })),
      "renamed",
      "It is called “Design { {talk}}” by now.",
    ],
    [
      "another title of what was private, and is",
      planned({ item: event({ isPrivate: true }) }),
      read(event({ subject: "Design talk", isPrivate: true })),
      undefined,
    ],
    [
      "declined elsewhere",
      declined,
      read({ ...attended, ownResponse: "declined" }),
      "alreadyDeclined",
      "It has been declined already.",
    ],
    ["accepted elsewhere", declined, read({ ...attended, ownResponse: "accepted" }), undefined],
    [
      "its start",
      planned(),
      read(event({ span: nextDay })),
      "moved",
      "Its start moved from Tue 24 Nov 09:30 to Wed 25 Nov 09:30 since it was planned.",
    ],
    [
      "its end alone",
      planned(),
      read(event({ span: { ...event().span, endUtc: nextDay.endUtc } as typeof nextDay })),
      "moved",
      "It starts when it was planned to, and ends at another time than it did.",
    ],
    [
      "it takes the whole day now",
      planned(),
      read(event({ span: { kind: "allDay", firstDay: "2026-11-24", lastDay: "2026-11-24" } })),
      "moved",
      "Its start moved from Tue 24 Nov 09:30 to Tue 24 Nov since it was planned.",
    ],
    [
      "one person more",
      planned(),
      read(event({ attendees: [lee, kim, attendee("ron@contoso.com", "Ron")] })),
      "peopleChanged",
      "It mails 1 person more than when it was planned: 3 instead of 2.",
    ],
    [
      "nobody left",
      planned(),
      read(event({ attendees: [] })),
      "peopleChanged",
      "It mails 2 people fewer than when it was planned: 0 instead of 2.",
    ],
    [
      "as many, but others",
      planned(),
      read(event({ attendees: [lee, attendee("ron@contoso.com", "Ron")] })),
      "peopleChanged",
      "It mails 2 people as planned, but not the same ones.",
    ],
    [
      "another organizer of a declined meeting",
      declined,
      read({ ...attended, organizer: kim }),
      "peopleChanged",
      "It mails 1 person as planned, but another one.",
    ],
    ["gone", planned(), { kind: "gone" }, "gone"],
    [
      "unreadable",
      planned(),
      { kind: "unreadable", reason: "Access was denied." },
      "unreadable",
      "It could not be read again. Access was denied.",
    ],
    ["cancelled by its organizer", declined, read({ ...attended, isCancelled: true }), "alreadyCancelled"],
    [
      "no longer one's own",
      planned(),
      read(attended),
      "notOrganizer",
      "You are not its organizer: only Lee Park can cancel it.",
    ],
    ["one's own by now", declined, read(event()), "isOrganizer"],
    [
      "people in what was to be removed",
      removed,
      read(event()),
      "mailsPeople",
      "Removing it would mail 2 people by now, without a message. Plan it again to cancel it.",
    ],
    [
      "a room in what was to be removed",
      removed,
      read(event({ attendees: [attendee("r@x.com", "R", "resource")] })),
      "mailsPeople",
    ],
    [
      "people that could not be read in what was to be removed",
      removed,
      read(event({ attendees: [], lacksPeople: true })),
      "mailsPeople",
    ],
    ["a single meeting that has become a series", planned(), read(event({ series: "master" })), "scopeChanged"],
    [
      "an occurrence that stands alone",
      planned({ item: event({ series: "occurrence" }), scope: "occurrence" }),
      read(event()),
      "scopeChanged",
    ],
    [
      "a changed occurrence is still one",
      planned({ item: event({ series: "occurrence" }), scope: "occurrence" }),
      read(event({ series: "exception" })),
      undefined,
    ],
    ["a series that is none any more", ended, read(event({ id: master.id })), "scopeChanged"],
    ["a series of another person", ended, read({ ...master, isOrganizer: false }), "notOrganizer"],
    ["a series without its recurrence", ended, read(event({ id: master.id, series: "master" })), "seriesChanged"],
    ["a series on other days", ended, masterWith({ pattern: { type: "daily", interval: 1 } }), "seriesChanged"],
    ["a series with another beginning", ended, masterWith({ startDate: "2026-09-08" }), "seriesChanged"],
    ["a series in another zone", ended, masterWith({ timeZone: "UTC" }), "seriesChanged"],
    [
      "a series that ends by then",
      ended,
      masterWith({ endDate: "2026-12-21" }),
      "seriesChanged",
      "The series ends by itself by then.",
    ],
    ["a series that ends later", ended, masterWith({ endDate: "2026-12-22" }), undefined],
  ];
for (const [name, was, again, code, said] of rows) {
  test(`what has changed: ${name}`, () => {
    const found = drifts(was, again);
    assert.deepEqual(
      found.map((each) => each.split(":")[0]),
      code === undefined ? [] : [code],
    );
    if (said !== undefined) assert.deepEqual(found, [`${code}: ${said}`]);
  });
}

test("a meeting may have moved and have other people as well", () => {
  assert.equal(drifts(planned(), read(event({ span: nextDay, attendees: [lee] }))).length, 2);
});

test("an own copy of somebody else's meeting is removed in silence", () => {
  const item = { ...attended, isCancelled: true };
  assert.deepEqual(drifts(planned({ item, action: { kind: "remove" }, message: "" }), read(item)), []);
});

test("a block that was added by hand is only asked whether it can be done", () => {
  const byHand = { action: { kind: "cancel" }, planned: undefined, scope: undefined } as const;
  assert.deepEqual(driftOf(byHand, read(event({ series: "master" })), "x", ana), []);
  assert.deepEqual(driftOf(byHand, read(attended), "x", ana)[0]?.code, "notOrganizer");
});

const hour = 3_600_000;

/** What has changed when a plan that was made now is opened again some hours later. */
function driftsAfter(hours: number, was: PlannedItem, place: DriftPlace = {}): readonly string[] {
  const { blocks, id } = readPlanDocument(documentOf([was]));
  const [block] = blocks;
  assert.ok(block !== undefined);
  const later = { ...ana, now: ana.now + hours * hour };
  return driftOf(block, read(was.item), id, later, place).map(({ code, sentence }) => `${code}: ${sentence}`);
}

test("what has taken place since it was planned is not sent, except what was over when it was planned", () => {
  const over = "over: It has taken place since it was planned.";
  assert.deepEqual(driftsAfter(1, planned()), []);
  assert.deepEqual(driftsAfter(2, planned()), [over]);
  assert.deepEqual(driftsAfter(24, planned({ item: booking() })), [over]);
  assert.deepEqual(driftsAfter(24, declined), [over]);
  const span = { kind: "timed", startUtc: ana.now - 2 * hour, endUtc: ana.now - hour } as const;
  assert.deepEqual(driftsAfter(24, planned({ item: event({ span }) })), []);
  assert.deepEqual(driftsAfter(24, planned({ item: master, scope: "series" })), [], "a series goes on");
});

test("a series is not ended where meetings that have taken place would go", () => {
  const day = 24;
  assert.deepEqual(driftsAfter(28 * day, ended), [], "its last day was yesterday");
  assert.deepEqual(driftsAfter(29 * day, ended), [
    "endsInThePast: The series would end on Mon 21 Dec, and its meetings that have taken place since then would go. Plan it again.",
  ]);
  const far = { ...ended, item: { ...master, timeZone: "Pacific/Honolulu" } };
  assert.deepEqual(driftsAfter(28 * day + 20, far), [], "it is still the next day there");
});

test("what can no longer be done where it stands is not sent", () => {
  const source = { kind: "calendar", id: "c", mailbox: { kind: "me" }, name: "Team", isDefault: false } as const;
  const service = { id: "s1", name: "Initial consult", maximumCustomers: 1 };
  const business = { name: "Dental", services: [service], staff: [], minimumLeadTimeMinutes: 24 * 60 };
  const readOnly = "notAllowed: You can only read the calendar “Team”.";
  assert.deepEqual(driftsAfter(0, planned(), { source: { ...source, canEdit: false } }), [readOnly]);
  assert.deepEqual(driftsAfter(0, planned(), { source: { ...source, canEdit: true } }), []);
  assert.match(driftsAfter(0, planned({ item: booking() }), { business })[0] ?? "", /^notAllowed: It can last be/u);
  assert.deepEqual(driftsAfter(0, declined), [], "what the person prefers by now does not matter");
});

test("what is found by its id and is in no calendar is gone, whatever it looks like", () => {
  const gone = "gone: It is no longer there: it has been cancelled or deleted since it was planned.";
  for (const was of [planned(), declined, removed, ended]) {
    assert.deepEqual(driftsAfter(0, was, { isNowhere: true }), [gone]);
    assert.deepEqual(driftsAfter(0, was, { isNowhere: false }), []);
  }
});
