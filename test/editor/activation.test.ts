import assert from "node:assert/strict";
import * as vscode from "vscode";
import { editorTest } from "../host/editorTest.ts";
import { commandIds } from "../../src/editor/commandIds.ts";

editorTest("opening a text file does not start the extension", async () => {
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: "plaintext", content: "x" }),
  );
  assert.equal(vscode.extensions.getExtension("unbook.unbook")?.isActive, false);
});

editorTest("opening a request file does", async () => {
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: "http", content: "GET /x" }),
  );
  for (let waited = 0; waited < 50 && vscode.extensions.getExtension("unbook.unbook")?.isActive !== true; waited += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.equal(vscode.extensions.getExtension("unbook.unbook")?.isActive, true);
});

editorTest("every command is registered once the extension is active", async () => {
  await vscode.extensions.getExtension("unbook.unbook")?.activate();
  const known = new Set(await vscode.commands.getCommands(true));
  assert.deepEqual(
    Object.values(commandIds).filter((id) => !known.has(id)),
    [],
  );
});

editorTest("the extension hands nothing to other extensions", async () => {
  assert.equal(await vscode.extensions.getExtension("unbook.unbook")?.activate(), undefined);
});
