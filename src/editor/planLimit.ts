/** How many items a plan may have, and what is said where it has more. */
import { commands, l10n, window, workspace } from "vscode";
import { readPlanSettings } from "./planSettings.ts";
import { settingKeys } from "./settings.ts";

/** True, and says so, if these are more items than a plan may have. */
export async function tellsTooMany(count: number): Promise<boolean> {
  const { mostItems } = readPlanSettings(workspace.getConfiguration());
  if (count <= mostItems) return false;
  const change = l10n.t("Change the Setting");
  const answer = await window.showWarningMessage(
    l10n.t(
      "These are {0} items, and a plan takes at most {1}. Choose fewer days or filter them, and plan the rest afterwards.",
      count,
      mostItems,
    ),
    change,
  );
  if (answer === change) await commands.executeCommand("workbench.action.openSettings", settingKeys.mostItems);
  return true;
}
