/** What a request to Graph does to people, and what it takes, in words and as Markdown. */
import { l10n } from "vscode";
import type { ItemRoute } from "../cancellation/route.ts";

/** What a request does, as a sentence. */
export function describeAction({ action, target }: ItemRoute): string {
  const isBooking = target.kind === "booking";
  switch (action) {
    case "cancel":
      return isBooking
        ? l10n.t("Cancels a booking and tells its customers and the staff.")
        : l10n.t("Cancels a meeting, mails everybody who is invited, and moves it to Deleted Items.");
    case "delete":
      return isBooking
        ? l10n.t("Deletes a booking. The customers are told, too, but without a message.")
        : l10n.t("Deletes an event. If you organise it, everybody is mailed, too, but without a message.");
    case "decline":
      return l10n.t("Declines an invitation and tells its organizer.");
    case "update":
      return l10n.t("Changes an event and tells everybody who is invited.");
    default:
      return action satisfies never;
  }
}

/** The delegated permissions that a request takes, as Markdown. */
export function permissionsNeeded({ permissions, scopes }: ItemRoute): string {
  const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
  return [
    l10n.t("Permission: {0}", code(scopes)),
    ...(permissions.personal.length === 0 ? [l10n.t("not for personal accounts")] : []),
  ].join(" · ");
}
