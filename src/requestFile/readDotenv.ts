/**
 * Reads `.env` files: `NAME=value` lines, as the package dotenv writes down what they mean
 * (https://github.com/motdotla/dotenv#what-rules-does-the-parsing-engine-follow). Nothing in them is expanded.
 */
import type { Span } from "./span.ts";

/** What is wrong in a `.env` file. */
export type DotenvProblem = { readonly span: Span } &
  /** A line that is neither a variable nor a comment: it is read over. */
  (
    | { readonly code: "notAVariable" }
    /** A value that begins with a quote and has no end: the quote is taken for a part of it. */
    | { readonly code: "openQuote"; readonly name: string }
    /** A name that comes again further down, where its value counts. */
    | { readonly code: "setAgain"; readonly name: string }
  );

const line =
  /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(?:'([^'\r\n]*)'|"((?:\\.|[^"\\])*)"|`([^`]*)`|([^\r\n#]*))/gm;

/** The variables of a `.env` file; of a name that comes twice, the last one. Never throws. */
export function readDotenv(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [, name = "", single, double, backtick, plain] of text.replace(/^\ufeff/, "").matchAll(line)) {
    const unescaped = double?.replaceAll(/\\([nr"\\])/g, (_, sign: string) => escapes[sign] ?? sign);
    values.set(name, single ?? unescaped ?? backtick ?? (plain ?? "").trim());
  }
  return values;
}

/** Everything that is read differently than it looks, in the order of the text. Never throws. */
export function findDotenvProblems(text: string): readonly DotenvProblem[] {
  // A byte order mark takes up a place, and means nothing.
  const plainText = text.replace(/^\ufeff/, " ");
  const problems: DotenvProblem[] = [];
  const last = new Map<string, Span>();
  let at = 0;
  for (const found of plainText.matchAll(line)) {
    const [whole, name = "", , , , plain] = found;
    problems.push(...strayLines(plainText, at, found.index));
    at = found.index + whole.length;
    const start = found.index + whole.indexOf(name);
    const span = { start, end: start + name.length };
    const before = last.get(name);
    if (before !== undefined) problems.push({ span: before, code: "setAgain", name });
    last.set(name, span);
    if (plain !== undefined && /^["'`]/.test(plain)) problems.push({ span, code: "openQuote", name });
  }
  problems.push(...strayLines(plainText, at, plainText.length));
  return problems.toSorted((one, other) => one.span.start - other.span.start);
}

/** The lines between two offsets that hold something; what follows a value on its own line is no line. */
function strayLines(text: string, from: number, to: number): readonly DotenvProblem[] {
  const isLineStart = from === 0 || /[\r\n]/.test(text.charAt(from - 1));
  const lineStart = isLineStart ? from : from + (/[\r\n]|$/.exec(text.slice(from, to))?.index ?? 0);
  return [...text.slice(lineStart, to).matchAll(/^[ \t]*([^\s#].*)$/gm)].map(({ index, 0: whole, 1: written = "" }) => {
    const start = lineStart + index + whole.length - written.length;
    return { span: { start, end: start + written.trimEnd().length }, code: "notAVariable" };
  });
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", '"': '"', "\\": "\\" };
