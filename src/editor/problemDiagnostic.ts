/** Draws a problem of a request document as VS Code underlines it. */
import { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, l10n, Location } from "vscode";
import type { TextDocument } from "vscode";
import type { DocumentProblem } from "./documentProblems.ts";
import { describeGraphProblem, gravityOfGraphProblem } from "./graphProblemText.ts";
import { rangeOf } from "./requestDocument.ts";
import { describeRequestProblem, gravityOfRequestProblem } from "./requestProblemText.ts";

const severities = {
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** The diagnostic of a problem. Its code is the problem's own. */
export function diagnosticOf(document: TextDocument, found: DocumentProblem): Diagnostic {
  const { problem } = found;
  const [sentence, gravity] =
    found.kind === "graph"
      ? [describeGraphProblem(found.problem), gravityOfGraphProblem(found.problem)]
      : [describeRequestProblem(found.problem), gravityOfRequestProblem(found.problem)];
  const diagnostic = new Diagnostic(rangeOf(document, problem.span), sentence, severities[gravity]);
  diagnostic.source = "Unbook";
  diagnostic.code = problem.code;
  if (problem.code === "duplicateVariable") {
    const first = new Location(document.uri, rangeOf(document, problem.firstSpan));
    diagnostic.relatedInformation = [
      new DiagnosticRelatedInformation(first, l10n.t("“{0}” is defined here first", problem.name)),
    ];
  }
  return diagnostic;
}
