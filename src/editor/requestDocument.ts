/**
 * The request files that a document of VS Code holds: a `.http` document is one, a Markdown document has one between each
 * pair of fences that say `http`. Read once for each version of the document, whoever asks.
 */
import { EndOfLine, Range } from "vscode";
import type { TextDocument } from "vscode";
import { findFences } from "../requestFile/markdownFences.ts";
import { parseInSteps, parseRequestFile } from "../requestFile/parseRequestFile.ts";
import type { RequestFile } from "../requestFile/requestFile.ts";
import type { Span } from "../requestFile/span.ts";
import { WorkSlices } from "./workSlices.ts";

const readDocuments = new WeakMap<TextDocument, { readonly version: number; readonly files: readonly RequestFile[] }>();

/** The request files of a document as it stands now, in its order. Every span is an offset into the document's text. */
export function requestFilesOf(document: TextDocument): readonly RequestFile[] {
  const known = readDocuments.get(document);
  if (known?.version === document.version) return known.files;
  const text = document.getText();
  const files = partsOf(document, text).map((part) => parseRequestFile(text, part));
  readDocuments.set(document, { version: document.version, files });
  return files;
}

const readings = new WeakMap<TextDocument, Promise<void>>();

/**
 * Reads a document in slices, as it stands when it has been read: whoever asks for its files then has them at once, and
 * nobody was held up by the reading of a large one.
 */
export async function readInSlices(document: TextDocument): Promise<void> {
  while (readDocuments.get(document)?.version !== document.version) {
    const reading = readings.get(document) ?? readOnce(document).finally(() => readings.delete(document));
    readings.set(document, reading);
    await reading;
  }
}

/** Takes a document as another part of the extension has read it, which is loaded apart and has a memory of its own. */
export function takeRead(document: TextDocument, file: RequestFile): void {
  if (readDocuments.get(document)?.version === document.version) return;
  readDocuments.set(document, { version: document.version, files: [file] });
}

/** Reads a document, unless it changes meanwhile or somebody else could not wait. */
async function readOnce(document: TextDocument): Promise<void> {
  const { version } = document;
  const slices = new WorkSlices(() => document.version === version && readDocuments.get(document)?.version !== version);
  const text = document.getText();
  const files: RequestFile[] = [];
  for (const part of partsOf(document, text)) {
    const steps = parseInSteps(text, part);
    let step = steps.next();
    while (step.done !== true) {
      if (slices.isDue && !(await slices.rest())) return;
      step = steps.next();
    }
    files.push(step.value);
  }
  readDocuments.set(document, { version, files });
}

/** The parts of a document that are request files; undefined for all of it. */
function partsOf({ languageId }: TextDocument, text: string): readonly (Span | undefined)[] {
  return languageId === "markdown" ? findFences(text).map(({ span }) => span) : [undefined];
}

/** The request file at an offset of a document; undefined outside of a Markdown document's fences. */
export function requestFileAt(document: TextDocument, offset: number): RequestFile | undefined {
  return requestFilesOf(document).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** Where a span stands in a document. */
export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  const starts = lineStartsOf(document);
  const first = lineAt(starts, start);
  const last = end < (starts[first + 1] ?? Infinity) ? first : lineAt(starts, end);
  return new Range(first, start - (starts[first] ?? 0), last, end - (starts[last] ?? 0));
}

const knownStarts = new WeakMap<TextDocument, { readonly version: number; readonly starts: readonly number[] }>();

/** Where the lines of a document begin: asking VS Code for thousands of positions takes several times as long. */
function lineStartsOf(document: TextDocument): readonly number[] {
  const known = knownStarts.get(document);
  if (known?.version === document.version) return known.starts;
  const text = document.getText();
  const lineBreak = document.eol === EndOfLine.CRLF ? "\r\n" : "\n";
  const starts = [0];
  for (let at = text.indexOf(lineBreak); at !== -1; at = text.indexOf(lineBreak, at)) {
    at += lineBreak.length;
    starts.push(at);
  }
  knownStarts.set(document, { version: document.version, starts });
  return starts;
}

/** The line that an offset stands on. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
