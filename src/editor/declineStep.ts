/** Asks what is to become of meetings that others organise: only their organizers can cancel them. */
import { l10n, window } from "vscode";
import type { QuickPickItem } from "vscode";
import type { LanePreferences } from "../cancellation/lane.ts";

/** What the person wants. */
export type DeclinePreference = Required<Pick<LanePreferences, "nonOrganizer" | "sendsReply">>;

interface DeclineChoice extends QuickPickItem {
  readonly preference: DeclinePreference;
}

/**
 * Asks once, for all of them; undefined if the person thinks better of it.
 * @param title what they are, as `“Roadmap Sync” Is Organised by Lee Park`.
 * @param offersLeavingOut whether there is more than what they are.
 */
export async function askHowToDecline(
  title: string,
  offersLeavingOut: boolean,
): Promise<DeclinePreference | undefined> {
  const choices: DeclineChoice[] = [
    {
      label: l10n.t("$(reply) Decline With a Reply"),
      description: l10n.t("the organizer is mailed"),
      preference: { nonOrganizer: "decline", sendsReply: true },
    },
    {
      label: l10n.t("$(mute) Decline Without a Reply"),
      description: l10n.t("nobody is mailed; it only leaves your calendar"),
      preference: { nonOrganizer: "decline", sendsReply: false },
    },
  ];
  if (offersLeavingOut) {
    choices.push({
      label: l10n.t("$(debug-step-over) Leave Them Out"),
      description: l10n.t("they stay as they are"),
      preference: { nonOrganizer: "skip", sendsReply: false },
    });
  }
  const chosen = await window.showQuickPick(choices, {
    title,
    placeHolder: l10n.t("Only the organizer can cancel a meeting; whoever is invited can decline it."),
    ignoreFocusOut: true,
  });
  return chosen?.preference;
}
