/** Finds every `{{…}}` of a text in one pass. What the expressions mean is for resolveRequest.ts. */
import type { VariableUse } from "./requestFile.ts";

/** Every `{{…}}` of `text.slice(from, to)` on a single line, in order, in offsets of `text`. An expression holds no braces and is not empty. */
export function findVariableUses(text: string, from = 0, to = text.length): readonly VariableUse[] {
  const uses: VariableUse[] = [];
  let open = text.indexOf("{{", from);
  while (open !== -1 && open < to) {
    let end = open + 2;
    // In `{{{x}}}` the innermost pair counts.
    while (text.charCodeAt(end) === 0x7b) end += 1;
    const start = end - 2;
    while (end < to && !isExpressionEnd(text.charCodeAt(end))) end += 1;
    if (end + 2 <= to && text.startsWith("}}", end)) {
      const written = text.slice(start + 2, end).trim();
      const isPercentEncoded = written.startsWith("%");
      const expression = isPercentEncoded ? written.slice(1).trim() : written;
      if (expression !== "") uses.push({ expression, isPercentEncoded, span: { start, end: end + 2 } });
    }
    open = text.indexOf("{{", end);
  }
  return uses;
}

function isExpressionEnd(code: number): boolean {
  return code === 0x7d || code === 0x7b || code === 0x0a || code === 0x0d;
}

/** Those of `uses` (in order) that begin from `start` on and before `end`. */
export function usesBetween(uses: readonly VariableUse[], start: number, end: number): readonly VariableUse[] {
  let low = 0;
  let high = uses.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((uses[middle]?.span.start ?? end) < start) low = middle + 1;
    else high = middle;
  }
  let after = low;
  while ((uses[after]?.span.start ?? end) < end) after += 1;
  return low === after ? none : uses.slice(low, after);
}

const none: readonly VariableUse[] = [];
