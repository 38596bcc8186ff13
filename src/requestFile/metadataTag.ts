/** Reads `# @tag value` lines, in every way that REST Client, httpYac and JetBrains write them. */
import { findBlank, skipBlank } from "./lines.ts";
import type { Reading } from "./reading.ts";
import { contentOf, report } from "./reading.ts";
import type { MetadataTag } from "./requestFile.ts";

/** The tag of a comment line, or undefined for a comment. Notes `#@tag`, which others read differently. */
export function readTag(reading: Reading, line: number): MetadataTag | undefined {
  const { text } = reading;
  const span = contentOf(reading, line);
  let at = span.start;
  const sign = text.charCodeAt(at);
  while (at < span.end && text.charCodeAt(at) === sign) at += 1;
  const afterSign = at;
  at = skipBlank(text, at, span.end);
  if (at >= span.end || text.charCodeAt(at) !== 0x40) return undefined;
  const nameStart = at + 1;
  const word = findBlank(text, nameStart, span.end);
  const equals = text.slice(nameStart, word).indexOf("=");
  const nameEnd = equals === -1 ? word : nameStart + equals;
  if (nameEnd === nameStart) return undefined;
  let valueStart = skipBlank(text, nameEnd, span.end);
  if (text.charCodeAt(valueStart) === 0x3d && valueStart < span.end)
    valueStart = skipBlank(text, valueStart + 1, span.end);
  const hasValue = valueStart < span.end;
  const name = text.slice(nameStart, nameEnd);
  if (afterSign === nameStart - 1) report(reading, span, { code: "tagWithoutSpace", name });
  return {
    name,
    nameSpan: { start: nameStart, end: nameEnd },
    value: hasValue ? text.slice(valueStart, span.end) : "",
    valueSpan: hasValue ? { start: valueStart, end: span.end } : { start: nameEnd, end: nameEnd },
    span,
  };
}
