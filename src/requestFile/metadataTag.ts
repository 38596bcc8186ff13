/** Reads `# @tag value` lines, in every way that REST Client, httpYac and JetBrains write them. */
import { findBlank, skipBlank } from "./lines.ts";
import type { Reading } from "./reading.ts";
import { contentOf, report } from "./reading.ts";
import type { MetadataTag } from "./requestFile.ts";
import { foldTagName } from "./requestFile.ts";

/** The tag of a comment line, or undefined for a comment. Notes whatever others read differently. */
export function readTag(reading: Reading, line: number): MetadataTag | undefined {
  const { text } = reading;
  const span = contentOf(reading, line);
  const { end } = span;
  let at = span.start;
  const sign = text.charCodeAt(at);
  while (at < end && text.charCodeAt(at) === sign) at += 1;
  const afterSign = at;
  at = skipBlank(text, at, end);
  if (at >= end || text.charCodeAt(at) !== 0x40) return undefined;
  const nameStart = at + 1;
  const wordEnd = findBlank(text, nameStart, end);
  let nameEnd = nameStart;
  while (nameEnd < wordEnd && text.charCodeAt(nameEnd) !== 0x3d) nameEnd += 1;
  if (nameEnd === nameStart) return undefined;
  let valueStart = skipBlank(text, nameEnd, end);
  const hasEquals = valueStart < end && text.charCodeAt(valueStart) === 0x3d;
  if (hasEquals) valueStart = skipBlank(text, valueStart + 1, end);
  const hasValue = valueStart < end;
  const name = knownName(text, nameStart, nameEnd) ?? text.slice(nameStart, nameEnd);
  if (afterSign === nameStart - 1) report(reading, span, { code: "tagWithoutSpace", name });
  if (hasEquals) report(reading, span, { code: "tagWithEquals", name });
  const ignoredBy = whoIgnores(name);
  if (ignoredBy !== undefined) report(reading, span, { code: "tagIgnoredElsewhere", name, ignoredBy });
  return {
    name,
    nameSpan: { start: nameStart, end: nameEnd },
    value: hasValue ? text.slice(valueStart, end) : "",
    valueSpan: hasValue ? { start: valueStart, end } : { start: nameEnd, end: nameEnd },
    span,
  };
}

/** The two names that nearly all tags of a large file have, without cutting each out of the text. */
function knownName(text: string, start: number, end: number): string | undefined {
  if (end - start !== 4) return undefined;
  if (text.startsWith("name", start)) return "name";
  return text.startsWith("note", start) ? "note" : undefined;
}

/** Of the tags that Unbook honours, those that only one of the others does. */
function whoIgnores(name: string): "restClient" | "httpYac" | undefined {
  if (name === "name" || name === "note") return undefined;
  switch (foldTagName(name)) {
    case "disabled":
    case "nolog":
      return "restClient";
    case "prompt":
      return "httpYac";
    default:
      return undefined;
  }
}
