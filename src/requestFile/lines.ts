/**
 * The lines of a text, as a table of offsets: the one pass over every character that reading a file needs. Lines end at
 * CR LF, LF or a lone CR; a byte order mark before the first line belongs to none.
 */

/** Line `i` is `text.slice(starts[i], ends[i])`, and its first character that is not blank is at `firsts[i]`. */
export interface Lines {
  readonly count: number;
  readonly starts: Int32Array;
  /** Where the line's own text ends, before its line break. */
  readonly ends: Int32Array;
  /** Equal to the line's end if the line is blank. */
  readonly firsts: Int32Array;
}

/** Finds the lines of `text.slice(from, to)`, in offsets of `text`. There is always at least one. */
export function scanLines(text: string, from = 0, to = text.length): Lines {
  let capacity = 64 + ((to - from) >> 4);
  let starts = new Int32Array(capacity);
  let ends = new Int32Array(capacity);
  let firsts = new Int32Array(capacity);
  // Never further than the part: a Markdown document is read once for each of its fences.
  const part = text.slice(from, to);
  const hasReturn = part.includes("\r");
  const hasLoneReturn = hasReturn && /\r(?!\n)/.test(part);
  let start = from === 0 && to > 0 && text.charCodeAt(0) === 0xfeff ? 1 : from;
  for (let count = 0; ;) {
    const found = hasLoneReturn ? findBreak(part, start - from) : part.indexOf("\n", start - from);
    const isLast = found === -1;
    const breakAt = from + found;
    let end = isLast ? to : breakAt;
    if (hasReturn && !hasLoneReturn && end > start && text.charCodeAt(end - 1) === 0x0d) end -= 1;
    if (count === capacity) {
      capacity *= 2;
      [starts, ends, firsts] = [grow(starts, capacity), grow(ends, capacity), grow(firsts, capacity)];
    }
    starts[count] = start;
    ends[count] = end;
    firsts[count] = skipBlank(text, start, end);
    count += 1;
    if (isLast) return { count, starts, ends, firsts };
    const isPair = text.charCodeAt(breakAt) === 0x0d && text.charCodeAt(breakAt + 1) === 0x0a;
    start = Math.min(breakAt + (isPair ? 2 : 1), to);
  }
}

function grow(offsets: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(capacity);
  grown.set(offsets);
  return grown;
}

/** The next CR or LF. Slower than looking for LF alone, and therefore only used where a lone CR is known to be. */
function findBreak(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x0a || code === 0x0d) return index;
  }
  return -1;
}

/** Whether a UTF-16 code is a space, a tab, another control character or one of the two blanks that editors paste. */
function isBlankCode(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || code === 0xfeff;
}

/** The first offset from `from` on that is not blank, at most `end`. */
export function skipBlank(text: string, from: number, end: number): number {
  let index = from;
  while (index < end && isBlankCode(text.charCodeAt(index))) index += 1;
  return index;
}

/** The end of `text.slice(from, end)` without the blanks at its end. */
export function trimEnd(text: string, from: number, end: number): number {
  let index = end;
  while (index > from && isBlankCode(text.charCodeAt(index - 1))) index -= 1;
  return index;
}

/** The first blank from `from` on, or `end`. */
export function findBlank(text: string, from: number, end: number): number {
  let index = from;
  while (index < end && !isBlankCode(text.charCodeAt(index))) index += 1;
  return index;
}
