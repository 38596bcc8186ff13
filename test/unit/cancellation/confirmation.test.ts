import assert from "node:assert/strict";
import test from "node:test";
import { confirmationText, typedCount } from "../../../src/cancellation/confirmation.ts";
import type { ConfirmationFacts } from "../../../src/cancellation/confirmation.ts";
import type { CancellationPlan } from "../../../src/cancellation/plan.ts";
import type { PlannedAction } from "../../../src/cancellation/plan.ts";
import { endSeries, oneOfEach } from "./planDocument/samplePlans.ts";
import { ana, attendee, booking, event, planOf } from "./sampleItems.ts";

const facts: ConfirmationFacts = { viewer: ana, isSandbox: false, holdSeconds: 10, leftOut: [] };

function says(plan: CancellationPlan, expected: readonly string[], changed: Partial<ConfirmationFacts> = {}): void {
  const text = confirmationText(plan, { ...facts, ...changed });
  for (const part of expected)
    assert.ok(`${text.title}\n${text.detail}`.includes(part), `“${part}” in:\n${text.title}\n${text.detail}`);
}

test("one event: its name, time, people, message, fate and sender", () => {
  says(planOf([event()], "Ana is ill today, sorry."), [
    "Send cancellation for “Design review”?",
    "Tue 24 Nov, 09:30 – 10:15",
    "Mails 2 people (Lee Park, Kim Ito), 1 of them outside your organisation.",
    "They read:\nAna is ill today, sorry.",
    "Graph moves it to Deleted Items. It is held for 10 seconds first, when you can still undo it; after sending it cannot be undone.",
    "Sent as ana.silva@contoso.com.",
  ]);
});

test("where accounts are in several clouds, the sender's cloud is named", () => {
  says(planOf([event()]), ["Sent as ana.silva@contoso.com in the cloud Global."], { placeName: "Global" });
  const sandbox = { placeName: "China (21Vianet)", isSandbox: true };
  says(planOf([event()]), ["sample data as ana.silva@contoso.com in the cloud China (21Vianet), and"], sandbox);
});

test("the words on the buttons cannot be taken for VS Code's own Cancel", () => {
  const one = confirmationText(planOf([event()]), facts);
  assert.deepEqual([one.sendButton, one.keepButton], ["Send Cancellation", "Keep"]);
  assert.equal(confirmationText(planOf([event(), booking()]), facts).sendButton, "Send 2 Cancellations");
});

const unread = { name: "", address: "", isUnread: true } as const;
const reception = { kind: "user", id: "reception@contoso.com" } as const;
const incomplete = "Who is invited could not be read completely:";

const rows: readonly [string, CancellationPlan, readonly string[], Partial<ConfirmationFacts>?][] = [
  ["nobody else invited", planOf([event({ attendees: [] })]), ["Nobody else is invited, so nobody is mailed."]],
  [
    "many people are counted, not named",
    planOf([event({ attendees: ["a", "b", "c", "d", "e"].map((name) => attendee(`${name}@contoso.com`, name)) })]),
    ["Mails 5 people."],
  ],
  [
    "only rooms",
    planOf([event({ attendees: [attendee("room@contoso.com", "Room", "resource")] })]),
    ["Nobody else is invited; it frees 1 room."],
  ],
  [
    "a customer without an address",
    planOf([booking({ customers: [{ name: "Mrs. Jensen", address: "" }] })]),
    ["Mails 1 person (Dr Kim). 1 person (Mrs. Jensen) has no e-mail address and is not told."],
  ],
  [
    "nobody who can be mailed",
    planOf([booking({ customers: [{ name: "Mrs. Jensen", address: "" }], staff: [] })]),
    ["Mails nobody. 1 person (Mrs. Jensen) has no e-mail address and is not told."],
  ],
  [
    "a group booking",
    planOf([booking({ customers: ["a", "b", "c"].map((name) => ({ name, address: `${name}@adatum.com` })) })]),
    ["It is cancelled for all 3 customers: there is no cancelling for one of them."],
  ],
  ["an occurrence", planOf([event({ series: "occurrence" })]), ["Only this occurrence of the series."]],
  ["a whole series", planOf([event({ series: "master" })]), ["The whole series, with every past and future meeting"]],
  [
    "a meeting that is over",
    planOf([event({ span: { kind: "timed", startUtc: ana.now - 7_200_000, endUtc: ana.now - 3_600_000 } })]),
    ["It is over, and everybody is still mailed."],
  ],
  [
    "an occurrence that is over",
    planOf([event({ series: "occurrence", span: { kind: "timed", startUtc: 0, endUtc: 1 } })]),
    ["Only this occurrence of the series. It is over, and everybody is still mailed."],
  ],
  [
    "several of which some are over",
    planOf([event(), event({ id: "2", span: { kind: "timed", startUtc: 0, endUtc: 1 } })]),
    ["1 of them is over, and everybody is still mailed."],
  ],
  [
    "a whole series with nobody invited to all of it",
    planOf([event({ series: "master", attendees: [] })]),
    ["Nobody else is invited to all of it. Whoever is invited to single meetings of a series only is mailed as well"],
  ],
  ["no message", planOf([event()], ""), ["No message: they only see that it is cancelled."]],
  ["the sandbox", planOf([event()]), ["Sandbox: this is sample data"], { isSandbox: true }],
  ["no hold", planOf([event()]), ["It is sent at once; after sending it cannot be undone."], { holdSeconds: 0 }],
  ["a note of the request", planOf([event()]), ["Ask Lee first"], { note: "Ask Lee first" }],
  [
    "what is left out, with its reason",
    planOf([event()]),
    ["Left out, 1:\n• All hands: not the organizer"],
    { leftOut: [{ title: "All hands", reason: "not the organizer" }] },
  ],
  [
    "a list of people that could not be read",
    planOf([event({ attendees: [], lacksPeople: true, notes: ["Who is invited is not known."] })]),
    [`Nobody knows whom it mails. ${incomplete} more people may be mailed.\n\nWho is invited is not known.\n\n`],
  ],
  [
    "people whose address could not be read",
    planOf([event({ attendees: [attendee("lee@contoso.com", "Lee"), { ...attendee("", "Kim"), isUnread: true }] })]),
    [`Mails 1 person (Lee). ${incomplete} 1 person (Kim) whose address is not known may be mailed.`],
  ],
  [
    "staff who could not be looked up",
    planOf([booking({ staff: [unread, { ...unread }] })]),
    [`Mails 1 person (M. Rossi), who is outside your organisation. ${incomplete} 2 people whose address is not known`],
  ],
  [
    "what could not be read of several",
    planOf([event({ notes: ["Its title could not be read."] }), booking()]),
    ["Not read completely, 1:\n• Design review: Its title could not be read."],
  ],
  [
    "another's calendar",
    planOf([event({ mailbox: reception })]),
    ["Sent as ana.silva@contoso.com. In the calendar of reception@contoso.com."],
  ],
  [
    "another's calendar in the sandbox",
    planOf([event({ mailbox: reception })]),
    ["nobody is really mailed. In the calendar of reception@contoso.com."],
    { isSandbox: true },
  ],
  [
    "a group's calendar",
    planOf([
      event({ mailbox: { kind: "group", id: "g" }, organizer: { name: "Launch Team", address: "l@contoso.com" } }),
    ]),
    ["In the calendar of Launch Team."],
  ],
  [
    "a group's calendar without its name",
    planOf([event({ mailbox: { kind: "group", id: "g" } })]),
    ["In the calendar of a group."],
  ],
  [
    "a calendar that is shared into one's own",
    planOf([event({ organizer: { name: "Lee Park", address: "lee.park@contoso.com" } })]),
    ["In the calendar of Lee Park."],
  ],
  [
    "others' calendars among one's own",
    planOf([event(), event({ id: "2", mailbox: reception }), booking()]),
    ["1 of them is in the calendar of reception@contoso.com."],
  ],
  [
    "several others' calendars",
    planOf([event({ mailbox: { kind: "user", id: "lee@contoso.com" } }), event({ id: "2", mailbox: reception })]),
    ["In the calendars of lee@contoso.com, reception@contoso.com."],
  ],
  [
    "whoever sends it, as a guest of another's meeting",
    planOf([event({ mailbox: reception, attendees: [attendee("ANA.silva@contoso.com", "Ana Silva")] })]),
    ["Mails 1 person (Ana Silva)."],
  ],
  [
    "several items are listed",
    planOf([event(), booking()]),
    [
      "Send 2 cancellations?",
      "• Tue 24 Nov, 09:30 – 10:15: Design review",
      "Initial consult — M. Rossi",
      "Mails 4 people",
    ],
  ],
];
for (const [name, plan, expected, changed] of rows) {
  test(`says: ${name}`, () => {
    says(plan, expected, changed);
  });
}

test("one's own calendar needs no words, also where it is named", () => {
  for (const mailbox of [{ kind: "me" }, { kind: "user", id: "Ana.Silva@contoso.com" }] as const) {
    assert.doesNotMatch(confirmationText(planOf([event({ mailbox })]), facts).detail, /calendar/iu);
  }
  assert.doesNotMatch(confirmationText(planOf([booking()]), facts).detail, /calendar/iu);
});

const lee = { name: "Lee Park", address: "lee@fabrikam.com" };

/** A plan that does something else than cancel its one event. */
function planTo(action: PlannedAction, change: Parameters<typeof event>[0] = {}, message = "Sorry."): CancellationPlan {
  const plan = planOf([event({ isOrganizer: false, organizer: lee, ...change })], message);
  return { ...plan, items: plan.items.map((planned) => ({ ...planned, action })) };
}

const others: readonly [name: string, plan: CancellationPlan, button: string, expected: readonly string[]][] = [
  [
    "declining with a reply",
    planTo({ kind: "decline", sendsReply: true }),
    "Send Reply",
    ["Decline “Design review” with a reply?", "Mails 1 person (Lee Park), who is outside", "They read:\nSorry."],
  ],
  [
    "declining without a reply",
    planTo({ kind: "decline", sendsReply: false }),
    "Decline",
    ["Decline “Design review” without a reply?", "Nobody is mailed.\n\nGraph moves it to Deleted Items."],
  ],
  [
    "removing",
    planTo({ kind: "remove" }, { isOrganizer: true, attendees: [] }),
    "Remove From Calendar",
    ["Remove “Design review” from the calendar?", "Nobody is mailed.\n\nGraph moves it to Deleted Items."],
  ],
  [
    "ending a series",
    planTo(endSeries, { isOrganizer: true, organizer: undefined, series: "master" } as object),
    "End Series",
    [
      "End the series “Design review” on Mon 21 Dec?",
      "The series that began with Tue 24 Nov, 09:30 – 10:15. Its meetings until Mon 21 Dec stay, all later ones go.",
      "Mails 2 people",
      "\n\nIt is held for 10 seconds",
    ],
  ],
  [
    "some of each",
    { ...planOf([]), items: oneOfEach },
    "Carry Out 6 Items",
    [
      "Carry out this plan of 6 items?",
      "• Tue 24 Nov, 09:30 – 10:15: All hands (declined without a reply)",
      "2 are cancelled, 1 declined with a reply, 1 declined without a reply, 1 removed from the calendar, 1 ended as a series.",
      "• Tue 24 Nov, 09:30 – 10:15: Stand-up (the series ends on Mon 21 Dec)",
      "Mails 5 people, 3 of them outside your organisation. Whoever is invited to single meetings of a series only is",
      "Each with its own message; for “Design review” it is:\nWe are closed",
      "They are held for 10 seconds first, when you can still undo them; after sending they cannot be undone.",
    ],
  ],
  [
    "removing several",
    { ...planOf([]), items: [...planTo({ kind: "remove" }).items, ...planTo({ kind: "remove" }, { id: "2" }).items] },
    "Remove 2 From Calendar",
    ["Remove 2 items from the calendar?", "2 are removed from the calendar.", "Nobody is mailed."],
  ],
  [
    "many mails to one person",
    planOf(["1", "2", "3"].map((id) => event({ id }))),
    "Send 3 Cancellations",
    ["Mails 2 people (Lee Park, Kim Ito), 1 of them outside your organisation. 2 people get 3 or more mails."],
  ],
  [
    "several group bookings",
    planOf(["1", "2"].map((id) => booking({ id, customers: [lee, { name: "Kim", address: "kim@x.com" }] }))),
    "Send 2 Cancellations",
    ["2 group bookings are cancelled for all of their customers."],
  ],
];
for (const [name, plan, button, expected] of others) {
  test(`asks about ${name}`, () => {
    says(plan, expected);
    assert.equal(confirmationText(plan, facts).sendButton, button);
  });
}

test("cancelling several is not said item by item what is done", () => {
  assert.doesNotMatch(confirmationText(planOf([event(), booking()]), facts).detail, /are cancelled/u);
});

test("how many people are mailed has to be typed above a number of them", () => {
  const plan = planOf([event(), booking()]);
  assert.deepEqual(
    [3, 4].map((threshold) => typedCount(plan, ana, threshold)),
    [{ count: 4, of: "people" }, undefined],
  );
  assert.equal(typedCount(planTo({ kind: "remove" }), ana, 1), undefined);
});

test("where nobody knows how many people are mailed, the number of items has to be typed", () => {
  const unknown = { attendees: [], lacksPeople: true };
  const plan = planOf(Array.from({ length: 60 }, (_, index) => event({ id: `${index}`, ...unknown })));
  assert.deepEqual(typedCount(plan, ana, 25), { count: 60, of: "items" });
  assert.equal(typedCount(plan, ana, 60), undefined);
  const unread = { attendees: [{ ...attendee("", "Kim"), isUnread: true }] };
  assert.deepEqual(typedCount(planOf([event({ ...unread }), event({ id: "2", ...unread })]), ana, 1), {
    count: 2,
    of: "items",
  });
  const crowd = Array.from({ length: 9 }, (_, index) => attendee(`${index}@contoso.com`, ""));
  assert.deepEqual(typedCount(planOf([event({ series: "master", attendees: crowd })]), ana, 1), {
    count: 9,
    of: "people",
  });
});
