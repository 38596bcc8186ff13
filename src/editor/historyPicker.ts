/** The history as a list to choose from: each run with its totals; its report, a file of it, and what failed are one key away. */
import { l10n, ThemeIcon, window } from "vscode";
import type { QuickInputButton, QuickPickItem } from "vscode";
import { describeSpan } from "../agenda/describeTime.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { itemsToRetry } from "../cancellation/itemEnd.ts";
import type { HistoryEntry } from "../sending/history.ts";
import { countCancellations, describeCounts } from "./runText.ts";

/** What somebody wants of a past run, or of the history. */
export type HistoryWish =
  | { readonly kind: "openReport" | "exportReport" | "planAgain"; readonly entry: HistoryEntry }
  | { readonly kind: "clear" };

interface RunChoice extends QuickPickItem {
  readonly entry: HistoryEntry;
}

/** Lets a person choose a run; undefined if they want nothing. */
export async function pickRun(entries: readonly HistoryEntry[], viewer: Viewer): Promise<HistoryWish | undefined> {
  const exporting: QuickInputButton = { iconPath: new ThemeIcon("export"), tooltip: l10n.t("Export Report…") };
  const retrying: QuickInputButton = { iconPath: new ThemeIcon("debug-restart"), tooltip: l10n.t("Retry Failed…") };
  const clearing: QuickInputButton = { iconPath: new ThemeIcon("trash"), tooltip: l10n.t("Clear History…") };
  const pick = window.createQuickPick<RunChoice>();
  pick.title = l10n.t("History: {0}", describeTotal(entries));
  pick.placeholder = l10n.t("Choose a run to open its report");
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [clearing];
  pick.items = entries.map((entry) => ({
    ...describeEntry(entry, viewer),
    entry,
    buttons: itemsToRetry(entry.journalled).length > 0 ? [exporting, retrying] : [exporting],
  }));
  const wish = await new Promise<HistoryWish | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      resolve(chosen && { kind: "openReport", entry: chosen.entry });
    });
    pick.onDidTriggerItemButton(({ item: { entry }, button }) => {
      resolve({ kind: button === exporting ? "exportReport" : "planAgain", entry });
    });
    pick.onDidTriggerButton(() => {
      resolve({ kind: "clear" });
    });
    pick.onDidHide(() => {
      resolve(undefined);
    });
    pick.show();
  });
  pick.dispose();
  return wish;
}

function describeEntry({ journalled, startedUtc, totals, senderAddress }: HistoryEntry, viewer: Viewer): QuickPickItem {
  const { items } = journalled.run;
  const [only, second] = items;
  const what = only !== undefined && second === undefined ? only.title : countCancellations(items.length);
  const time = describeSpan({ kind: "timed", startUtc: startedUtc, endUtc: startedUtc }, viewer);
  return {
    label: what,
    description: describeCounts(totals),
    detail: senderAddress === "" ? time : l10n.t("{0}, as {1}", time, senderAddress),
  };
}

function describeTotal(entries: readonly HistoryEntry[]): string {
  const sent = entries.reduce((sum, { totals }) => sum + totals.sent, 0);
  const runs = entries.length === 1 ? l10n.t("1 run") : l10n.t("{0} runs", entries.length);
  return l10n.t("{0}, {1} sent", runs, countCancellations(sent));
}
