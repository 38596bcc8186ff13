/**
 * References to the answer of another request, as `{{login.response.body.$.id}}`: taken apart here, evaluated elsewhere.
 * The language is REST Client's: https://github.com/Huachao/vscode-restclient#request-variables
 */
import type { Span } from "./span.ts";

/** A reference, taken apart. Spans count from the beginning of the expression. */
export interface ResponseReference {
  /** What `# @name` calls the other request. */
  readonly requestName: string;
  readonly nameSpan: Span;
  /** Of which of the two something is wanted. */
  readonly message: "request" | "response";
  readonly part: "body" | "headers";
  /** Of a body: `*` (all of it), a JSONPath that begins with `$`, or an XPath. Of headers: a name. Empty if none is written. */
  readonly path: string;
  /** Empty, at the end of the expression, if there is no path. */
  readonly pathSpan: Span;
}

/** Takes an expression apart; undefined if it is no such reference. Names may hold dots and dashes. */
export function readResponseReference(expression: string): ResponseReference | undefined {
  const found = /^([\w.-]+?)\.(request|response)\.(body|headers)(?:\.(.*))?$/su.exec(expression);
  const [, requestName, message, part, path = ""] = found ?? [];
  if (requestName === undefined || (part !== "body" && part !== "headers")) return undefined;
  return {
    requestName,
    nameSpan: { start: 0, end: requestName.length },
    message: message === "request" ? "request" : "response",
    part,
    path,
    pathSpan: { start: expression.length - path.length, end: expression.length },
  };
}

/**
 * Whether REST Client can refer to a request of this name: it reads only letters, digits and underscores there.
 */
export function isNameForRestClient(requestName: string): boolean {
  return /^\w+$/.test(requestName);
}
