/**
 * Reads the JSON body of a request: its value, where its properties stand, and where it goes wrong. The value is
 * JSON.parse's; the scan beside it is there for the places, which JSON.parse does not tell.
 */
import type { Span } from "./span.ts";

/** What a body turned out to be. Spans and offsets count from the beginning of the body's text. */
export type JsonBody =
  /** Nothing but blanks. */
  | { readonly kind: "empty" }
  /** `properties` are those of the outermost object, a name as often as it is written; empty for any other value. */
  | { readonly kind: "ok"; readonly value: unknown; readonly properties: readonly JsonProperty[] }
  /** `offset` is the first character that can't be right; `message` is JSON.parse's own, for the record. */
  | { readonly kind: "malformed"; readonly offset: number; readonly message: string };

/** A property of the outermost object. */
export interface JsonProperty {
  /** Unescaped. */
  readonly name: string;
  /** With its quotes. */
  readonly nameSpan: Span;
  readonly valueSpan: Span;
}

/** Reads a body's text as JSON (RFC 8259). Never throws. */
export function readJsonBody(bodyText: string): JsonBody {
  if (bodyText.trim() === "") return { kind: "empty" };
  const scan = new JsonScan(bodyText);
  const offset = scan.findMistake();
  try {
    const value: unknown = JSON.parse(bodyText);
    return { kind: "ok", value, properties: scan.properties };
  } catch (error) {
    return { kind: "malformed", offset: offset ?? 0, message: error instanceof Error ? error.message : "" };
  }
}

/** What may come next. */
type Expected = "value" | "valueOrEnd" | "key" | "keyOrEnd" | "colon" | "commaOrEnd" | "nothing";

/** One pass over a JSON text, with a stack of its own: a body of a million brackets must not overflow the program's. */
class JsonScan {
  readonly properties: JsonProperty[] = [];
  readonly #text: string;
  readonly #open: ("{" | "[")[] = [];
  #at = 0;
  #expected: Expected = "value";
  #name: Span | undefined;
  #valueStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset of the first character that can't be right, or undefined if all of it is JSON. */
  findMistake(): number | undefined {
    for (;;) {
      while (/^[ \t\n\r]$/.test(this.#text.charAt(this.#at))) this.#at += 1;
      if (this.#at >= this.#text.length) return this.#expected === "nothing" ? undefined : this.#text.length;
      const mistake = this.#readToken(this.#text.charAt(this.#at));
      if (mistake !== undefined) return mistake;
    }
  }

  #readToken(character: string): number | undefined {
    const expected = this.#expected;
    const start = this.#at;
    if (expected === "colon" || expected === "commaOrEnd") {
      if (character === (expected === "colon" ? ":" : ",")) {
        this.#at += 1;
        this.#expected = expected === "colon" || this.#open.at(-1) === "[" ? "value" : "key";
        return undefined;
      }
    }
    const mayEnd = expected === "commaOrEnd" || expected === "valueOrEnd" || expected === "keyOrEnd";
    if (mayEnd && character === (this.#open.at(-1) === "{" ? "}" : "]")) {
      this.#at += 1;
      this.#open.pop();
      this.#endValue();
      return undefined;
    }
    if (expected === "key" || expected === "keyOrEnd") {
      const mistake = character === '"' ? this.#readString() : start;
      if (this.#open.length === 1) this.#name = { start, end: this.#at };
      this.#expected = "colon";
      return mistake;
    }
    if (expected !== "value" && expected !== "valueOrEnd") return start;
    if (this.#open.length === 1) this.#valueStart = start;
    if (character === "{" || character === "[") {
      this.#at += 1;
      this.#open.push(character);
      this.#expected = character === "{" ? "keyOrEnd" : "valueOrEnd";
      return undefined;
    }
    const mistake = character === '"' ? this.#readString() : this.#readPlain();
    this.#endValue();
    return mistake;
  }

  #endValue(): void {
    if (this.#open.length === 0) {
      this.#expected = "nothing";
      return;
    }
    this.#expected = "commaOrEnd";
    if (this.#open.length > 1 || this.#name === undefined) return;
    const name: unknown = parseOrUndefined(this.#text.slice(this.#name.start, this.#name.end));
    const valueSpan = { start: this.#valueStart, end: this.#at };
    if (typeof name === "string") this.properties.push({ name, nameSpan: this.#name, valueSpan });
    this.#name = undefined;
  }

  /** Reads a string from its opening quote to behind its closing one. */
  #readString(): number | undefined {
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text.charAt(this.#at);
      if (character === '"') {
        this.#at += 1;
        return undefined;
      }
      if (character < " ") return this.#at;
      if (character !== "\\") continue;
      const next = this.#text.charAt(this.#at + 1);
      const digits =
        next === "u" ? (/^[0-9a-f]*/i.exec(this.#text.slice(this.#at + 2, this.#at + 6))?.[0].length ?? 0) : 0;
      if (next === "u" ? digits < 4 : !/^["\\/bfnrt]$/.test(next)) return this.#at + (next === "u" ? 2 + digits : 1);
      this.#at += 1 + digits;
    }
    return this.#at;
  }

  /** Reads a number, `true`, `false` or `null`. */
  #readPlain(): number | undefined {
    const start = this.#at;
    while (/^[\w+.-]$/.test(this.#text.charAt(this.#at))) this.#at += 1;
    const word = this.#text.slice(start, this.#at);
    return wholeWord.test(word) ? undefined : start + (beginningOfWord.exec(word)?.[0].length ?? 0);
  }
}

const wholeWord = /^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)$/;

/** As much of a word as could still become one of the above. */
const beginningOfWord =
  /^(?:t(?:r(?:ue?)?)?|f(?:a(?:l(?:se?)?)?)?|n(?:u(?:ll?)?)?|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?[eE][+-]?[0-9]*|-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|-)/;

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
