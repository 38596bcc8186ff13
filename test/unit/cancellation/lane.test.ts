import assert from "node:assert/strict";
import test from "node:test";
import type { AgendaItem, CalendarSource } from "../../../src/agenda/item.ts";
import { laneOf } from "../../../src/cancellation/lane.ts";
import type { Lane, LaneFacts, LanePreferences } from "../../../src/cancellation/lane.ts";
import { ana, attendee, booking, event } from "./sampleItems.ts";

const ask: LanePreferences = { nonOrganizer: "ask" };
const calendar: CalendarSource = {
  kind: "calendar",
  id: "c",
  mailbox: { kind: "me" },
  name: "Team",
  isDefault: false,
  canEdit: true,
};
const lee = { name: "Lee Park", address: "lee.park@contoso.com" };
const attended = event({ isOrganizer: false, organizer: lee });
const past = { span: { kind: "timed", startUtc: ana.now - 7_200_000, endUtc: ana.now - 3_600_000 } } as const;
const onlyLee = "You are not the organizer: only Lee Park can cancel it";

const dental = { name: "Contoso Dental", services: [], staff: [] };
const day = 24 * 60;
const service = { id: "s1", name: "Initial consult", maximumCustomers: 1 };
const tooLate = "It can last be cancelled 1 d before its start, except by an administrator of the business.";

function impossible(reason: string): Lane {
  return { kind: "impossible", reason };
}

const rows: readonly [name: string, item: AgendaItem, lane: Lane, facts?: Partial<LaneFacts>][] = [
  ["one's own meeting is cancelled", event(), { kind: "cancel" }],
  [
    "a meeting with a room alone is cancelled",
    event({ attendees: [attendee("r@contoso.com", "Room", "resource")] }),
    { kind: "cancel" },
  ],
  [
    "a meeting whose people could not be read is cancelled",
    event({ attendees: [], lacksPeople: true }),
    { kind: "cancel" },
  ],
  ["a series that nobody is invited to is cancelled", event({ attendees: [], series: "master" }), { kind: "cancel" }],
  [
    "what has been declined is left out",
    { ...attended, ownResponse: "declined" },
    impossible("It has been declined already."),
  ],
  [
    "what is in no calendar is left out, whatever it looks like",
    event(),
    impossible("It is in no calendar any more: it has been cancelled or deleted."),
    { isNowhere: true },
  ],
  ["what nobody is invited to is removed", event({ attendees: [] }), { kind: "remove", why: "nobodyInvited" }],
  ["somebody else's meeting is asked about", attended, { kind: "decline", sendsReply: true, isToBeAsked: true }],
  [
    "somebody else's meeting is declined in silence",
    attended,
    { kind: "decline", sendsReply: false, isToBeAsked: false },
    { preferences: { nonOrganizer: "decline", sendsReply: false } },
  ],
  [
    "somebody else's meeting is left out",
    attended,
    impossible(`${onlyLee}.`),
    { preferences: { nonOrganizer: "skip" } },
  ],
  [
    "a group cannot decline",
    { ...attended, mailbox: { kind: "group", id: "g" } },
    impossible(`${onlyLee}, and a group cannot decline.`),
  ],
  [
    "an organizer without a name is the organizer",
    event({ isOrganizer: false }),
    impossible("You are not the organizer: only the organizer can cancel it."),
    { preferences: { nonOrganizer: "skip" } },
  ],
  [
    "what its organizer has cancelled is left out",
    { ...attended, isCancelled: true },
    impossible("Its organizer has already cancelled it."),
  ],
  [
    "what its organizer has cancelled is removed if that is wished",
    { ...attended, ...past, isCancelled: true },
    { kind: "remove", why: "alreadyCancelled" },
    { preferences: { ...ask, removesCancelled: true } },
  ],
  [
    "a calendar that can only be read",
    event(),
    impossible("You can only read the calendar “Team”."),
    { source: { ...calendar, canEdit: false } },
  ],
  ["a calendar that can be written to", event(), { kind: "cancel" }, { source: calendar }],
  ["what is over is left out", event(past), impossible("It is over.")],
  ["a booking that is over is left out", booking(past), impossible("It is over.")],
  [
    "what is over is taken if that is wished",
    event(past),
    { kind: "cancel" },
    { preferences: { ...ask, includesPast: true } },
  ],
  ["a booking is cancelled", booking(), { kind: "cancel" }],
  ["a booking of a business without a lead time", booking(), { kind: "cancel" }, { business: dental }],
  [
    "too late for the business",
    booking(),
    impossible(tooLate),
    { business: { ...dental, minimumLeadTimeMinutes: day } },
  ],
  // The sample booking is five hours ahead.
  ["just in time", booking(), { kind: "cancel" }, { business: { ...dental, minimumLeadTimeMinutes: 5 * 60 } }],
  [
    "a minute too late",
    booking(),
    impossible("It can last be cancelled 5 h 1 min before its start, except by an administrator of the business."),
    { business: { ...dental, minimumLeadTimeMinutes: 5 * 60 + 1 } },
  ],
  [
    "the service's own rule wins when it is stricter",
    booking({ serviceId: "s1" }),
    impossible(tooLate),
    { business: { ...dental, minimumLeadTimeMinutes: 0, services: [{ ...service, minimumLeadTimeMinutes: day }] } },
  ],
  [
    "the service's own rule wins when it is laxer",
    booking({ serviceId: "s1" }),
    { kind: "cancel" },
    { business: { ...dental, minimumLeadTimeMinutes: day, services: [{ ...service, minimumLeadTimeMinutes: 0 }] } },
  ],
  [
    "an administrator may cancel at any time",
    booking(),
    { kind: "cancel" },
    {
      business: {
        ...dental,
        minimumLeadTimeMinutes: day,
        staff: [{ id: "1", name: "Ana", address: "Ana.Silva@contoso.com", role: "administrator" }],
      },
    },
  ],
  [
    "other staff may not",
    booking(),
    impossible(tooLate),
    {
      business: {
        ...dental,
        minimumLeadTimeMinutes: day,
        staff: [
          { id: "1", name: "Ana", address: "ana.silva@contoso.com", role: "scheduler" },
          { id: "2", name: "Lee", address: "lee@contoso.com", role: "administrator" },
        ],
      },
    },
  ],
  [
    "the lead time is left to Graph if that is wished",
    booking(),
    { kind: "cancel" },
    { business: { ...dental, minimumLeadTimeMinutes: day }, preferences: { ...ask, ignoresLeadTime: true } },
  ],
];
for (const [name, item, lane, facts] of rows) {
  test(`lane: ${name}`, () => {
    assert.deepEqual(laneOf(item, { viewer: ana, preferences: ask, ...facts }), lane);
  });
}
