/** The JSON of a request's body where it stands in the file, with variables in it that have no value yet. */
import { readJsonBody } from "./readJsonBody.ts";
import type { HttpRequest, RequestFile } from "./requestFile.ts";
import type { Span } from "./span.ts";

/** Whether a body is, or is to be, JSON: by its `Content-Type`, or without one by its first bracket. */
export function isJsonBody({ headers, body }: HttpRequest): boolean {
  if (body.kind !== "text") return false;
  const type = headers.find(({ name }) => name.toLowerCase() === "content-type")?.value.toLowerCase();
  return type === undefined ? /^\s*[{[]/.test(body.text) : /^[\w.-]+\/(?:[\w.-]+\+)?json\b/.test(type);
}

/**
 * The first character of a body that can't be right in JSON, with all that follows on its line; undefined if there is none,
 * or if a variable stands there, so that nobody can know. Whatever a variable is replaced by is taken for right.
 */
export function findJsonMistake(file: RequestFile, request: HttpRequest): Span | undefined {
  const { body, variableUses } = request;
  if (body.kind !== "text" || !isJsonBody(request)) return undefined;
  // Digits are right as a value and in a string, and keep every place where it is.
  let text = "";
  for (const piece of body.pieces) {
    let at = piece.start;
    for (const { span } of variableUses) {
      if (span.start < at || span.end > piece.end) continue;
      text += file.text.slice(at, span.start) + "1".repeat(span.end - span.start);
      at = span.end;
    }
    text += file.text.slice(at, piece.end);
  }
  const read = readJsonBody(text);
  if (read.kind !== "malformed") return undefined;
  const start = offsetInFile(body.pieces, read.offset);
  const isAtVariable = variableUses.some(({ span }) => span.start <= start && start <= span.end);
  if (isAtVariable) return undefined;
  if (start >= body.span.end) return { start: Math.max(body.span.end - 1, body.span.start), end: body.span.end };
  const lineLength = /^[^\r\n]*/.exec(file.text.slice(start, body.span.end))?.[0].length ?? 0;
  return { start, end: start + Math.max(lineLength, 1) };
}

/** Where in the file a place of a body's text stands. */
function offsetInFile(pieces: readonly Span[], offset: number): number {
  let rest = offset;
  for (const { start, end } of pieces) {
    if (rest < end - start) return start + rest;
    rest -= end - start;
  }
  return pieces.at(-1)?.end ?? 0;
}
