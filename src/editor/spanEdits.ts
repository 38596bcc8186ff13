/** Turns edits of a file's text, as the pure parts give them, into an edit of VS Code's. */
import { l10n, window, workspace, WorkspaceEdit } from "vscode";
import type { TextDocument } from "vscode";
import type { SpanEdit } from "../requestFile/span.ts";
import { rangeOf } from "./requestDocument.ts";

/** The edit of a document, of the text that it has now. */
export function editSpans(document: TextDocument, edits: readonly SpanEdit[]): WorkspaceEdit {
  const all = new WorkspaceEdit();
  for (const { span, newText } of edits) all.replace(document.uri, rangeOf(document, span), newText);
  return all;
}

/** Makes edits of a document's text as it stands; nothing is saved. If VS Code refuses them, the person is told. */
export async function applyEdits(document: TextDocument, edits: readonly SpanEdit[]): Promise<void> {
  if (edits.length === 0 || (await workspace.applyEdit(editSpans(document, edits)))) return;
  await window.showWarningMessage(l10n.t("Nothing was changed: VS Code could not edit the file. Try again."));
}
