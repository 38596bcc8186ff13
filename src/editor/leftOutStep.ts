/** What is said when nothing of what was chosen can be cancelled, and the ways out: a permission, or the item's page. */
import { env, l10n, Uri, window } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import type { AgendaItem } from "../agenda/item.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import { askToSignInAgain } from "./lazyTrouble.ts";
import { plainNotice } from "./markdownText.ts";
import { allowStep, askToAllow } from "./permissionQuestion.ts";
import { needsConsent, stepNeeded } from "./permissionStep.ts";
import type { PermissionStep } from "./permissionStep.ts";
import { describeProblem } from "./problemText.ts";
import type { AccountSession, ActiveSession } from "./accountSession.ts";

/** Something that was chosen and cannot be cancelled. */
export interface LeftOut {
  readonly title: string;
  /** If it was read. */
  readonly item?: AgendaItem;
  /** A sentence. */
  readonly reason: string;
  readonly webLink?: string;
  /** The permission that it takes to read it, if that is what is missing, or may be. */
  readonly step?: { readonly needed: PermissionStep; readonly isCertain: boolean };
  /** Whether it could not be read because the person has to sign in again. Default false. */
  readonly needsSignIn?: boolean;
}

/** What could not be read is left out; the session takes note of what says something about it. */
export function leftOutUnread(
  { target, name }: { readonly target: CancelTarget; readonly name: string },
  error: Error,
  session: AccountSession,
  { granted }: ActiveSession,
): LeftOut {
  const needsSignIn = isAccountError(error) && error.code === "signInRequired";
  // Which permission a booking or another's mailbox lacks says nothing of the session, which is for one's own calendars first.
  if (needsSignIn || (target.kind === "event" && target.mailbox.kind === "me")) session.noteFailure(error);
  const needed = stepNeeded(error, target.kind === "event" ? target.mailbox : "bookings", granted);
  const step = needed && { needed, isCertain: needsConsent(error) };
  const { sentence } = describeProblem(error);
  return { title: name, reason: sentence, ...(step && { step }), ...(needsSignIn && { needsSignIn }) };
}

/**
 * Says why nothing can be cancelled. True if the person has given a permission, or signed in again, and it is worth trying
 * again.
 */
export async function allowsMore(session: AccountSession, leftOut: readonly LeftOut[]): Promise<boolean> {
  if (leftOut.some(({ needsSignIn }) => needsSignIn === true)) return askToSignInAgain(session);
  const steps = leftOut.map(({ step }) => step).filter((step) => step !== undefined);
  const missing = steps.find(({ isCertain }) => isCertain);
  return missing === undefined
    ? explainLeftOut(session, leftOut, steps[0]?.needed)
    : askToAllow(session, missing.needed);
}

/** @param step what may help although it is not certain. */
async function explainLeftOut(
  session: AccountSession,
  leftOut: readonly LeftOut[],
  step: PermissionStep | undefined,
): Promise<boolean> {
  const [first] = leftOut;
  if (first === undefined) return false;
  const open = l10n.t("Open in Web");
  const allow = l10n.t("Allow Access…");
  const title =
    leftOut.length === 1
      ? l10n.t("Nothing was sent: {0} (“{1}”)", plainNotice(first.reason), plainNotice(first.title))
      : l10n.t(
          "Nothing was sent, none of the {0} items can be cancelled: {1} (“{2}”)",
          leftOut.length,
          plainNotice(first.reason),
          plainNotice(first.title),
        );
  const actions = [...(first.webLink === undefined ? [] : [open]), ...(step === undefined ? [] : [allow])];
  const answer = await window.showWarningMessage(title, ...actions);
  if (answer === open && first.webLink !== undefined) await env.openExternal(Uri.parse(first.webLink, true));
  return answer === allow && step !== undefined && allowStep(session, step);
}
