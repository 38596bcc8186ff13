/**
 * The names of a file, of variables and of requests: where each is defined and used, and what renaming one changes.
 */
import { promptsOf } from "./prompt.ts";
import type { RequestFile, VariableUse } from "./requestFile.ts";
import { isTag } from "./requestFile.ts";
import { readResponseReference } from "./responseReference.ts";
import type { Span, SpanEdit } from "./span.ts";
import { touches } from "./span.ts";

/** A place where a name stands. */
export interface SymbolOccurrence {
  readonly kind: "variable" | "request";
  readonly name: string;
  /** The name alone. */
  readonly span: Span;
  readonly isDefinition: boolean;
}

/** What renaming comes to. */
export type Renaming =
  | { readonly kind: "edits"; readonly edits: readonly SpanEdit[] }
  /**
   * `notDefinedHere`: nothing in the file gives the name. `invalidName`: not made of letters, digits, `_`, `-` and `.`, or
   * one that would be read as something else. `nameTaken`: it stands for something already.
   */
  | { readonly kind: "refused"; readonly code: "notDefinedHere" | "invalidName" | "nameTaken" };

/** Every name of a file, in its order. */
export function findSymbols(file: RequestFile): readonly SymbolOccurrence[] {
  const variableNames = new Set(file.variables.map(({ name }) => name));
  const found: SymbolOccurrence[] = [];
  const addUses = (uses: readonly VariableUse[]): void => {
    for (const use of uses) {
      const symbol = symbolOfUse(file, use, variableNames);
      if (symbol !== undefined) found.push(symbol);
    }
  };
  for (const { name, nameSpan, uses } of file.variables) {
    found.push({ kind: "variable", name, span: nameSpan, isDefinition: true });
    addUses(uses);
  }
  for (const request of file.requests) {
    const { name, tags, variableUses } = request;
    if (name !== undefined) found.push({ kind: "request", name: name.text, span: name.span, isDefinition: true });
    for (const prompt of promptsOf(request)) {
      found.push({ kind: "variable", name: prompt.name, span: prompt.nameSpan, isDefinition: true });
    }
    // httpYac's way to say that another request comes first.
    for (const tag of tags.filter((one) => isTag(one, "ref") || isTag(one, "force-ref"))) {
      found.push({ kind: "request", name: tag.value, span: tag.valueSpan, isDefinition: false });
    }
    addUses(variableUses);
  }
  return found.sort((one, other) => one.span.start - other.span.start);
}

/** The name at a cursor, or undefined. */
export function symbolAt(file: RequestFile, offset: number): SymbolOccurrence | undefined {
  return findSymbols(file).find(({ span }) => touches(span, offset));
}

/** Every place with the same name. */
export function occurrencesOf(file: RequestFile, symbol: SymbolOccurrence): readonly SymbolOccurrence[] {
  return findSymbols(file).filter(({ kind, name }) => kind === symbol.kind && name === symbol.name);
}

/** The definition that counts where a name stands: of a variable the last one before the request; undefined for none. */
export function definitionOf(file: RequestFile, symbol: SymbolOccurrence): SymbolOccurrence | undefined {
  const definitions = occurrencesOf(file, symbol).filter(({ isDefinition }) => isDefinition);
  if (symbol.kind === "request") return definitions[0];
  const request = file.requests.find(({ span }) => span.end >= symbol.span.start);
  const prompt = definitions.findLast(({ span }) => request !== undefined && isWithin(request.span, span));
  const before = request?.requestLineSpan.start ?? Number.POSITIVE_INFINITY;
  const isPrompt =
    request !== undefined && promptsOf(request).some(({ nameSpan }) => nameSpan.start === prompt?.span.start);
  return isPrompt ? prompt : (definitions.findLast(({ span }) => span.start < before) ?? definitions[0]);
}

/** Renames a variable or a request wherever the file names it. */
export function renameSymbol(file: RequestFile, symbol: SymbolOccurrence, newName: string): Renaming {
  const occurrences = occurrencesOf(file, symbol);
  if (!occurrences.some(({ isDefinition }) => isDefinition)) return { kind: "refused", code: "notDefinedHere" };
  if (newName === symbol.name) return { kind: "edits", edits: [] };
  if (!/^[\w-][\w.-]*$/.test(newName) || readResponseReference(newName) !== undefined) {
    return { kind: "refused", code: "invalidName" };
  }
  const isTaken = findSymbols(file).some(({ kind, name }) => kind === symbol.kind && name === newName);
  if (isTaken) return { kind: "refused", code: "nameTaken" };
  return { kind: "edits", edits: occurrences.map(({ span }) => ({ span, newText: newName })) };
}

/** Where the expression of a `{{…}}` stands, without braces, blanks and `%`. */
export function expressionSpan({ text }: RequestFile, { expression, span }: VariableUse): Span {
  const start = text.indexOf(expression, span.start + 2);
  return { start, end: start + expression.length };
}

function symbolOfUse(
  file: RequestFile,
  use: VariableUse,
  variableNames: ReadonlySet<string>,
): SymbolOccurrence | undefined {
  const { expression } = use;
  const span = expressionSpan(file, use);
  const reference = variableNames.has(expression) ? undefined : readResponseReference(expression);
  if (reference !== undefined) {
    const nameSpan = { start: span.start, end: span.start + reference.nameSpan.end };
    return { kind: "request", name: reference.requestName, span: nameSpan, isDefinition: false };
  }
  const isName = variableNames.has(expression) || /^[\w.-]+$/.test(expression);
  return isName ? { kind: "variable", name: expression, span, isDefinition: false } : undefined;
}

function isWithin(outer: Span, inner: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
