/**
 * What each piece of a request file is, for colouring it. The pieces are in order, do not overlap, and each stands on one
 * line, as editors want them.
 */
import { expressionSpan } from "./fileSymbols.ts";
import { isJsonBody } from "./bodyJson.ts";
import { scanJson } from "./jsonTokens.ts";
import { scanLines } from "./lines.ts";
import type { HttpRequest, RequestFile, VariableUse } from "./requestFile.ts";
import type { Span } from "./span.ts";

/** The kinds of pieces. */
export const semanticTokenTypes = [
  "comment",
  "title",
  "tagName",
  "tagValue",
  "variableName",
  "variableValue",
  "variableUse",
  "method",
  "url",
  "version",
  "headerName",
  "headerValue",
  "property",
  "string",
  "number",
  "keyword",
  "file",
  "script",
] as const;

/** A kind of piece. */
export type SemanticTokenType = (typeof semanticTokenTypes)[number];

/** A piece. */
export interface SemanticToken {
  readonly type: SemanticTokenType;
  readonly span: Span;
}

/** Every piece of a file that is something. */
export function semanticTokens(file: RequestFile): readonly SemanticToken[] {
  const found: SemanticToken[] = [];
  for (const { nameSpan, valueSpan } of file.variables) {
    found.push({ type: "variableName", span: nameSpan }, { type: "variableValue", span: valueSpan });
  }
  for (const request of file.requests) addRequest(file, request, found);
  found.sort((one, other) => one.span.start - other.span.start);
  const withComments = addComments(file, found);
  const uses = [...file.variables.flatMap((one) => one.uses), ...file.requests.flatMap((one) => one.variableUses)];
  uses.sort((one, other) => one.span.start - other.span.start);
  return cutOutUses(file, splitAtLines(file.text, withComments), uses);
}

function addRequest(file: RequestFile, request: HttpRequest, found: SemanticToken[]): void {
  const { title, methodSpan, urlPieces, httpVersion, headers, body, tags, ignoredParts } = request;
  if (title !== undefined) found.push({ type: "title", span: title.span });
  if (methodSpan !== undefined) found.push({ type: "method", span: methodSpan });
  for (const span of urlPieces) found.push({ type: "url", span });
  if (httpVersion !== undefined) found.push({ type: "version", span: httpVersion.span });
  for (const { nameSpan, valueSpan } of headers) {
    found.push({ type: "headerName", span: nameSpan }, { type: "headerValue", span: valueSpan });
  }
  for (const { nameSpan, valueSpan } of tags) {
    found.push({ type: "tagName", span: nameSpan }, { type: "tagValue", span: valueSpan });
  }
  for (const { span } of ignoredParts) found.push({ type: "script", span });
  if (body.kind === "file") found.push({ type: "file", span: body.pathSpan });
  if (body.kind === "text" && isJsonBody(request)) {
    for (const piece of body.pieces) addJson(file.text, piece, found);
  }
}

function addJson(text: string, { start, end }: Span, found: SemanticToken[]): void {
  for (const { kind, span } of scanJson(text.slice(start, end)).tokens) {
    const place = { start: start + span.start, end: start + span.end };
    if (kind === "word") {
      const word = text.slice(place.start, place.end);
      if (/^-?[0-9]/.test(word)) found.push({ type: "number", span: place });
      else if (/^(?:true|false|null)$/.test(word)) found.push({ type: "keyword", span: place });
    } else found.push({ type: kind === "key" ? "property" : "string", span: place });
  }
}

/** Adds the lines of comments, without the tags in them and what else has been found there. */
function addComments(file: RequestFile, found: readonly SemanticToken[]): readonly SemanticToken[] {
  const { text, span, requests } = file;
  const { count, firsts, ends } = scanLines(text, span.start, span.end);
  const all: SemanticToken[] = [];
  let next = 0;
  let request = 0;
  for (let line = 0; line < count; line += 1) {
    const start = firsts[line] ?? 0;
    const end = ends[line] ?? start;
    for (; (found[next]?.span.start ?? end) < start; next += 1) push(all, found[next]);
    while ((requests[request]?.span.end ?? text.length) < start) request += 1;
    const body = requests[request]?.body;
    const isOfBody = body?.kind === "text" && body.pieces.some((piece) => piece.start <= start && start < piece.end);
    const isComment = text.charCodeAt(start) === 0x23 || text.startsWith("//", start);
    const isCovered = (all.at(-1)?.span.end ?? 0) > start;
    if (!isComment || isOfBody || isCovered || start >= end) continue;
    let at = start;
    for (; (found[next]?.span.start ?? end) < end; next += 1) {
      const token = found[next];
      if (token === undefined) break;
      if (token.span.start > at) all.push({ type: "comment", span: { start: at, end: token.span.start } });
      all.push(token);
      at = Math.max(at, token.span.end);
    }
    if (at < end) all.push({ type: "comment", span: { start: at, end } });
  }
  for (; next < found.length; next += 1) push(all, found[next]);
  return all;
}

function push(all: SemanticToken[], token: SemanticToken | undefined): void {
  if (token !== undefined) all.push(token);
}

/** Splits what goes over several lines, and drops what is empty. */
function splitAtLines(text: string, tokens: readonly SemanticToken[]): readonly SemanticToken[] {
  return tokens.flatMap((token): readonly SemanticToken[] => {
    const { start, end } = token.span;
    const written = text.slice(start, end);
    if (!/[\r\n]/.test(written)) return start === end ? [] : [token];
    return Array.from(written.matchAll(/[^\r\n]+/g), (line) => {
      const from = start + line.index;
      return { type: token.type, span: { start: from, end: from + line[0].length } };
    });
  });
}

/** Cuts the expressions of variables out of the pieces that they stand in; their braces stay. */
function cutOutUses(
  file: RequestFile,
  tokens: readonly SemanticToken[],
  uses: readonly VariableUse[],
): readonly SemanticToken[] {
  const cut: SemanticToken[] = [];
  let next = 0;
  for (const { type, span } of tokens) {
    let at = span.start;
    for (; next < uses.length; next += 1) {
      const use = uses[next];
      if (use === undefined || use.span.end > span.end) break;
      const place = expressionSpan(file, use);
      if (place.start < at) {
        // It stands before this piece, in text that is none: plain text of a body.
        if (place.end <= at) cut.push({ type: "variableUse", span: place });
        continue;
      }
      if (place.start > at) cut.push({ type, span: { start: at, end: place.start } });
      cut.push({ type: "variableUse", span: place });
      at = place.end;
    }
    if (at < span.end) cut.push({ type, span: { start: at, end: span.end } });
  }
  for (const use of uses.slice(next)) cut.push({ type: "variableUse", span: expressionSpan(file, use) });
  return cut.sort((one, other) => one.span.start - other.span.start);
}
