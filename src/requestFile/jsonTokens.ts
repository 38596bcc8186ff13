/**
 * The words and signs of a JSON text, also of one that is not finished or wrong: enough to colour it and to tell what
 * stands at a place. What a JSON text means and where it goes wrong is for readJsonBody.ts.
 */
import type { Span } from "./span.ts";

/** A piece of a JSON text. Spans count from the beginning of the text. */
export interface JsonToken {
  /** `key` is a string where the name of a property stands; `word` is a number, `true`, `false`, `null` or nonsense. */
  readonly kind: "key" | "string" | "word";
  readonly span: Span;
  /** In how many brackets it stands: 1 for what stands directly in the outermost object. */
  readonly depth: number;
}

/** Where the next sign of a JSON text would stand. */
export interface JsonPlace {
  readonly depth: number;
  readonly expects: "key" | "value";
  /** The last key of the innermost object, if a value is expected there. */
  readonly key: JsonToken | undefined;
}

/** The tokens of a text in order, and what would come at its end. Never throws; takes any text. */
export function scanJson(text: string): { readonly tokens: readonly JsonToken[]; readonly end: JsonPlace } {
  const tokens: JsonToken[] = [];
  const brackets: ("{" | "[")[] = [];
  const keys: (JsonToken | undefined)[] = [undefined];
  let expects: JsonPlace["expects"] = "value";
  for (let at = 0; at < text.length;) {
    const sign = text.charAt(at);
    if (sign === '"') {
      const end = endOfString(text, at);
      const token: JsonToken = {
        kind: expects === "key" ? "key" : "string",
        span: { start: at, end },
        depth: brackets.length,
      };
      tokens.push(token);
      if (token.kind === "key") keys[brackets.length] = token;
      at = end;
      continue;
    }
    if (sign === "{" || sign === "[") {
      brackets.push(sign);
      keys[brackets.length] = undefined;
      expects = sign === "{" ? "key" : "value";
    } else if (sign === "}" || sign === "]") brackets.pop();
    else if (sign === ":") expects = "value";
    else if (sign === ",") expects = brackets.at(-1) === "{" ? "key" : "value";
    else if (/[\w+.-]/.test(sign)) {
      let end = at + 1;
      while (end < text.length && /[\w+.-]/.test(text.charAt(end))) end += 1;
      tokens.push({ kind: "word", span: { start: at, end }, depth: brackets.length });
      at = end;
      continue;
    }
    at += 1;
  }
  const key = expects === "value" ? keys[brackets.length] : undefined;
  return { tokens, end: { depth: brackets.length, expects, key } };
}

/** Behind the closing quote, or at the end of the line if there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x5c) at += 1;
    if (code === 0x0a || code === 0x0d) return at;
  }
  return text.length;
}
