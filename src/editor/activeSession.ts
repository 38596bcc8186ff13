/** What every door asks first: the session to read and cancel with, and if there is none, an offer to sign in. */
import { commands, l10n, window } from "vscode";
import { commandIds } from "./commandIds.ts";
import type { ActiveSession, Session } from "./session.ts";

/** The session, restored if need be; undefined if the person does not sign in. */
export async function activeSession(session: Session): Promise<ActiveSession | undefined> {
  await session.restore();
  if (session.active !== undefined) return session.active;
  const signIn = l10n.t("Sign In");
  const trySandbox = l10n.t("Try With Sample Data");
  const answer = await window.showWarningMessage(
    l10n.t("Sign in first: Unbook asks Microsoft Graph as the signed-in account."),
    signIn,
    trySandbox,
  );
  if (answer === signIn) await commands.executeCommand(commandIds.signIn);
  else if (answer === trySandbox) await commands.executeCommand(commandIds.openSandbox);
  return session.active;
}
