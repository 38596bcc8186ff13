/** Clears the history, after saying what goes and what stays: nothing that keeps a cancellation from being sent twice goes. */
import { l10n, window } from "vscode";
import type { History } from "../sending/history.ts";

/** Asks, and clears the history; gives how many runs were forgotten, undefined if the person thinks better of it. */
export async function clearHistory(history: History): Promise<number | undefined> {
  const { entries } = await history.list();
  if (entries.length === 0) {
    await window.showInformationMessage(l10n.t("The history is empty."));
    return undefined;
  }
  const clear = { title: l10n.t("Clear History") };
  const keep = { title: l10n.t("Keep"), isCloseAffordance: true };
  const detail = [
    l10n.t("Their reports can't be opened any more, and what failed in them can't be planned again from here."),
    l10n.t(
      "What stays: runs with something unsure, until it has been looked up; what is being sent now; and an unreadable mark for each item that was sent, so that nothing is ever sent twice. Reports that you have exported stay, too.",
    ),
  ].join("\n\n");
  const title = entries.length === 1 ? l10n.t("Forget 1 run?") : l10n.t("Forget {0} runs?", entries.length);
  if ((await window.showWarningMessage(title, { modal: true, detail }, clear, keep)) !== clear) return undefined;
  const forgotten = await history.clear();
  const stayed = entries.length - forgotten;
  window.setStatusBarMessage(
    stayed === 0
      ? l10n.t("The history is cleared")
      : l10n.t("The history is cleared, but for runs that stay: {0}", stayed),
    5000,
  );
  return forgotten;
}
