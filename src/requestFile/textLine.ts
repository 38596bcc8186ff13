/** The line of a text around an offset, for edits and for what stands at a cursor. Lines end at CR LF, LF or a lone CR. */
import type { Span } from "./span.ts";

/** The line around an offset, without its line break. */
export function lineAt(text: string, offset: number): Span {
  return { start: lineStart(text, offset), end: lineEnd(text, offset) };
}

/** The lines that a span touches, with the break behind the last one, or before the first one where there is none behind. */
export function wholeLines(text: string, span: Span): Span {
  const start = lineStart(text, span.start);
  const end = lineEnd(text, span.end);
  const next = nextLine(text, end);
  if (next > end || start === 0) return { start, end: next };
  return { start: start - (text.startsWith("\r\n", start - 2) ? 2 : 1), end };
}

/** The line break that a text uses at its first break: `\n` for a text of one line. */
export function lineBreakOf(text: string): string {
  return /\r\n?|\n/.exec(text)?.[0] ?? "\n";
}

/** Where the line after an offset at a line's end begins; the same offset at the end of the text. */
export function nextLine(text: string, end: number): number {
  if (text.startsWith("\r\n", end)) return end + 2;
  return end < text.length ? end + 1 : end;
}

function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isBreak(text.charCodeAt(end))) end += 1;
  return end;
}

function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}
