/**
 * Sees to it, before the question is asked, that what was planned may be sent: the permission to cancel is asked for when
 * the first cancellation is about to be confirmed, and never earlier. Saying no loses nothing of what was chosen or written.
 */
import { l10n } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import { scopesToAct } from "../cancellation/itemAction.ts";
import { actionNames } from "../cancellation/plannedRequest.ts";
import type { PermittedItem } from "../graph/missingPermissions.ts";
import type { AccountSession, ActiveSession } from "./accountSession.ts";
import { askToSignInAgain, helpWithRefusal } from "./lazyTrouble.ts";
import { askFor } from "./permissionQuestion.ts";
import { isSessionOf, senderOf } from "./sender.ts";

/** The session to go on with, in which the items may be sent; undefined if the person does not allow it. */
export async function readyToAct(
  session: AccountSession,
  active: ActiveSession,
  items: readonly PermittedItem[],
): Promise<ActiveSession | undefined> {
  const missing = await findMissing(session, active, items);
  if (missing === "unknown") return active;
  if (missing === "refused") return undefined;
  if (missing === "signInRequired") {
    if (!(await askToSignInAgain(session))) return undefined;
  } else {
    if (missing.length === 0) return active;
    if (!(await askFor(session, missing, describeActing(items, missing)))) return undefined;
  }
  // Either begins another session; only one of the same account may go on with what was chosen.
  return isSessionOf(session.active, senderOf(active)) ? session.active : undefined;
}

async function findMissing(
  session: AccountSession,
  { graph }: ActiveSession,
  items: readonly PermittedItem[],
): Promise<readonly string[] | "signInRequired" | "refused" | "unknown"> {
  for (;;) {
    try {
      return await graph.missingPermissions(items);
    } catch (error) {
      if (!isAccountError(error)) throw error;
      if (error.code === "signInRequired") {
        session.noteFailure(error);
        return "signInRequired";
      }
      // What is no refusal, such as being offline, is for sending to say.
      if (error.code !== "refused") return "unknown";
      if ((await helpWithRefusal(session, error, scopesFor(items))) !== "tryAgain") return "refused";
    }
  }
}

function scopesFor(items: readonly PermittedItem[]): readonly string[] {
  return [...new Set(items.flatMap(({ target, action }) => scopesToAct(actionNames[action.kind], target)))];
}

/** What it is for, in a sentence. */
function describeActing(items: readonly PermittedItem[], missing: readonly string[]): string {
  const kinds = new Set(items.map(({ target }) => target.kind));
  const scopes = missing.join(", ");
  const what =
    kinds.size > 1
      ? l10n.t(
          "Until now Unbook can only read. To cancel meetings and bookings it needs another permission: {0}.",
          scopes,
        )
      : kinds.has("booking")
        ? l10n.t("Until now Unbook can only read. To cancel bookings it needs another permission: {0}.", scopes)
        : l10n.t("Until now Unbook can only read. To cancel meetings it needs another permission: {0}.", scopes);
  const group = missing.includes("Group.ReadWrite.All")
    ? ` ${l10n.t("In most organisations an administrator has to allow it.")}`
    : "";
  return `${what}${group} ${l10n.t("Nothing is sent yet: what would be sent is shown first.")}`;
}
