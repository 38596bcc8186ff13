/**
 * Finds the message in the body of a cancel request, and what keeps Graph from finding it. The two actions name it
 * differently (`Comment`, `cancellationMessage`), which is the mistake most often made.
 */
import { readJsonBody } from "../requestFile/readJsonBody.ts";
import type { JsonProperty } from "../requestFile/readJsonBody.ts";
import type { Span } from "../requestFile/span.ts";
import type { CancelRoute } from "./route.ts";

/** What a body says. */
export type CancelMessage =
  | { readonly kind: "message"; readonly text: string }
  /** No body, `{}`, `null` or an empty text: the cancellation is sent without words of its own. */
  | { readonly kind: "none" }
  | CancelMessageProblem;

/** Why a body can't be used. `span` counts from the beginning of the body's text. */
export type CancelMessageProblem = { readonly kind: "problem"; readonly span: Span } & (
  | { readonly code: "malformedJson" }
  /** JSON, but a list or a plain value. */
  | { readonly code: "notAnObject" }
  /** The other action's property. */
  | { readonly code: "wrongProperty"; readonly found: string; readonly expected: string }
  /** A property that neither action has: Graph answers 400. */
  | { readonly code: "unknownProperty"; readonly found: string; readonly expected: string }
  /** The message twice: nobody knows which one would be sent. */
  | { readonly code: "duplicateProperty"; readonly found: string }
  /** The message is no text. */
  | { readonly code: "notText"; readonly found: string }
);

/**
 * Reads the body of a cancel request with its variables replaced; undefined for no body. Property names are compared
 * without case: Microsoft's pages say `comment`, its metadata says `Comment`, and Graph takes both.
 */
export function readCancelMessage(route: CancelRoute, bodyText: string | undefined): CancelMessage {
  const text = bodyText ?? "";
  const body = readJsonBody(text);
  if (body.kind === "empty") return { kind: "none" };
  if (body.kind === "malformed") {
    return {
      kind: "problem",
      code: "malformedJson",
      span: { start: body.offset, end: Math.min(body.offset + 1, text.length) },
    };
  }
  const { value } = body;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const start = text.length - text.trimStart().length;
    return { kind: "problem", code: "notAnObject", span: { start, end: text.trimEnd().length } };
  }
  return findForeign(route, body.properties) ?? readMessage(route, body.properties, text);
}

function findForeign(route: CancelRoute, properties: readonly JsonProperty[]): CancelMessageProblem | undefined {
  const expected = route.messageProperty;
  const foreign = properties.find(({ name }) => !isMessage(route, name));
  if (foreign === undefined) return undefined;
  const isOther = ["comment", "cancellationmessage"].includes(foreign.name.toLowerCase());
  const code = isOther ? "wrongProperty" : "unknownProperty";
  return { kind: "problem", code, found: foreign.name, expected, span: foreign.nameSpan };
}

function readMessage(route: CancelRoute, properties: readonly JsonProperty[], text: string): CancelMessage {
  const [first, second] = properties.filter(({ name }) => isMessage(route, name));
  if (first === undefined) return { kind: "none" };
  if (second !== undefined)
    return { kind: "problem", code: "duplicateProperty", found: second.name, span: second.nameSpan };
  const message: unknown = JSON.parse(text.slice(first.valueSpan.start, first.valueSpan.end));
  if (message === null || message === "") return { kind: "none" };
  if (typeof message === "string") return { kind: "message", text: message };
  return { kind: "problem", code: "notText", found: first.name, span: first.valueSpan };
}

function isMessage(route: CancelRoute, name: string): boolean {
  return route.acceptedProperties.some((accepted) => accepted.toLowerCase() === name.toLowerCase());
}
