import assert from "node:assert/strict";
import test from "node:test";
import { confirmationText } from "../../../src/cancellation/confirmation.ts";
import type { ConfirmationFacts } from "../../../src/cancellation/confirmation.ts";
import type { CancellationPlan } from "../../../src/cancellation/plan.ts";
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
