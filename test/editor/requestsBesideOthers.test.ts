import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandIds } from "../../src/editor/commandIds.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { lensesOf, openRequests, waitFor } from "./requestEditor.ts";

const path = `/me/events/${encodeURIComponent(sampleIds.designReview)}`;
const request = `POST https://graph.microsoft.com/v1.0${path}/cancel\nContent-Type: application/json\n\n{ "cancellationMessage": "x" }\n`;

editorTest("beside another extension for request files, lenses, problems and commands are all there", async (test) => {
  await vscode.commands.executeCommand("otherHttp.start");
  test.after(() => vscode.commands.executeCommand("otherHttp.stop"));
  await vscode.commands.executeCommand(commandIds.openSandbox);
  test.after(() => vscode.commands.executeCommand(commandIds.leaveSandbox));
  const text = `DELETE https://graph.microsoft.com/v1.0${path}\n\n###\n${request}`;
  for (const language of ["http", "markdown"]) {
    const document = await openRequests(language === "http" ? text : `\`\`\`http\n${text}\`\`\`\n`, language);
    await waitFor(async () =>
      (await lensesOf(document)).some(({ command }) => command?.title.startsWith("Design review") === true),
    );
    const titles = (await lensesOf(document)).map(({ command }) => command?.title ?? "");
    assert.equal(titles.filter((title) => title === "Send Request").length, 2, "the other's are untouched");
    assert.ok(titles.includes("Use Cancel With Message"), titles.join());
    assert.ok(
      titles.some((title) => title.includes("“comment”, not “cancellationMessage”")),
      titles.join(),
    );
  }
});

editorTest(
  "a file of the shared language is one whoever contributes it, and keeps the other's configuration",
  async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, "cancel.http"));
    assert.equal(document.languageId, "http");
    const editor = await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: "http", content: "GET /x" }),
    );
    await vscode.commands.executeCommand("editor.action.commentLine");
    assert.equal(editor.document.getText(), "# GET /x", "Unbook contributes no language configuration of its own");
  },
);
