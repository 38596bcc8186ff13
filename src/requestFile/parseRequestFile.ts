/**
 * Reads a `.http` file into requests, variables and problems. It never throws, runs nothing, opens nothing and replaces
 * nothing: the same text always gives the same answer. The language is that of
 * https://github.com/JetBrains/http-request-in-editor-spec with what REST Client and httpYac added to it.
 */
import { readIgnoredPart } from "./ignoredPart.ts";
import { scanLines, skipBlank } from "./lines.ts";
import { readTag } from "./metadataTag.ts";
import { readBody } from "./readBody.ts";
import { readHead } from "./readHead.ts";
import type { Block, Reading } from "./reading.ts";
import { contentOf, firstCode, isBlankLine, isComment, lineStartsWith, report } from "./reading.ts";
import type { IgnoredPart, MetadataTag, RequestBody, RequestFile, RequestHeader, VariableUse } from "./requestFile.ts";
import type { Span, SpannedText } from "./span.ts";
import { isTag } from "./requestFile.ts";
import { readRequestLine } from "./requestLine.ts";
import type { RequestLine } from "./requestLine.ts";
import { readDefinition, reportDuplicates } from "./variableDefinition.ts";
import { findVariableUses, usesBetween } from "./variableUse.ts";

/** Reads the text of a `.http` file. Any text is a file, at worst one without requests and with problems. */
export function parseRequestFile(text: string): RequestFile {
  const reading: Reading = {
    text,
    lines: scanLines(text),
    uses: findVariableUses(text),
    requests: [],
    variables: [],
    problems: [],
  };
  for (const block of findBlocks(reading)) readBlock(reading, block);
  reportDuplicates(reading);
  const { requests, variables, problems } = reading;
  problems.sort((one, other) => one.span.start - other.span.start);
  return { text, requests, variables, problems };
}

function findBlocks(reading: Reading): readonly Block[] {
  const { count } = reading.lines;
  const blocks: Block[] = [];
  let separator: number | undefined;
  let first = 0;
  for (let line = 0; line < count; line += 1) {
    if (firstCode(reading, line) !== 0x23 || !lineStartsWith(reading, line, "###")) continue;
    blocks.push({ separator, first, end: line, isFollowed: true });
    separator = line;
    first = line + 1;
  }
  blocks.push({ separator, first, end: count, isFollowed: false });
  return blocks;
}

/** What stands before a request line. */
interface Preamble {
  readonly tags: MetadataTag[];
  readonly ignoredParts: IgnoredPart[];
  isFenced: boolean;
}

function readBlock(reading: Reading, block: Block): void {
  const heading = readHeading(reading, block);
  const preamble: Preamble = { tags: [], ignoredParts: [], isFenced: false };
  for (let line = block.first; line < block.end; line += 1) {
    const next = readPreambleLine(reading, block, line, preamble);
    if (next !== undefined) {
      line = next;
      continue;
    }
    const span = contentOf(reading, line);
    const requestLine = readRequestLine(reading.text, span);
    if (requestLine.kind === "request") readRequest(reading, block, line, requestLine, heading, preamble);
    else reportNoRequest(reading, span, requestLine);
    return;
  }
}

/** Reads a line before the request line, and gives the last line that belongs to it; undefined for any other line. */
function readPreambleLine(reading: Reading, block: Block, line: number, preamble: Preamble): number | undefined {
  if (isBlankLine(reading, line)) return line;
  if (isComment(reading, line)) {
    const tag = readTag(reading, line);
    if (tag !== undefined) preamble.tags.push(tag);
    return line;
  }
  if (firstCode(reading, line) === 0x40) {
    const variable = readDefinition(reading, line);
    if (variable === undefined) report(reading, contentOf(reading, line), { code: "badVariableDefinition" });
    else reading.variables.push(variable);
    return line;
  }
  if (lineStartsWith(reading, line, "```")) {
    if (!preamble.isFenced) report(reading, contentOf(reading, line), { code: "markdownFence" });
    preamble.isFenced = !preamble.isFenced;
    return line;
  }
  if (lineStartsWith(reading, line, "/*")) return endOfComment(reading, block, line);
  const ignored = readIgnoredPart(reading, line, block.end, "beforeRequest");
  if (ignored !== undefined) preamble.ignoredParts.push(ignored.part);
  return ignored?.lastLine;
}

function endOfComment(reading: Reading, block: Block, line: number): number {
  const { start } = contentOf(reading, line);
  for (let last = line; last < block.end; last += 1) {
    const span = contentOf(reading, last);
    if (reading.text.slice(Math.max(span.start, start + 2), span.end).includes("*/")) return last;
  }
  report(reading, contentOf(reading, line), { code: "unterminated", what: "comment" });
  return block.end - 1;
}

function readRequest(
  reading: Reading,
  block: Block,
  line: number,
  requestLine: Extract<RequestLine, { kind: "request" }>,
  heading: Heading,
  preamble: Preamble,
): void {
  const { text } = reading;
  const { method, methodSpan, urlSpan, httpVersion } = requestLine;
  if (requestLine.isLowerCase && methodSpan !== undefined) {
    report(reading, methodSpan, { code: "lowerCaseMethod", method: text.slice(methodSpan.start, methodSpan.end) });
  }
  const head = readHead(reading, block, line, httpVersion !== undefined);
  const { headers, continuations } = head;
  const { body, ...rest } = readBody(reading, block, head.nextLine, headers, preamble.isFenced);
  const urlPieces = continuations.length === 0 ? [urlSpan] : [urlSpan, ...continuations];
  const url = urlPieces.map((piece) => text.slice(piece.start, piece.end)).join("");
  if (url.startsWith("/") && headers.some(({ name }) => name.toLowerCase() === "host")) {
    report(reading, urlSpan, { code: "relativeUrlWithHost" });
  }
  const tags = joinLists(preamble.tags, head.tags, rest.tags);
  reading.requests.push({
    span: blockSpan(reading, block),
    title: heading.title,
    name: nameOf(tags) ?? heading.name,
    method,
    methodSpan,
    url,
    urlSpan: wholeSpan(urlPieces),
    urlPieces,
    httpVersion: httpVersion ?? head.httpVersion,
    requestLineSpan: contentOf(reading, line),
    headers,
    body,
    tags,
    variableUses: usesIn(reading, urlPieces, headers, body),
    ignoredParts: joinLists(preamble.ignoredParts, head.ignoredParts, rest.ignoredParts),
    isDisabled: tags.some((tag) => isTag(tag, "disabled")),
    isUnlogged: tags.some((tag) => isTag(tag, "no-log")),
  });
}

function reportNoRequest(reading: Reading, span: Span, line: Exclude<RequestLine, { kind: "request" }>): void {
  switch (line.kind) {
    case "unknownMethod": {
      const { start, end } = line.methodSpan;
      report(reading, line.methodSpan, { code: "unknownMethod", method: reading.text.slice(start, end) });
      return;
    }
    case "curl":
      report(reading, span, { code: "curlCommand" });
      return;
    case "response":
      report(reading, span, { code: "responseNotRequest" });
      return;
    case "other":
      report(reading, span, { code: "notARequestLine" });
      return;
    default:
      line satisfies never;
  }
}

/** What a `###` line says. */
interface Heading {
  readonly title: SpannedText | undefined;
  readonly name: SpannedText | undefined;
}

function readHeading(reading: Reading, { separator }: Block): Heading {
  if (separator === undefined) return { title: undefined, name: undefined };
  const { text, lines } = reading;
  const span = contentOf(reading, separator);
  if (span.start !== lines.starts[separator]) report(reading, span, { code: "indentedSeparator" });
  let start = span.start;
  while (start < span.end && text.charCodeAt(start) === 0x23) start += 1;
  start = skipBlank(text, start, span.end);
  if (start === span.end) return { title: undefined, name: undefined };
  const title = text.slice(start, span.end);
  const named = /^@name(?:\s*=\s*|\s+)(?=[^\s=])/.exec(title);
  if (named === null) return { title: { text: title, span: { start, end: span.end } }, name: undefined };
  report(reading, span, { code: "nameInSeparator" });
  const nameStart = start + named[0].length;
  return {
    title: undefined,
    name: { text: text.slice(nameStart, span.end), span: { start: nameStart, end: span.end } },
  };
}

function nameOf(tags: readonly MetadataTag[]): SpannedText | undefined {
  const tag = tags.find((candidate) => candidate.value !== "" && isTag(candidate, "name"));
  return tag === undefined ? undefined : { text: tag.value, span: tag.valueSpan };
}

function blockSpan(reading: Reading, block: Block): Span {
  let first = block.separator ?? block.first;
  while (isBlankLine(reading, first)) first += 1;
  let last = block.end - 1;
  while (isBlankLine(reading, last)) last -= 1;
  return { start: reading.lines.starts[first] ?? 0, end: reading.lines.ends[last] ?? 0 };
}

/** The variables of a request: those in its URL, headers and body, but not those in comments and scripts between. */
function usesIn(
  reading: Reading,
  urlPieces: readonly Span[],
  headers: readonly RequestHeader[],
  body: RequestBody,
): readonly VariableUse[] {
  const bodyPieces = body.kind === "text" ? body.pieces : body.kind === "file" ? [body.pathSpan] : [];
  const lastSpan = bodyPieces.at(-1) ?? headers.at(-1)?.valueSpan ?? urlPieces.at(-1);
  const all = usesBetween(reading.uses, urlPieces[0]?.start ?? 0, lastSpan?.end ?? 0);
  const isOfRequest = ({ span }: VariableUse): boolean =>
    urlPieces.some((piece) => contains(piece, span)) ||
    headers.some(({ nameSpan, valueSpan }) => contains(nameSpan, span) || contains(valueSpan, span)) ||
    bodyPieces.some((piece) => contains(piece, span));
  return all.length === 0 ? all : all.filter(isOfRequest);
}

function wholeSpan(pieces: readonly Span[]): Span {
  const [first = { start: 0, end: 0 }] = pieces;
  return pieces.length < 2 ? first : { start: first.start, end: pieces.at(-1)?.end ?? first.end };
}

function contains(outer: Span, inner: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** The lists one after the other; the only one that is not empty as it is, which is the usual case. */
function joinLists<Item>(...lists: readonly (readonly Item[])[]): readonly Item[] {
  const filled = lists.filter((list) => list.length > 0);
  return filled.length < 2 ? (filled[0] ?? []) : filled.flat();
}
