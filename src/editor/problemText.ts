/**
 * The one place that words failures for people. Every failure becomes a short text for a row and a sentence that says what
 * to do next; errors are told apart by class and code, never by their own words.
 */
import { l10n } from "vscode";
import type { Booking, CalendarEvent } from "../agenda/item.ts";
import { isAccountError } from "../account/accountError.ts";
import { isNotOrganizerRefusal, isTokenRefused } from "../cancellation/outcome.ts";
import type { NotSentOutcome, Refusal, SendOutcome } from "../cancellation/outcome.ts";
import { isGraphError } from "../graph/graphError.ts";
import type { GraphError } from "../graph/graphError.ts";
import { networkProblemOf } from "../graph/networkError.ts";
import { describeAccountError, describeChallenge } from "./accountProblemText.ts";
import { describeNetworkProblem, whatPagesMean } from "./networkText.ts";
import { tokenError } from "./runRefusal.ts";

/** A failure in words. */
export interface ProblemText {
  /** A few words for a row. */
  readonly short: string;
  /** What happened and what to do next. */
  readonly sentence: string;
}

/** Words for anything that was thrown. */
export function describeProblem(error: unknown): ProblemText {
  const network = networkProblemOf(error);
  if (network !== undefined) return describeNetworkProblem(network);
  if (isGraphError(error)) return describeGraphError(error);
  if (isAccountError(error)) return describeAccountError(error);
  return {
    short: l10n.t("internal error"),
    sentence: l10n.t("Something went wrong inside Unbook. The log has the details: run “Unbook: Show Log”."),
  };
}

function describeGraphError(error: GraphError): ProblemText {
  const request = error.facts.requestId === undefined ? "" : l10n.t(" (request {0})", error.facts.requestId);
  const code = error.facts.code ?? "";
  switch (error.reason) {
    case "offline":
    // Where these two are known, networkText.ts has had the word.
    case "certificate":
    case "proxy":
      return {
        short: l10n.t("offline"),
        sentence: l10n.t("Microsoft Graph cannot be reached. Check your connection and try again."),
      };
    case "timeout":
      return {
        short: l10n.t("no answer in time"),
        sentence: l10n.t("Microsoft Graph did not answer in time. Try again in a moment."),
      };
    case "unauthorized":
      return {
        short: l10n.t("sign-in not accepted"),
        sentence:
          (error.facts.claims === undefined
            ? l10n.t("Microsoft Graph did not accept your sign-in. Sign in again.")
            : describeChallenge()) + request,
      };
    case "forbidden":
      return {
        short: l10n.t("no permission"),
        sentence:
          (error.facts.claims === undefined ? describeMissing(error.facts.missingScopes) : describeChallenge()) +
          request,
      };
    case "notFound":
      return {
        short: l10n.t("not found"),
        sentence:
          l10n.t("There is no such event or booking: it was cancelled or removed, or the id is another mailbox's.") +
          request,
      };
    case "notOrganizer":
      return {
        short: l10n.t("not the organizer"),
        sentence: l10n.t("Only the organizer of a meeting can cancel it.") + request,
      };
    case "badRequest":
      return {
        short: code === "" ? l10n.t("refused") : l10n.t("refused: {0}", code),
        sentence: describeBadRequest(code, error.facts.status) + request,
      };
    case "throttled":
      return {
        short: l10n.t("busy"),
        sentence: l10n.t("Microsoft Graph is busy and asks to be left alone for a moment. Try again soon.") + request,
      };
    case "serverError":
      return {
        short: l10n.t("Graph has a problem"),
        sentence:
          l10n.t(
            "Microsoft Graph has a problem of its own (HTTP {0}). Try again in a moment.",
            error.facts.status ?? "?",
          ) + request,
      };
    case "unreadable":
      return {
        short: l10n.t("unreadable answer"),
        // Whoever it was knows nothing of our request's id.
        sentence: l10n.t("The answer was not Microsoft Graph's. {0}", whatPagesMean()),
      };
    case "wrongOrigin":
      if (isRedirect(error.facts.status)) {
        return {
          short: l10n.t("led elsewhere"),
          sentence: l10n.t("The answer was not Microsoft Graph's, and led to another address. {0}", whatPagesMean()),
        };
      }
      return {
        short: l10n.t("foreign address"),
        sentence: l10n.t("An address led away from Microsoft Graph. Nothing was sent there."),
      };
    case "notInCloud":
      return {
        short: l10n.t("not in this cloud"),
        sentence: l10n.t(
          "Microsoft Bookings is not offered in your account's cloud. Nothing was asked of it. Calendars work as elsewhere.",
        ),
      };
    default:
      return error.reason satisfies never;
  }
}

function isRedirect(status: number | undefined): boolean {
  return status !== undefined && status >= 300 && status < 400;
}

/** What a 403 means: a permission is missing, or a role. */
function describeMissing(scopes: readonly string[] | undefined): string {
  return l10n.t(
    "This account has no permission for that. It needs {0}, and for a business or another's calendar a role in it. Sign in again to allow it, or ask whoever owns the calendar or the business.",
    (scopes ?? []).join(", ") || l10n.t("more permissions"),
  );
}

function describeBadRequest(code: string, status: number | undefined): string {
  if (code === "ErrorInvalidIdMalformed") {
    return l10n.t("The id is malformed: copy it again, and keep every character of it, also the case of its letters.");
  }
  switch (status) {
    case 405:
      return l10n.t("Microsoft Graph does not offer this action at this address (HTTP 405). Check the address.");
    case 409:
    case 412:
      return l10n.t("It was changed by somebody else at the same moment (HTTP {0}). Refresh and try again.", status);
    case 410:
      return l10n.t("What was asked for is no longer kept (HTTP 410). Refresh and try again.");
    case 424:
      return l10n.t("A request that it depends on has failed (HTTP 424). Try again.");
    default:
      return code === "" || code === "UnknownError"
        ? l10n.t(
            "Microsoft Graph refused the request and did not say why (HTTP {0}). The log has the request.",
            status ?? "?",
          )
        : l10n.t("Microsoft Graph refused the request (HTTP {0} {1}). The log has the request.", status ?? "?", code);
  }
}

/** What a cancellation was for, as far as it is known: an item of the agenda is one. */
export type CancelledItem =
  | Pick<Booking, "kind">
  /** `isOrganizer` as it was read before the cancellation was sent. */
  | (Pick<CalendarEvent, "kind"> & Partial<Pick<CalendarEvent, "isOrganizer">>);

/** What a refusal of a cancellation means. */
function describeRefusal(refusal: Refusal, of: CancelledItem): ProblemText {
  // A booking has no organizer: the same codes mean something else there.
  if (of.kind === "event" && isNotOrganizerRefusal(refusal, of.isOrganizer)) {
    return {
      short: l10n.t("not the organizer"),
      sentence: l10n.t("Graph refused: only the organizer of a meeting can cancel it. Nobody was mailed."),
    };
  }
  if (refusal.claims !== undefined) {
    return { short: l10n.t("sign in again"), sentence: `${describeChallenge()} ${l10n.t("Nobody was mailed.")}` };
  }
  switch (refusal.status) {
    case 401:
      return {
        short: l10n.t("sign in again"),
        sentence: l10n.t("Graph did not accept your sign-in. Nobody was mailed. Sign in again and try again."),
      };
    case 403:
      return {
        short: l10n.t("403 no permission"),
        sentence: `${describeMissing(refusal.missingScopes)} ${l10n.t("Nobody was mailed.")}`,
      };
    case 404:
      return {
        short: l10n.t("already gone"),
        sentence: l10n.t("It was already cancelled or removed. Nobody was mailed by this."),
      };
    case 429:
      return {
        short: l10n.t("429 busy"),
        sentence: l10n.t("Graph was too busy to take it. Nobody was mailed. Try again in a moment."),
      };
    default:
      return {
        short: l10n.t("refused: {0}", refusal.code || String(refusal.status)),
        sentence: `${describeBadRequest(refusal.code, refusal.status)} ${l10n.t("Nobody was mailed.")}`,
      };
  }
}

/** How one attempt ended, in words. */
export function describeOutcome(outcome: SendOutcome, of: CancelledItem): ProblemText {
  switch (outcome.kind) {
    case "sent":
      return {
        short: l10n.t("cancelled"),
        sentence: l10n.t("Cancelled: Graph answered {0}. The people are being mailed.", outcome.status),
      };
    case "refused":
      return describeRefusal(outcome.refusal, of);
    case "notSent":
      return describeNotSent(outcome);
    case "unsure":
      return {
        short: l10n.t("unsure"),
        sentence: l10n.t(
          "Nobody knows yet whether it was cancelled: {0}. It will not be sent again by itself. Check what happened.",
          outcome.reason === "serverError"
            ? describeTrouble(outcome.status)
            : outcome.reason === "timeout"
              ? l10n.t("Graph did not answer in time")
              : l10n.t("the connection broke"),
        ),
      };
    default:
      return outcome satisfies never;
  }
}

/** Who answered what, of which nobody knows what it means. */
function describeTrouble(status: number | undefined): string {
  return status !== undefined && status < 400
    ? l10n.t("a page of your network may have answered instead of Graph (HTTP {0})", status)
    : l10n.t("Graph answered {0}", status ?? "5xx");
}

function describeNotSent(outcome: NotSentOutcome): ProblemText {
  if (isTokenRefused(outcome) && outcome.serviceCode !== undefined) {
    const { short, sentence } = describeAccountError(tokenError(outcome));
    return { short: l10n.t("not sent: {0}", short), sentence: l10n.t("Nothing was sent. {0}", sentence) };
  }
  switch (outcome.reason) {
    case "offline":
      return {
        short: l10n.t("not sent: offline"),
        sentence: l10n.t("Microsoft Graph could not be reached. Nothing was sent. Try again when you are online."),
      };
    case "certificate":
      return {
        short: l10n.t("not sent: certificate not trusted"),
        sentence: l10n.t(
          "Nothing was sent: the certificate of Microsoft Graph, or of a proxy, cannot be verified. Refresh the agenda to read whose it is.",
        ),
      };
    case "proxy":
      return {
        short: l10n.t("not sent: proxy"),
        sentence: l10n.t(
          "Nothing was sent: your network's proxy cannot be reached or does not let it pass. Refresh the agenda to read more.",
        ),
      };
    case "notInCloud":
      return {
        short: l10n.t("not sent: not in this cloud"),
        sentence: l10n.t("Microsoft Bookings is not offered in your account's cloud. Nothing was sent."),
      };
    case "signInRequired":
      return {
        short: l10n.t("not sent: sign in again"),
        sentence: l10n.t(
          "You are not signed in as the account that planned it. Nothing was sent. Sign in and try again.",
        ),
      };
    case "consentRequired":
      return {
        short: l10n.t("not sent: permission needed"),
        sentence: l10n.t("Unbook has no permission to cancel it yet. Nothing was sent."),
      };
    case "signInRefused":
      return {
        short: l10n.t("not sent: sign-in refused"),
        sentence: l10n.t("The sign-in service gave no access to your account. Nothing was sent."),
      };
    case "noToken":
      return {
        short: l10n.t("not sent: no access just now"),
        sentence: l10n.t(
          "VS Code gave no access to your Microsoft account just now. Nothing was sent. Try again; if it stays like this, sign in again.",
        ),
      };
    case "stopped":
      return { short: l10n.t("not sent"), sentence: l10n.t("Sending was stopped before it left. Nothing was sent.") };
    default:
      return outcome.reason satisfies never;
  }
}
