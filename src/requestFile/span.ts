/** Where something stands in a `.http` file: the one kind of place that everything read from it names. */

/** A piece of the file's text: UTF-16 offsets, `start` included, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A word or a text of the file and where it stands. */
export interface SpannedText {
  readonly text: string;
  readonly span: Span;
}

/** A piece of the file's text and what is to stand there instead. An empty span inserts, an empty text removes. */
export interface SpanEdit {
  readonly span: Span;
  readonly newText: string;
}

/** Whether an offset lies in a span or at one of its ends, as a cursor does. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** How many of some things (in the order of the file) begin before an offset. */
export function countBefore(things: readonly { readonly span: Span }[], offset: number): number {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((things[middle]?.span.start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
