/** Tells somebody who aims at bookings that the session may not touch any, and offers the permission for them. */
import { commands, l10n, window } from "vscode";
import type { CancelTarget } from "../cancellation/target.ts";
import { commandIds } from "./commandIds.ts";
import type { ActiveSession } from "./accountSession.ts";

/** True, and says so, if the session may not touch a booking that is among the aims. */
export function lacksBookings(
  aims: readonly { readonly target: CancelTarget }[],
  { bookings }: Pick<ActiveSession, "bookings">,
): boolean {
  if (bookings === "allowed" || aims.every(({ target }) => target.kind !== "booking")) return false;
  if (bookings === "notAsked") void offerBookings();
  else void window.showWarningMessage(l10n.t("This account has no Bookings: it needs a work or school account."));
  return true;
}

async function offerBookings(): Promise<void> {
  const allow = l10n.t("Allow Bookings…");
  const answer = await window.showWarningMessage(
    l10n.t("Bookings needs one more permission. Nothing was sent: allow it, and try again."),
    allow,
  );
  if (answer === allow) await commands.executeCommand(commandIds.allowBookings);
}
