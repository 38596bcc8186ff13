import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { isSendable } from "../../../../src/cancellation/planDocument/planDocument.ts";
import type { PlanBlock, ReadPlan } from "../../../../src/cancellation/planDocument/planDocument.ts";
import { removeBlocks, setOwnMessage, setSharedMessage } from "../../../../src/cancellation/planDocument/planEdits.ts";
import { readPlanDocument } from "../../../../src/cancellation/planDocument/readPlanDocument.ts";
import { writePlanDocument } from "../../../../src/cancellation/planDocument/writePlanDocument.ts";
import type { PlannedAction, PlannedItem } from "../../../../src/cancellation/plan.ts";
import { targetKey } from "../../../../src/cancellation/target.ts";
import { booking, event } from "../sampleItems.ts";
import { hostileMessages } from "../hostileMessages.ts";
import { draftOf, endSeries, facts, planned, withEdits } from "./samplePlans.ts";

const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom(...hostileMessages),
  fc
    .array(fc.constantFrom("{", "}", '"', "\\", "\n", "\r", "###", "{{message}}", "@", "#", " ", "u0022", "\u202e"))
    .map((parts) => parts.join("")),
);

/** What `encodeURIComponent` can carry. */
const anyId = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
    fc.base64String({ minLength: 4, maxLength: 160 }),
  )
  .filter((id) => id.isWellFormed() && !/\p{Cc}/u.test(id) && ![".", ".."].includes(id));

const actions: readonly PlannedAction[] = [
  { kind: "cancel" },
  { kind: "decline", sendsReply: true },
  { kind: "decline", sendsReply: false },
  { kind: "remove" },
  endSeries,
];

function takesMessage(action: PlannedAction): boolean {
  return action.kind === "cancel" || (action.kind === "decline" && action.sendsReply);
}

const anyMailbox = fc.constantFrom({ kind: "me" } as const, { kind: "user", id: "lee o'hara@contoso.com" } as const);

const anyItem = fc
  .record({
    id: anyId,
    title: anyText,
    message: fc.option(anyText, { nil: undefined }),
    action: fc.constantFrom(...actions),
    mailbox: anyMailbox,
    isBooking: fc.boolean(),
    isAllDay: fc.boolean(),
  })
  .map(({ id, title, message, action, mailbox, isBooking, isAllDay }) => (shared: string): PlannedItem => {
    const span = isAllDay ? { span: { kind: "allDay", firstDay: "2026-12-24", lastDay: "2026-12-25" } as const } : {};
    const item = isBooking ? booking({ id, serviceName: title }) : event({ id, mailbox, subject: title, ...span });
    const done: PlannedAction = isBooking ? { kind: "cancel" } : action;
    return planned({
      item,
      action: done,
      message: takesMessage(done) ? (message ?? shared) : "",
      scope: done.kind === "endSeries" ? "series" : "single",
    });
  });

const anyDraft = fc
  .record({ shared: anyText, items: fc.array(anyItem, { minLength: 1, maxLength: 6 }) })
  .map(({ shared, items }) => {
    const all = items.map((make) => make(shared));
    return draftOf([...new Map(all.map((each) => [targetKey(each.target), each])).values()], { message: shared });
  });

/** What is sent of each block. */
function sentBy(
  items: readonly Pick<PlannedItem, "target" | "action" | "message" | "scope">[] | readonly PlanBlock[],
): unknown {
  return items.map(({ target, action, message, scope }) => ({ target, action, message, scope }));
}

/** As other programs save a file. */
const manners: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => `\ufeff${text}`,
  (text) => text.trimEnd(),
  (text) => text.replaceAll("\n", " \t\n"),
  (text) => text.replaceAll("\n\n", "\n\n\n\n"),
];

test("what is written is read, whatever the titles, ids and messages, and however the file is saved", () => {
  fc.assert(
    fc.property(anyDraft, fc.constantFrom(...manners), (draft, save) => {
      const plan = readPlanDocument(save(writePlanDocument(draft, facts)));
      assert.deepEqual(
        plan.problems.filter(({ severity }) => severity === "error"),
        [],
      );
      assert.ok(isSendable(plan));
      assert.deepEqual(sentBy(plan.blocks), sentBy(draft.items));
      assert.equal(plan.message?.text ?? "", draft.message);
      assert.equal(plan.id, draft.id);
      assert.equal(plan.account, facts.account);
      for (const [index, { planned: was }] of plan.blocks.entries())
        assert.deepEqual(was?.span, draft.items[index]?.item.span);
    }),
    { numRuns: 250 },
  );
});

test("deleting blocks leaves exactly the other items", () => {
  fc.assert(
    fc.property(anyDraft, fc.array(fc.nat(5)), fc.boolean(), (draft, picked, byHand) => {
      const text = writePlanDocument(draft, facts);
      const plan = readPlanDocument(text);
      const isPicked = (index: number): boolean => picked.includes(index);
      const shorter = byHand
        ? text
            .split(/^(?=### )/mu)
            .filter((_, index) => index === 0 || !isPicked(index - 1))
            .join("")
        : withEdits(
            text,
            removeBlocks(
              plan,
              plan.blocks.filter((_, index) => isPicked(index)),
            ),
          );
      const left = readPlanDocument(shorter);
      assert.deepEqual(sentBy(left.blocks), sentBy(draft.items.filter((_, index) => !isPicked(index))));
      assert.deepEqual(
        left.problems.filter(({ severity }) => severity === "error"),
        [],
      );
    }),
    { numRuns: 120 },
  );
});

/** Where there is no shared message yet, whoever is told nothing is told what is shared from now on. */
function isSharing(block: PlanBlock, { message }: ReadPlan): boolean {
  if (message !== undefined) return block.isMessageShared;
  return block.message === "" && takesMessage(block.action);
}

test("editing one message changes that one alone, and the shared one all that name it", () => {
  fc.assert(
    fc.property(anyDraft, fc.nat(5), anyText, anyText, (draft, picked, own, shared) => {
      const text = writePlanDocument(draft, facts);
      const plan = readPlanDocument(text);
      const block = plan.blocks[picked % plan.blocks.length];
      assert.ok(block !== undefined);
      const once = readPlanDocument(withEdits(text, setOwnMessage(block, own)));
      assert.deepEqual(
        sentBy(once.blocks),
        sentBy(
          plan.blocks.map((each) =>
            each === block && each.messageSpan !== undefined ? { ...each, message: own } : each,
          ),
        ),
      );
      const twice = readPlanDocument(withEdits(text, setSharedMessage(plan, shared)));
      assert.deepEqual(
        sentBy(twice.blocks),
        sentBy(plan.blocks.map((each) => (isSharing(each, plan) ? { ...each, message: shared } : each))),
      );
    }),
    { numRuns: 120 },
  );
});

/** Lines moved, doubled and lost, as merges and slips of the hand do it. */
const anyLineSlip = fc.record({ at: fc.nat(60), to: fc.nat(60), what: fc.constantFrom("lose", "double", "move") });

function slip(
  text: string,
  slips: readonly { readonly at: number; readonly to: number; readonly what: string }[],
): string {
  const lines = text.split("\n");
  for (const { at, to, what } of slips) {
    const line = lines[at % lines.length] ?? "";
    if (what !== "double") lines.splice(at % lines.length, 1);
    if (what !== "lose") lines.splice(to % (lines.length + 1), 0, line);
  }
  return lines.join("\n");
}

test("lost, doubled and moved lines never give an item that was not planned, nor the same one twice", () => {
  fc.assert(
    fc.property(anyDraft, fc.array(anyLineSlip, { minLength: 1, maxLength: 6 }), (draft, slips) => {
      const keys = new Set(draft.items.map(({ target }) => targetKey(target)));
      const found = readPlanDocument(slip(writePlanDocument(draft, facts), slips)).blocks;
      for (const { target } of found) assert.ok(keys.has(targetKey(target)));
      assert.equal(new Set(found.map(({ target }) => targetKey(target))).size, found.length);
      // Where the plan line is still there, the action is the one that was planned for this very item.
      for (const block of found) {
        const was = draft.items.find(({ target }) => targetKey(target) === targetKey(block.target));
        if (block.planned !== undefined) assert.equal(block.action.kind, was?.action.kind);
      }
    }),
    { numRuns: 250 },
  );
});

test("a file that is mangled anywhere never throws, and what it still sends was planned", () => {
  const anySlip = fc.record({ at: fc.nat(5000), length: fc.nat(30), text: anyText });
  fc.assert(
    fc.property(anyDraft, fc.array(anySlip, { minLength: 1, maxLength: 5 }), (draft, slips) => {
      let text = writePlanDocument(draft, facts);
      for (const { at, length, text: put } of slips) {
        const from = at % text.length;
        text = text.slice(0, from) + put + text.slice(from + length);
      }
      const plan = readPlanDocument(text);
      if (!isSendable(plan)) return;
      const keys = new Set(draft.items.map(({ target }) => targetKey(target)));
      for (const { target, planned: was } of plan.blocks) assert.ok(was === undefined || keys.has(targetKey(target)));
    }),
    { numRuns: 250 },
  );
});

test("any text at all can be read", () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      const plan = readPlanDocument(
        `# @unbook-plan x\n@message = ${one}\n### 1\n# @planned ${other}\nDELETE ${one}\n\n${other}`,
      );
      assert.ok(!isSendable(plan));
    }),
  );
});

test("two plans in one file, or the marks of a merge, are not sent", () => {
  fc.assert(
    fc.property(
      anyDraft,
      anyDraft,
      fc.nat(200),
      fc.constantFrom("<<<<<<< HEAD", "=======", ">>>>>>> x", "||||||| y"),
      (one, other, at, mark) => {
        const text = writePlanDocument(one, facts);
        assert.ok(!isSendable(readPlanDocument(`${text}\n${writePlanDocument(other, facts)}`)));
        const lines = text.split("\n");
        lines.splice(at % lines.length, 0, mark);
        assert.ok(!isSendable(readPlanDocument(lines.join("\n"))));
      },
    ),
  );
});
