/** Finds every `{{…}}` of a text in one pass. What the expressions mean is for resolveRequest.ts. */
import type { VariableUse } from "./requestFile.ts";
import { countBefore } from "./span.ts";

/** Every `{{…}}` of `text.slice(from, to)` on a single line, in order, in offsets of `text`. An expression holds no braces and is not empty. */
export function findVariableUses(text: string, from = 0, to = text.length): readonly VariableUse[] {
  const uses: VariableUse[] = [];
  // Never further than the part: a Markdown document is read once for each of its fences.
  const part = text.slice(from, to);
  let open = part.indexOf("{{");
  while (open !== -1) {
    let end = open + 2;
    // In `{{{x}}}` the innermost pair counts.
    while (part.charCodeAt(end) === 0x7b) end += 1;
    const start = end - 2;
    while (end < part.length && !isExpressionEnd(part.charCodeAt(end))) end += 1;
    if (part.startsWith("}}", end)) {
      const written = part.slice(start + 2, end).trim();
      const isPercentEncoded = written.startsWith("%");
      const expression = isPercentEncoded ? written.slice(1).trim() : written;
      const span = { start: from + start, end: from + end + 2 };
      if (expression !== "") uses.push({ expression, isPercentEncoded, span });
    }
    open = part.indexOf("{{", end);
  }
  return uses;
}

function isExpressionEnd(code: number): boolean {
  return code === 0x7d || code === 0x7b || code === 0x0a || code === 0x0d;
}

/** Those of `uses` (in order) that begin from `start` on and before `end`. */
export function usesBetween(uses: readonly VariableUse[], start: number, end: number): readonly VariableUse[] {
  const low = countBefore(uses, start);
  let after = low;
  while ((uses[after]?.span.start ?? end) < end) after += 1;
  return low === after ? none : uses.slice(low, after);
}

const none: readonly VariableUse[] = [];
