/** Offers the ways to mend what is underlined in a document with requests. What they change is found with the problems. */
import { CodeAction, CodeActionKind, l10n } from "vscode";
import type { CodeActionContext, Range, TextDocument } from "vscode";
import { fixesOf } from "../requestFile/problemFixes.ts";
import type { ProblemFixCode } from "../requestFile/problemFixes.ts";
import type { SpanEdit } from "../requestFile/span.ts";
import { commandIds } from "./commandIds.ts";
import { problemsAt } from "./documentProblems.ts";
import type { DocumentProblem, ProblemContext } from "./documentProblems.ts";
import type { GraphFixCode } from "./graphProblem.ts";
import { rangeOf } from "./requestDocument.ts";
import { editSpans } from "./spanEdits.ts";

/** The fixes for what stands at a place. */
export function quickFixes(
  document: TextDocument,
  range: Range,
  { diagnostics }: Pick<CodeActionContext, "diagnostics">,
  context: ProblemContext,
): CodeAction[] {
  const place = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  return problemsAt(document, place, context).flatMap((found) => {
    const at = rangeOf(document, found.problem.span);
    const { code } = found.problem;
    const mended = diagnostics.filter((one) => one.code === code && one.range.isEqual(at));
    const actions = titledFixes(found).map(({ title, edits }) => {
      const action = new CodeAction(title, CodeActionKind.QuickFix);
      action.edit = editSpans(document, edits);
      return action;
    });
    actions.push(...picking(found), ...signingIn(found));
    for (const [index, action] of actions.entries()) {
      action.diagnostics = mended;
      action.isPreferred = index === 0;
    }
    return actions;
  });
}

/** Where an id is missing, one can be picked; it is about the request at the cursor, which is where a fix is asked for. */
function picking({ kind, problem }: DocumentProblem): readonly CodeAction[] {
  if (kind !== "graph") return [];
  const isIdMissing =
    problem.code === "placeholder" || (problem.code === "mismatch" && problem.mismatch.code === "missingId");
  if (!isIdMissing) return [];
  const title = l10n.t("Pick Event or Booking…");
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command: commandIds.pickForRequest };
  return [action];
}

/** Who is named and is not signed in can be. */
function signingIn({ kind, problem }: DocumentProblem): readonly CodeAction[] {
  if (kind !== "graph" || problem.code !== "accountNotHere") return [];
  const { address } = problem;
  const title = l10n.t("Sign In as {0}…", address);
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command: commandIds.signInAs, arguments: [address] };
  return [action];
}

/** A way to mend something, as it is offered. */
interface Fix {
  readonly title: string;
  readonly edits: readonly SpanEdit[];
}

function titledFixes(found: DocumentProblem): readonly Fix[] {
  return found.kind === "graph"
    ? found.problem.fixes.map(({ code, edits }) => ({ title: graphFixTitle(code), edits }))
    : fixesOf(found.file, found.problem).map(({ code, edits }) => ({ title: languageFixTitle(code), edits }));
}

function languageFixTitle(code: ProblemFixCode): string {
  switch (code) {
    case "useCapitals":
      return l10n.t("Write the Method in Capitals");
    case "usePost":
      return l10n.t("Make It a POST");
    case "joinUrlLines":
      return l10n.t("Write the Address on One Line");
    case "joinHeaderLines":
      return l10n.t("Write the Header on One Line");
    case "removeBlanks":
      return l10n.t("Remove the Blanks");
    case "removeComma":
      return l10n.t("Remove the Comma");
    case "commentOut":
      return l10n.t("Make It a Comment");
    case "insertBlankLine":
      return l10n.t("Insert a Blank Line");
    case "removeBlankLines":
      return l10n.t("Remove the Blank Lines Above");
    case "removeLines":
      return l10n.t("Remove It");
    case "joinBody":
      return l10n.t("Join the Body");
    case "keepInBody":
      return l10n.t("Add # @forceRegionDelimiter for httpYac");
    case "insertSeparator":
      return l10n.t("Insert ### Between the Requests");
    case "removeIndentation":
      return l10n.t("Remove the Indentation");
    case "insertSpace":
      return l10n.t("Insert a Space After #");
    case "useSpace":
      return l10n.t("Write a Space Instead of =");
    case "useNameTag":
      return l10n.t("Write # @name on a Line of Its Own");
    case "moveAboveRequest":
      return l10n.t("Move It Above the Request Line");
    case "renameVariable":
      return l10n.t("Give It a Name of Its Own");
    case "useLineComments":
      return l10n.t("Begin Its Lines With #");
    case "addHost":
      return l10n.t("Write the Whole Address");
    case "commentOutRequest":
      return l10n.t("Make the Request a Comment");
    case "defineVariable":
      return l10n.t("Define It Above the Request");
    case "removeSecret":
      return l10n.t("Remove It: Unbook Signs In by Itself");
    default:
      return code satisfies never;
  }
}

function graphFixTitle(code: GraphFixCode): string {
  switch (code) {
    case "usePost":
      return l10n.t("Make It a POST");
    case "useHttps":
      return l10n.t("Use https");
    case "addVersion":
      return l10n.t("Add /v1.0");
    case "useOtherVersion":
      return l10n.t("Use the Version That Has It");
    case "useOwnHost":
      return l10n.t("Use Your Account's Microsoft Graph");
    case "encodeId":
      return l10n.t("Percent-Encode the Address");
    case "useSlashes":
      return l10n.t("Write / Instead of \\");
    case "useEventPath":
      return l10n.t("Address It Below /events");
    case "useDocumentedPath":
      return l10n.t("Use the Documented Address");
    case "defineVariable":
      return l10n.t("Define It Above the Request");
    case "renameProperty":
      return l10n.t("Use the Right Property Name");
    case "removeProperty":
      return l10n.t("Remove the Second One");
    case "quoteMessage":
      return l10n.t("Put It in Quotes");
    case "makeObject":
      return l10n.t("Make It a JSON Object");
    case "addBody":
      return l10n.t("Add a Message");
    case "addContentType":
      return l10n.t("Add Content-Type: application/json");
    case "replaceContentType":
      return l10n.t("Use application/json");
    case "cancelWithMessage":
      return l10n.t("Use Cancel With Message");
    case "addNote":
      return l10n.t("Add # @note So That Other Editors Ask First");
    default:
      return code satisfies never;
  }
}
