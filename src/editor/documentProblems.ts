/**
 * Everything that is to be underlined in a document with requests: what is wrong with its language, and what is wrong with
 * each request to Microsoft Graph. Found in slices, so that a large file never holds up what else the editor has to do.
 */
import type { TextDocument } from "vscode";
import { findSecrets } from "../requestFile/findSecrets.ts";
import type { HttpRequest, RequestFile } from "../requestFile/requestFile.ts";
import type { RequestProblem } from "../requestFile/requestProblem.ts";
import type { Span } from "../requestFile/span.ts";
import { touches } from "../requestFile/span.ts";
import type { VariableSources } from "../requestFile/variableLookup.ts";
import { findDefinitionProblems, findVariableProblemsOf } from "../requestFile/variableProblems.ts";
import { findGraphProblems } from "./graphProblems.ts";
import type { SessionFacts } from "./graphProblems.ts";
import type { GraphProblem } from "./graphProblem.ts";
import { readGraphRequest } from "./graphRequest.ts";
import { requestFilesOf } from "./requestDocument.ts";
import type { WorkSlices } from "./workSlices.ts";

/** A problem of a document, and the file that it is in. */
export type DocumentProblem =
  | { readonly kind: "language"; readonly file: RequestFile; readonly problem: RequestProblem }
  | { readonly kind: "graph"; readonly file: RequestFile; readonly problem: GraphProblem };

/** What problems depend on besides the text. */
export interface ProblemContext {
  readonly active: SessionFacts | undefined;
  readonly sourcesFor: (request: HttpRequest) => VariableSources;
}

/** The problems of a document as it stands now; undefined once they are no longer wanted. */
export async function findDocumentProblems(
  document: TextDocument,
  context: ProblemContext,
  slices: WorkSlices,
): Promise<readonly DocumentProblem[] | undefined> {
  const problems: DocumentProblem[] = [];
  for (const file of requestFilesOf(document)) {
    const scope = scopeOf(file);
    // One by one: a call takes no more than about 100,000 arguments.
    for (const problem of problemsOfFile(file, scope)) problems.push(problem);
    for (const request of file.requests) {
      if (slices.isDue && !(await slices.rest())) return undefined;
      for (const problem of problemsOfRequest(file, request, scope, context)) problems.push(problem);
    }
  }
  return problems;
}

/** The problems that stand at a place of a document. Reads no more requests than stand there. */
export function problemsAt(document: TextDocument, place: Span, context: ProblemContext): readonly DocumentProblem[] {
  return requestFilesOf(document)
    .flatMap((file) => {
      const scope = scopeOf(file);
      const requests = file.requests.filter(({ span }) => overlap(span, place));
      return [
        ...problemsOfFile(file, scope),
        ...requests.flatMap((request) => problemsOfRequest(file, request, scope, context)),
      ];
    })
    .filter(({ problem }) => overlap(problem.span, place));
}

function overlap(one: Span, other: Span): boolean {
  return touches(one, other.start) || touches(one, other.end) || touches(other, one.start);
}

/** `all`: the file has to do with Graph. `common`: what is meant for other editors alone is left to them. */
type Scope = "all" | "common";

function scopeOf({ text, span }: RequestFile): Scope {
  return /graph\.microsoft\.|microsoftgraph\.|\/cancel\b/i.test(text.slice(span.start, span.end)) ? "all" : "common";
}

/** What other editors do as it is meant, and what only they know. */
const meantForOthers: ReadonlySet<RequestProblem["code"]> = new Set([
  "scriptNotRun",
  "curlCommand",
  "unresolvedVariable",
  "referenceReadElsewhere",
]);

function problemsOfFile(file: RequestFile, scope: Scope): readonly DocumentProblem[] {
  const found = [...file.problems, ...findSecrets(file), ...findDefinitionProblems(file)];
  return found.flatMap((problem) => languageProblem(file, problem, scope));
}

function problemsOfRequest(
  file: RequestFile,
  request: HttpRequest,
  scope: Scope,
  { active, sourcesFor }: ProblemContext,
): readonly DocumentProblem[] {
  const sources = sourcesFor(request);
  const graphRequest = readGraphRequest(file, request, sources);
  const found = findGraphProblems(graphRequest, active).map((problem): DocumentProblem => ({
    kind: "graph",
    file,
    problem,
  }));
  const ofVariables = findVariableProblemsOf(file, request, sources)
    // Told above as what keeps the request from being run, and headers of the file are not sent then.
    .filter(({ code }) => graphRequest.aim.kind === "other" || code !== "unresolvedVariable")
    .flatMap((problem) => languageProblem(file, problem, scope));
  return [...found, ...ofVariables];
}

function languageProblem(file: RequestFile, problem: RequestProblem, scope: Scope): readonly DocumentProblem[] {
  return scope === "common" && meantForOthers.has(problem.code) ? [] : [{ kind: "language", file, problem }];
}
