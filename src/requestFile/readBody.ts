/**
 * Reads what a request sends after its headers. The rule behind all of it: no text that could be a part of the message
 * disappears silently; either it is sent, or a problem says that it is not.
 */
import { readIgnoredPart } from "./ignoredPart.ts";
import { readTag } from "./metadataTag.ts";
import type { Block, Reading } from "./reading.ts";
import { contentOf, firstCode, isBlankLine, isComment, lineStartsWith, report } from "./reading.ts";
import { noteLateTag, noteLateVariable } from "./readHead.ts";
import type { IgnoredPart, MetadataTag, RequestBody, RequestHeader } from "./requestFile.ts";
import type { Span } from "./span.ts";
import { findStrayRequest } from "./requestLine.ts";

/** What stands after a request's headers. */
export interface RequestEnd {
  readonly body: RequestBody;
  readonly tags: readonly MetadataTag[];
  readonly ignoredParts: readonly IgnoredPart[];
}

/** Reads from the line after the headers to the end of the block. */
export function readBody(
  reading: Reading,
  block: Block,
  firstLine: number,
  headers: readonly RequestHeader[],
  isFenced: boolean,
): RequestEnd {
  const tags: MetadataTag[] = [];
  const ignoredParts: IgnoredPart[] = [];
  const bodyLines: number[] = [];
  // Comments that only belong to the body if more of it follows.
  let waiting: number[] = [];
  for (let line = firstLine; line < block.end; line += 1) {
    if (isBlankLine(reading, line)) continue;
    if (isFenced && lineStartsWith(reading, line, "```")) break;
    const ignored = readIgnoredPart(reading, line, block.end, "afterRequest");
    if (ignored !== undefined) {
      ignoredParts.push(ignored.part);
      line = ignored.lastLine;
      continue;
    }
    if (isComment(reading, line)) {
      const isApart = bodyLines.length === 0 || waiting.length > 0 || isBlankLine(reading, line - 1);
      if (isApart) waiting.push(line);
      else bodyLines.push(noteComment(reading, line));
      continue;
    }
    // JSON and XML have no comments, so that comments before them are none of the body's text.
    const isMarkup = bodyLines.length === 0 && beginsMarkup(firstCode(reading, line));
    if (isMarkup) tags.push(...readTags(reading, waiting));
    else for (const comment of waiting) bodyLines.push(noteComment(reading, comment));
    waiting = [];
    if (bodyLines.length === 0) noteHeaderLike(reading, line);
    noteStray(reading, line);
    bodyLines.push(line);
  }
  tags.push(...readTags(reading, waiting));
  const body = makeBody(reading, bodyLines, headers);
  if (body.kind === "text" && block.isFollowed && isCutOff(body.text))
    report(reading, body.span, { code: "bodyCutBySeparator" });
  return { body, tags, ignoredParts };
}

function makeBody(reading: Reading, bodyLines: readonly number[], headers: readonly RequestHeader[]): RequestBody {
  const first = bodyLines[0];
  const last = bodyLines.at(-1);
  if (first === undefined || last === undefined) return { kind: "none" };
  const { text } = reading;
  for (const line of bodyLines) {
    if (firstCode(reading, line) !== 0x3c) continue;
    const file = readFileReference(reading, line);
    if (file === undefined) continue;
    if (first === last) return file;
    report(reading, contentOf(reading, line), { code: "fileReferenceInText" });
  }
  const pieces = joinLines(reading, bodyLines, isForm(headers));
  const only = pieces.length === 1 ? pieces[0] : undefined;
  if (only !== undefined) return { kind: "text", text: text.slice(only.start, only.end), span: only, pieces };
  const span = { start: pieces[0]?.start ?? 0, end: pieces.at(-1)?.end ?? 0 };
  const bodyText = pieces.map((piece) => text.slice(piece.start, piece.end)).join("");
  return { kind: "text", text: bodyText, span, pieces };
}

/**
 * The pieces of the text that a body is made of. Blank lines inside belong to it, ignored parts do not. In a form, a
 * line that begins with `&` continues the one before.
 */
function joinLines(reading: Reading, bodyLines: readonly number[], isFormBody: boolean): readonly Span[] {
  const { starts, ends } = reading.lines;
  const pieces: Span[] = [];
  let start = -1;
  let lastLine = -1;
  for (const line of bodyLines) {
    const continuesForm = isFormBody && firstCode(reading, line) === 0x26;
    if (start === -1) start = starts[line] ?? 0;
    else if (continuesForm || hasGap(reading, lastLine, line)) {
      pieces.push({ start, end: continuesForm ? (ends[lastLine] ?? start) : (starts[lastLine + 1] ?? start) });
      start = continuesForm ? (reading.lines.firsts[line] ?? start) : (starts[line] ?? start);
    }
    lastLine = line;
  }
  pieces.push({ start, end: ends[lastLine] ?? start });
  return pieces;
}

/** Whether something other than blank lines stands between two lines. */
function hasGap(reading: Reading, before: number, after: number): boolean {
  for (let line = before + 1; line < after; line += 1) if (!isBlankLine(reading, line)) return true;
  return false;
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

function isForm(headers: readonly RequestHeader[]): boolean {
  return headers.some(
    ({ name, value }) => name.toLowerCase() === "content-type" && value.toLowerCase().includes("x-www-form-urlencoded"),
  );
}

function beginsMarkup(code: number): boolean {
  return code === 0x7b || code === 0x5b || code === 0x3c;
}

/** Whether a JSON body stops before its last bracket. */
function isCutOff(body: string): boolean {
  const opening = body.trimStart().charAt(0);
  const closing = opening === "{" ? "}" : opening === "[" ? "]" : "";
  return closing !== "" && !body.endsWith(closing);
}

function readTags(reading: Reading, comments: readonly number[]): readonly MetadataTag[] {
  const tags: MetadataTag[] = [];
  for (const line of comments) {
    const tag = readTag(reading, line);
    if (tag !== undefined) tags.push(noteLateTag(reading, tag));
  }
  return tags;
}

function noteComment(reading: Reading, line: number): number {
  report(reading, contentOf(reading, line), { code: "commentInBody" });
  return line;
}

/** Headers that a Graph request has, and that nobody begins a message with. */
const knownHeader =
  /^(?:authorization|accept|content-[a-z-]+|prefer|host|cookie|if-[a-z-]+|user-agent|client-request-id|consistencylevel|x-[\w-]+)\s*:/i;

function noteHeaderLike(reading: Reading, line: number): void {
  const span = contentOf(reading, line);
  const name = knownHeader.exec(reading.text.slice(span.start, Math.min(span.end, span.start + 100)))?.[0];
  if (name !== undefined) report(reading, span, { code: "headerAfterBlankLine", name: name.slice(0, -1).trimEnd() });
}

/** Notes lines that other editors do not take for a part of the body. */
function noteStray(reading: Reading, line: number): void {
  const code = firstCode(reading, line);
  if (code === 0x40) noteLateVariable(reading, line);
  if (code < 0x41 || code > 0x5a) return;
  const span = contentOf(reading, line);
  const stray = findStrayRequest(reading.text, span);
  if (stray?.hasUrl === true) report(reading, span, { code: "missingSeparator" });
  else if (stray !== undefined) report(reading, span, { code: "methodInBody", method: stray.method });
}
