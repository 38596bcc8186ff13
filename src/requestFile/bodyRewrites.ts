/** Puts a JSON body together again that a `###` line has cut in two, for the fix of that problem. */
import { scanJson } from "./jsonTokens.ts";
import type { RequestFile } from "./requestFile.ts";
import type { Span, SpanEdit } from "./span.ts";
import { lineAt, nextLine } from "./textLine.ts";

/**
 * Joins a body with what follows it: within a text, line breaks around the `###` become `\n` of JSON, so that the line is
 * none any more; between two properties, the line goes. Undefined if the text is not closed further on in the next block.
 */
export function joinBodyParts({ text, span: whole }: RequestFile, bodySpan: Span): readonly SpanEdit[] | undefined {
  const separatorAt = findSeparator(text, bodySpan.end, whole.end);
  if (separatorAt === undefined) return undefined;
  const separator = lineAt(text, separatorAt);
  const after = nextLine(text, separator.end);
  const last = scanJson(text.slice(bodySpan.start, bodySpan.end)).tokens.at(-1);
  const isInText =
    last !== undefined &&
    last.kind !== "word" &&
    bodySpan.start + last.span.end === bodySpan.end &&
    !isClosedText(text.slice(bodySpan.start + last.span.start, bodySpan.end));
  if (!isInText) return [{ span: { start: separator.start, end: after }, newText: "" }];
  // Every line up to the closing quote: JSON has no line breaks in a text.
  const edits: SpanEdit[] = [{ span: { start: bodySpan.end, end: separator.start }, newText: "\\n" }];
  for (let { end } = separator; ;) {
    const next = nextLine(text, end);
    if (next === end || next >= whole.end) return undefined;
    edits.push({ span: { start: end, end: next }, newText: "\\n" });
    const line = lineAt(text, next);
    const written = text.slice(line.start, line.end);
    if (/^\s*###/.test(written)) return undefined;
    if (/(?:^|[^\\])(?:\\\\)*"/.test(written)) return edits;
    end = line.end;
  }
}

function findSeparator(text: string, from: number, to: number): number | undefined {
  const at = text.slice(from, to).search(/(?<=[\r\n][ \t]*)###/);
  return at === -1 ? undefined : from + at;
}

function isClosedText(written: string): boolean {
  return /^"(?:[^"\\]|\\.)*"$/s.test(written);
}
