/** Finds what is wrong with the variables of a file, once it is known where values come from. */
import { expressionSpan } from "./fileSymbols.ts";
import type { HttpRequest, RequestFile, VariableUse } from "./requestFile.ts";
import type { RequestProblem } from "./requestProblem.ts";
import { resolveRequest } from "./resolveRequest.ts";
import { isNameForRestClient, readResponseReference } from "./responseReference.ts";
import { findCyclicDefinitions } from "./variableCycles.ts";
import type { VariableSources } from "./variableLookup.ts";

/** Variables without a value, those that lead back to themselves, and references that others do not read. In the order of the file. */
export function findVariableProblems(file: RequestFile, sources: VariableSources = {}): readonly RequestProblem[] {
  const problems = [...findDefinitionProblems(file, sources)];
  for (const request of file.requests) {
    // One by one: a call takes no more than about 100,000 arguments.
    for (const problem of findVariableProblemsOf(file, request, sources)) problems.push(problem);
  }
  return problems.sort((one, other) => one.span.start - other.span.start);
}

/** What is wrong with a file's definitions. */
export function findDefinitionProblems(file: RequestFile, sources: VariableSources = {}): readonly RequestProblem[] {
  const problems: RequestProblem[] = [];
  const cyclic = findCyclicDefinitions(file, sources.environment);
  for (const definition of file.variables) {
    const { name, nameSpan, uses } = definition;
    for (const problem of referenceProblems(file, uses)) problems.push(problem);
    if (cyclic.has(definition)) problems.push({ span: nameSpan, code: "cyclicVariable", name });
  }
  return problems;
}

/** What is wrong with the variables of one request. */
export function findVariableProblemsOf(
  file: RequestFile,
  request: HttpRequest,
  sources: VariableSources = {},
): readonly RequestProblem[] {
  if (request.variableUses.length === 0) return [];
  const problems = [...referenceProblems(file, request.variableUses)];
  for (const { expression, reason, place, span } of resolveRequest(file, request, sources).unresolved) {
    // To be asked for, or to be sent first: no mistake.
    if (reason === "prompt" || reason === "response") continue;
    problems.push({ span, code: "unresolvedVariable", expression, reason, place: place.kind });
  }
  return problems;
}

function referenceProblems(file: RequestFile, uses: readonly VariableUse[]): readonly RequestProblem[] {
  return uses.flatMap((use): readonly RequestProblem[] => {
    const reference = readResponseReference(use.expression);
    if (reference === undefined) return [];
    const name = reference.requestName;
    const readBy = isNameForRestClient(name) ? "restClient" : "nobody";
    return [{ span: expressionSpan(file, use), code: "referenceReadElsewhere", name, readBy }];
  });
}
