/**
 * What is said of mistakes in the language of a request file, and how grave they are. What is wrong with a request to
 * Microsoft Graph is worded in graphProblemText.ts.
 */
import { l10n } from "vscode";
import type { RequestProblem } from "../requestFile/requestProblem.ts";
import type { UnresolvedReason } from "../requestFile/unresolvedReason.ts";

/**
 * How grave a problem is: a `warning` keeps something from working or loses text, an `information` is read differently by
 * another editor, a `hint` is a matter of style.
 */
export type ProblemGravity = "warning" | "information" | "hint";

/** How grave each of the language's problems is. */
const gravities: Readonly<Record<RequestProblem["code"], ProblemGravity>> = {
  lowerCaseMethod: "information",
  unknownMethod: "warning",
  notARequestLine: "warning",
  curlCommand: "information",
  responseNotRequest: "information",
  markdownFence: "information",
  queryAfterVersion: "warning",
  queryWithoutEquals: "information",
  blanksAfterUrl: "hint",
  pathContinuation: "information",
  headerContinuation: "information",
  badHeader: "warning",
  trailingComma: "hint",
  missingBlankLine: "warning",
  headerAfterBlankLine: "warning",
  commentInBody: "warning",
  variableAfterRequestLine: "warning",
  bodyCutBySeparator: "warning",
  methodInBody: "warning",
  missingSeparator: "warning",
  indentedSeparator: "information",
  tagWithoutSpace: "information",
  tagWithEquals: "information",
  tagIgnoredElsewhere: "information",
  nameInSeparator: "information",
  tagAfterRequestLine: "information",
  duplicateVariable: "warning",
  escapeInVariable: "information",
  quotedVariable: "information",
  badVariableDefinition: "warning",
  scriptNotRun: "information",
  partSentElsewhere: "information",
  blockComment: "information",
  unterminated: "warning",
  relativeUrlWithHost: "information",
  fileReferenceInText: "warning",
  unresolvedVariable: "information",
  cyclicVariable: "warning",
  referenceReadElsewhere: "hint",
  literalAuthorization: "warning",
  literalToken: "warning",
};

/** How grave a problem of the language is. A note that does not ask is graver than another tag in its place. */
export function gravityOfRequestProblem(problem: RequestProblem): ProblemGravity {
  const isNote = "name" in problem && problem.name.toLowerCase() === "note";
  if (isNote && (problem.code === "tagAfterRequestLine" || problem.code === "tagWithoutSpace")) return "warning";
  return gravities[problem.code];
}

/** What is wrong, as one or two sentences. */
export function describeRequestProblem(problem: RequestProblem): string {
  switch (problem.code) {
    case "lowerCaseMethod":
      return l10n.t("Write {0} in capitals: httpYac would send this as a GET.", problem.method);
    case "unknownMethod":
      return l10n.t("“{0}” is no HTTP method, so this is no request.", problem.method);
    case "notARequestLine":
      return l10n.t("This is no request line, so the whole block is no request. Comments begin with # or //.");
    case "curlCommand":
      return l10n.t("Unbook does not read curl commands. Write the request as METHOD, address, headers and body.");
    case "responseNotRequest":
      return l10n.t("This is an answer and no request: nothing can be sent here.");
    case "markdownFence":
      return l10n.t(
        "A Markdown fence does not belong here. Unbook reads over it, other editors take it for a request.",
      );
    case "queryAfterVersion":
      return l10n.t("REST Client and httpYac drop this part of the address, because it comes after the HTTP version.");
    case "queryWithoutEquals":
      return l10n.t("httpYac sends this part of the address as the body, because it has no “=”.");
    case "blanksAfterUrl":
      return l10n.t("httpYac sends the blanks at the end of the line as a part of the address.");
    case "pathContinuation":
      return l10n.t("REST Client takes this part of the address for a header.");
    case "headerContinuation":
      return l10n.t("REST Client and httpYac do not join this line with the header above it.");
    case "badHeader":
      return l10n.t("This is no header, and is not sent. Headers are “Name: value”; a body comes after a blank line.");
    case "trailingComma":
      return l10n.t("httpYac takes the comma at the end off “{0}”.", problem.name);
    case "missingBlankLine":
      return l10n.t("Before the body belongs a blank line: REST Client takes this for a header.");
    case "headerAfterBlankLine":
      return l10n.t("“{0}” comes after a blank line, so it is sent as text and not as a header.", problem.name);
    case "commentInBody":
      return l10n.t("This line is a part of the body here. REST Client and httpYac take it for a comment and drop it.");
    case "variableAfterRequestLine":
      return l10n.t("“{0}” is not defined here: definitions belong above the request line.", problem.name);
    case "bodyCutBySeparator":
      return l10n.t("The body is cut off by a line that begins with ###. What follows that line is not sent with it.");
    case "methodInBody":
      return l10n.t(
        "httpYac takes this line of the body for a request of its own and runs it as a {0}.",
        problem.method,
      );
    case "missingSeparator":
      return l10n.t("Between two requests belongs a line with ###. Without it this is text of the first one’s body.");
    case "indentedSeparator":
      return l10n.t("REST Client only sees ### at the beginning of a line, and takes both requests for one.");
    case "tagWithoutSpace":
      return l10n.t("Write “# @{0}” with a space: other editors do not see it like this.", problem.name);
    case "tagWithEquals":
      return l10n.t("Write “# @{0} …” without “=”: REST Client and httpYac do not see it like this.", problem.name);
    case "tagIgnoredElsewhere":
      return problem.ignoredBy === "restClient"
        ? l10n.t("REST Client does not know # @{0}, and sends the request as if it were not there.", problem.name)
        : l10n.t("httpYac does not know # @{0}, and sends the request as if it were not there.", problem.name);
    case "nameInSeparator":
      return l10n.t("Other editors do not see a name in a ### line. Write it into a line of its own.");
    case "tagAfterRequestLine":
      return problem.name.toLowerCase() === "note"
        ? l10n.t("REST Client sends this without asking: it only sees # @note above the request line.")
        : l10n.t("REST Client only sees # @{0} above the request line.", problem.name);
    case "duplicateVariable":
      return l10n.t(
        "“{0}” is defined twice. Here each request uses the last one above it; REST Client uses the last one of the file everywhere.",
        problem.name,
      );
    case "escapeInVariable":
      return l10n.t(
        "REST Client takes \\n, \\r and \\t in the value of “{0}” for line breaks and tabs; Unbook and httpYac leave them as they are.",
        problem.name,
      );
    case "quotedVariable":
      return l10n.t(
        "httpYac drops the quote at the beginning of the value of “{0}”; Unbook and REST Client keep it.",
        problem.name,
      );
    case "badVariableDefinition":
      return l10n.t("This defines nothing. Variables are defined as @name = value.");
    case "scriptNotRun":
      return l10n.t("Unbook runs no scripts. Whatever this one sets is not set.");
    case "partSentElsewhere":
      return problem.what === "assertion"
        ? l10n.t("Unbook reads over assertions. REST Client sends this line as a part of the body.")
        : l10n.t("Unbook saves no answers. REST Client sends this line as a part of the body.");
    case "blockComment":
      return l10n.t("REST Client takes this comment for a request. Begin its lines with # instead.");
    case "unterminated":
      return problem.what === "script"
        ? l10n.t("This script has no end, so the rest of the block is read over.")
        : l10n.t("This comment has no end, so the rest of the block is read over.");
    case "relativeUrlWithHost":
      return l10n.t("Other editors send this over http. Write the whole address with https:// instead.");
    case "fileReferenceInText":
      return l10n.t("The file is not read: the body has other lines, so this is sent as text.");
    case "unresolvedVariable":
      return describeUnresolved(problem.expression, problem.reason);
    case "cyclicVariable":
      return l10n.t("“{0}” has no value: its definition leads back to itself.", problem.name);
    case "referenceReadElsewhere":
      return problem.readBy === "restClient"
        ? l10n.t("httpYac does not read references to answers that are written like this.")
        : l10n.t("REST Client and httpYac do not read this, because of the name “{0}”.", problem.name);
    case "literalAuthorization":
      return l10n.t(
        "Whoever gets this file can read what stands here. Unbook signs in by itself and does not send it.",
      );
    case "literalToken":
      return l10n.t("This is an access token: whoever gets this file can use it. Unbook needs none.");
    default:
      return problem satisfies never;
  }
}

/** Why a variable has no value, in words. */
export function describeUnresolved(expression: string, reason: UnresolvedReason): string {
  switch (reason) {
    case "undefined":
      return l10n.t(
        "“{0}” has no value. Define it above the request, as @{0} = …, so that Unbook can send it.",
        expression,
      );
    case "definedLater":
      return l10n.t("“{0}” has no value here: it is only defined below the request.", expression);
    case "cycle":
      return l10n.t("“{0}” has no value: its definition leads back to itself.", expression);
    case "tooLarge":
      return l10n.t("“{0}” becomes too long, or is nested too deep.", expression);
    case "system":
      return l10n.t("“{0}” has no value until you trust this workspace: it reads from this machine.", expression);
    case "badFormat":
      return l10n.t("“{0}” is not written as it must be.", expression);
    case "unsupported":
      // Only these give a token: https://github.com/Huachao/vscode-restclient#system-variables
      return /^\$(?:aad|oidc)/i.test(expression)
        ? l10n.t("Unbook does not have “{0}”. A token is not needed: it signs in by itself.", expression)
        : l10n.t("“{0}” has no value: Unbook does not know this variable.", expression);
    case "prompt":
      return l10n.t("“{0}” is asked for when the request is run.", expression);
    case "response":
      return l10n.t("“{0}” has no value yet: run the request that it is taken from first.", expression);
    case "unknownRequest":
      return l10n.t("“{0}” has no value: no request of this file has that name.", expression);
    case "nothingThere":
      return l10n.t("“{0}” has no value: the answer has nothing there.", expression);
    case "badPath":
      return l10n.t("“{0}” is no path into an answer.", expression);
    case "expression":
      return l10n.t("“{0}” has no value: Unbook evaluates no expressions.", expression);
    default:
      return reason satisfies never;
  }
}
