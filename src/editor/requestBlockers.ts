/**
 * Why a cancel request of a `.http` file is not run from here, in words, and where in the file the reason stands. Nothing
 * here sends; whoever finds no reason goes the one road.
 */
import { l10n } from "vscode";
import type { CancelMessageProblem } from "../cancellation/readCancelMessage.ts";
import type { CancelRoute } from "../cancellation/route.ts";
import type { RouteMismatch } from "../cancellation/routeMismatch.ts";
import type { HttpRequest } from "../requestFile/requestFile.ts";
import type { Span } from "../requestFile/span.ts";
import type { CancelRequest } from "./cancelRequests.ts";
import type { ActiveSession } from "./session.ts";

/** A reason not to run a request. */
export interface Blocker {
  readonly span: Span;
  readonly sentence: string;
  /** True for what the person chose (`# @disabled`): told, but no mistake. */
  readonly isDeliberate?: boolean;
}

/** Everything that speaks against running the request; empty if nothing does. */
export function blockersOf(cancelRequest: CancelRequest, active: ActiveSession | undefined): readonly Blocker[] {
  const { request, resolved, aim } = cancelRequest;
  const blockers: Blocker[] = [];
  if (request.isDisabled) {
    blockers.push({
      span: request.requestLineSpan,
      sentence: l10n.t("This request is disabled by # @disabled, so Unbook does not offer to send it."),
      isDeliberate: true,
    });
  }
  for (const { expression, span, place } of resolved.unresolved) {
    // The file's own headers are not sent: a token in a variable need not have a value.
    if (place.kind === "header") continue;
    blockers.push({
      span,
      sentence: l10n.t(
        "“{0}” has no value. Define it above the request, as @{0} = …, so that Unbook can send it.",
        expression,
      ),
    });
  }
  if (aim.kind === "mismatch") {
    // A variable without a value has been told above.
    if (aim.mismatch.code !== "unresolvedVariable") {
      blockers.push({ span: request.urlSpan, sentence: describeMismatch(aim.mismatch) });
    }
    return blockers;
  }
  const { route, message } = aim;
  const hostReason = (active === undefined ? undefined : foreignHost(route, active)) ?? missingInCloud(route, active);
  if (hostReason !== undefined) blockers.push({ span: request.urlSpan, sentence: hostReason });
  const [placeholder] = route.placeholders;
  if (placeholder !== undefined) {
    blockers.push({
      span: request.urlSpan,
      sentence: l10n.t("Replace {0} by the id of an event or booking.", placeholder),
    });
  }
  if (request.body.kind === "file") {
    blockers.push({
      span: request.body.span,
      sentence: l10n.t("Unbook does not read the message from another file. Write it here."),
    });
  } else if (message.kind === "problem") {
    blockers.push({ span: placeOf(message, request), sentence: describeMessageProblem(message, route) });
  }
  return blockers;
}

/** A request for one cloud's Graph is not sent to another's. The sandbox answers for Microsoft's, so that examples can be tried. */
function foreignHost(route: CancelRoute, active: ActiveSession): string | undefined {
  if (route.host === undefined) return undefined;
  if (route.cloud === "sandbox") {
    const port = new URL(active.graphOrigin).port;
    const isThisSandbox = active.cloudId === "sandbox" && route.host.endsWith(`:${port}`);
    return isThisSandbox ? undefined : l10n.t("{0} is not the Microsoft Graph of the signed-in account.", route.host);
  }
  if (active.cloudId === "sandbox" || route.cloud === active.cloudId) return undefined;
  return l10n.t(
    "{0} is another cloud's Microsoft Graph: {1} is signed in at {2}.",
    route.host,
    active.account.username,
    new URL(active.graphOrigin).host,
  );
}

/** What a cloud lacks is said before anything is asked of it. Without a host, the cloud is the session's own. */
function missingInCloud({ clouds, cloud, target }: CancelRoute, active: ActiveSession | undefined): string | undefined {
  const asked = cloud === undefined || cloud === "sandbox" ? active?.cloudId : cloud;
  if (asked === undefined || asked === "sandbox" || clouds.includes(asked)) return undefined;
  return target.kind === "booking"
    ? l10n.t("Microsoft Bookings is not offered in this cloud.")
    : l10n.t("This cloud's Microsoft Graph has no such address. Use {0} instead.", "…/events/{id}/cancel");
}

/** Where in the file a problem of the body stands; the whole body, where variables have moved its text about. */
function placeOf({ span }: CancelMessageProblem, { body, requestLineSpan, variableUses }: HttpRequest): Span {
  if (body.kind !== "text") return requestLineSpan;
  const [piece] = body.pieces;
  const isMoved = body.pieces.length !== 1 || variableUses.some((use) => use.span.start >= body.span.start);
  if (piece === undefined || isMoved) return body.span;
  return { start: piece.start + span.start, end: piece.start + span.end };
}

function describeMessageProblem(problem: CancelMessageProblem, route: CancelRoute): string {
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
      return l10n.t('The body must be a JSON object, as { "{0}": "…" }.', route.messageProperty);
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
