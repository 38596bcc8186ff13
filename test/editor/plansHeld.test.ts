/** What is held is sent as it was confirmed: whoever changes the document meanwhile is told, and can take it back. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { CancellationPlan } from "../../src/cancellation/plan.ts";
import { bookingTarget, eventTarget } from "../../src/cancellation/route.ts";
import { isHeld } from "../../src/cancellation/run.ts";
import { exclusion } from "../../src/editor/planChanges.ts";
import { PlanHolds } from "../../src/editor/planHolds.ts";
import { planOf } from "../../src/editor/planReader.ts";
import { senderOf } from "../../src/editor/sender.ts";
import { applyEdits } from "../../src/editor/spanEdits.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { openPlanText, recheckPlan, setPlanStage } from "./planStage.ts";
import type { PlanStage } from "./planStage.ts";
import { waitFor } from "./requestEditor.ts";

const designReview = eventTarget(sampleIds.designReview);
const checkUp = bookingTarget(sampleIds.dental, sampleIds.dentalCheckUp);

interface Held extends PlanStage {
  readonly document: vscode.TextDocument;
}

/** Opens a plan that is a file: closing it changes nothing in it. */
async function openSaved(
  content: string,
  context: { after(cleanUp: () => unknown): void },
): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail("There is no folder");
  const file = vscode.Uri.joinPath(folder, "held plan.http");
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));
  context.after(async () => vscode.workspace.fs.delete(file));
  return vscode.workspace.openTextDocument(file);
}

/** Holds a plan of two items and watches its document. */
async function hold(
  context: { after(cleanUp: () => unknown): void },
  open: typeof openSaved = openPlanText,
): Promise<Held> {
  const stage = await setPlanStage(context, { holdMs: 60_000 });
  const { knowledge, runs, write, active } = stage;
  const document = await open(await write([designReview, checkUp]), context);
  await vscode.window.showTextDocument(document);
  await recheckPlan(document, stage);
  const { id, blocks } = planOf(document);
  const items = blocks.map((block) => knowledge.checks.plannedOf(block) ?? assert.fail());
  const plan: CancellationPlan = { id: crypto.randomUUID(), sender: senderOf(active), items, documentId: id ?? "" };
  await runs.hold(plan);
  const holds = new PlanHolds(runs, stage.session);
  context.after(() => {
    holds.dispose();
    runs.undo();
  });
  holds.watch(document, id);
  await vscode.commands.executeCommand("notifications.clearAll");
  return { ...stage, document };
}

/** Clicks on the button of the notification that is expected to be there. */
async function waitForUndo({ runs }: Held): Promise<void> {
  await waitFor(async () => {
    await vscode.commands.executeCommand("notification.acceptPrimaryAction");
    return runs.all.every((run) => !isHeld(run));
  }, "Undo");
}

editorTest("a block that is deleted while it is held is told, and Undo takes back all of the plan", async (context) => {
  const held = await hold(context);
  const { knowledge, document, runs } = held;
  await applyEdits(document, [{ span: { start: 0, end: 0 }, newText: "# A line that changes nothing\n" }]);
  await vscode.commands.executeCommand("notification.acceptPrimaryAction");
  assert.ok(runs.all.every(isHeld), "nothing was said");
  const [first] = planOf(document).blocks;
  await applyEdits(document, exclusion(planOf(document), [first ?? assert.fail()], knowledge));
  await waitForUndo(held);
});

editorTest("another message while the plan is held is told", async (context) => {
  const held = await hold(context);
  const { document } = held;
  const { span } = planOf(document).message ?? assert.fail();
  await applyEdits(document, [{ span, newText: "Something else" }]);
  await waitForUndo(held);
});

editorTest("closing a plan that is held is told", async (context) => {
  const held = await hold(context, openSaved);
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  await waitForUndo(held);
});
