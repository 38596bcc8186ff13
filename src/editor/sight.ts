/** What of a document is in sight in one of its editors. */
import { window } from "vscode";
import type { TextDocument } from "vscode";
import type { Span } from "../requestFile/span.ts";

/** More requests than fit on a screen: so many at the beginning count as in sight while nobody knows yet what is. */
export const firstScreen = 30;

/** Tells whether a request is in sight now. */
export function sightOf(document: TextDocument): (found: { readonly request: { readonly span: Span } }) => boolean {
  const spans = window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap(({ visibleRanges }) => visibleRanges)
    .map((range) => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end) }));
  return ({ request: { span } }) => spans.some(({ start, end }) => span.start <= end && start <= span.end);
}
