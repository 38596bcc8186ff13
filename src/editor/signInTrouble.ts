/**
 * What is done about a sign-in that has failed: its own dialog for each kind of trouble, and then perhaps another try. It is
 * the one lazily loaded part for all of that (lazyTrouble.ts), so that questions which stand are known to everybody.
 */
import { commands, l10n, window } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import { calendarScopes } from "../graph/scopes.ts";
import { isClientIdMissing } from "./clientIdMissing.ts";
import { commandIds } from "./commandIds.ts";
import { helpWithRefusal } from "./consentHelp.ts";
import { helpWithProvider } from "./lazyVscodeAccount.ts";
import type { Session } from "./session.ts";
import { settingKeys } from "./settings.ts";

/** The other things that this part of the build offers: help with a permission, questions to sign in again, bad settings. */
export { helpWithRefusal } from "./consentHelp.ts";
export { tellBadRegistrations, tellPlaceClosed } from "./placeTrouble.ts";
export { askInstead, askToSignInAgain, mendRefusal } from "./signInAgain.ts";

/**
 * Says why a sign-in failed, and tries again if the person wants to. A sign-in that was stopped is no failure; one that cannot
 * begin for want of a client id, or because VS Code's own account does not work, says what to do.
 */
export async function mendSignIn(session: Session, signIn: () => Promise<unknown>, error: unknown): Promise<void> {
  let failure = error;
  for (;;) {
    if (isClientIdMissing(failure)) return explainClientId();
    if (!isAccountError(failure)) throw failure;
    if (failure.code === "cancelled") return;
    const provider = await helpWithProvider(failure);
    if (provider === "nothing") return;
    // The place of VS Code's account is left before it is signed in anew: its settings may not have been told yet.
    if (provider !== undefined) await session.settingsChanged();
    else if ((await helpWithRefusal(session.tried, failure, calendarScopes)) !== "tryAgain") return;
    try {
      await signIn();
      return;
    } catch (next) {
      failure = next;
    }
  }
}

async function explainClientId(): Promise<void> {
  const setUp = { title: l10n.t("Set Up App Registration…") };
  const openSetting = { title: l10n.t("Open Setting") };
  const trySandbox = { title: l10n.t("Try With Sample Data") };
  const keep = { title: l10n.t("Not Now"), isCloseAffordance: true };
  const answer = await window.showInformationMessage(
    l10n.t("Unbook needs the client id of an app registration of your organisation"),
    {
      modal: true,
      detail: l10n.t(
        "Unbook ships no id of its own, so that your organisation decides what it may do. An administrator sets one up once, in about ten minutes. You can try everything with sample data first.",
      ),
    },
    setUp,
    openSetting,
    trySandbox,
    keep,
  );
  if (answer === trySandbox) await commands.executeCommand(commandIds.openSandbox);
  else if (answer === openSetting) await commands.executeCommand("workbench.action.openSettings", settingKeys.clientId);
  else if (answer === setUp) await commands.executeCommand(commandIds.setUpAppRegistration);
}
