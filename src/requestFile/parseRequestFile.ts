/**
 * Reads a `.http` file into requests, variables and problems. It never throws, runs nothing, opens nothing and replaces
 * nothing: the same text always gives the same answer. The language is that of
 * https://github.com/JetBrains/http-request-in-editor-spec with what REST Client and httpYac added to it.
 */
import { readHeading } from "./heading.ts";
import type { Heading } from "./heading.ts";
import { readIgnoredPart } from "./ignoredPart.ts";
import { scanLines } from "./lines.ts";
import { readTag } from "./metadataTag.ts";
import { readBody } from "./readBody.ts";
import { readHead } from "./readHead.ts";
import type { Block, Reading } from "./reading.ts";
import { contentOf, firstCode, isBlankLine, isComment, isFence, report } from "./reading.ts";
import type { IgnoredPart, MetadataTag, RequestBody, RequestFile, RequestHeader, VariableUse } from "./requestFile.ts";
import type { Span, SpannedText } from "./span.ts";
import { isTag } from "./requestFile.ts";
import { readRequestLine } from "./requestLine.ts";
import type { RequestLine } from "./requestLine.ts";
import { readDefinition, reportDuplicates } from "./variableDefinition.ts";
import { findVariableUses, usesBetween } from "./variableUse.ts";

/**
 * Reads the text of a `.http` file. Any text is a file, at worst one without requests and with problems.
 * @param range The lines of the text that are a file, as a fence in a Markdown document; default: all of it. Spans are
 *   offsets into the whole text all the same.
 */
export function parseRequestFile(text: string, range?: Span): RequestFile {
  const steps = parseInSteps(text, range);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** How many blocks are read in one step: far less than a millisecond. */
const blocksInStep = 50;

/** Reads the same in steps of a few milliseconds at most, for those who have something else to do in between. */
export function* parseInSteps(text: string, range?: Span): Generator<undefined, RequestFile, undefined> {
  const from = range?.start ?? 0;
  const to = range?.end ?? text.length;
  const lines = scanLines(text, from, to);
  yield;
  const uses = findVariableUses(text, from, to);
  yield;
  const reading: Reading = { text, lines, uses, requests: [], variables: [], problems: [] };
  let count = 0;
  for (const block of blocksOf(reading)) {
    readBlock(reading, block);
    count += 1;
    if (count % blocksInStep === 0) yield;
  }
  if (reading.variables.length > 1) reportDuplicates(reading);
  const { requests, variables, problems } = reading;
  if (problems.length > 1) problems.sort((one, other) => one.span.start - other.span.start);
  return { text, span: { start: from, end: to }, requests, variables, problems };
}

function* blocksOf({ text, lines }: Reading): Generator<Block, undefined, undefined> {
  const { count, firsts, ends } = lines;
  let separator: number | undefined;
  let first = 0;
  for (let line = 0; line < count; line += 1) {
    const at = firsts[line] ?? 0;
    if (text.charCodeAt(at) !== 0x23 || text.charCodeAt(at + 1) !== 0x23 || text.charCodeAt(at + 2) !== 0x23) continue;
    // A range may end, and the document's own text begin, in the middle of what looks like a separator.
    if (at + 3 > (ends[line] ?? 0)) continue;
    yield { separator, first, end: line, isFollowed: true };
    separator = line;
    first = line + 1;
  }
  yield { separator, first, end: count, isFollowed: false };
}

const nothing: readonly never[] = [];

/** What stands before a request line. */
interface Preamble {
  tags: MetadataTag[] | undefined;
  ignoredParts: IgnoredPart[] | undefined;
  isFenced: boolean;
}

function readBlock(reading: Reading, block: Block): void {
  const preamble: Preamble = { tags: undefined, ignoredParts: undefined, isFenced: false };
  const heading = readHeading(reading, block);
  const knownProblems = reading.problems.length;
  for (let line = block.first; line < block.end; line += 1) {
    const next = readPreambleLine(reading, block, line, preamble);
    if (next !== undefined) {
      line = next;
      continue;
    }
    const span = contentOf(reading, line);
    const requestLine = readRequestLine(reading.text, span);
    if (requestLine.kind === "request") readRequest(reading, block, line, span, requestLine, heading, preamble);
    else reportNoRequest(reading, span, requestLine);
    return;
  }
  if (preamble.tags !== undefined) dropIgnoredTags(reading, knownProblems);
}

/** Where no request is, nobody sends anything, whichever tags they know. */
function dropIgnoredTags({ problems }: Reading, from: number): void {
  const kept = problems.splice(from).filter(({ code }) => code !== "tagIgnoredElsewhere");
  for (const problem of kept) problems.push(problem);
}

/** Reads a line before the request line, and gives the last line that belongs to it; undefined for any other line. */
function readPreambleLine(reading: Reading, block: Block, line: number, preamble: Preamble): number | undefined {
  const code = firstCode(reading, line);
  if (code === -1) return line;
  if (isComment(reading, line)) {
    const tag = readTag(reading, line);
    if (tag !== undefined) (preamble.tags ??= []).push(tag);
    return line;
  }
  // Most request lines begin with a letter, and nothing below does.
  if (code > 0x40 && code < 0x60) return undefined;
  if (code === 0x40) {
    const variable = readDefinition(reading, line);
    if (variable === undefined) report(reading, contentOf(reading, line), { code: "badVariableDefinition" });
    else reading.variables.push(variable);
    return line;
  }
  if (isFence(reading, line)) {
    if (!preamble.isFenced) report(reading, contentOf(reading, line), { code: "markdownFence" });
    preamble.isFenced = !preamble.isFenced;
    return line;
  }
  if (code === 0x2f && reading.text.startsWith("/*", reading.lines.firsts[line])) {
    const last = endOfComment(reading, block, line);
    const span = { start: contentOf(reading, line).start, end: contentOf(reading, last).end };
    report(reading, span, { code: "blockComment" });
    return last;
  }
  const ignored = readIgnoredPart(reading, line, block.end, "beforeRequest");
  if (ignored !== undefined) (preamble.ignoredParts ??= []).push(ignored.part);
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
  requestLineSpan: Span,
  { method, methodSpan, url: firstLine, isLowerCase }: Extract<RequestLine, { kind: "request" }>,
  heading: Heading,
  preamble: Preamble,
): void {
  const { text } = reading;
  const { urlSpan: firstPiece, httpVersion } = firstLine;
  if (isLowerCase && methodSpan !== undefined) {
    report(reading, methodSpan, { code: "lowerCaseMethod", method: text.slice(methodSpan.start, methodSpan.end) });
  }
  const lineEnd = reading.lines.ends[line] ?? requestLineSpan.end;
  if (lineEnd > requestLineSpan.end && httpVersion === undefined) {
    report(reading, { start: requestLineSpan.end, end: lineEnd }, { code: "blanksAfterUrl" });
  }
  const head = readHead(reading, block, line, httpVersion !== undefined);
  const { headers, continuations } = head;
  const tagsAbove = joinLists(preamble.tags ?? nothing, head.tags, nothing);
  const end = readBody(reading, block, head.nextLine, {
    headers,
    isFenced: preamble.isFenced,
    isKeptWhole: hasTag(tagsAbove, "forceRegionDelimiter"),
  });
  const { body } = end;
  const urlPieces = continuations.length === 0 ? [firstPiece] : [firstPiece, ...continuations];
  const urlSpan = wholeSpan(urlPieces);
  const url =
    urlPieces.length === 1
      ? text.slice(urlSpan.start, urlSpan.end)
      : urlPieces.map((piece) => text.slice(piece.start, piece.end)).join("");
  if (text.charCodeAt(firstPiece.start) === 0x2f && headers.some(({ name }) => name.toLowerCase() === "host")) {
    report(reading, firstPiece, { code: "relativeUrlWithHost" });
  }
  const tags = joinLists(tagsAbove, end.tags, nothing);
  reading.requests.push({
    span: blockSpan(reading, block),
    title: heading.title,
    name: nameOf(tags) ?? heading.name,
    method,
    methodSpan,
    url,
    urlSpan,
    urlPieces,
    httpVersion: httpVersion ?? head.httpVersion,
    requestLineSpan,
    headers,
    body,
    tags,
    variableUses: reading.uses.length === 0 ? nothing : usesIn(reading, urlPieces, headers, body),
    ignoredParts: joinLists(preamble.ignoredParts ?? nothing, head.ignoredParts, end.ignoredParts),
    isDisabled: hasTag(tags, "disabled"),
    isUnlogged: hasTag(tags, "no-log"),
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

function nameOf(tags: readonly MetadataTag[]): SpannedText | undefined {
  for (const tag of tags) {
    if (tag.value !== "" && isTag(tag, "name")) return { text: tag.value, span: tag.valueSpan };
  }
  return undefined;
}

function hasTag(tags: readonly MetadataTag[], name: string): boolean {
  for (const tag of tags) if (isTag(tag, name)) return true;
  return false;
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
  if (all.length === 0) return all;
  const headerSpans = headers.flatMap(({ nameSpan, valueSpan }) => [nameSpan, valueSpan]);
  const parts = [...urlPieces, ...headerSpans, ...bodyPieces];
  // Both are in the order of the file.
  let next = 0;
  return all.filter(({ span }) => {
    while ((parts[next]?.end ?? span.end) < span.end) next += 1;
    return (parts[next]?.start ?? span.end) <= span.start;
  });
}

function wholeSpan(pieces: readonly Span[]): Span {
  const [first = { start: 0, end: 0 }] = pieces;
  return pieces.length < 2 ? first : { start: first.start, end: pieces.at(-1)?.end ?? first.end };
}

/** The lists one after the other; the only one that is not empty as it is, which is the usual case. */
function joinLists<Item>(first: readonly Item[], second: readonly Item[], third: readonly Item[]): readonly Item[] {
  if (second.length === 0 && third.length === 0) return first;
  if (first.length === 0 && third.length === 0) return second;
  return [...first, ...second, ...third];
}
