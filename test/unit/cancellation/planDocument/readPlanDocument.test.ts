import assert from "node:assert/strict";
import test from "node:test";
import { isSendable } from "../../../../src/cancellation/planDocument/planDocument.ts";
import { describePlanProblem } from "../../../../src/cancellation/planDocument/planProblem.ts";
import type { PlanProblem } from "../../../../src/cancellation/planDocument/planProblem.ts";
import { isPlanDocument, readPlanDocument } from "../../../../src/cancellation/planDocument/readPlanDocument.ts";
import { event } from "../sampleItems.ts";
import { documentOf, oneOfEach, planned, sharedMessage } from "./samplePlans.ts";

const twoItems = [planned(), planned({ item: event({ id: "AAMk2=", subject: "Retro" }) })];
const two = documentOf(twoItems);

test("what was written is read: whose plan it is, the message, and every item with what is done to it", () => {
  const plan = readPlanDocument(documentOf());
  assert.deepEqual(plan.problems, []);
  assert.ok(isSendable(plan));
  assert.deepEqual(
    [plan.id, plan.account, plan.message?.text, plan.host, plan.cloud],
    ["plan-7f3a", "ana.silva@contoso.com", sharedMessage, "graph.microsoft.com", "global"],
  );
  assert.deepEqual(
    plan.blocks.map(({ target, action, scope, message }) => ({ target, action, scope, message })),
    oneOfEach.map(({ target, action, scope, message }) => ({ target, action, scope, message })),
  );
  assert.deepEqual(
    plan.blocks.map(({ isMessageShared, planned: was }) => [isMessageShared, was?.people]),
    [
      [true, 2],
      [true, 2],
      [false, 1],
      [false, 0],
      [false, 0],
      [false, 2],
    ],
  );
  assert.equal(plan.blocks[0]?.title, "Tue 24 Nov 09:30  Design review · 2 people · organizer");
});

test("only a document that names a plan is one", () => {
  assert.ok(isPlanDocument(documentOf()));
  assert.ok(isPlanDocument(`\ufeff${documentOf().slice(documentOf().indexOf("# @unbook-plan"))}`));
  assert.ok(!isPlanDocument("POST https://graph.microsoft.com/v1.0/me/events/1/cancel"));
  assert.ok(!isPlanDocument("# @account ana@contoso.com\n@message = see # @unbook-plan x"));
  // A tag whose name only begins the same is another one.
  assert.ok(!isPlanDocument("# @unbook-plans x\n# @unbook-plan-of x"));
});

/** The problems of a text by code. */
function codesOf(text: string): readonly string[] {
  return readPlanDocument(text).problems.map(({ code }) => code);
}

function replaced(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  assert.notEqual(changed, text, `“${from}” is in the text`);
  return changed;
}

const firstUrl = "POST https://graph.microsoft.com/v1.0/me/events/AAMk1%3D/cancel";
const sharedBody = '{ "Comment": "{{message}}" }';

const errors: readonly [name: string, text: string, code: PlanProblem["code"], underlined?: string][] = [
  ["an unfinished merge", replaced(two, "### 2", "<<<<<<< HEAD\n### 2"), "mergeConflict", "<<<<<<< HEAD"],
  ["the middle of a merge", replaced(two, "### 2", "=======\n### 2"), "mergeConflict", "======="],
  ["a merge within the head", replaced(two, "# @account", ">>>>>>> theirs\n# @account"), "mergeConflict"],
  ["no plan id", replaced(two, /# @unbook-plan.*\n/u, ""), "noPlanId"],
  ["an id that is none", replaced(two, "plan-7f3a", "../7f3a"), "noPlanId", "../7f3a"],
  ["two plans in one file", `${two}\n${documentOf(oneOfEach.slice(1, 2))}`, "severalPlans"],
  ["no account", replaced(two, /# @account.*\n/u, ""), "noAccount"],
  ["two accounts", replaced(two, "# @account", "# @account lee@contoso.com\n# @account"), "severalAccounts"],
  ["two messages", replaced(two, "@message =", "@message = Hello\n@message ="), "severalMessages"],
  ["a quote that is not escaped", replaced(two, /@message =.*/u, '@message = I am "ill".'), "brokenMessage"],
  ["a lone backslash", replaced(two, /@message =.*/u, String.raw`@message = C:\users`), "brokenMessage"],
  [
    "a message that would say more than a message",
    replaced(two, /@message =.*/u, '@message = Hello", "SendResponse": false, "x": "'),
    "brokenMessage",
  ],
  ["an item twice", replaced(two, "AAMk2%3D", "AAMk1%3D"), "planLineOfAnotherItem"],
  ["a block twice", `${two}\n${two.slice(two.indexOf("### 2"))}`, "sameItemTwice"],
  ["a damaged plan line", replaced(two, "people=2 who", "people=two who"), "damagedPlanLine"],
  ["a plan line without its end", replaced(two, / heading=\w+\n/u, "\n"), "damagedPlanLine"],
  ["a plan line with a time that is none", replaced(two, "2026-11-24T08:30:00.000Z", "24 Nov 2026"), "damagedPlanLine"],
  [
    "a plan line with a time of no zone",
    replaced(two, "2026-11-24T08:30:00.000Z", "2026-11-24T08:30"),
    "damagedPlanLine",
  ],
  ["two plan lines", replaced(two, /(# @planned.*\n)/u, "$1$1"), "damagedPlanLine"],
  ["a plan line of another item", replaced(two, "AAMk1%3D", "AAMkX%3D"), "planLineOfAnotherItem"],
  ["another action than planned", replaced(two, "AAMk1%3D/cancel", "AAMk1%3D/decline"), "actionChanged"],
  ["an unknown variable", replaced(two, sharedBody, '{ "Comment": "{{reason}}" }'), "unresolvedVariable", "{{reason}}"],
  ["the message's line deleted", replaced(two, /@message =.*\n/u, ""), "unresolvedVariable", "{{message}}"],
  [
    "a variable that only a machine knows",
    replaced(two, sharedBody, '{ "Comment": "{{$guid}}" }'),
    "unresolvedVariable",
  ],
  ["a body that is not JSON", replaced(two, sharedBody, '{ "Comment": "{{message}} }'), "bodyNotJson"],
  ["a body that is a list", replaced(two, sharedBody, '["{{message}}"]'), "bodyNotJson"],
  ["the other action's property", replaced(two, "Comment", "cancellationMessage"), "unexpectedProperty"],
  ["a property twice", replaced(two, sharedBody, '{ "Comment": "a", "comment": "b" }'), "unexpectedProperty"],
  ["a message that is a number", replaced(two, sharedBody, '{ "Comment": 7 }'), "unexpectedProperty"],
  ["a body in a file", replaced(two, sharedBody, "< ./message.json"), "bodyInFile"],
  ["another host", replaced(two, /(### 2[^]*?)graph\.microsoft\.com/u, "$1graph.microsoft.us"), "anotherGraph"],
  ["a foreign host", replaced(two, /(### 2[^]*?)graph\.microsoft\.com/u, "$1graph.example.com"), "anotherGraph"],
  ["a request that only reads", replaced(two, firstUrl, firstUrl.replace("POST", "GET")), "notACancellation"],
  ["another action of Graph's", replaced(two, "AAMk1%3D/cancel", "AAMk1%3D/accept"), "notACancellation"],
  ["a booking that is deleted", deleted(documentOf(oneOfEach.slice(1, 2))), "deletesBooking"],
  ["a place to fill in", replaced(two, "AAMk1%3D", "{id}"), "placeholderId"],
  ["words where a request belongs", replaced(two, "### 2", "### note\nAsk Lee first\n\n### 2"), "notARequest"],
  [
    "a message that is far too long",
    replaced(two, sharedBody, `{ "Comment": "${"x".repeat(10_001)}" }`),
    "messageTooLong",
  ],
  ["a shared message that is far too long", replaced(two, "We are closed", "x".repeat(10_001)), "messageTooLong"],
  [
    "a body where there is none",
    `${documentOf(oneOfEach.slice(4, 5)).trimEnd()}\n\n{ "Comment": "Bye" }\n`,
    "bodyNotExpected",
  ],
  ["a silent reply with words", silent('{ "Comment": "Sorry", "SendResponse": false }'), "unexpectedProperty"],
  [
    "a reply that proposes another time",
    silent('{ "SendResponse": true, "ProposedNewTime": {} }'),
    "unexpectedProperty",
  ],
  ["a reply that is sent and is not", silent('{ "SendResponse": true, "sendResponse": false }'), "unexpectedProperty"],
  ["a reply that is neither sent nor not", silent('{ "SendResponse": "no" }'), "unexpectedProperty"],
  [
    "a series that is changed otherwise",
    ended('"recurrence": {', '"subject": "New", "recurrence": {'),
    "unexpectedProperty",
  ],
  ["a series without an end", ended('"type": "endDate"', '"type": "noEnd"'), "unexpectedProperty"],
  [
    "a series with a count as well",
    ended('"type": "endDate"', '"type": "endDate", "numberOfOccurrences": 5'),
    "unexpectedProperty",
  ],
  ["a series that ends on another day than planned", ended('"2026-12-21"', '"2026-12-14"'), "actionChanged"],
  [
    "a day that is written twice, deep inside",
    ended('"endDate": "2026-12-21"', '"endDate": "2026-12-21", "endDate": "2026-12-21"'),
    "unexpectedProperty",
  ],
  ["a plan line that lacks the day of the end", ended(" until=2026-12-21", ""), "damagedPlanLine"],
  [
    "a plan line with a day of an end for no series",
    replaced(two, /( heading=\w+)\n/u, "$1 until=2026-12-21\n"),
    "damagedPlanLine",
  ],
  [
    "a message with percent signs",
    replaced(two, sharedBody, '{ "Comment": "{{%message}}" }'),
    "encodedVariable",
    "{{%message}}",
  ],
  ["an end that is no day", ended('"2026-12-21"', '"2026-09-31"'), "unexpectedProperty"],
  ["an end before the beginning", ended('"2026-12-21"', '"2026-08-31"'), "unexpectedProperty"],
];

function deleted(text: string): string {
  return replaced(replaced(text, "POST", "DELETE"), /\/cancel\n/u, "\n");
}

function silent(body: string): string {
  return replaced(documentOf(oneOfEach.slice(3, 4)), '{ "SendResponse": false }', body);
}

function ended(from: string, to: string): string {
  return replaced(documentOf(oneOfEach.slice(5)), from, to);
}

for (const [name, text, code, underlined] of errors) {
  test(`is not sent: ${name}`, () => {
    const plan = readPlanDocument(text);
    const problem = plan.problems.find((each) => each.code === code);
    assert.ok(problem !== undefined, `${code} in ${codesOf(text).join(", ")}`);
    assert.equal(problem.severity, "error");
    assert.ok(!isSendable(plan));
    if (underlined !== undefined) assert.equal(text.slice(problem.span.start, problem.span.end), underlined);
    assert.match(describePlanProblem(problem), /\. \p{Lu}[^]*\.$/u, "it says what is wrong and what to do next");
  });
}

test("what cannot be sent has no target", () => {
  assert.equal(readPlanDocument(replaced(two, "AAMk1%3D/cancel", "AAMk1%3D/accept")).blocks.length, 1);
  assert.equal(readPlanDocument(replaced(two, "AAMk1%3D", "AAMkX%3D")).blocks.length, 1);
});

test("a block that was added by hand is a part of the plan, and is said to be one", () => {
  const added = "### By hand\nPOST https://graph.microsoft.com/v1.0/me/events/AAMk9%3D/cancel\n";
  const plan = readPlanDocument(`${two}\n${added}`);
  assert.deepEqual(
    plan.problems.map(({ code, severity }) => [code, severity]),
    [["noPlanLine", "warning"]],
  );
  assert.ok(isSendable(plan));
  const block = plan.blocks[2];
  assert.deepEqual([block?.title, block?.planned, block?.scope, block?.message], ["By hand", undefined, undefined, ""]);
});

test("a path alone goes to the session's own Graph, beside addresses with a host", () => {
  const plan = readPlanDocument(
    replaced(two, "https://graph.microsoft.com/v1.0/me/events/AAMk2", "/v1.0/me/events/AAMk2"),
  );
  assert.deepEqual([plan.problems.length, plan.blocks.length, plan.host], [0, 2, "graph.microsoft.com"]);
});

test("a block that is switched off is left out, and says why", () => {
  const plan = readPlanDocument(replaced(two, "# @note", "# @disabled\n# @note"));
  assert.deepEqual(
    plan.excluded.map(({ title, reason }) => [title, reason]),
    [["Tue 24 Nov 09:30  Design review · 2 people · organizer", "It is switched off with “# @disabled”."]],
  );
  assert.equal(plan.blocks.length, 1);
  assert.ok(isSendable(plan));
});

test("without a block nothing can be sent", () => {
  const plan = readPlanDocument(two.slice(0, two.indexOf("###")));
  assert.deepEqual(codesOf(plan.file.text), ["noBlocks"]);
  assert.ok(!isSendable(plan));
});

test("words in braces that are no placeholder are pointed out, and hold nothing up", () => {
  const message = "Dear {custmer} {} {1}";
  const shared = ["1", "2"].map((id) => planned({ item: event({ id }), message }));
  const text = documentOf([...shared, planned({ message: "{Subject} for {customer}" })], { message });
  const plan = readPlanDocument(text);
  assert.deepEqual(
    plan.problems.map((problem) => (problem.code === "unknownPlaceholder" ? problem.name : problem.code)),
    ["custmer", "Subject"],
  );
  assert.ok(isSendable(plan));
});

test("the fingerprint of a block changes with its message, wherever that is written", () => {
  const [one, other] = readPlanDocument(two).blocks;
  const [oneThen, otherThen] = readPlanDocument(replaced(two, "24 December", "31 December")).blocks;
  assert.notEqual(one?.fingerprint, oneThen?.fingerprint);
  assert.notEqual(other?.fingerprint, otherThen?.fingerprint);
  const [moved] = readPlanDocument(`# a line more\n${two}`).blocks;
  assert.equal(one?.fingerprint, moved?.fingerprint);
});

/** The warnings of a text that can be sent all the same, each with the place that it underlines. */
function warningsOf(text: string): readonly string[] {
  const plan = readPlanDocument(text);
  assert.ok(isSendable(plan), codesOf(text).join(", "));
  return plan.problems.map(({ code, span }) => `${code}: ${text.slice(span.start, span.end)}`);
}

test("titles that have come to stand above other blocks are pointed out", () => {
  const [first = "", second = ""] = two.match(/(?<=### \d {2}).*/gu) ?? [];
  const swapped = replaced(replaced(replaced(two, first, "first"), second, first), "first", second);
  assert.deepEqual(warningsOf(swapped), [`titleChanged: 1  ${second}`, `titleChanged: 2  ${first}`]);
  assert.deepEqual(warningsOf(replaced(two, "Design review ·", "Lunch ·")).length, 1);
  assert.deepEqual(warningsOf(replaced(two, "### 2  ", "###   7   ")), [], "another number, other spaces");
});

test("a line that switches off another block than the one below it is pointed out", () => {
  const above = replaced(two, "### 2", "# @disabled\n### 2");
  assert.deepEqual(warningsOf(above), ["disabledElsewhere: # @disabled"]);
  assert.equal(readPlanDocument(above).blocks[0]?.title.includes("Retro"), true);
  const inHead = replaced(two, "# @account", "# @disabled\n# @account");
  assert.deepEqual([warningsOf(inHead).length, readPlanDocument(inHead).blocks.length], [1, 2]);
});

test("a header that a plan does not send is pointed out", () => {
  const text = replaced(two, "Content-Type: application/json", "Content-Type: application/json\nIf-Match: *");
  assert.deepEqual(warningsOf(text), ["headerNotSent: If-Match"]);
});

test("a plan is not logged if its head or one of its blocks says so", () => {
  assert.equal(readPlanDocument(two).isUnlogged, false);
  for (const line of ["# @account", "# @note"]) {
    assert.equal(readPlanDocument(replaced(two, line, `# @no-log\n${line}`)).isUnlogged, true, line);
  }
});

test("what looks like a line of the head within a message is none, whatever parts its lines", () => {
  for (const mark of ["\u2028", "\u2029"]) {
    const message = `Hello${mark}# @account lee@contoso.com${mark}<<<<<<< HEAD${mark}# @unbook-plan x${mark}# @no-log`;
    // As somebody pastes it: what is written by Unbook is escaped.
    const plan = readPlanDocument(replaced(two, /@message = .*/u, `@message = ${message}`));
    assert.deepEqual([plan.problems, plan.account, plan.isUnlogged], [[], "ana.silva@contoso.com", false]);
    assert.equal(plan.message?.text, message);
  }
});

test("one body means what each request means by it", () => {
  const request = (action: string): string =>
    `### ${action}\nPOST https://graph.microsoft.com/v1.0/me/events/${action}/${action}\n\n{ "Comment": "Hi" }\n`;
  const head = two.slice(0, two.indexOf("###"));
  const { blocks } = readPlanDocument(`${head}${request("cancel")}\n${request("decline")}`);
  assert.deepEqual(
    blocks.map(({ action }) => action.kind),
    ["cancel", "decline"],
  );
});

test("how the items were chosen stands in the head, on its line", () => {
  const text = documentOf(twoItems, { from: "Selected.\n# @account lee@contoso.com" });
  assert.match(text, /^# Chosen: Selected\. # @account lee@contoso\.com\n# @unbook-plan/mu);
  assert.deepEqual(readPlanDocument(text).problems, []);
});

test("five thousand blocks with one long message are read without reading it five thousand times", () => {
  const message = "All of our bookings are called off. ".repeat(250);
  const many = Array.from({ length: 5_000 }, (_, index) => planned({ item: event({ id: `AAMk${index}=` }), message }));
  const text = documentOf(many, { message });
  const begun = performance.now();
  const { blocks } = readPlanDocument(text);
  const tookMs = performance.now() - begun;
  assert.equal(blocks.length, 5_000);
  assert.ok(blocks.every(({ fingerprint }) => fingerprint.length < 1_500));
  assert.ok(tookMs < 3_000, `${tookMs} ms`);
});
