/**
 * The request files that a document of VS Code holds: a `.http` document is one, a Markdown document has one between each
 * pair of fences that say `http`. Read once for each version of the document, whoever asks.
 */
import { Range } from "vscode";
import type { TextDocument } from "vscode";
import { findFences } from "../requestFile/markdownFences.ts";
import { parseRequestFile } from "../requestFile/parseRequestFile.ts";
import type { RequestFile } from "../requestFile/requestFile.ts";
import type { Span } from "../requestFile/span.ts";

const readDocuments = new WeakMap<TextDocument, { readonly version: number; readonly files: readonly RequestFile[] }>();

/** The request files of a document as it stands now, in its order. Every span is an offset into the document's text. */
export function requestFilesOf(document: TextDocument): readonly RequestFile[] {
  const known = readDocuments.get(document);
  if (known?.version === document.version) return known.files;
  const text = document.getText();
  const files =
    document.languageId === "markdown"
      ? findFences(text).map(({ span }) => parseRequestFile(text, span))
      : [parseRequestFile(text)];
  readDocuments.set(document, { version: document.version, files });
  return files;
}

/** The request file at an offset of a document; undefined outside of a Markdown document's fences. */
export function requestFileAt(document: TextDocument, offset: number): RequestFile | undefined {
  return requestFilesOf(document).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** Where a span stands in a document. */
export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
