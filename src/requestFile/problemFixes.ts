/**
 * How the problems of a request file can be mended: for each the edits that do it. Made only when somebody asks, because a
 * large file may have thousands of problems. What the fixes are called is decided in editor/.
 */
import {
  commentOutRequest,
  joinHeaderLines,
  joinUrlLines,
  moveAboveRequest,
  renameDuplicate,
} from "./requestRewrites.ts";
import { joinBodyParts } from "./bodyRewrites.ts";
import type { HttpRequest, RequestFile } from "./requestFile.ts";
import type { RequestProblem } from "./requestProblem.ts";
import type { Span, SpanEdit } from "./span.ts";
import { lineAt, lineBreakOf, wholeLines } from "./textLine.ts";

/** A way to mend a problem. */
export interface ProblemFix {
  readonly code: ProblemFixCode;
  /** In the order of the file; they do not overlap. */
  readonly edits: readonly SpanEdit[];
}

/** What a fix does. */
export type ProblemFixCode =
  | "useCapitals"
  | "usePost"
  | "joinUrlLines"
  | "joinHeaderLines"
  | "removeBlanks"
  | "removeComma"
  | "commentOut"
  | "insertBlankLine"
  | "removeBlankLines"
  | "removeLines"
  | "joinBody"
  | "keepInBody"
  | "insertSeparator"
  | "removeIndentation"
  | "insertSpace"
  | "useSpace"
  | "useNameTag"
  | "moveAboveRequest"
  | "renameVariable"
  | "useLineComments"
  | "addHost"
  | "commentOutRequest"
  | "defineVariable"
  | "removeSecret";

/** The ways to mend a problem of a file, the best one first; none for many. */
export function fixesOf(file: RequestFile, problem: RequestProblem): readonly ProblemFix[] {
  const { text } = file;
  const { span } = problem;
  const eol = lineBreakOf(text);
  const request = file.requests.find((one) => one.span.start <= span.start && span.start <= one.span.end);
  switch (problem.code) {
    case "lowerCaseMethod":
      return fix("useCapitals", edit(span, problem.method.toUpperCase()));
    case "unknownMethod":
      return fix("usePost", edit(span, "POST"));
    case "queryAfterVersion":
    case "queryWithoutEquals":
    case "pathContinuation":
      return maybe("joinUrlLines", request && joinUrlLines(file, request));
    case "headerContinuation":
      return maybe("joinHeaderLines", request && joinHeaderLines(file, request, span));
    case "blanksAfterUrl":
      return fix("removeBlanks", edit(span, ""));
    case "trailingComma":
      return fix("removeComma", edit({ start: span.end - 1, end: span.end }, ""));
    case "badHeader":
      return [...fix("commentOut", insert(span.start, "# ")), ...fix("insertBlankLine", insertAbove(text, span, eol))];
    case "badVariableDefinition":
    case "notARequestLine":
    case "curlCommand":
      return fix("commentOut", insert(span.start, "# "));
    case "missingBlankLine":
      return fix("insertBlankLine", insertAbove(text, span, eol));
    case "headerAfterBlankLine":
      return fix("removeBlankLines", removeBlankLinesAbove(text, span, eol));
    case "commentInBody":
    case "partSentElsewhere":
    case "scriptNotRun":
    case "markdownFence":
      return fix("removeLines", edit(wholeLines(text, span), ""));
    case "bodyCutBySeparator":
      return maybe("joinBody", joinBodyParts(file, span));
    case "methodInBody":
      return maybe("keepInBody", request && [insert(request.requestLineSpan.start, `# @forceRegionDelimiter${eol}`)]);
    case "missingSeparator":
      return fix("insertSeparator", insertAbove(text, span, `###${eol}`));
    case "indentedSeparator":
      return fix("removeIndentation", edit({ start: lineAt(text, span.start).start, end: span.start }, ""));
    case "tagWithoutSpace":
      return fix("insertSpace", insert(text.indexOf("@", span.start), " "));
    case "tagWithEquals":
      return fix("useSpace", useSpace(text, span));
    case "nameInSeparator":
      return fix("useNameTag", ...nameTag(text, span, eol));
    case "tagAfterRequestLine":
    case "variableAfterRequestLine":
      return maybe("moveAboveRequest", request && moveAboveRequest(file, request, span));
    case "duplicateVariable":
      return maybe("renameVariable", renameDuplicate(file, problem.name, span));
    case "blockComment":
      return fix("useLineComments", ...lineStarts(text, span).map((start) => insert(start, "# ")));
    case "relativeUrlWithHost":
      return maybe("addHost", request && addHost(request));
    case "tagIgnoredElsewhere":
      return maybe(
        "commentOutRequest",
        problem.ignoredBy === "restClient" ? request && commentOutRequest(file, request, problem) : undefined,
      );
    case "unresolvedVariable": {
      const isPlain = problem.reason === "undefined" && /^[\w.-]+$/.test(problem.expression);
      return maybe(
        "defineVariable",
        isPlain ? request && [insert(request.requestLineSpan.start, `@${problem.expression} = ${eol}`)] : undefined,
      );
    }
    case "literalAuthorization":
      return fix("removeSecret", edit(wholeLines(text, span), ""));
    case "literalToken":
      return fix("removeSecret", edit(span, ""));
    case "escapeInVariable":
    case "quotedVariable":
    case "responseNotRequest":
    case "unterminated":
    case "fileReferenceInText":
    case "cyclicVariable":
    case "referenceReadElsewhere":
      return [];
    default:
      return problem satisfies never;
  }
}

function fix(code: ProblemFixCode, ...edits: readonly SpanEdit[]): readonly ProblemFix[] {
  return [{ code, edits }];
}

function maybe(code: ProblemFixCode, edits: readonly SpanEdit[] | undefined): readonly ProblemFix[] {
  return edits === undefined || edits.length === 0 ? [] : [{ code, edits }];
}

function edit(span: Span, newText: string): SpanEdit {
  return { span, newText };
}

function insert(at: number, newText: string): SpanEdit {
  return { span: { start: at, end: at }, newText };
}

function insertAbove(text: string, span: Span, newText: string): SpanEdit {
  return insert(lineAt(text, span.start).start, newText);
}

/** Joins a line to the last one above it that is not blank. */
function removeBlankLinesAbove(text: string, span: Span, eol: string): SpanEdit {
  const start = lineAt(text, span.start).start;
  return edit({ start: text.slice(0, start).trimEnd().length, end: start }, eol);
}

function useSpace(text: string, span: Span): SpanEdit {
  const [written = "", before = ""] = /^([^@]*@[^\s=]+)\s*=\s*/.exec(text.slice(span.start, span.end)) ?? [];
  return edit({ start: span.start + before.length, end: span.start + written.length }, " ");
}

/** `### @name x` becomes `###` and `# @name x`. */
function nameTag(text: string, span: Span, eol: string): readonly SpanEdit[] {
  const at = text.indexOf("@", span.start);
  const signs = /^#+/.exec(text.slice(span.start, span.end))?.[0].length ?? 3;
  return [edit({ start: span.start + signs, end: at }, `${eol}# `)];
}

function lineStarts(text: string, span: Span): readonly number[] {
  const starts: number[] = [];
  for (let start = lineAt(text, span.start).start; start <= span.end;) {
    const { end } = lineAt(text, start);
    starts.push(start);
    if (end >= span.end) break;
    start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
  }
  return starts;
}

/** Writes the `Host` header's host before the path, unless a variable stands there. */
function addHost({ urlSpan, headers }: HttpRequest): readonly SpanEdit[] | undefined {
  const host = headers.find(({ name }) => name.toLowerCase() === "host")?.value;
  return host === undefined || !/^[\w.:-]+$/.test(host) ? undefined : [insert(urlSpan.start, `https://${host}`)];
}
