/**
 * Mends headers and body of a request where they stand in the file, and writes what is missing there in the manner of the
 * rest: with its line breaks and its indentation.
 */
import type { ItemRoute } from "../cancellation/route.ts";
import { readJsonBody } from "../requestFile/readJsonBody.ts";
import type { HttpRequest, RequestFile } from "../requestFile/requestFile.ts";
import type { Span, SpanEdit } from "../requestFile/span.ts";
import type { CancelMessageProblem } from "../cancellation/readCancelMessage.ts";
import type { GraphFix } from "./graphProblem.ts";

/** Where in the file a part of the body stands; the whole body, where variables have moved its text about. */
export function bodySpan({ body, requestLineSpan, variableUses }: HttpRequest, part: Span): Span {
  if (body.kind !== "text") return requestLineSpan;
  return isWrittenAsSent(body, variableUses) ? moved(part, body.span.start) : body.span;
}

function isWrittenAsSent(body: TextBody, uses: HttpRequest["variableUses"]): boolean {
  return body.pieces.length === 1 && !uses.some(({ span }) => span.start >= body.span.start);
}

type TextBody = Extract<HttpRequest["body"], { kind: "text" }>;

function moved(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}

/** The spelling that Microsoft's own pages have for the property of the message. */
export function messagePropertyOf(route: ItemRoute): string {
  return route.acceptedProperties.at(-1) ?? "comment";
}

/** The ways to mend a body that Graph refuses. */
export function messageFixes(
  { body, variableUses }: HttpRequest,
  route: ItemRoute,
  problem: CancelMessageProblem,
): readonly GraphFix[] {
  if (body.kind !== "text" || !isWrittenAsSent(body, variableUses)) return [];
  const span = moved(problem.span, body.span.start);
  const written = body.text.slice(problem.span.start, problem.span.end);
  const property = JSON.stringify(messagePropertyOf(route));
  switch (problem.code) {
    case "wrongProperty":
    case "unknownProperty":
      return [{ code: "renameProperty", edits: [{ span, newText: property }] }];
    case "duplicateProperty":
      return [{ code: "removeProperty", edits: [{ span: propertySpan(body, problem.span), newText: "" }] }];
    case "notText":
      return [{ code: "quoteMessage", edits: [{ span, newText: JSON.stringify(written) }] }];
    case "notAnObject":
      return written.startsWith('"')
        ? [{ code: "makeObject", edits: [{ span, newText: `{ ${property}: ${written} }` }] }]
        : [];
    case "malformedJson":
      return [];
    default:
      return problem satisfies never;
  }
}

/** A property that is not the first one, with the comma before it. */
function propertySpan(body: TextBody, nameSpan: Span): Span {
  const read = readJsonBody(body.text);
  const property =
    read.kind === "ok" ? read.properties.find((one) => one.nameSpan.start === nameSpan.start) : undefined;
  const end = property?.valueSpan.end ?? nameSpan.end;
  return moved({ start: body.text.lastIndexOf(",", nameSpan.start), end }, body.span.start);
}

/** Adds a header that says that the body is JSON, and an empty message for whoever is told. */
export function addBody(file: RequestFile, request: HttpRequest, route: ItemRoute): GraphFix {
  return { code: "addBody", edits: [bodyEdit(file, request, route)] };
}

function bodyEdit(file: RequestFile, request: HttpRequest, route: ItemRoute): SpanEdit {
  const end = headEnd(request);
  const eol = lineBreakAt(file.text, end);
  const header = contentTypeOf(request) === undefined ? `${eol}Content-Type: application/json` : "";
  const newText = `${header}${eol}${eol}{${eol}  "${messagePropertyOf(route)}": ""${eol}}`;
  return { span: { start: end, end }, newText };
}

/** Adds `Content-Type: application/json`. */
export function addContentType(file: RequestFile, request: HttpRequest): GraphFix {
  const end = headEnd(request);
  const newText = `${lineBreakAt(file.text, end)}Content-Type: application/json`;
  return { code: "addContentType", edits: [{ span: { start: end, end }, newText }] };
}

/** Turns the deletion of a meeting or a booking into its cancellation, which says something to the people. */
export function cancelWithMessage(file: RequestFile, request: HttpRequest, route: ItemRoute): GraphFix {
  const { methodSpan, urlSpan } = request;
  const written = file.text.slice(urlSpan.start, urlSpan.end);
  const path = (/^[^?#]*/.exec(written)?.[0] ?? "").replace(/(?<!\/)\/+$/, "");
  const pathEnd = urlSpan.start + path.length;
  const edits: SpanEdit[] = [
    { span: methodSpan ?? { start: urlSpan.start, end: urlSpan.start }, newText: "POST" },
    { span: { start: pathEnd, end: pathEnd }, newText: "/cancel" },
  ];
  if (request.body.kind === "none") {
    const target: ItemRoute = {
      ...route,
      acceptedProperties: [route.target.kind === "booking" ? "cancellationMessage" : "comment"],
    };
    edits.push(bodyEdit(file, request, target));
  }
  return { code: "cancelWithMessage", edits };
}

/** Adds a line of its own above the request line. */
export function lineAbove(file: RequestFile, { requestLineSpan }: HttpRequest, line: string): SpanEdit {
  const { start } = requestLineSpan;
  const indent = file.text.slice(file.text.lastIndexOf("\n", start - 1) + 1, start).replaceAll(/[^ \t]/g, "");
  return { span: { start, end: start }, newText: `${line}${lineBreakAt(file.text, start)}${indent}` };
}

/** The value of the header that says what the body is; undefined if there is none. */
export function contentTypeOf({ headers }: HttpRequest): HttpRequest["headers"][number] | undefined {
  return headers.find(({ name }) => name.toLowerCase() === "content-type");
}

/** The end of the last line before the body. */
function headEnd({ urlSpan, httpVersion, headers }: HttpRequest): number {
  const ends = headers.map(({ nameSpan, valueSpan }) => Math.max(nameSpan.end + 1, valueSpan.end));
  return Math.max(urlSpan.end, httpVersion?.span.end ?? 0, ...ends);
}

/** The line break that the text has next, or has at all. */
function lineBreakAt(text: string, offset: number): string {
  const next = text.indexOf("\n", offset);
  const at = next === -1 ? text.lastIndexOf("\n") : next;
  return at > 0 && text.charCodeAt(at - 1) === 0x0d ? "\r\n" : "\n";
}
