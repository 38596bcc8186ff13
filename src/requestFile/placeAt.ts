/**
 * What stands at a place of a request file, for hovers and for completion. It also knows lines that are not finished, as
 * `PO` or `{{ho`: a person who asks for completion has usually not written a whole request.
 */
import { isJsonBody } from "./bodyJson.ts";
import { scanJson } from "./jsonTokens.ts";
import type { HttpRequest, RequestFile, RequestHeader, VariableDefinition } from "./requestFile.ts";
import type { Span } from "./span.ts";
import { touches } from "./span.ts";
import { lineAt } from "./textLine.ts";

/** What stands at a place. `span` is what a completion replaces and what a hover belongs to; it may be empty. */
export type FilePlace =
  /** In the braces of a variable, closed or not. */
  | { readonly kind: "variableUse"; readonly span: Span; readonly expression: string; readonly isClosed: boolean }
  | { readonly kind: "variableName"; readonly span: Span; readonly definition: VariableDefinition }
  /** The name of a `# @tag`, without the `@`. */
  | { readonly kind: "tagName"; readonly span: Span }
  | { readonly kind: "tagValue"; readonly span: Span; readonly tagName: string }
  /** The beginning of a request line, up to the first blank. */
  | { readonly kind: "method"; readonly span: Span }
  /** `span` is one segment of the path, or the origin; `urlSpan` the address as far as it stands on this line. */
  | { readonly kind: "urlSegment"; readonly span: Span; readonly urlSpan: Span; readonly method: string }
  /** `span` is all behind the `?`. */
  | { readonly kind: "query"; readonly span: Span; readonly urlSpan: Span }
  | { readonly kind: "headerName"; readonly span: Span; readonly request: HttpRequest }
  | { readonly kind: "headerValue"; readonly span: Span; readonly name: string }
  /** A property's name in a JSON body, with its quotes if it has any. `depth` is 1 in the outermost object. */
  | { readonly kind: "bodyProperty"; readonly span: Span; readonly depth: number; readonly request: HttpRequest }
  | { readonly kind: "body"; readonly span: Span; readonly request: HttpRequest }
  | { readonly kind: "nothing"; readonly span: Span };

/** What stands at an offset, which may be behind the last character of what is meant, as a cursor is. */
export function placeAt(file: RequestFile, offset: number): FilePlace {
  const { text, variables } = file;
  const line = lineAt(text, offset);
  const variable = variableUseAt(text, line, offset);
  if (variable !== undefined) return variable;
  const definition = variables.find(({ nameSpan }) => touches(nameSpan, offset));
  if (definition !== undefined) return { kind: "variableName", span: definition.nameSpan, definition };
  const request = file.requests.findLast(({ span }) => span.start <= offset);
  const tag = tagAt(text, line, offset);
  if (tag !== undefined && !isInBody(request, offset)) return tag;
  const isBehindSeparator = request !== undefined && /^[ \t]*###/m.test(text.slice(request.span.end, offset));
  if (request === undefined || isBehindSeparator || offset < request.requestLineSpan.start) {
    return requestLineAt(text, line, offset);
  }
  return partOfRequest(file, request, line, offset);
}

function partOfRequest(file: RequestFile, request: HttpRequest, line: Span, offset: number): FilePlace {
  const { text } = file;
  const { methodSpan, urlPieces, headers, body, requestLineSpan } = request;
  if (methodSpan !== undefined && touches(methodSpan, offset)) return { kind: "method", span: methodSpan };
  const piece = urlPieces.find((span) => touches(span, offset));
  if (piece !== undefined) return urlPlace(text, piece, request.method, offset);
  // Also behind the blanks at the end of its line, where a value is usually begun.
  const header = headers.find(
    ({ nameSpan, valueSpan }) =>
      nameSpan.start <= offset && offset <= Math.max(valueSpan.end, lineAt(text, valueSpan.end).end),
  );
  if (header !== undefined) return headerPlace(request, header, offset);
  if (touches(requestLineSpan, offset)) return nothing(offset);
  if (isInBody(request, offset)) return bodyPlace(text, request, offset);
  const headEnd = Math.max(requestLineSpan.end, urlPieces.at(-1)?.end ?? 0, headers.at(-1)?.valueSpan.end ?? 0);
  const isBehindBlankLine = /(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)/.test(text.slice(headEnd, offset));
  if (isBehindBlankLine) {
    return body.kind === "none" ? { kind: "body", span: emptyAt(offset), request } : nothing(offset);
  }
  const written = text.slice(line.start, line.end);
  const indent = /^\s*/.exec(written)?.[0].length ?? 0;
  if (/^[\w-]*$/.test(written.trim())) {
    return {
      kind: "headerName",
      span: {
        start: Math.min(line.start + indent, offset),
        end: Math.max(line.start + written.trimEnd().length, offset),
      },
      request,
    };
  }
  return nothing(offset);
}

function headerPlace(request: HttpRequest, { name, nameSpan, valueSpan }: RequestHeader, offset: number): FilePlace {
  if (offset <= nameSpan.end) return { kind: "headerName", span: nameSpan, request };
  return { kind: "headerValue", span: touches(valueSpan, offset) ? valueSpan : emptyAt(offset), name };
}

/** A request line that is not finished, or that the reader takes for none. */
function requestLineAt(text: string, line: Span, offset: number): FilePlace {
  const written = text.slice(line.start, line.end);
  if (!/^\s*(?:[A-Za-z]*(?:[ \t].*)?|[A-Za-z]+:.*)$/s.test(written)) return nothing(offset);
  const start = line.start + (/^\s*/.exec(written)?.[0].length ?? 0);
  const word = /^\S*/.exec(text.slice(start, line.end))?.[0] ?? "";
  const wordEnd = start + word.length;
  if (word.includes(":")) return urlPlace(text, { start: Math.min(start, offset), end: line.end }, "GET", offset);
  if (offset <= wordEnd) return { kind: "method", span: { start: Math.min(start, offset), end: wordEnd } };
  const blank = /^\s*/.exec(text.slice(wordEnd, line.end))?.[0].length ?? 0;
  const urlStart = Math.min(wordEnd + blank, offset);
  return urlPlace(text, { start: urlStart, end: line.end }, word.toUpperCase(), offset);
}

/** The part of an address at an offset: its query, or the segment between two slashes. */
function urlPlace(text: string, urlSpan: Span, method: string, offset: number): FilePlace {
  const url = text.slice(urlSpan.start, urlSpan.end);
  const at = offset - urlSpan.start;
  // On a line of its own, the query goes on with its sign.
  const query = url.search(/^&|[?#]/);
  if (query !== -1 && at > query)
    return { kind: "query", span: { start: urlSpan.start + query + 1, end: urlSpan.end }, urlSpan };
  const path = query === -1 ? url : url.slice(0, query);
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(path)?.[0].length ?? 0;
  const isInOrigin = origin > 0 && at <= origin;
  const from = isInOrigin || at === 0 ? 0 : path.lastIndexOf("/", at - 1) + 1;
  const slash = isInOrigin ? origin : path.indexOf("/", at);
  const span = { start: urlSpan.start + from, end: urlSpan.start + (slash === -1 ? path.length : slash) };
  return { kind: "urlSegment", span, urlSpan, method };
}

function bodyPlace(text: string, request: HttpRequest, offset: number): FilePlace {
  const { span } = request.body.kind === "none" ? { span: emptyAt(offset) } : request.body;
  if (!isJsonBody(request)) return { kind: "body", span, request };
  const { tokens } = scanJson(text.slice(span.start, span.end));
  const token = tokens.find((one) =>
    touches({ start: span.start + one.span.start, end: span.start + one.span.end }, offset),
  );
  const { end } = scanJson(text.slice(span.start, token === undefined ? offset : span.start + token.span.start));
  if (end.expects !== "key" || end.depth === 0) return { kind: "body", span, request };
  const place =
    token === undefined ? emptyAt(offset) : { start: span.start + token.span.start, end: span.start + token.span.end };
  return { kind: "bodyProperty", span: place, depth: end.depth, request };
}

/** Looks only at the line, so that braces that nobody has closed yet count, too. */
function variableUseAt(text: string, line: Span, offset: number): FilePlace | undefined {
  const open = text.lastIndexOf("{{", offset - 1);
  if (open < line.start || open + 2 > offset) return undefined;
  const closeAt = text.slice(open + 2, line.end).search(/[{}]/);
  const end = closeAt === -1 ? line.end : open + 2 + closeAt;
  if (offset > end) return undefined;
  const isClosed = text.startsWith("}}", end);
  // What is not closed ends at the cursor: behind it may stand anything.
  const written = text.slice(open + 2, isClosed ? end : offset);
  const expression = written.trim().replace(/^%/, "").trim();
  const start = open + 2 + written.indexOf(expression);
  // Blanks in the braces belong to it where the cursor stands in them.
  const span =
    expression === ""
      ? emptyAt(offset)
      : { start: Math.min(start, offset), end: Math.max(start + expression.length, offset) };
  return { kind: "variableUse", span, expression, isClosed };
}

function tagAt(text: string, line: Span, offset: number): FilePlace | undefined {
  const written = text.slice(line.start, line.end);
  const [whole, sign = "", name = "", between = ""] =
    /^(\s*(?:#{1,2}|\/{2,})\s*@)([\w-]*)(\s*=\s*|\s*)/.exec(written) ?? [];
  if (whole === undefined) return undefined;
  const nameStart = line.start + sign.length;
  const nameSpan = spanOf(nameStart, name.length);
  if (offset < nameStart) return undefined;
  if (offset <= nameSpan.end) return { kind: "tagName", span: nameSpan };
  const valueStart = Math.min(nameSpan.end + between.length, offset);
  const valueEnd = Math.max(line.start + written.trimEnd().length, offset);
  return { kind: "tagValue", span: { start: valueStart, end: valueEnd }, tagName: name };
}

function isInBody(request: HttpRequest | undefined, offset: number): boolean {
  return request !== undefined && request.body.kind !== "none" && touches(request.body.span, offset);
}

function spanOf(start: number, length: number): Span {
  return { start, end: start + length };
}

function emptyAt(offset: number): Span {
  return { start: offset, end: offset };
}

function nothing(offset: number): FilePlace {
  return { kind: "nothing", span: emptyAt(offset) };
}
