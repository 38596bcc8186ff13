/** Reads `###` lines: the title of the request below, or its name where somebody has written that there. */
import { skipBlank } from "./lines.ts";
import type { Block, Reading } from "./reading.ts";
import { contentOf, report } from "./reading.ts";
import type { SpannedText } from "./span.ts";

/** What a `###` line says. */
export interface Heading {
  readonly title: SpannedText | undefined;
  readonly name: SpannedText | undefined;
}

const noHeading: Heading = { title: undefined, name: undefined };

/** Reads the `###` line that a block begins with; a block at the file's beginning has none. */
export function readHeading(reading: Reading, { separator }: Block): Heading {
  if (separator === undefined) return noHeading;
  const { text, lines } = reading;
  const whole = contentOf(reading, separator);
  const { end } = whole;
  if (whole.start !== lines.starts[separator]) report(reading, whole, { code: "indentedSeparator" });
  let start = whole.start;
  while (start < end && text.charCodeAt(start) === 0x23) start += 1;
  start = skipBlank(text, start, end);
  if (start === end) return noHeading;
  const title = text.slice(start, end);
  const named = text.charCodeAt(start) === 0x40 ? /^@name(?:\s*=\s*|\s+)(?=[^\s=])/.exec(title) : null;
  if (named === null) return { title: { text: title, span: { start, end } }, name: undefined };
  report(reading, whole, { code: "nameInSeparator" });
  const nameStart = start + named[0].length;
  return { title: undefined, name: { text: text.slice(nameStart, end), span: { start: nameStart, end } } };
}
