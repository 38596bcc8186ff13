/**
 * Asks the person to sign in again, with the reason: once for an account, however many requests have failed of one cause.
 * All who ask meanwhile wait for the same answer, and can go on with what they were about.
 */
import { l10n, window } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import { calendarScopes } from "../graph/scopes.ts";
import type { AccountSession, AccountState } from "./accountSession.ts";
import { helpWithRefusal } from "./consentHelp.ts";
import { wordProblem } from "./lazyProblems.ts";

/** The questions that stand, by account. */
const standing = new Map<string, Promise<boolean>>();
/** When an account has last signed in for the sake of some claims (JSON), by both. */
const metUtc = new Map<string, number>();
/** Who has just done what was asked, and is asked for the same, is not helped by doing it once more. */
const asksAgainMs = 10 * 60 * 1000;

/** True if the account is signed in at the end. */
export async function askToSignInAgain(session: AccountSession): Promise<boolean> {
  const { state } = session;
  if (state.kind !== "needsSignIn") return state.kind === "signedIn";
  const { id } = state.account;
  const asked = standing.get(id);
  if (asked !== undefined) return asked;
  const asking = ask(session, state).finally(() => standing.delete(id));
  standing.set(id, asking);
  return asking;
}

async function ask(
  session: AccountSession,
  { account, why }: Extract<AccountState, { readonly kind: "needsSignIn" | "needsConsent" }>,
): Promise<boolean> {
  const met = `${account.id} ${why.claims ?? ""}`;
  if (why.claims !== undefined && Date.now() - (metUtc.get(met) ?? 0) < asksAgainMs) {
    await window.showWarningMessage(
      l10n.t(
        "{0} has just signed in again, and Microsoft Graph still asks for the same. Your administrator knows what it wants.",
        account.username,
      ),
    );
    return false;
  }
  const again = l10n.t("Sign In Again…");
  const sentence = l10n.t("{0}: {1}", account.username, (await wordProblem(why)).sentence);
  if ((await window.showWarningMessage(sentence, again)) !== again) return false;
  for (;;) {
    try {
      await session.signIn();
      if (session.active === undefined) return false;
      metUtc.set(met, Date.now());
      return true;
    } catch (error) {
      if (!isAccountError(error)) throw error;
      if ((await helpWithRefusal(session, error, calendarScopes)) !== "tryAgain") return false;
    }
  }
}
