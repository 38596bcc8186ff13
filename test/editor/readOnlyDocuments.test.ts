import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds } from "../../src/editor/commandIds.ts";
import { editorTest } from "../host/editorTest.ts";
import type { EditorTestContext } from "../host/editorTest.ts";
import { waitFor } from "./requestEditor.ts";

/** More documents than VS Code keeps for an extension that has opened them and does not look at them any more. */
const moreThanKept = 60;

async function showOutbox(): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand(commandIds.showOutbox);
  const document = vscode.window.activeTextEditor?.document ?? assert.fail();
  assert.match(document.uri.path, /Sandbox Outbox/);
  // Of a document that VS Code still has, the text is replaced a moment later.
  await waitFor(() => document.getText().startsWith("# "), "The text");
  return document;
}

async function inSandbox(test: EditorTestContext): Promise<void> {
  await vscode.commands.executeCommand(commandIds.openSandbox);
  test.after(() => vscode.commands.executeCommand(commandIds.leaveSandbox));
}

editorTest("what was shown for reading is forgotten after its tab is closed, until it is shown again", async (test) => {
  await inSandbox(test);
  const document = await showOutbox();
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  for (let number = 0; number < moreThanKept; number += 1) {
    await vscode.workspace.openTextDocument(document.uri.with({ path: `/${number}.md`, query: "" }));
  }
  await waitFor(() => document.isClosed, "Letting go of the document");
  const again = await vscode.workspace.openTextDocument(document.uri);
  assert.equal(again.getText(), "");
  assert.equal(await showOutbox(), again);
});
