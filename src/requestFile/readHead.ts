/**
 * Reads a request from its request line to the end of its headers. What stands before is read in parseRequestFile.ts,
 * what comes after in readBody.ts.
 */
import { skipBlank, trimEnd } from "./lines.ts";
import { readIgnoredPart } from "./ignoredPart.ts";
import { readTag } from "./metadataTag.ts";
import type { Block, Reading } from "./reading.ts";
import { contentOf, firstCode, isBlankLine, isComment, isFence, report } from "./reading.ts";
import type { IgnoredPart, MetadataTag, RequestHeader } from "./requestFile.ts";
import type { Span, SpannedText } from "./span.ts";
import { findStrayRequest, readUrl } from "./requestLine.ts";
import { readDefinition } from "./variableDefinition.ts";

/** What stands between a request line and its body. */
export interface RequestHead {
  /** The pieces of the URL on lines of their own. */
  readonly continuations: readonly Span[];
  /** The version at the end of the URL's last line, if it is not the first one. */
  readonly httpVersion: SpannedText | undefined;
  readonly headers: readonly RequestHeader[];
  readonly tags: readonly MetadataTag[];
  readonly ignoredParts: readonly IgnoredPart[];
  /** The first line that is not of the head; the block's end if there is none. */
  readonly nextLine: number;
}

const nothing: readonly never[] = [];

/** The one header that nearly every request has: not cut out of the text again and again. */
const contentType = "Content-Type";

/** A token of RFC 9110 section 5.6.2, or variables in its place. */
const headerName = /^(?:[\w!#$%&'*+.^`|~-]|\{\{[^{}]*\}\})+$/;

/** Reads the lines after a request line, up to a blank line or what can only be a body. */
export function readHead(reading: Reading, block: Block, requestLine: number, hasVersion: boolean): RequestHead {
  const { text } = reading;
  let continuations: Span[] | undefined;
  const headers: RequestHeader[] = [];
  let tags: MetadataTag[] | undefined;
  let ignoredParts: IgnoredPart[] | undefined;
  let httpVersion: SpannedText | undefined;
  let line = requestLine + 1;
  for (; line < block.end && !isBlankLine(reading, line); line += 1) {
    if (isComment(reading, line)) {
      const tag = readTag(reading, line);
      if (tag !== undefined) (tags ??= []).push(noteLateTag(reading, tag));
      continue;
    }
    const ignored = readIgnoredPart(reading, line, block.end, "afterRequest");
    if (ignored !== undefined) {
      (ignoredParts ??= []).push(ignored.part);
      line = ignored.lastLine;
      continue;
    }
    const span = contentOf(reading, line);
    if (headers.length === 0 && continuesUrl(reading, line)) {
      const piece = readUrl(text, span.start, span.end);
      (continuations ??= []).push(piece.urlSpan);
      const isBehindVersion = hasVersion || httpVersion !== undefined;
      httpVersion = piece.httpVersion ?? httpVersion;
      if (text.charCodeAt(span.start) === 0x2f) report(reading, span, { code: "pathContinuation" });
      else if (isBehindVersion) report(reading, span, { code: "queryAfterVersion" });
      else if (!hasEquals(text, piece.urlSpan)) report(reading, span, { code: "queryWithoutEquals" });
      continue;
    }
    if (beginsBody(reading, line)) {
      report(reading, span, { code: "missingBlankLine" });
      break;
    }
    // The second request stays a part of the first one's body: then neither of the two is sent unawares.
    if (findStrayRequest(text, span)?.hasUrl === true) break;
    if (firstCode(reading, line) === 0x40) noteLateVariable(reading, line);
    else if (!isFence(reading, line)) readHeader(reading, line, span, headers);
  }
  // Only now: a value that is continued may have a comma at the end of its first line.
  for (const { name, value, valueSpan } of headers) {
    if (value.charCodeAt(value.length - 1) === 0x2c) report(reading, valueSpan, { code: "trailingComma", name });
  }
  return {
    continuations: continuations ?? nothing,
    httpVersion,
    headers,
    tags: tags ?? nothing,
    ignoredParts: ignoredParts ?? nothing,
    nextLine: line,
  };
}

/** Notes that a tag after the request line does not count in REST Client. */
export function noteLateTag(reading: Reading, tag: MetadataTag): MetadataTag {
  report(reading, tag.span, { code: "tagAfterRequestLine", name: tag.name });
  return tag;
}

/** Notes a definition after the request line, where it defines nothing. */
export function noteLateVariable(reading: Reading, line: number): void {
  const variable = readDefinition(reading, line);
  if (variable === undefined) report(reading, contentOf(reading, line), { code: "badVariableDefinition" });
  else report(reading, variable.span, { code: "variableAfterRequestLine", name: variable.name });
}

/** `?a=1` and `&b=2` anywhere, `/path` only when it is indented. */
function continuesUrl(reading: Reading, line: number): boolean {
  const code = firstCode(reading, line);
  if (code === 0x2f) return reading.lines.firsts[line] !== reading.lines.starts[line];
  return code === 0x3f || code === 0x26;
}

/** Whether a line can only be JSON, XML or a file for the body. A `{{variable}}` may as well be a header. */
function beginsBody(reading: Reading, line: number): boolean {
  const code = firstCode(reading, line);
  if (code === 0x5b || code === 0x3c) return true;
  return code === 0x7b && reading.text.charCodeAt((reading.lines.firsts[line] ?? 0) + 1) !== 0x7b;
}

/** What httpYac needs to see in a line of a query. */
function hasEquals(text: string, span: Span): boolean {
  const line = text.slice(span.start, span.end);
  return line.includes("=") || line.includes("{{");
}

function readHeader(reading: Reading, line: number, span: Span, headers: RequestHeader[]): void {
  const { text } = reading;
  // Bounded by the line: looking on through the whole file for every line without a colon would be slow.
  let colonAt = span.start;
  while (colonAt < span.end && text.charCodeAt(colonAt) !== 0x3a) colonAt += 1;
  const nameEnd = colonAt === span.end ? span.start : trimEnd(text, span.start, colonAt);
  const name =
    nameEnd - span.start === 12 && text.startsWith(contentType, span.start)
      ? contentType
      : text.slice(span.start, nameEnd);
  if (colonAt < span.end && (name === contentType || headerName.test(name))) {
    const valueStart = skipBlank(text, colonAt + 1, span.end);
    headers.push({
      name,
      nameSpan: { start: span.start, end: nameEnd },
      value: text.slice(valueStart, span.end),
      valueSpan: { start: valueStart, end: span.end },
    });
    return;
  }
  const last = headers.at(-1);
  const { starts, firsts } = reading.lines;
  // What stands between the two would be taken for a part of the value.
  const isNext = last !== undefined && last.valueSpan.end >= (starts[line - 1] ?? 0);
  if (firsts[line] === starts[line] || !isNext) {
    report(reading, span, { code: "badHeader" });
    return;
  }
  report(reading, span, { code: "headerContinuation" });
  const value =
    last.value === "" ? text.slice(span.start, span.end) : `${last.value} ${text.slice(span.start, span.end)}`;
  headers[headers.length - 1] = { ...last, value, valueSpan: { start: last.valueSpan.start, end: span.end } };
}
