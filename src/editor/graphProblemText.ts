/**
 * What is said of a request that Microsoft Graph would refuse, that Unbook does not run, or that other editors would send
 * unasked: in the lens, in the diagnostic and in the warning alike. The facts are found in graphProblems.ts.
 */
import { l10n } from "vscode";
import type { AccountTagProblem } from "../requestFile/accountTag.ts";
import type { CancelMessageProblem } from "../cancellation/readCancelMessage.ts";
import type { ItemRoute } from "../cancellation/route.ts";
import type { RouteMismatch } from "../cancellation/routeMismatch.ts";
import { messagePropertyOf } from "./bodyFixes.ts";
import type { GraphProblem, GraphProblemFacts } from "./graphProblem.ts";
import { describeUnresolved } from "./requestProblemText.ts";
import type { ProblemGravity } from "./requestProblemText.ts";

/** How grave a problem is: what is not run or would be refused is a warning. */
export function gravityOfGraphProblem(problem: GraphProblem): ProblemGravity {
  switch (problem.code) {
    case "disabled":
    case "noMessage":
    case "otherMailbox":
      return "hint";
    case "deleteInsteadOfCancel":
    case "legacyPath":
    case "missingContentType":
    case "missingNote":
      return "information";
    case "unresolved":
    case "badAccount":
    case "accountNotHere":
    case "mismatch":
    case "foreignHost":
    case "notInCloud":
    case "workAccountOnly":
    case "placeholder":
    case "messageInFile":
    case "message":
    case "messageTooLong":
    case "wrongContentType":
      return "warning";
    default:
      return problem satisfies never;
  }
}

/** What is wrong, as one or two sentences. */
export function describeGraphProblem(problem: GraphProblemFacts): string {
  switch (problem.code) {
    case "disabled":
      return l10n.t("This request is disabled by # @disabled, so Unbook does not offer to send it.");
    case "unresolved":
      return describeUnresolved(problem.expression, problem.reason);
    case "mismatch":
      return describeMismatch(problem.mismatch);
    case "badAccount":
      return describeBadAccount(problem.problem);
    case "accountNotHere":
      return l10n.t("{0} is not signed in here. Add that account, or change # @account.", problem.address);
    case "foreignHost":
      return problem.sessionHost.startsWith("127.") || /^(?:localhost|127\.)/.test(problem.host)
        ? l10n.t("{0} is not the Microsoft Graph of the signed-in account.", problem.host)
        : l10n.t(
            "{0} is another cloud's Microsoft Graph: {1} is signed in at {2}. Name an account of that cloud with # @account.",
            problem.host,
            problem.username,
            problem.sessionHost,
          );
    case "notInCloud":
      return problem.route.target.kind === "booking"
        ? l10n.t("Microsoft Bookings is not offered in this cloud.")
        : l10n.t("This cloud's Microsoft Graph has no such address. Use {0} instead.", "…/events/{id}/cancel");
    case "workAccountOnly":
      return problem.route.target.kind === "booking"
        ? l10n.t("Personal accounts have no Bookings: Graph would refuse this.")
        : l10n.t("Personal accounts cannot do this: Graph takes it from work and school accounts only.");
    case "otherMailbox":
      return l10n.t(
        "{0} is not the signed-in account's mailbox. Graph takes this only if that calendar is shared with you for editing; without that, only an app with an application permission can do it.",
        problem.mailboxId,
      );
    case "legacyPath":
      return l10n.t("Microsoft no longer documents this address. It may stop working.");
    case "placeholder":
      return l10n.t("Replace {0} by the id of an event or booking.", problem.text);
    case "messageInFile":
      return l10n.t("Unbook does not read the message from another file. Write it here.");
    case "message":
      return describeMessageProblem(problem.problem, problem.route);
    case "messageTooLong":
      return l10n.t("Graph hardly takes a request of more than {0} MB.", problem.mostBytes / 1024 / 1024);
    case "noMessage":
      return l10n.t("There is no message: people are told without a word from you.");
    case "missingContentType":
      return l10n.t("Content-Type: application/json is missing. Graph wants it; Unbook adds it, other editors do not.");
    case "wrongContentType":
      return l10n.t("The body must be sent as application/json, not as “{0}”: Graph would refuse it.", problem.found);
    case "deleteInsteadOfCancel":
      return problem.route.target.kind === "booking"
        ? l10n.t("Deleting a booking tells the customers, too, but without a message from you.")
        : l10n.t("Deleting a meeting that you organise mails everybody, too, but without a message from you.");
    case "missingNote":
      return l10n.t("REST Client and httpYac would send this without asking. With # @note above it they ask.");
    default:
      return problem satisfies never;
  }
}

function describeMessageProblem(problem: CancelMessageProblem, route: ItemRoute): string {
  switch (problem.code) {
    case "wrongProperty":
      return route.target.kind === "booking"
        ? l10n.t(
            "A booking's message is called “cancellationMessage”, not “{0}”: Graph would refuse it.",
            problem.found,
          )
        : l10n.t("An event's message is called “comment”, not “{0}”: Graph would refuse it.", problem.found);
    case "unknownProperty":
      return l10n.t("Graph knows no “{0}” here, only “{1}”.", problem.found, problem.expected);
    case "duplicateProperty":
      return l10n.t("“{0}” stands here twice: leave one, so that it is clear what is sent.", problem.found);
    case "malformedJson":
      return l10n.t("The body is not valid JSON, so the message cannot be read.");
    case "notAnObject":
      return l10n.t('The body must be a JSON object, as { "{0}": "…" }.', messagePropertyOf(route));
    case "notText":
      return l10n.t("The message must be a text in quotes.");
    default:
      return problem satisfies never;
  }
}

function describeMismatch(mismatch: RouteMismatch): string {
  switch (mismatch.code) {
    case "notPost":
      return l10n.t("Cancelling is a POST in Microsoft Graph, not a {0}.", mismatch.method);
    case "missingVersion":
      return l10n.t("After the host belongs /v1.0 or /beta.");
    case "unknownVersion":
      return l10n.t("Microsoft Graph has the versions v1.0 and beta, not “{0}”.", mismatch.version);
    case "notInVersion":
      return l10n.t("Microsoft Graph has no such request in {0}.", mismatch.version);
    case "missingId":
      return l10n.t("After “{0}” the id is missing.", mismatch.afterSegment);
    case "insecure":
      return l10n.t("Microsoft Graph is only spoken to over https.");
    case "brokenPath":
      return l10n.t("This looks like a cancel request, but Microsoft Graph has no such path.");
    case "badCharacter":
      return mismatch.character === "\\"
        ? l10n.t("A backslash stands in the address. Paths of Microsoft Graph have / only.")
        : l10n.t("A space or an invisible character stands in the address. In an id, write it percent-encoded.");
    case "badEncoding":
      return mismatch.segment.includes("+")
        ? l10n.t("A “+” in an id must be written %2B, or it may be read as a space.")
        : l10n.t(
            "“{0}” is no id: its percent-encoding is broken, or an invisible character is in it.",
            mismatch.segment,
          );
    case "missingScheme":
      return l10n.t("Before the host belongs https://.");
    case "unresolvedVariable":
      return l10n.t("“{0}” has no value.", mismatch.name);
    case "notGraphHost":
      return l10n.t(
        "Unbook sends cancellations to Microsoft Graph only, and {0} is not one of its own addresses.",
        mismatch.host === "" ? l10n.t("this address") : `“${mismatch.host}”`,
      );
    default:
      return mismatch satisfies never;
  }
}

function describeBadAccount(problem: AccountTagProblem): string {
  switch (problem) {
    case "withoutAddress":
      return l10n.t("Write whose account it is, as # @account ana@contoso.com. Without the line it is the main one.");
    case "noAddress":
      return l10n.t("This is no account: write its address, as # @account ana@contoso.com.");
    case "severalAccounts":
      return l10n.t("A request is run as one account: delete the other # @account line.");
    default:
      return problem satisfies never;
  }
}
