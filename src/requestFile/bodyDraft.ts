/**
 * The body of a request while it is read line by line: which pieces of the text it is made of. Blank lines between its
 * lines belong to it, what is read over does not. In a form, a line that begins with `&` continues the one before.
 */
import type { Reading } from "./reading.ts";
import { contentOf, firstCode, isBlankLine, report } from "./reading.ts";
import type { RequestBody, RequestHeader } from "./requestFile.ts";
import type { Span } from "./span.ts";

/** A body that is being read. */
export interface BodyDraft {
  /** Whether no line belongs to it yet. */
  isEmpty: boolean;
  readonly isForm: boolean;
  /** The pieces that are finished. */
  pieces: Span[] | undefined;
  /** Where the open piece begins. */
  start: number;
  lastLine: number;
  lineCount: number;
  /** Whether something that is read over stands among the lines. */
  isInterrupted: boolean;
  /** The lines that name a file, as `< ./file`. */
  fileLines: number[] | undefined;
}

const none: RequestBody = { kind: "none" };

/** A body without lines. */
export function startBody(headers: readonly RequestHeader[]): BodyDraft {
  return {
    isEmpty: true,
    isForm: headers.some(isFormType),
    pieces: undefined,
    start: 0,
    lastLine: -1,
    lineCount: 0,
    isInterrupted: false,
    fileLines: undefined,
  };
}

/** Says that something is read over: from now on, lines need not follow each other. */
export function interruptBody(draft: BodyDraft): void {
  draft.isInterrupted = true;
}

/** Adds a line that is not blank. */
export function continueBody(draft: BodyDraft, reading: Reading, line: number): void {
  const { starts, ends, firsts } = reading.lines;
  const code = firstCode(reading, line);
  const continuesForm = draft.isForm && code === 0x26;
  if (draft.isEmpty) {
    draft.isEmpty = false;
    draft.start = starts[line] ?? 0;
  } else if (continuesForm || (draft.isInterrupted && hasGap(reading, draft.lastLine, line))) {
    const pieceEnd = continuesForm ? ends[draft.lastLine] : starts[draft.lastLine + 1];
    (draft.pieces ??= []).push({ start: draft.start, end: pieceEnd ?? draft.start });
    draft.start = (continuesForm ? firsts[line] : starts[line]) ?? 0;
  }
  draft.lastLine = line;
  draft.lineCount += 1;
  if (code === 0x3c) (draft.fileLines ??= []).push(line);
}

/** The body that the lines make. */
export function bodyOf(draft: BodyDraft, reading: Reading): RequestBody {
  if (draft.isEmpty) return none;
  for (const line of draft.fileLines ?? []) {
    const file = readFileReference(reading, line);
    if (file === undefined) continue;
    if (draft.lineCount === 1) return file;
    report(reading, contentOf(reading, line), { code: "fileReferenceInText" });
  }
  const { text } = reading;
  const last = { start: draft.start, end: reading.lines.ends[draft.lastLine] ?? draft.start };
  if (draft.pieces === undefined) {
    return { kind: "text", text: text.slice(last.start, last.end), span: last, pieces: [last] };
  }
  const pieces = [...draft.pieces, last];
  const bodyText = pieces.map((piece) => text.slice(piece.start, piece.end)).join("");
  return { kind: "text", text: bodyText, span: { start: pieces[0]?.start ?? 0, end: last.end }, pieces };
}

/** Whether something other than blank lines stands between two lines. */
function hasGap(reading: Reading, before: number, after: number): boolean {
  for (let line = before + 1; line < after; line += 1) if (!isBlankLine(reading, line)) return true;
  return false;
}

function isFormType({ name, value }: RequestHeader): boolean {
  return (
    name.length === 12 &&
    value.length >= 21 &&
    name.toLowerCase() === "content-type" &&
    value.toLowerCase().includes("x-www-form-urlencoded")
  );
}

function readFileReference(reading: Reading, line: number): RequestBody | undefined {
  const span = contentOf(reading, line);
  const [, sign, blanks = "", path] =
    /^(<(?:@[\w-]*)?)(\s+)(\S.*)$/.exec(reading.text.slice(span.start, span.end)) ?? [];
  if (sign === undefined || path === undefined) return undefined;
  const encoding = sign.slice(2);
  return {
    kind: "file",
    path,
    pathSpan: { start: span.start + sign.length + blanks.length, end: span.end },
    span,
    replacesVariables: sign.length > 1,
    encoding: encoding === "" ? undefined : encoding,
  };
}
