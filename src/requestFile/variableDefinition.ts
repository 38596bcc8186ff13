/** Reads `@name = value` lines. Which definition counts for a request is decided in resolveRequest.ts. */
import { skipBlank, trimEnd } from "./lines.ts";
import type { Reading } from "./reading.ts";
import { contentOf, report } from "./reading.ts";
import type { VariableDefinition } from "./requestFile.ts";
import { usesBetween } from "./variableUse.ts";

/** The definition on a line that begins with `@`, or undefined if it defines nothing. httpYac's `:=` is read as `=`. */
export function readDefinition(reading: Reading, line: number): VariableDefinition | undefined {
  const { text } = reading;
  const span = contentOf(reading, line);
  const equals = text.slice(span.start, span.end).indexOf("=");
  if (equals === -1) return undefined;
  const nameStart = span.start + 1;
  const equalsAt = span.start + equals;
  const nameEnd = trimEnd(text, nameStart, text.charCodeAt(equalsAt - 1) === 0x3a ? equalsAt - 1 : equalsAt);
  const name = text.slice(nameStart, nameEnd);
  if (name === "" || /\s/.test(name)) return undefined;
  const valueStart = skipBlank(text, equalsAt + 1, span.end);
  const value = text.slice(valueStart, span.end);
  const valueSpan = { start: valueStart, end: span.end };
  if (value.includes("\\") && /\\[nrt]/.test(value)) report(reading, valueSpan, { code: "escapeInVariable", name });
  if (value.startsWith('"')) report(reading, valueSpan, { code: "quotedVariable", name });
  return {
    name,
    nameSpan: { start: nameStart, end: nameEnd },
    value,
    valueSpan,
    span,
    uses: usesBetween(reading.uses, valueStart, span.end),
  };
}

/** Notes every name that is defined again with another value: REST Client takes the last one for the whole file. */
export function reportDuplicates(reading: Reading): void {
  const firsts = new Map<string, VariableDefinition>();
  for (const variable of reading.variables) {
    const first = firsts.get(variable.name);
    if (first === undefined) firsts.set(variable.name, variable);
    else if (first.value !== variable.value) {
      report(reading, variable.span, { code: "duplicateVariable", name: variable.name, firstSpan: first.nameSpan });
    }
  }
}
