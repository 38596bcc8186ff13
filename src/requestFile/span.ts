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
