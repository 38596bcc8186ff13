/** Turns edits of a file's text, as the pure parts give them, into an edit of VS Code's. */
import { workspace, WorkspaceEdit } from "vscode";
import type { TextDocument } from "vscode";
import type { SpanEdit } from "../requestFile/span.ts";
import { rangeOf } from "./requestDocument.ts";

/** The edit of a document, of the text that it has now. */
export function editSpans(document: TextDocument, edits: readonly SpanEdit[]): WorkspaceEdit {
  const all = new WorkspaceEdit();
  for (const { span, newText } of edits) all.replace(document.uri, rangeOf(document, span), newText);
  return all;
}

/** Makes edits of a document's text as it stands; nothing is saved. */
export async function applyEdits(document: TextDocument, edits: readonly SpanEdit[]): Promise<void> {
  await workspace.applyEdit(editSpans(document, edits));
}
