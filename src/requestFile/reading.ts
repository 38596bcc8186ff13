/**
 * What the parts of the reader hand to each other while one file is read: the text, its lines, and the lists that they
 * add to. It does not outlive parseRequestFile.
 */
import type { Lines } from "./lines.ts";
import { trimEnd } from "./lines.ts";
import type { HttpRequest, VariableDefinition, VariableUse } from "./requestFile.ts";
import type { Span } from "./span.ts";
import type { ProblemFacts, RequestProblem } from "./requestProblem.ts";

/** One file being read. */
export interface Reading {
  readonly text: string;
  readonly lines: Lines;
  /** Every `{{…}}` of the text, in order. */
  readonly uses: readonly VariableUse[];
  readonly requests: HttpRequest[];
  readonly variables: VariableDefinition[];
  readonly problems: RequestProblem[];
}

/** The lines between two separators: from `first` (included) to `end` (excluded). */
export interface Block {
  /** The `###` line; undefined for what stands before the first one. */
  readonly separator: number | undefined;
  readonly first: number;
  readonly end: number;
  /** Whether a `###` line comes after it. */
  readonly isFollowed: boolean;
}

/** A line's text without the blanks around it. */
export function contentOf(reading: Reading, line: number): Span {
  const start = reading.lines.firsts[line] ?? 0;
  return { start, end: trimEnd(reading.text, start, reading.lines.ends[line] ?? start) };
}

/** The code of a line's first character that is not blank, or -1 for a blank line. */
export function firstCode(reading: Reading, line: number): number {
  const first = reading.lines.firsts[line] ?? 0;
  return first === reading.lines.ends[line] ? -1 : reading.text.charCodeAt(first);
}

/** Whether a line is empty or holds nothing but blanks. */
export function isBlankLine(reading: Reading, line: number): boolean {
  return reading.lines.firsts[line] === reading.lines.ends[line];
}

/** Whether a line begins, after its indentation, with a Markdown fence: three backticks. */
export function isFence(reading: Reading, line: number): boolean {
  return firstCode(reading, line) === 0x60 && reading.text.startsWith("```", reading.lines.firsts[line] ?? 0);
}

/** Whether a line is a `#` or `//` comment. `###` is a separator and never asked about. */
export function isComment(reading: Reading, line: number): boolean {
  const code = firstCode(reading, line);
  if (code === 0x23) return true;
  return code === 0x2f && reading.text.charCodeAt((reading.lines.firsts[line] ?? 0) + 1) === 0x2f;
}

/** Notes a problem. */
export function report(reading: Reading, span: Span, facts: ProblemFacts): void {
  reading.problems.push({ span, ...facts });
}
