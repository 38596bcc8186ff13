/** Plans of hundreds of items: what is in sight comes first, and nothing is read twice. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { AgendaItem } from "../../src/agenda/item.ts";
import { targetOf } from "../../src/cancellation/plan.ts";
import type { PlannedItem } from "../../src/cancellation/plan.ts";
import { writePlanDocument } from "../../src/cancellation/planDocument/writePlanDocument.ts";
import { headingSpan, planLenses } from "../../src/editor/planLenses.ts";
import { planOf, readPlan } from "../../src/editor/planReader.ts";
import { rangeOf, requestFilesOf, takeRead } from "../../src/editor/requestDocument.ts";
import { viewerOf } from "../../src/editor/viewer.ts";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import { editorTest } from "../host/editorTest.ts";
import { openPlanText, setPlanStage } from "./planStage.ts";
import { waitFor } from "./requestEditor.ts";

/** The text of a plan of so many meetings. */
function largePlan(count: number): string {
  const viewer = viewerOf(undefined);
  const items = Array.from({ length: count }, (_, index): PlannedItem => {
    const startUtc = viewer.now + index * 3_600_000;
    const item: AgendaItem = {
      kind: "event",
      id: `AAMk${index}=`,
      mailbox: { kind: "me" },
      subject: `Review ${index}`,
      span: { kind: "timed", startUtc, endUtc: startUtc + 1_800_000 },
      isOrganizer: true,
      isCancelled: false,
      isPrivate: false,
      attendees: [{ name: "Lee", address: "lee.park@contoso.com", type: "required", response: "none" }],
      series: "single",
      notes: [],
    };
    return { target: targetOf(item), action: { kind: "cancel" }, item, scope: "single", message: "" };
  });
  const draft = { id: crypto.randomUUID(), items, message: "", leftOut: [] };
  return writePlanDocument(draft, { viewer, account: "ana@contoso.com", graphOrigin: "https://graph.microsoft.com" });
}

editorTest("of a large plan the lenses in sight come first and are drawn at once, and then come all", async () => {
  const document = await openPlanText(largePlan(100));
  await vscode.extensions.getExtension("unbook.unbook")?.activate();
  const ask = async (): Promise<readonly vscode.CodeLens[]> =>
    vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri);
  const blocksWith = (lenses: readonly vscode.CodeLens[]): number =>
    new Set(lenses.map(({ range }) => range.start.line).filter((line) => line > 0)).size;

  const first = await ask();
  assert.equal(blocksWith(first), 30);
  const untitled = first.filter(({ command }) => (command?.title ?? "") === "");
  assert.deepEqual(untitled, [], "nothing of it has to be asked for once more");
  assert.equal(first.filter(({ command }) => command?.title === "Exclude").length, 30);
  const then = await ask();
  assert.equal(blocksWith(then), 100);
  assert.equal(then.filter(({ command }) => command?.title === "Exclude").length, 30, "the others are places only");
});

editorTest("wherever a large plan is shown, the lenses of that place come first", async (context) => {
  const { knowledge } = await setPlanStage(context);
  const document = await openPlanText(largePlan(100));
  const editor = await vscode.window.showTextDocument(document);
  const [above, seen] = [planOf(document).blocks[0], planOf(document).blocks[70]];
  assert.ok(above !== undefined && seen !== undefined);
  const place = rangeOf(document, headingSpan(seen));
  editor.revealRange(place, vscode.TextEditorRevealType.InCenter);
  await waitFor(() => editor.visibleRanges.some((range) => range.contains(place)), "The place");

  const lenses = planLenses(document, knowledge, false);
  const lines = new Set(lenses.map(({ range }) => range.start.line));
  assert.ok(lines.has(place.start.line));
  assert.ok(!lines.has(rangeOf(document, headingSpan(above)).start.line));
  assert.ok(lenses.every(({ isResolved }) => isResolved));
});

editorTest("a plan is read once for each version of its document, whoever asks", async () => {
  const document = await openPlanText(largePlan(100));
  const plan = planOf(document);
  assert.equal(await readPlan(document), plan);
  assert.equal(requestFilesOf(document)[0], plan.file);

  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), "# One line more\n");
  assert.ok(await vscode.workspace.applyEdit(edit));
  const after = await readPlan(document);
  assert.equal(after.file.text, document.getText());
  assert.equal(planOf(document), after);
});

editorTest("what one part of the extension has read of a document, another takes as it is", async () => {
  const document = await openPlanText(largePlan(2));
  const file = parseRequestFile(document.getText());
  takeRead(document, file);
  assert.equal(requestFilesOf(document)[0], file);
  takeRead(document, parseRequestFile(document.getText()));
  assert.equal(requestFilesOf(document)[0], file, "what others have been given already stays the same");
});

editorTest("somebody who travels is shown the times of the place where they are", async (context) => {
  const { TZ: home } = process.env;
  context.after(() => {
    if (home === undefined) delete process.env["TZ"];
    else process.env["TZ"] = home;
  });
  for (const zone of ["Asia/Tokyo", "America/Denver"]) {
    process.env["TZ"] = zone;
    await waitFor(() => viewerOf(undefined).timeZone === zone, zone);
  }
});
