/** What an outline of a request file shows, and what can be folded in it. */
import { scanLines } from "./lines.ts";
import type { HttpRequest, RequestFile } from "./requestFile.ts";
import type { Span } from "./span.ts";

/** An entry of the outline. */
export interface OutlineEntry {
  readonly kind: "request" | "variable";
  /** A request's name, else its title, else its method and address; a variable's name. */
  readonly label: string;
  /** A request's method and address where the label is something else; a variable's value. Variables in it stay as they stand. */
  readonly detail: string;
  /** All that belongs to it. */
  readonly span: Span;
  /** What to show when it is chosen; inside `span`. */
  readonly selectionSpan: Span;
}

/** A part that can be folded away: its first line stays. It has two lines or more. */
export interface FoldingPart {
  readonly kind: "request" | "body" | "comment" | "script";
  readonly span: Span;
}

/** The outline, in the order of the file. */
export function outlineOf(file: RequestFile): readonly OutlineEntry[] {
  const variables = file.variables.map(({ name, nameSpan, value, span }): OutlineEntry => ({
    kind: "variable",
    label: name,
    detail: value,
    span,
    selectionSpan: nameSpan,
  }));
  const entries = [...variables, ...file.requests.map(requestEntry)];
  return entries.sort((one, other) => one.selectionSpan.start - other.selectionSpan.start);
}

function requestEntry({ name, title, method, url, span, requestLineSpan }: HttpRequest): OutlineEntry {
  const address = `${method} ${url}`;
  const label = name?.text ?? title?.text;
  const selectionSpan = (name ?? title)?.span ?? requestLineSpan;
  return { kind: "request", label: label ?? address, detail: label === undefined ? "" : address, span, selectionSpan };
}

/** What can be folded, outer parts before those inside them. */
export function findFoldingParts(file: RequestFile): readonly FoldingPart[] {
  const parts: FoldingPart[] = [...commentBlocks(file)];
  for (const { span, body, ignoredParts } of file.requests) {
    parts.push({ kind: "request", span });
    if (body.kind === "text") parts.push({ kind: "body", span: withoutLeadingBlank(file.text, body.span) });
    for (const ignored of ignoredParts)
      if (ignored.kind === "script") parts.push({ kind: "script", span: ignored.span });
  }
  return parts
    .filter(({ span }) => /[\r\n]/.test(file.text.slice(span.start, span.end)))
    .sort((one, other) => one.span.start - other.span.start || other.span.end - one.span.end);
}

/** Comments of several lines before the first request or between two, `###` lines apart. */
function commentBlocks({ text, span: whole, requests }: RequestFile): readonly FoldingPart[] {
  const lines = scanLines(text, whole.start, whole.end);
  const blocks: FoldingPart[] = [];
  let open: Span | undefined;
  let next = 0;
  for (let line = 0; line <= lines.count; line += 1) {
    const start = lines.firsts[line] ?? text.length;
    while ((requests[next]?.span.end ?? text.length) < start) next += 1;
    const request = requests[next];
    const isOfRequest = request !== undefined && request.requestLineSpan.start <= start && start < request.span.end;
    if (line < lines.count && !isOfRequest && /^(?:#(?!##)|\/\/)/.test(text.slice(start, start + 3))) {
      open = { start: open?.start ?? start, end: lines.ends[line] ?? start };
      continue;
    }
    if (open !== undefined) blocks.push({ kind: "comment", span: open });
    open = undefined;
  }
  return blocks;
}

function withoutLeadingBlank(text: string, { start, end }: Span): Span {
  const blank = /^\s*/.exec(text.slice(start, end))?.[0].length ?? 0;
  return { start: start + blank, end };
}
