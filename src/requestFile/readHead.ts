/**
 * Reads a request from its request line to the end of its headers. What stands before is read in parseRequestFile.ts,
 * what comes after in readBody.ts.
 */
import { skipBlank, trimEnd } from "./lines.ts";
import { readIgnoredPart } from "./ignoredPart.ts";
import { readTag } from "./metadataTag.ts";
import type { Block, Reading } from "./reading.ts";
import { contentOf, firstCode, isBlankLine, isComment, lineStartsWith, report } from "./reading.ts";
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

/** Reads the lines after a request line, up to a blank line or what can only be a body. */
export function readHead(reading: Reading, block: Block, requestLine: number, hasVersion: boolean): RequestHead {
  const { text } = reading;
  const continuations: Span[] = [];
  const headers: RequestHeader[] = [];
  const tags: MetadataTag[] = [];
  const ignoredParts: IgnoredPart[] = [];
  let httpVersion: SpannedText | undefined;
  let line = requestLine + 1;
  for (; line < block.end && !isBlankLine(reading, line); line += 1) {
    if (isComment(reading, line)) {
      const tag = readTag(reading, line);
      if (tag !== undefined) tags.push(noteLateTag(reading, tag));
      continue;
    }
    const ignored = readIgnoredPart(reading, line, block.end, "afterRequest");
    if (ignored !== undefined) {
      ignoredParts.push(ignored.part);
      line = ignored.lastLine;
      continue;
    }
    const span = contentOf(reading, line);
    if (headers.length === 0 && continuesUrl(reading, line)) {
      const piece = readUrl(text, span.start, span.end);
      continuations.push(piece.urlSpan);
      httpVersion = piece.httpVersion;
      if (text.charCodeAt(span.start) === 0x2f) report(reading, span, { code: "pathContinuation" });
      else if (hasVersion) report(reading, span, { code: "queryAfterVersion" });
      continue;
    }
    if (beginsBody(reading, line)) {
      report(reading, span, { code: "missingBlankLine" });
      break;
    }
    // The second request stays a part of the first one's body: then neither of the two is sent unawares.
    if (findStrayRequest(text, span)?.hasUrl === true) break;
    if (firstCode(reading, line) === 0x40) noteLateVariable(reading, line);
    else if (!lineStartsWith(reading, line, "```")) readHeader(reading, line, span, headers);
  }
  return { continuations, httpVersion, headers, tags, ignoredParts, nextLine: line };
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
  return code === 0x5b || code === 0x3c || (code === 0x7b && !lineStartsWith(reading, line, "{{"));
}

function readHeader(reading: Reading, line: number, span: Span, headers: RequestHeader[]): void {
  const { text } = reading;
  // Bounded by the line: looking on through the whole file for every line without a colon would be slow.
  const colonAt = text.slice(span.start, span.end).indexOf(":");
  const nameEnd = colonAt === -1 ? span.start : trimEnd(text, span.start, span.start + colonAt);
  const name = text.slice(span.start, nameEnd);
  if (colonAt !== -1 && /^(?:[\w!#$%&'*+.^`|~-]|\{\{[^{}]*\}\})+$/.test(name)) {
    const valueStart = skipBlank(text, span.start + colonAt + 1, span.end);
    headers.push({
      name,
      nameSpan: { start: span.start, end: nameEnd },
      value: text.slice(valueStart, span.end),
      valueSpan: { start: valueStart, end: span.end },
    });
    return;
  }
  const last = headers.at(-1);
  const isIndented = reading.lines.firsts[line] !== reading.lines.starts[line];
  if (!isIndented || last === undefined) {
    report(reading, span, { code: "badHeader" });
    return;
  }
  report(reading, span, { code: "headerContinuation" });
  const value =
    last.value === "" ? text.slice(span.start, span.end) : `${last.value} ${text.slice(span.start, span.end)}`;
  headers[headers.length - 1] = { ...last, value, valueSpan: { start: last.valueSpan.start, end: span.end } };
}
