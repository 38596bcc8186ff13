/** Asks which account is meant, where a command is about one and the agenda shows several. */
import { l10n, window } from "vscode";
import type { AccountSession } from "./accountSession.ts";
import type { Session } from "./session.ts";

/** The account's part of the session; asks nobody where only one is shown. Undefined if the person thinks better of it. */
export async function askAccount(session: Session, title: string): Promise<AccountSession | undefined> {
  await session.restore();
  const shown = session.accounts.filter(({ isShown, state }) => isShown && state.kind === "signedIn");
  if (shown.length < 2) return session;
  const chosen = await window.showQuickPick(
    shown.map(({ account, isMain, placeName }) => ({
      label: account.username,
      ...(isMain && { description: l10n.t("main account") }),
      ...(placeName !== undefined && { detail: placeName }),
      account,
    })),
    { title, placeHolder: l10n.t("As which account?"), ignoreFocusOut: true },
  );
  return chosen && session.as(chosen.account.id);
}
