/**
 * Reads what a request sends after its headers. The rule behind all of it: no text that could be a part of the message
 * disappears silently; either it is sent, or a problem says that it is not.
 */
import { bodyOf, continueBody, interruptBody, startBody } from "./bodyDraft.ts";
import type { BodyDraft } from "./bodyDraft.ts";
import { readIgnoredPart } from "./ignoredPart.ts";
import { skipBlank, trimEnd } from "./lines.ts";
import { readTag } from "./metadataTag.ts";
import type { Block, Reading } from "./reading.ts";
import { contentOf, firstCode, isBlankLine, isComment, isFence, report } from "./reading.ts";
import { noteLateTag, noteLateVariable } from "./readHead.ts";
import type { IgnoredPart, MetadataTag, RequestBody, RequestHeader } from "./requestFile.ts";
import { findStrayRequest } from "./requestLine.ts";

/** What stands after a request's headers. */
export interface RequestEnd {
  readonly body: RequestBody;
  readonly tags: readonly MetadataTag[];
  readonly ignoredParts: readonly IgnoredPart[];
}

/** What of the lines above decides how the rest of a block is read. */
export interface RequestBeginning {
  readonly headers: readonly RequestHeader[];
  /** Whether the request stands in a Markdown fence, which ends it. */
  readonly isFenced: boolean;
  /** Whether `# @forceRegionDelimiter` keeps httpYac from taking a line of the body for a request. */
  readonly isKeptWhole: boolean;
}

const nothing: readonly never[] = [];

/** Reads from the line after the headers to the end of the block. */
export function readBody(
  reading: Reading,
  block: Block,
  firstLine: number,
  { headers, isFenced, isKeptWhole }: RequestBeginning,
): RequestEnd {
  let tags: MetadataTag[] | undefined;
  let ignoredParts: IgnoredPart[] | undefined;
  const draft = startBody(headers);
  // Comments that only belong to the body if more of it follows.
  let waiting: number[] | undefined;
  for (let line = firstLine; line < block.end; line += 1) {
    const code = firstCode(reading, line);
    if (code === -1) continue;
    if (isFenced && isFence(reading, line)) break;
    const ignored = readIgnoredPart(reading, line, block.end, "afterRequest");
    if (ignored !== undefined) {
      (ignoredParts ??= []).push(ignored.part);
      interruptBody(draft);
      line = ignored.lastLine;
      continue;
    }
    if (isComment(reading, line)) {
      const isApart = draft.isEmpty || waiting !== undefined || isBlankLine(reading, line - 1);
      if (isApart) (waiting ??= []).push(line);
      else addComment(draft, reading, line);
      continue;
    }
    if (waiting !== undefined) {
      // JSON and XML have no comments, so that comments before them are none of the body's text.
      if (draft.isEmpty && beginsMarkup(code)) addTags((tags ??= []), reading, waiting);
      else for (const comment of waiting) addComment(draft, reading, comment);
      waiting = undefined;
    }
    if (draft.isEmpty) noteHeaderLike(reading, line, code);
    noteStray(reading, line, code, isKeptWhole);
    continueBody(draft, reading, line);
  }
  if (waiting !== undefined) addTags((tags ??= []), reading, waiting);
  const body = bodyOf(draft, reading);
  if (body.kind === "text" && block.isFollowed && isCutOff(body.text))
    report(reading, body.span, { code: "bodyCutBySeparator" });
  return { body, tags: tags ?? nothing, ignoredParts: ignoredParts ?? nothing };
}

function addComment(draft: BodyDraft, reading: Reading, line: number): void {
  report(reading, contentOf(reading, line), { code: "commentInBody" });
  continueBody(draft, reading, line);
}

function beginsMarkup(code: number): boolean {
  return code === 0x7b || code === 0x5b || code === 0x3c;
}

/** Whether a JSON body stops before its last bracket. */
function isCutOff(text: string): boolean {
  const opening = text.charCodeAt(skipBlank(text, 0, text.length));
  if (opening !== 0x7b && opening !== 0x5b) return false;
  return text.charCodeAt(trimEnd(text, 0, text.length) - 1) !== opening + 2;
}

function addTags(tags: MetadataTag[], reading: Reading, comments: readonly number[]): void {
  for (const line of comments) {
    const tag = readTag(reading, line);
    if (tag !== undefined) tags.push(noteLateTag(reading, tag));
  }
}

/** Headers that a Graph request has, and that nobody begins a message with. */
const knownHeader =
  /^(?:authorization|accept|content-[a-z-]+|prefer|host|cookie|if-[a-z-]+|user-agent|client-request-id|consistencylevel|x-[\w-]+)\s*:/i;

function noteHeaderLike(reading: Reading, line: number, firstCharacter: number): void {
  const letter = firstCharacter | 0x20;
  if (letter < 0x61 || letter > 0x7a) return;
  const span = contentOf(reading, line);
  const name = knownHeader.exec(reading.text.slice(span.start, Math.min(span.end, span.start + 100)))?.[0];
  if (name !== undefined) report(reading, span, { code: "headerAfterBlankLine", name: name.slice(0, -1).trimEnd() });
}

/** Notes lines that other editors do not take for a part of the body. */
function noteStray(reading: Reading, line: number, firstCharacter: number, isKeptWhole: boolean): void {
  if (firstCharacter === 0x40) noteLateVariable(reading, line);
  if (firstCharacter < 0x41 || firstCharacter > 0x5a) return;
  const span = contentOf(reading, line);
  const stray = findStrayRequest(reading.text, span);
  if (stray?.hasUrl === true) report(reading, span, { code: "missingSeparator" });
  else if (stray !== undefined && !isKeptWhole) report(reading, span, { code: "methodInBody", method: stray.method });
}
