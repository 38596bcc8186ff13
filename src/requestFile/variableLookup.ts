/**
 * Finds the values of variables for one place of a file: what was typed for a prompt, then the system's, then the last
 * definition before the place, then the environment, then another request's answer. What the file defines below the place
 * alone has no value, whatever the environment says: REST Client would take the definition, httpYac the environment.
 */
import type { EnvironmentVariable, EnvironmentVariables } from "./environments.ts";
import { isSecretName } from "./findSecrets.ts";
import { promptsOf } from "./prompt.ts";
import type { Prompt } from "./prompt.ts";
import type { HttpRequest, RequestFile, VariableDefinition } from "./requestFile.ts";
import { readResponseReference } from "./responseReference.ts";
import type { ResponseReference } from "./responseReference.ts";
import { systemValue } from "./systemVariable.ts";
import type { SystemSource } from "./systemVariable.ts";
import type { UnresolvedReason } from "./unresolvedReason.ts";
import { countBefore } from "./span.ts";
import { findVariableUses } from "./variableUse.ts";

/** Where values come from, besides the file. What is left out gives none. */
export interface VariableSources {
  /** The variables of the chosen environment. */
  readonly environment?: EnvironmentVariables;
  /** What was typed for the request's prompts, by name. */
  readonly prompted?: ReadonlyMap<string, string>;
  readonly system?: SystemSource;
  /** Evaluates a reference to the answer of another request. */
  readonly responseValue?: (reference: ResponseReference) => ResponseValue;
}

/** What a reference to an answer gives. */
export type ResponseValue =
  | { readonly kind: "value"; readonly text: string }
  /** `response`: not sent yet. `nothingThere`: the answer has nothing at that path. `badPath`: no path at all. */
  | { readonly kind: "unknown"; readonly reason: "response" | "nothingThere" | "badPath" };

/** A variable's value and where it is from, or why it has none. */
export type VariableValue =
  | {
      readonly kind: "value";
      readonly text: string;
      readonly origin: VariableOrigin;
      /** Whether all or a part of it is from where values are kept that are not for everybody's eyes. */
      readonly isPrivate: boolean;
    }
  | {
      readonly kind: "unknown";
      /** Whose fault it is: the variable itself, or one that stands in its value. */
      readonly expression: string;
      readonly reason: UnresolvedReason;
    };

/** Who gives a value. */
export type VariableOrigin =
  | { readonly kind: "definition"; readonly definition: VariableDefinition }
  | { readonly kind: "environment"; readonly variable: EnvironmentVariable }
  | { readonly kind: "prompt" }
  | { readonly kind: "system" }
  | { readonly kind: "response"; readonly reference: ResponseReference };

/** A text with its variables replaced, and those that could not be. `useIndex` counts the uses in the text from 0. */
export interface FilledText {
  readonly text: string;
  readonly useCount: number;
  readonly failures: readonly (Failure & { readonly useIndex: number })[];
  /** Whether one of the values is private. */
  readonly isPrivate: boolean;
}

interface Failure {
  readonly expression: string;
  readonly reason: UnresolvedReason;
}

/** A value that has been found; `failures` is empty if all of it has. */
interface Found {
  readonly text: string;
  readonly origin: VariableOrigin | undefined;
  readonly failures: readonly Failure[];
  readonly isPrivate: boolean;
}

/**
 * The value of an expression as the request has it that stands at an offset, or else the next one; behind the last
 * request, as one at the end of the file would.
 */
export function lookUpVariable(
  file: RequestFile,
  offset: number,
  expression: string,
  sources: VariableSources = {},
): VariableValue {
  const request = file.requests.find(({ span }) => span.end >= offset);
  return new VariableLookup(file, request, sources).find(expression);
}

/** Finds values for one request (undefined: for the end of the file), and remembers them. */
export class VariableLookup {
  readonly #file: RequestFile;
  readonly #before: number;
  readonly #prompts: readonly Prompt[];
  readonly #sources: VariableSources;
  readonly #found = new Map<string, Found>();
  readonly #open = new Set<string>();

  constructor(file: RequestFile, request: HttpRequest | undefined, sources: VariableSources) {
    this.#file = file;
    this.#before = request?.requestLineSpan.start ?? Number.POSITIVE_INFINITY;
    this.#prompts = request === undefined ? [] : promptsOf(request);
    this.#sources = sources;
  }

  /** Replaces the variables of a text. What has no value stays as it stands. */
  fill(text: string): FilledText {
    const uses = findVariableUses(text);
    const failures: FilledText["failures"][number][] = [];
    let result = "";
    let at = 0;
    let isPrivate = false;
    for (const [useIndex, { expression, isPercentEncoded, span }] of uses.entries()) {
      const value = this.#valueOf(expression);
      for (const failure of value.failures) failures.push({ ...failure, useIndex });
      const isFound = value.failures.length === 0;
      isPrivate ||= value.isPrivate;
      result += text.slice(at, span.start);
      result += isFound ? encode(value.text, isPercentEncoded) : text.slice(span.start, span.end);
      at = span.end;
      if (result.length > 1_000_000) {
        return { text, useCount: uses.length, failures: [{ expression, reason: "tooLarge", useIndex }], isPrivate };
      }
    }
    return { text: result + text.slice(at), useCount: uses.length, failures, isPrivate };
  }

  /** The value of one expression, without its braces. */
  find(expression: string): VariableValue {
    const { text, origin, failures, isPrivate } = this.#valueOf(expression);
    const [failure] = failures;
    if (failure !== undefined) return { kind: "unknown", ...failure };
    if (origin === undefined) return { kind: "unknown", expression, reason: "undefined" };
    return { kind: "value", text, origin, isPrivate };
  }

  #valueOf(expression: string): Found {
    const before = this.#found.get(expression);
    if (before !== undefined) return before;
    if (this.#open.has(expression)) return unknown(expression, "cycle");
    if (this.#open.size >= 100) return unknown(expression, "tooLarge");
    const found = this.#readValue(expression);
    // `$guid` is another one each time that it is written, as in REST Client.
    if (!expression.startsWith("$")) this.#found.set(expression, found);
    return found;
  }

  #readValue(expression: string): Found {
    if (this.#prompts.some(({ name }) => name === expression)) {
      const typed = this.#sources.prompted?.get(expression);
      return typed === undefined ? unknown(expression, "prompt") : known(typed, { kind: "prompt" }, true);
    }
    if (expression.startsWith("$")) {
      const { environment, system } = this.#sources;
      const value = systemValue(expression, system, (name) => environment?.get(name)?.text);
      if (value.kind === "unknown") return unknown(expression, value.reason);
      return known(value.text, { kind: "system" }, /^\$(?:dotenv|processEnv)\b/.test(expression));
    }
    const definitions = definitionsByName(this.#file).get(expression) ?? [];
    const definition = lastBefore(definitions, this.#before);
    if (definition !== undefined)
      return this.#fillValue(expression, definition.value, { kind: "definition", definition });
    if (definitions.length > 0) return unknown(expression, "definedLater");
    const variable = this.#sources.environment?.get(expression);
    if (variable !== undefined) return this.#fillValue(expression, variable.text, { kind: "environment", variable });
    const reference = readResponseReference(expression);
    if (reference !== undefined) return this.#readResponse(expression, reference);
    return unknown(expression, /^[\w.-]+$/.test(expression) ? "undefined" : "expression");
  }

  /** Only what the file and the environment say may hold variables: what was typed or answered is data. */
  #fillValue(expression: string, written: string, origin: VariableOrigin): Found {
    this.#open.add(expression);
    const { text, failures, isPrivate } = this.fill(written);
    this.#open.delete(expression);
    // Each reason once: values that refer to each other twice over would otherwise double the list at every step.
    const distinct = new Map(failures.map((failure) => [failure.expression, failure]));
    const isFromPrivate = origin.kind === "environment" && origin.variable.isPrivate;
    return {
      text,
      origin,
      failures: [...distinct.values()],
      isPrivate: isPrivate || isFromPrivate || isSecretName(expression),
    };
  }

  #readResponse(expression: string, reference: ResponseReference): Found {
    if (!requestNames(this.#file).has(reference.requestName)) return unknown(expression, "unknownRequest");
    const value = this.#sources.responseValue?.(reference) ?? { kind: "unknown", reason: "response" };
    return value.kind === "value"
      ? known(value.text, { kind: "response", reference }, true)
      : unknown(expression, value.reason);
  }
}

function known(text: string, origin: VariableOrigin, isPrivate: boolean): Found {
  return { text, origin, failures: [], isPrivate };
}

function unknown(expression: string, reason: UnresolvedReason): Found {
  return { text: "", origin: undefined, failures: [{ expression, reason }], isPrivate: false };
}

function encode(value: string, isPercentEncoded: boolean): string {
  return isPercentEncoded ? encodeURIComponent(value.toWellFormed()) : value;
}

/** The last of some definitions (in the order of the file) that stands before an offset. */
function lastBefore(definitions: readonly VariableDefinition[], before: number): VariableDefinition | undefined {
  return definitions[countBefore(definitions, before) - 1];
}

const knownDefinitions = new WeakMap<RequestFile, ReadonlyMap<string, readonly VariableDefinition[]>>();
const knownNames = new WeakMap<RequestFile, ReadonlySet<string>>();

/** A file's definitions by name, found once for all of its requests. */
function definitionsByName(file: RequestFile): ReadonlyMap<string, readonly VariableDefinition[]> {
  const before = knownDefinitions.get(file);
  if (before !== undefined) return before;
  const found = Map.groupBy(file.variables, ({ name }) => name);
  knownDefinitions.set(file, found);
  return found;
}

function requestNames(file: RequestFile): ReadonlySet<string> {
  const before = knownNames.get(file);
  if (before !== undefined) return before;
  const found = new Set(file.requests.flatMap(({ name }) => (name === undefined ? [] : [name.text])));
  knownNames.set(file, found);
  return found;
}
