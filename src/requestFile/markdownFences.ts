/**
 * Finds the code of a Markdown document that is written in the language `http`, between fences of backticks or tildes
 * (https://spec.commonmark.org/0.31.2/#fenced-code-blocks). Read a fence's code with parseRequestFile(text, span).
 */
import { scanLines } from "./lines.ts";
import type { Span } from "./span.ts";

/** Code between fences. */
export interface MarkdownFence {
  /** The code: from the line below the opening fence to the closing fence's line, or to the end of the document. */
  readonly span: Span;
  /** The line of the opening fence, without the blanks around it. */
  readonly openingSpan: Span;
}

const languages: ReadonlySet<string> = new Set(["http", "rest"]);

/** Whether `findFences` may find anything. Cheap, and never false where it would. */
export function mayHaveFences(text: string): boolean {
  return /^(?:(?![\r\n])[\s\p{Cc}])*(?:`{3,}|~{3,})(?:(?![\r\n])\s)*(?:http|rest)(?![\w+-])/imu.test(text);
}

/** The fences of a document, in its order. Those in quotes and of other languages are left out. */
export function findFences(text: string): readonly MarkdownFence[] {
  const { count, starts, ends, firsts } = scanLines(text);
  const fences: MarkdownFence[] = [];
  let open: { readonly sign: string; readonly length: number; readonly fence: MarkdownFence | undefined } | undefined;
  for (let line = 0; line < count; line += 1) {
    const first = firsts[line] ?? 0;
    const code = text.charCodeAt(first);
    if (code !== 0x60 && code !== 0x7e) continue;
    const end = ends[line] ?? first;
    const [written = "", run = "", info = ""] = /^((?:`{3,}|~{3,}))(.*)$/s.exec(text.slice(first, end).trimEnd()) ?? [];
    if (run === "") continue;
    const sign = run.charAt(0);
    if (open !== undefined) {
      const isClosing = sign === open.sign && run.length >= open.length && info.trim() === "";
      if (!isClosing) continue;
      if (open.fence !== undefined) {
        fences.push({ ...open.fence, span: { start: open.fence.span.start, end: starts[line] ?? first } });
      }
      open = undefined;
      continue;
    }
    // An info string after backticks holds none; else it is code in a line of text.
    if (sign === "`" && info.includes("`")) continue;
    const language = /^[\w+-]+/.exec(info.trim())?.[0].toLowerCase() ?? "";
    const start = (line + 1 < count ? starts[line + 1] : undefined) ?? text.length;
    const openingSpan = { start: first, end: first + written.length };
    const fence = languages.has(language) ? { span: { start, end: text.length }, openingSpan } : undefined;
    open = { sign, length: run.length, fence };
  }
  if (open?.fence !== undefined) fences.push(open.fence);
  return fences;
}
