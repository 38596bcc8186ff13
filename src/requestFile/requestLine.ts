/** Reads the line that a request begins with: method, URL and HTTP version. Never anything but this one line. */
import { findBlank, skipBlank, trimEnd } from "./lines.ts";
import type { Span, SpannedText } from "./span.ts";

/** What a line turned out to be. */
export type RequestLine =
  | {
      readonly kind: "request";
      readonly method: string;
      readonly methodSpan: Span | undefined;
      readonly url: UrlLine;
      readonly isLowerCase: boolean;
    }
  | { readonly kind: "unknownMethod"; readonly methodSpan: Span }
  | { readonly kind: "curl" | "response" | "other" };

/** The URL on a line. */
export interface UrlLine {
  /** Empty where a continuation line begins the URL. */
  readonly urlSpan: Span;
  readonly httpVersion: SpannedText | undefined;
}

const methods: ReadonlySet<string> = new Set(
  "GET POST PUT PATCH DELETE HEAD OPTIONS CONNECT TRACE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK CHECKOUT REPORT MERGE MKACTIVITY MKWORKSPACE MKCALENDAR ACL SEARCH".split(
    " ",
  ),
);

const longestMethod = Math.max(...Array.from(methods, (method) => method.length));

/** Reads the request line in `text.slice(span.start, span.end)`, which has no blanks around it. */
export function readRequestLine(text: string, span: Span): RequestLine {
  const wordEnd = findBlank(text, span.start, span.end);
  const word = text.slice(span.start, Math.min(wordEnd, span.start + 20));
  const restStart = skipBlank(text, wordEnd, span.end);
  const isCapital = methods.has(word);
  const method = isCapital ? word : word.toUpperCase();
  if (isCapital || methods.has(method)) {
    const isSentence = !isCapital && !looksLikeUrl(text, restStart, span.end);
    if (restStart === span.end || isSentence) return { kind: "other" };
    const methodSpan = { start: span.start, end: wordEnd };
    return { kind: "request", method, methodSpan, isLowerCase: !isCapital, url: readUrl(text, restStart, span.end) };
  }
  if (word === "curl" && wordEnd < span.end) return { kind: "curl" };
  if (/^HTTP\/[0-9.]+$/i.test(word)) return { kind: "response" };
  if (looksLikeUrl(text, span.start, span.end)) {
    const url = readUrl(text, span.start, span.end);
    return { kind: "request", method: "GET", methodSpan: undefined, isLowerCase: false, url };
  }
  const isWord = /^[A-Z][A-Z-]*$/i.test(word) && restStart < span.end;
  return isWord && looksLikeUrl(text, restStart, span.end)
    ? { kind: "unknownMethod", methodSpan: { start: span.start, end: wordEnd } }
    : { kind: "other" };
}

/** What a line is that stands where no request line belongs: a request, a line that begins with a method, or neither. */
export function findStrayRequest(
  text: string,
  span: Span,
): { readonly method: string; readonly hasUrl: boolean } | undefined {
  const wordEnd = findBlank(text, span.start, Math.min(span.end, span.start + longestMethod + 1));
  if (wordEnd - span.start > longestMethod) return undefined;
  const method = text.slice(span.start, wordEnd);
  const restStart = skipBlank(text, wordEnd, span.end);
  if (restStart === span.end || !methods.has(method)) return undefined;
  return { method, hasUrl: looksLikeUrl(text, restStart, span.end) };
}

/** A URL, or the last line of one, with its inner spaces, and the HTTP version behind it. */
export function readUrl(text: string, start: number, end: number): UrlLine {
  // Looked for from the end, and not with an expression: a line of a million blanks must not take a million times
  // its length.
  let token = end;
  while (token > start && text.charCodeAt(token - 1) > 0x20) token -= 1;
  const mayBeVersion = (text.charCodeAt(token) | 0x20) === 0x68;
  const version = mayBeVersion ? text.slice(token, Math.min(end, token + 12)) : "";
  if (token === start || !/^HTTP\/[0-9.]+$/i.test(version)) return { urlSpan: { start, end }, httpVersion: undefined };
  return {
    urlSpan: { start, end: trimEnd(text, start, token) },
    httpVersion: { text: version, span: { start: token, end } },
  };
}

/** Whether a text begins as an address does: a scheme, a path, a variable, or a host name. */
function looksLikeUrl(text: string, start: number, end: number): boolean {
  if (start + 8 <= end && text.startsWith("https://", start)) return true;
  const beginning = text.slice(start, Math.min(end, start + 260));
  return (
    /^(?:[a-z][a-z0-9+.-]*:\/\/|\/(?!\/)|\{\{)/i.test(beginning) ||
    /^(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::[0-9]|[/?#])/i.test(beginning)
  );
}
