import assert from "node:assert/strict";
import test from "node:test";
import {
  refreshHead,
  removeBlocks,
  setOwnMessage,
  setSharedMessage,
  updatePlanLine,
  useSharedMessage,
} from "../../../../src/cancellation/planDocument/planEdits.ts";
import { isSendable } from "../../../../src/cancellation/planDocument/planDocument.ts";
import type { PlanBlock, ReadPlan } from "../../../../src/cancellation/planDocument/planDocument.ts";
import { driftOf } from "../../../../src/cancellation/planDocument/drift.ts";
import { readPlanDocument } from "../../../../src/cancellation/planDocument/readPlanDocument.ts";
import { ana, attendee, event } from "../sampleItems.ts";
import { documentOf, oneOfEach, planned, sharedMessage, withEdits } from "./samplePlans.ts";

const moved = planned({
  item: event({
    span: { kind: "timed", startUtc: Date.parse("2026-11-25T08:30:00Z"), endUtc: Date.parse("2026-11-25T09:15:00Z") },
    attendees: [attendee("lee.park@contoso.com", "Lee Park")],
  }),
});

function firstBlock(plan: ReadPlan): PlanBlock {
  const [block] = plan.blocks;
  assert.ok(block !== undefined);
  return block;
}

/** Accepts what the first item has become, and gives the document's lines then. */
function accepted(text: string): readonly string[] {
  const plan = readPlanDocument(text);
  const after = withEdits(text, updatePlanLine(plan, firstBlock(plan), moved, ana));
  const read = readPlanDocument(after);
  assert.ok(isSendable(read));
  assert.deepEqual(driftOf(firstBlock(read), { kind: "read", item: moved.item }, read.id, ana), []);
  return after.split("\n");
}

test("accepting what an item has become brings its title, note and plan line up to date, and nothing else", () => {
  const text = documentOf();
  const before = text.split("\n");
  const after = accepted(text);
  const changed = after.filter((line, index) => line !== before[index]);
  assert.equal(after.length, before.length);
  assert.deepEqual(changed.slice(0, 2), [
    "### 1  Wed 25 Nov 09:30  Design review · 1 person · organizer",
    "# @note Cancels “Design review” and mails 1 person",
  ]);
  assert.match(changed[2] ?? "", /^# @planned cancel single 2026-11-25T08:30:00\.000Z\/\S+ people=1 /u);
  assert.equal(changed.length, 3);
});

test("accepting a block that was added by hand gives it the lines that it lacks", () => {
  const url = "POST https://graph.microsoft.com/v1.0/me/events/AAMk1%3D/cancel";
  const head = documentOf().slice(0, documentOf().indexOf("###"));
  const after = accepted(`${head}### By hand\n${url}\n`);
  assert.deepEqual(
    after
      .slice(after.indexOf("### Wed 25 Nov 09:30  Design review · 1 person · organizer"))
      .map((line) => line.slice(0, 20)),
    ["### Wed 25 Nov 09:30", "# @note Cancels “Des", "# @planned cancel si", "POST https://graph.m", ""],
  );
});

test("accepted lines end as the others in the file do", () => {
  const text = documentOf()
    .replace(/# @planned.*\n/u, "")
    .replaceAll("\n", "\r\n");
  const plan = readPlanDocument(text);
  const after = withEdits(text, updatePlanLine(plan, firstBlock(plan), moved, ana));
  assert.doesNotMatch(after, /(?<!\r)\n/u);
});

test("without the plan's id there is no salt, and nothing is accepted", () => {
  const text = documentOf().replace(/# @unbook-plan.*\n/u, "");
  const plan = readPlanDocument(text);
  assert.deepEqual(updatePlanLine(plan, firstBlock(plan), moved, ana), []);
});

test("the head's counts follow what is left of the plan, and are left alone while they are right", () => {
  for (const text of [documentOf(), `\ufeff${documentOf()}`, documentOf().replaceAll("\n", "\r\n")]) {
    const plan = readPlanDocument(text);
    assert.deepEqual(refreshHead(plan, oneOfEach, ana), []);
    const after = withEdits(text, refreshHead(plan, oneOfEach.slice(0, 1), ana));
    assert.match(after, /^\ufeff?# Cancellation plan · 1 item · 2 people \(1 outside contoso\.com\)\r?\n# Delete/u);
    assert.equal(after.split("\n").length, text.split("\n").length);
  }
});

test("a head that has lost its counts gets them back", () => {
  const text = documentOf().replace(/^.*\n/u, "");
  assert.match(
    withEdits(text, refreshHead(readPlanDocument(text), oneOfEach, ana)),
    /^# Cancellation plan · 6 items .*\n# Delete/u,
  );
});

test("taking a block out that stands right below the head leaves the head", () => {
  const text = documentOf(oneOfEach.slice(0, 2)).replace(/^### 1 .*\n/mu, "");
  const plan = readPlanDocument(text);
  assert.equal(plan.blocks.length, 2);
  const left = readPlanDocument(withEdits(text, removeBlocks(plan, plan.blocks.slice(0, 1))));
  assert.deepEqual([left.id, left.message?.text, left.blocks.length], ["plan-7f3a", sharedMessage, 1]);
});

test("a message can be given to a plan that has lost its own", () => {
  for (const text of [
    documentOf().replace(/@message.*\n/u, ""),
    documentOf().replace(/@message.*\n/u, "@message =\n"),
  ]) {
    const plan = readPlanDocument(text);
    const edited = withEdits(text, setSharedMessage(plan, 'Back "soon"'));
    assert.match(edited, /^@message = Back \\"soon\\"$/mu);
    const after = readPlanDocument(edited);
    assert.equal(after.message?.text, 'Back "soon"');
    assert.ok(isSendable(after));
    assert.equal(after.blocks[0]?.message, 'Back "soon"');
  }
});

test("a message that is broken is replaced, and nobody else is told it", () => {
  const silent = planned({ item: event({ id: "AAMk2=" }), message: "" });
  const text = documentOf([planned(), silent]).replace(/@message = .*/u, '@message = I am "ill".');
  const plan = readPlanDocument(text);
  assert.deepEqual([plan.message?.isBroken, isSendable(plan)], [true, false]);
  const after = readPlanDocument(withEdits(text, setSharedMessage(plan, "Sorry")));
  assert.ok(isSendable(after));
  assert.deepEqual(
    after.blocks.map(({ message }) => message),
    ["Sorry", ""],
  );
  const without = readPlanDocument(withEdits(text, setSharedMessage(plan, "")));
  assert.ok(isSendable(without));
  assert.deepEqual([without.message, without.blocks.map(({ message }) => message)], [undefined, ["", ""]]);
});

test("of a message that is defined twice, none is defined a third time", () => {
  const text = documentOf().replace("@message =", "@message = Hello\n@message =");
  const edited = withEdits(text, setSharedMessage(readPlanDocument(text), "Sorry"));
  assert.deepEqual(edited.match(/^@message = .{5}/gmu), ["@message = Sorry", "@message = We ar"]);
});

test("a plan without a message has no empty definition, which httpYac would take for a request", () => {
  const silent = [planned({ message: "" }), planned({ item: event({ id: "AAMk2=" }), message: "Own" })];
  const text = documentOf(silent, { message: "" });
  assert.doesNotMatch(text, /@message/u);
  const plan = readPlanDocument(text);
  assert.deepEqual([plan.message, plan.problems], [undefined, []]);
  const told = withEdits(text, setSharedMessage(plan, "Sorry"));
  const messages = readPlanDocument(told).blocks.map(({ message, isMessageShared }) => [message, isMessageShared]);
  assert.deepEqual(messages, [
    ["Sorry", true],
    ["Own", false],
  ]);
  assert.equal(withEdits(told, setSharedMessage(readPlanDocument(told), "")), text);
  assert.deepEqual(setSharedMessage(plan, ""), []);
});

test("a block can have its own message, and the shared one again", () => {
  const text = documentOf();
  const own = withEdits(text, setOwnMessage(firstBlock(readPlanDocument(text)), "{{message}}"));
  assert.deepEqual(
    [firstBlock(readPlanDocument(own)).message, firstBlock(readPlanDocument(own)).isMessageShared],
    ["{{message}}", false],
  );
  assert.equal(withEdits(own, useSharedMessage(firstBlock(readPlanDocument(own)))), text);
});
