/** What tests of request files in the extension host do: open a text, ask for its lenses, wait for something. */
import assert from "node:assert/strict";
import * as vscode from "vscode";

/** Opens a text as a document and shows it. */
export async function openRequests(text: string, language = "http"): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content: text });
  await vscode.window.showTextDocument(document);
  return document;
}

/** Opens a text with a `|` in it, shows it without that, and tells where it stood. */
export async function openAt(
  marked: string,
  language?: string,
): Promise<{ readonly document: vscode.TextDocument; readonly position: vscode.Position }> {
  const at = marked.indexOf("|");
  const document = await openRequests(marked.slice(0, at) + marked.slice(at + 1), language);
  await vscode.extensions.getExtension("unbook.unbook")?.activate();
  return { document, position: document.positionAt(at) };
}

/** The Markdown of the hovers at the `|` of a text. */
export async function hoverAt(marked: string): Promise<string> {
  const { document, position } = await openAt(marked);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ""))
    .join("\n");
}

/** The complete lenses of a document, in the order of the file, those of other extensions too. */
export async function lensesOf(document: vscode.TextDocument): Promise<readonly vscode.CodeLens[]> {
  await vscode.extensions.getExtension("unbook.unbook")?.activate();
  return vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 10_000);
}

/** Waits until something is so, for 10 seconds at most. @param what is said if it does not come about. */
export async function waitFor(isSo: () => Promise<boolean> | boolean, what = "It"): Promise<void> {
  for (let waited = 0; waited < 100; waited += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`${what} has not come about in 10 seconds.`);
}

/** Does what a click on a lens does; resolves when that is over. */
export async function click(lens: vscode.CodeLens | undefined): Promise<void> {
  const { command, arguments: given } = lens?.command ?? assert.fail("There is no such lens, or it says nothing.");
  await vscode.commands.executeCommand(command, ...((given ?? []) as readonly unknown[]));
}
