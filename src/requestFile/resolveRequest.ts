/**
 * Replaces the variables of a request with the values that the file and an environment give them. What it can't replace
 * stays as it stands and is listed, so that nothing with a `{{` in it is ever sent unawares. It evaluates no expression.
 */
import type { HttpRequest, RequestFile, VariableDefinition } from "./requestFile.ts";
import type { Span } from "./span.ts";
import { isTag } from "./requestFile.ts";
import { findVariableUses, usesBetween } from "./variableUse.ts";

/** A request as it would be sent, as far as its variables are known. */
export interface ResolvedRequest {
  readonly method: string;
  /** A path with a `Host` header is made absolute: https, or http for this machine. */
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

/** Why a variable has no value. */
export type UnresolvedReason =
  /** Neither the file nor the environment defines it. */
  | "undefined"
  /** The file defines it, but only after the request. */
  | "definedLater"
  /** Its value leads back to itself. */
  | "cycle"
  /** Nested more than 100 deep, or longer than 1,000,000 characters. */
  | "tooLarge"
  /** A system variable, as `$guid`. */
  | "system"
  /** To be asked for (`# @prompt`). */
  | "prompt"
  /** Taken from the answer to another request, as `login.response.body.$.id`. */
  | "response"
  /** An expression in a programming language. */
  | "expression";

/**
 * Replaces `{{name}}`, `{{ name }}` and `{{%name}}` (percent-encoded). For each name the last definition before the
 * request line counts, then the environment's value. Values may themselves hold variables. Never throws.
 */
export function resolveRequest(
  file: RequestFile,
  request: HttpRequest,
  environment: ReadonlyMap<string, string> = new Map(),
): ResolvedRequest {
  const values = new ValueLookup(file, request, environment);
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
  const url = fill(request.url, request.urlSpan, { kind: "url" }).trim();
  const headers = request.headers.map((header) => {
    const place: UsePlace = { kind: "header", name: header.name };
    const name = fill(header.name, header.nameSpan, place);
    return { name, value: fill(header.value, header.valueSpan, place) };
  });
  const body = resolveBody(request, fill);
  return { method: request.method, url: joinHost(url, headers), headers, body, unresolved };
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

function joinHost(url: string, headers: ResolvedRequest["headers"]): string {
  if (!url.startsWith("/") || url.startsWith("//")) return url;
  const host = headers.find(({ name }) => name.toLowerCase() === "host")?.value ?? "";
  if (host === "") return url;
  const isThisMachine = /^(?:localhost|127\.0\.0\.1)(?::[0-9]+)?$/i.test(host);
  return `${isThisMachine ? "http" : "https"}://${host}${url}`;
}

/** A text with its variables replaced, and those that could not be. */
interface Filled {
  readonly text: string;
  readonly useCount: number;
  /** `useIndex` counts the uses in the text from 0. */
  readonly failures: readonly {
    readonly expression: string;
    readonly reason: UnresolvedReason;
    readonly useIndex: number;
  }[];
}

const knownDefinitions = new WeakMap<RequestFile, ReadonlyMap<string, readonly VariableDefinition[]>>();

/** A file's definitions by name, found once for all of its requests. */
function definitionsByName(file: RequestFile): ReadonlyMap<string, readonly VariableDefinition[]> {
  const known = knownDefinitions.get(file);
  if (known !== undefined) return known;
  const found = Map.groupBy(file.variables, ({ name }) => name);
  knownDefinitions.set(file, found);
  return found;
}

/** Finds values for one request. Remembers what it has found, because values may refer to each other many times over. */
class ValueLookup {
  readonly #definitions: ReadonlyMap<string, readonly VariableDefinition[]>;
  readonly #before: number;
  readonly #promptNames: ReadonlySet<string>;
  readonly #environment: ReadonlyMap<string, string>;
  readonly #found = new Map<string, Filled>();
  readonly #open = new Set<string>();

  constructor(file: RequestFile, request: HttpRequest, environment: ReadonlyMap<string, string>) {
    this.#definitions = definitionsByName(file);
    this.#before = request.requestLineSpan.start;
    const prompts = request.tags.filter((tag) => isTag(tag, "prompt"));
    this.#promptNames = new Set(prompts.map((tag) => tag.value.split(/\s/, 1)[0] ?? ""));
    this.#environment = environment;
  }

  fill(text: string): Filled {
    const uses = findVariableUses(text);
    const failures: Filled["failures"][number][] = [];
    let result = "";
    let at = 0;
    for (const [useIndex, use] of uses.entries()) {
      const value = this.#valueOf(use.expression);
      const written = text.slice(use.span.start, use.span.end);
      const isFound = value.failures.length === 0;
      for (const { expression, reason } of value.failures) failures.push({ expression, reason, useIndex });
      result += text.slice(at, use.span.start) + (isFound ? encode(value.text, use.isPercentEncoded) : written);
      at = use.span.end;
      if (result.length > 1_000_000)
        return { text, useCount: uses.length, failures: [failure("tooLarge", use.expression)] };
    }
    return { text: result + text.slice(at), useCount: uses.length, failures };
  }

  #valueOf(name: string): Filled {
    const before = this.#found.get(name);
    if (before !== undefined) return before;
    if (this.#open.has(name)) return unknown("cycle", name);
    if (this.#open.size >= 100) return unknown("tooLarge", name);
    const definitions = this.#definitions.get(name) ?? [];
    const definition = definitions.findLast(({ span }) => span.start < this.#before);
    const value = definition?.value ?? this.#environment.get(name);
    if (value === undefined) return unknown(this.#whyUnknown(name), name);
    this.#open.add(name);
    const { failures, ...filled } = this.fill(value);
    this.#open.delete(name);
    // Each reason once: values that refer to each other twice over would otherwise double the list at every step.
    const found = { ...filled, failures: [...new Map(failures.map((known) => [known.expression, known])).values()] };
    this.#found.set(name, found);
    return found;
  }

  #whyUnknown(name: string): UnresolvedReason {
    if (this.#promptNames.has(name)) return "prompt";
    if (this.#definitions.has(name)) return "definedLater";
    if (name.startsWith("$")) return "system";
    if (/^[\w-]+\.(?:response|request)(?:\.|$)/.test(name)) return "response";
    return /^[\w.-]+$/.test(name) ? "undefined" : "expression";
  }
}

function unknown(reason: UnresolvedReason, expression: string): Filled {
  return { text: "", useCount: 0, failures: [failure(reason, expression)] };
}

function failure(reason: UnresolvedReason, expression: string): Filled["failures"][number] {
  return { expression, reason, useIndex: 0 };
}

function encode(value: string, isPercentEncoded: boolean): string {
  return isPercentEncoded ? encodeURIComponent(value.replaceAll(/[\ud800-\udfff]/gu, "\ufffd")) : value;
}
