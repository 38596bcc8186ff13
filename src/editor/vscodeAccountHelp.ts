/**
 * Helps where VS Code's own Microsoft account does not work, and says what it keeps after signing out. Unbook's own sign-in
 * is only used instead if the person says so. Loaded when it is first needed.
 */
import { commands, l10n, window, workspace } from "vscode";
import type { MessageItem } from "vscode";
import type { AccountError } from "../account/accountError.ts";
import { sovereignSetting } from "../account/cloudProvider.ts";
import { brokerFailed, providerMissing, sovereignNotSet } from "../account/providerProblem.ts";
import { settingKeys } from "./settings.ts";
import { describeProviderProblem } from "./vscodeAccountText.ts";

/** What was decided. */
export type ProviderHelp = "useOwn" | "nothing";

/** Says what is the matter and what can be done about it. Choosing Unbook's own sign-in changes the user's settings. */
export async function helpWithProvider(error: AccountError): Promise<ProviderHelp> {
  const useOwn: MessageItem = { title: l10n.t("Use Unbook's Own Sign-In…") };
  const setting: MessageItem = { title: l10n.t("Open Setting") };
  const keep: MessageItem = { title: l10n.t("Not Now"), isCloseAffordance: true };
  const key = settingOf(error.serviceCode);
  const answer = await window.showWarningMessage(
    titleOf(error.serviceCode),
    {
      modal: true,
      detail: [
        describeProviderProblem(error.serviceCode) ?? error.message,
        l10n.t(
          "Unbook's own sign-in needs the same app registration and keeps its tokens in VS Code's secret storage.",
        ),
      ].join("\n\n"),
    },
    ...(key === undefined ? [] : [setting]),
    useOwn,
    keep,
  );
  if (answer === setting) await commands.executeCommand("workbench.action.openSettings", key);
  if (answer !== useOwn) return "nothing";
  await workspace.getConfiguration().update(settingKeys.method, "msal", true);
  return "useOwn";
}

/** Says after signing out what is left in VS Code. It waits for nobody's answer. */
export async function sayWhatRemains(usernames: readonly string[]): Promise<void> {
  const manage = l10n.t("Manage Accounts");
  const answer = await window.showInformationMessage(
    l10n.t(
      "Unbook has forgotten {0}. VS Code itself is still signed in, for other extensions: sign out there in the Accounts menu (the person at the lower left), or take away Unbook's access with “Manage Trusted Extensions”.",
      usernames.join(", "),
    ),
    manage,
  );
  if (answer === manage) await commands.executeCommand("workbench.action.manageAccounts");
}

function titleOf(serviceCode: string): string {
  switch (serviceCode) {
    case providerMissing:
      return l10n.t("VS Code has no Microsoft account here");
    case sovereignNotSet:
      return l10n.t("VS Code does not sign in to your cloud");
    case brokerFailed:
      return l10n.t("The system's own sign-in has failed");
    default:
      return l10n.t("VS Code's Microsoft account does not work");
  }
}

function settingOf(serviceCode: string): string | undefined {
  if (serviceCode === sovereignNotSet) return sovereignSetting;
  return serviceCode === brokerFailed ? "microsoft-authentication.implementation" : undefined;
}
