/** Reading documents with requests: places in them, and large ones that change while they are read. */
import assert from "node:assert/strict";
import fc from "fast-check";
import * as vscode from "vscode";
import { readInSlices, rangeOf, requestFilesOf } from "../../src/editor/requestDocument.ts";
import { outline } from "../../src/editor/requestSymbols.ts";
import { manyRequests } from "../bench/manyRequests.ts";
import { editorTest } from "../host/editorTest.ts";
import { anyFile } from "../unit/requestFile/anyFile.ts";
import { openRequests } from "./requestEditor.ts";

async function append(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(document.getText().length), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

editorTest("a span stands where VS Code says, with either line break, also after a change", async () => {
  const assertPlaces = (document: vscode.TextDocument): void => {
    const { length } = document.getText();
    for (let start = 0; start <= length; start += 1) {
      for (const end of [start, start + 1, start + 7, length]) {
        if (end < start || end > length) continue;
        const expected = new vscode.Range(document.positionAt(start), document.positionAt(end));
        // VS Code has no place between the two characters of a line break.
        const isPlace = document.offsetAt(expected.start) === start && document.offsetAt(expected.end) === end;
        if (isPlace) assert.deepEqual(rangeOf(document, { start, end }), expected);
      }
    }
  };
  for (const text of [...fc.sample(anyFile, 8), "", "\n", "a\r\nb\r\n", "a\nb"]) {
    const document = await vscode.workspace.openTextDocument({ language: "http", content: text });
    assertPlaces(document);
    await append(document, "\nx");
    assertPlaces(document);
  }
});

editorTest("a large file that changes while it is read is read as it stands afterwards", async () => {
  const document = await openRequests(manyRequests(2000));
  const reading = Promise.all([readInSlices(document), readInSlices(document)]);
  await append(document, "### One more\nGET https://example.com/\n");
  await reading;
  const [file] = requestFilesOf(document);
  assert.equal(file?.text, document.getText());
  assert.equal(file.requests.length, 2001);
});

editorTest("reading a large file lets others have their turn", async () => {
  const document = await openRequests(manyRequests(10_000));
  let turns = 0;
  const others = setInterval(() => (turns += 1), 1);
  await readInSlices(document);
  clearInterval(others);
  assert.ok(turns > 0);
});

editorTest("an outline of a large file that changes meanwhile is that of the text as it stands", async () => {
  const document = await openRequests(manyRequests(2000));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), "# One line more\n");
  const { version } = document;
  const editing = vscode.workspace.applyEdit(edit);
  // The edit comes while one of these is made.
  while (document.version === version) {
    const symbols = await outline(document);
    const names = symbols.map(({ selectionRange }) => document.getText(selectionRange));
    assert.equal(names.length, 2000);
    for (const name of names) assert.match(name, /^(?:event|booking)\d+$/);
  }
  assert.ok(await editing);
});

editorTest("two editors that ask at once both have all lenses of a large file", async () => {
  const document = await openRequests(manyRequests(200));
  await vscode.extensions.getExtension("unbook.unbook")?.activate();
  const ask = async (): Promise<readonly vscode.CodeLens[]> =>
    vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri);
  // The first time, those in sight come alone.
  await ask();
  for (const lenses of await Promise.all([ask(), ask()])) assert.ok(lenses.length >= 200, String(lenses.length));
});
