/**
 * Recognises what other editors run or write: scripts before and after a request, assertions, files for the response.
 * Unbook reads over all of it, runs none of it, and never sends it as a part of a body.
 */
import type { Reading } from "./reading.ts";
import { contentOf, firstCode, isBlankLine, report } from "./reading.ts";
import type { IgnoredPart } from "./requestFile.ts";

/** An ignored part that begins on a line. */
export interface IgnoredLines {
  readonly part: IgnoredPart;
  /** The last line of it. */
  readonly lastLine: number;
}

/**
 * The part that begins on a line, or undefined. `place` tells `< ./file` apart: a script before the request line, the
 * body after it. Reads no line from `end` on.
 */
export function readIgnoredPart(
  reading: Reading,
  line: number,
  end: number,
  place: "beforeRequest" | "afterRequest",
): IgnoredLines | undefined {
  const code = firstCode(reading, line);
  // `<`, `>`, `?` and `{` begin all of them; most lines are none of these.
  if (code !== 0x3c && code !== 0x3e && code !== 0x3f && code !== 0x7b) return undefined;
  const span = contentOf(reading, line);
  // A lone brace begins most JSON bodies.
  if (code === 0x7b && reading.text.charCodeAt(span.start + 1) !== 0x7b) return undefined;
  const content = reading.text.slice(span.start, span.end);
  const single = (kind: "responseFile" | "assertion"): IgnoredLines => {
    report(reading, span, { code: "partSentElsewhere", what: kind });
    return { part: { kind, span }, lastLine: line };
  };
  if (/^[<>]\s*\{%/.test(content)) return readScript(reading, line, end, "%}");
  if (/^(?:<>|>>!?)\s+\S/.test(content)) return single("responseFile");
  if (/^\?\?\s/.test(content)) return single("assertion");
  const script: IgnoredLines = { part: { kind: "script", span }, lastLine: line };
  if (/^>\s+\S+$/.test(content)) return noteScript(reading, script);
  if (place === "beforeRequest") {
    if (/^<\s+\S/.test(content)) return noteScript(reading, script);
    if (content.startsWith("{{") && content.endsWith("}}")) {
      const isName = /^\{\{\s*%?[\w$.-]+\s*\}\}$/.test(content);
      return isName ? undefined : noteScript(reading, script);
    }
    if (content.startsWith("{{") && !content.includes("}}")) return readScript(reading, line, end, "}}");
  }
  return /^\{\{[@+]?[\w-]*$/.test(content) ? readScript(reading, line, end, "}}") : undefined;
}

/** A script from its first line to the line that holds `closing`. */
function readScript(reading: Reading, line: number, end: number, closing: "%}" | "}}"): IgnoredLines {
  const { start } = contentOf(reading, line);
  let lastLine = line;
  while (lastLine < end && !closes(reading, lastLine, start, closing)) lastLine += 1;
  if (lastLine === end) {
    lastLine = end - 1;
    report(reading, contentOf(reading, line), { code: "unterminated", what: "script" });
  }
  let textLine = lastLine;
  while (isBlankLine(reading, textLine)) textLine -= 1;
  const part: IgnoredPart = { kind: "script", span: { start, end: contentOf(reading, textLine).end } };
  return noteScript(reading, { part, lastLine });
}

/** `%}` may stand anywhere on a line; `}}` begins the line, because scripts are full of braces. */
function closes(reading: Reading, line: number, scriptStart: number, closing: "%}" | "}}"): boolean {
  const span = contentOf(reading, line);
  if (closing === "}}") {
    return span.start > scriptStart && span.end > span.start && reading.text.startsWith(closing, span.start);
  }
  return reading.text.slice(Math.max(span.start, scriptStart + 2), span.end).includes(closing);
}

function noteScript(reading: Reading, lines: IgnoredLines): IgnoredLines {
  report(reading, lines.part.span, { code: "scriptNotRun" });
  return lines;
}
