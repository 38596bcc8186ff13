/**
 * Replaces the variables of a request with the values that the file and an environment give them. What it can't replace
 * stays as it stands and is listed, so that nothing with a `{{` in it is ever sent unawares. It evaluates no expression.
 */
import type { HttpRequest, RequestFile } from "./requestFile.ts";
import type { Span } from "./span.ts";
import { VariableLookup } from "./variableLookup.ts";
import type { UnresolvedReason } from "./unresolvedReason.ts";
import type { VariableSources } from "./variableLookup.ts";
import { usesBetween } from "./variableUse.ts";

/** A request as it would be sent, as far as its variables are known. */
export interface ResolvedRequest {
  readonly method: string;
  /** A path with a `Host` header, or else a variable `host`, is made absolute: https, or http for this machine. */
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: ResolvedBody;
  /** In the order of the request; empty if everything was replaced. */
  readonly unresolved: readonly UnresolvedUse[];
}

/** The body of a resolved request. Values are put in as they are: what a JSON body needs escaped must be so in the value. */
export type ResolvedBody =
  | { readonly kind: "none" }
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "file";
      readonly path: string;
      readonly replacesVariables: boolean;
      readonly encoding: string | undefined;
    };

/** A variable without a value. */
export interface UnresolvedUse {
  /** The expression that has no value; it may stand in the value of another variable. */
  readonly expression: string;
  /** The `{{…}}` of the request that led to it. */
  readonly span: Span;
  readonly place: UsePlace;
  readonly reason: UnresolvedReason;
}

/** Where in a request a variable is used. */
export type UsePlace =
  { readonly kind: "url" } | { readonly kind: "header"; readonly name: string } | { readonly kind: "body" };

/**
 * Replaces `{{name}}`, `{{ name }}` and `{{%name}}` (percent-encoded). For each name the last definition before the
 * request line counts, then the environment's value unless a definition comes later; values of these two may themselves
 * hold variables. Never throws.
 */
export function resolveRequest(
  file: RequestFile,
  request: HttpRequest,
  sources: VariableSources = {},
): ResolvedRequest {
  const values = new VariableLookup(file, request, sources);
  const unresolved: UnresolvedUse[] = [];
  const fill = (text: string, span: Span, place: UsePlace): string => {
    if (!text.includes("{{")) return text;
    const spans = usesBetween(request.variableUses, span.start, span.end);
    const filled = values.fill(text);
    const isExact = spans.length === filled.useCount;
    for (const { expression, reason, useIndex } of filled.failures) {
      unresolved.push({ expression, reason, place, span: (isExact ? spans[useIndex]?.span : undefined) ?? span });
    }
    return filled.text;
  };
  /** The host of a path: the header's, or as in httpYac that of a variable called `host`. Empty if there is none. */
  const hostOf = (url: string, headers: ResolvedRequest["headers"]): string => {
    if (!url.startsWith("/") || url.startsWith("//")) return "";
    const header = headers.find(({ name }) => name.toLowerCase() === "host")?.value ?? "";
    if (header !== "") return header;
    const variable = values.find("host");
    if (variable.kind === "value") return variable.text;
    const isNowhere = variable.expression === "host" && variable.reason === "undefined";
    if (!isNowhere)
      unresolved.push({
        expression: variable.expression,
        reason: variable.reason,
        place: { kind: "url" },
        span: request.urlSpan,
      });
    return "";
  };
  const url = fill(request.url, request.urlSpan, { kind: "url" }).trim();
  const headers = request.headers.map((header) => {
    const place: UsePlace = { kind: "header", name: header.name };
    const name = fill(header.name, header.nameSpan, place);
    return { name, value: fill(header.value, header.valueSpan, place) };
  });
  const body = resolveBody(request, fill);
  return { method: request.method, url: joinHost(url, hostOf(url, headers)), headers, body, unresolved };
}

function resolveBody(request: HttpRequest, fill: (text: string, span: Span, place: UsePlace) => string): ResolvedBody {
  const { body } = request;
  switch (body.kind) {
    case "none":
      return body;
    case "text":
      return { kind: "text", text: fill(body.text, body.span, { kind: "body" }) };
    case "file": {
      const path = fill(body.path, body.pathSpan, { kind: "body" });
      return { kind: "file", path, replacesVariables: body.replacesVariables, encoding: body.encoding };
    }
    default:
      return body satisfies never;
  }
}

/** Puts a host before a path. */
function joinHost(path: string, host: string): string {
  if (host === "") return path;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(host)) return `${host}${path}`;
  const isThisMachine = /^(?:localhost|127\.0\.0\.1)(?::[0-9]+)?$/i.test(host);
  return `${isThisMachine ? "http" : "https"}://${host}${path}`;
}
