import assert from "node:assert/strict";
import { bookingTarget, eventTarget } from "../../src/cancellation/route.ts";
import { MessageEditor } from "../../src/editor/messageEditor.ts";
import { draftAgain } from "../../src/editor/planAgain.ts";
import type { ItemAgain } from "../../src/editor/planAgain.ts";
import { senderOf } from "../../src/editor/sender.ts";
import { TypedMessages } from "../../src/editor/typedMessages.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { setPlanStage } from "./planStage.ts";

const designReview = eventTarget(sampleIds.designReview);
const roadmapSync = eventTarget(sampleIds.roadmapSync);
const checkUp = bookingTarget(sampleIds.dental, sampleIds.dentalCheckUp);
const typedMessages = new TypedMessages();
const cancel = { kind: "cancel" } as const;

editorTest("what is planned again is what it was: the action, the scope and each one's message", async (context) => {
  const { active, knowledge } = await setPlanStage(context);
  const messageEditor = new MessageEditor();
  context.after(() => {
    messageEditor.dispose();
  });
  const { session } = knowledge;
  const items: readonly ItemAgain[] = [
    { target: designReview, action: cancel, name: "Design review", scope: "single", message: "We are closed." },
    { target: checkUp, action: cancel, name: "Check-up", scope: "single", message: "Dear Oscar, we are closed." },
    { target: roadmapSync, action: { kind: "decline", sendsReply: false }, name: "Roadmap sync", message: "" },
  ];
  const drafted = await draftAgain({ sender: senderOf(active), items }, { session, messageEditor, typedMessages });
  assert.ok(drafted !== undefined);
  assert.deepEqual(
    drafted.draft.items.map(({ target, action, message }) => ({ target, action, message })),
    items.map(({ target, action, message }) => ({ target, action, message })),
  );
  assert.deepEqual(drafted.draft.leftOut, []);
  assert.equal(drafted.draft.isUnlogged, false);
  const again = await draftAgain(
    { sender: senderOf(active), items, isUnlogged: true },
    { session, messageEditor, typedMessages },
  );
  assert.equal(again?.draft.isUnlogged, true, "what was not to be written down stays so");
});

editorTest("what has been cancelled since is left out of what is planned again, with the reason", async (context) => {
  const { active, knowledge } = await setPlanStage(context);
  const messageEditor = new MessageEditor();
  context.after(() => {
    messageEditor.dispose();
  });
  const [outcome] = await active.graph.sendPlanned([{ target: checkUp, action: cancel, message: "" }]);
  assert.equal(outcome?.kind, "sent");
  const drafted = await draftAgain(
    {
      sender: senderOf(active),
      items: [
        { target: designReview, action: cancel, name: "Design review", message: "Sorry." },
        { target: checkUp, action: cancel, name: "Check-up — Oscar Lind", message: "Sorry." },
        { target: eventTarget(sampleIds.budgetCheck), action: cancel, name: "Budget check", message: "Sorry." },
      ],
    },
    { session: knowledge.session, messageEditor, typedMessages },
  );
  assert.deepEqual(
    drafted?.draft.items.map(({ target }) => target),
    [designReview],
  );
  const left = drafted?.draft.leftOut ?? [];
  assert.equal(left.length, 2);
  assert.ok(left.every(({ reason }) => reason !== ""));
  assert.match(left[1]?.reason ?? "", /cancelled/);
  assert.doesNotMatch(left[0]?.title ?? "", /Oscar/, "a customer's name is not written into a plan");
});
