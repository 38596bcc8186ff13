/** Rewrites a part of a request in its place, for the fixes of problemFixes.ts. Undefined where it would lose something. */
import type { HttpRequest, RequestFile } from "./requestFile.ts";
import { isTag } from "./requestFile.ts";
import type { Span, SpanEdit } from "./span.ts";
import { lineAt, lineBreakOf, nextLine, wholeLines } from "./textLine.ts";

/** Writes an address of several lines on one, with its version behind it. */
export function joinUrlLines(file: RequestFile, request: HttpRequest): readonly SpanEdit[] | undefined {
  const { url, urlPieces, urlSpan, httpVersion } = request;
  const end = Math.max(urlSpan.end, httpVersion?.span.end ?? 0);
  let between = "";
  for (const [index, piece] of urlPieces.entries()) {
    between += file.text.slice(piece.end, urlPieces[index + 1]?.start ?? end);
  }
  // A comment between two lines would be lost.
  if (between.trim() !== (httpVersion?.text ?? "")) return undefined;
  const version = httpVersion === undefined ? "" : ` ${httpVersion.text}`;
  return [{ span: { start: urlSpan.start, end }, newText: `${url}${version}` }];
}

/** Writes the header on whose later line `span` stands on one line. */
export function joinHeaderLines(file: RequestFile, request: HttpRequest, span: Span): readonly SpanEdit[] | undefined {
  const header = request.headers.find(({ valueSpan }) => valueSpan.start <= span.start && span.end <= valueSpan.end);
  if (header === undefined) return undefined;
  const { value, valueSpan } = header;
  const written = file.text.slice(valueSpan.start, valueSpan.end);
  const isAll = written.replaceAll(/\s+/g, "") === value.replaceAll(/\s+/g, "");
  return isAll ? [{ span: valueSpan, newText: value }] : undefined;
}

/** Moves the lines of a span above the request line. */
export function moveAboveRequest({ text }: RequestFile, request: HttpRequest, span: Span): readonly SpanEdit[] {
  const { start } = lineAt(text, request.requestLineSpan.start);
  const newText = `${text.slice(span.start, span.end)}${lineBreakOf(text)}`;
  return [
    { span: { start, end: start }, newText },
    { span: wholeLines(text, span), newText: "" },
  ];
}

/** Makes comments of a request that is disabled, because REST Client would send it. */
export function commentOutRequest(
  { text }: RequestFile,
  request: HttpRequest,
  { name }: { readonly name: string },
): readonly SpanEdit[] | undefined {
  const { requestLineSpan, span } = request;
  const isDisabling = request.tags.some((tag) => tag.name === name && isTag(tag, "disabled"));
  if (!isDisabling) return undefined;
  const edits: SpanEdit[] = [];
  for (let { start, end } = lineAt(text, requestLineSpan.start); start < span.end;) {
    if (text.slice(start, end).trim() !== "") edits.push({ span: { start, end: start }, newText: "# " });
    const next = nextLine(text, end);
    if (next === end) break;
    ({ start, end } = lineAt(text, next));
  }
  return edits;
}

/**
 * Gives a variable that is defined again, and its uses up to the next definition, a name of its own. Undefined where the
 * value of another variable uses the name: which definition counts there depends on who asks.
 */
export function renameDuplicate(file: RequestFile, name: string, span: Span): readonly SpanEdit[] | undefined {
  const definitions = file.variables.filter((one) => one.name === name);
  const definition = definitions.find((one) => one.span.start === span.start);
  if (definition === undefined) return undefined;
  if (file.variables.some(({ uses }) => uses.some(({ expression }) => expression === name))) return undefined;
  const next = definitions[definitions.indexOf(definition) + 1]?.span.start ?? Number.POSITIVE_INFINITY;
  const known = new Set(file.variables.map((one) => one.name));
  for (const { variableUses } of file.requests) for (const { expression } of variableUses) known.add(expression);
  let number = 2;
  while (known.has(`${name}${number}`)) number += 1;
  const newText = `${name}${number}`;
  const uses = file.requests
    .filter(({ requestLineSpan }) => requestLineSpan.start > definition.span.start && requestLineSpan.start < next)
    .flatMap(({ variableUses }) => variableUses.filter(({ expression }) => expression === name));
  const edits = uses.map((use): SpanEdit => {
    const start = file.text.indexOf(name, use.span.start + 2);
    return { span: { start, end: start + name.length }, newText };
  });
  return [{ span: definition.nameSpan, newText }, ...edits];
}
