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
import { wholeLines } from "../requestFile/textLine.ts";
import type { VariableSources } from "../requestFile/variableLookup.ts";
import { findDefinitionProblems, findVariableProblemsOf } from "../requestFile/variableProblems.ts";
import { readGetRequest } from "./getRequest.ts";
import { accountProblems, findGraphProblems } from "./graphProblems.ts";
import type { SessionFacts } from "./graphProblems.ts";
import type { GraphProblem } from "./graphProblem.ts";
import { readGraphRequest } from "./graphRequest.ts";
import type { GraphRequest } from "./graphRequest.ts";
import { requestFilesOf } from "./requestDocument.ts";
import type { WorkSlices } from "./workSlices.ts";

/** A problem of a document, and the file that it is in. */
export type DocumentProblem =
  | { readonly kind: "language"; readonly file: RequestFile; readonly problem: RequestProblem }
  | { readonly kind: "graph"; readonly file: RequestFile; readonly problem: GraphProblem };

/** What problems depend on besides the text. */
export interface ProblemContext {
  readonly active: SessionFacts | undefined;
  /** The account that a request names, if it is here. Default: `active`. */
  readonly activeFor?: (request: HttpRequest) => SessionFacts | undefined;
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
    for (const find of [ownProblems, findSecrets, findDefinitionProblems]) {
      if (slices.isDue && !(await slices.rest())) return undefined;
      // One by one: a call takes no more than about 100,000 arguments.
      for (const problem of find(file)) problems.push(...languageProblem(file, problem, scope));
    }
    for (const request of file.requests) {
      if (slices.isDue && !(await slices.rest())) return undefined;
      for (const problem of problemsOfRequest(file, request, scope, context)) problems.push(problem);
    }
  }
  return problems;
}

/** The problems that stand at a place of a document. Reads no more of a large file than stands there. */
export function problemsAt(document: TextDocument, place: Span, context: ProblemContext): readonly DocumentProblem[] {
  const isThere = ({ span }: { readonly span: Span }): boolean => overlap(span, place);
  return requestFilesOf(document)
    .filter(isThere)
    .flatMap((file) => {
      const requests = file.requests.filter(isThere);
      const variables = file.variables.filter(isThere);
      // A secret stands on one line, and its header in a request.
      const secrets = findSecrets({ ...file, requests, span: linesOf(file, place) });
      const ofDefinitions = variables.length === 0 ? [] : findDefinitionProblems(file);
      const found = [...file.problems.filter(isThere), ...secrets, ...ofDefinitions];
      const scope = scopeOf(file);
      return [
        ...found.flatMap((problem) => languageProblem(file, problem, scope)),
        ...requests.flatMap((request) => problemsOfRequest(file, request, scope, context)),
      ];
    })
    .filter(({ problem }) => isThere(problem));
}

/** The lines that a place touches, as far as they are the file's: a Markdown document has others. */
function linesOf({ text, span }: RequestFile, place: Span): Span {
  const { start, end } = wholeLines(text, place);
  return { start: Math.max(start, span.start), end: Math.min(end, span.end) };
}

function overlap(one: Span, other: Span): boolean {
  return touches(one, other.start) || touches(one, other.end) || touches(other, one.start);
}

/** `all`: the file has to do with Graph. `common`: what is meant for other editors alone is left to them. */
type Scope = "all" | "common";

const knownScopes = new WeakMap<RequestFile, Scope>();

/** Looked for once: a large file without Graph is read to its end. */
function scopeOf(file: RequestFile): Scope {
  const { text, span } = file;
  const known = knownScopes.get(file);
  if (known !== undefined) return known;
  const isAboutGraph = /graph\.microsoft\.|microsoftgraph\.|\/cancel\b/i.test(text.slice(span.start, span.end));
  const scope = isAboutGraph ? "all" : "common";
  knownScopes.set(file, scope);
  return scope;
}

/** What other editors do as it is meant, and what only they know. */
const meantForOthers: ReadonlySet<RequestProblem["code"]> = new Set([
  "scriptNotRun",
  "curlCommand",
  "unresolvedVariable",
  "referenceReadElsewhere",
]);

function ownProblems({ problems }: RequestFile): readonly RequestProblem[] {
  return problems;
}

function problemsOfRequest(
  file: RequestFile,
  request: HttpRequest,
  scope: Scope,
  { active, activeFor, sourcesFor }: ProblemContext,
): readonly DocumentProblem[] {
  const sources = sourcesFor(request);
  const graphRequest = readGraphRequest(file, request, sources);
  const session = activeFor === undefined ? active : activeFor(request);
  const found = [...findGraphProblems(graphRequest, session), ...problemsOfGet(graphRequest, session)].map(
    (problem): DocumentProblem => ({ kind: "graph", file, problem }),
  );
  const ofVariables = findVariableProblemsOf(file, request, sources)
    // Told above as what keeps the request from being run, and headers of the file are not sent then.
    .filter(({ code }) => graphRequest.aim.kind === "other" || code !== "unresolvedVariable")
    .flatMap((problem) => languageProblem(file, problem, scope));
  return [...found, ...ofVariables];
}

/** What keeps a GET request from being run as the account that it names; one that does not go to Graph is not ours. */
function problemsOfGet(request: GraphRequest, active: SessionFacts | undefined): readonly GraphProblem[] {
  if (request.aim.kind !== "other") return [];
  const problems = accountProblems(request, active);
  return problems.length > 0 && readGetRequest(request, active) !== undefined ? problems : [];
}

function languageProblem(file: RequestFile, problem: RequestProblem, scope: Scope): readonly DocumentProblem[] {
  return scope === "common" && meantForOthers.has(problem.code) ? [] : [{ kind: "language", file, problem }];
}
