/** What every door asks first: the session to read and cancel with, and if there is none, an offer to sign in. */
import { commands, l10n, window } from "vscode";
import { accountOf } from "./accountSession.ts";
import type { AccountSession, ActiveSession } from "./accountSession.ts";
import { commandIds } from "./commandIds.ts";

/** The session, restored if need be; undefined if the person does not sign in. */
export async function activeSession(session: AccountSession): Promise<ActiveSession | undefined> {
  await session.restore();
  if (session.active !== undefined) return session.active;
  const { accountId, state } = session;
  const signIn = l10n.t("Sign In");
  const trySandbox = l10n.t("Try With Sample Data");
  const account = accountId === undefined ? undefined : accountOf(state);
  const answer = await window.showWarningMessage(
    account === undefined
      ? l10n.t("Sign in first: Unbook asks Microsoft Graph as the signed-in account.")
      : l10n.t("{0} has to sign in again first: this belongs to that account.", account.username),
    signIn,
    // Somebody else's sample data is of no help to whoever needs one account.
    ...(accountId === undefined ? [trySandbox] : []),
  );
  if (answer === signIn) await commands.executeCommand(commandIds.signIn, accountId);
  else if (answer === trySandbox) await commands.executeCommand(commandIds.openSandbox);
  return session.active;
}
