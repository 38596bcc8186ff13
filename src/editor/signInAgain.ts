/**
 * Asks the person to sign in again, with the reason: once for an account, however many requests have failed of one cause.
 * All who ask meanwhile wait for the same answer, and can go on with what they were about.
 */
import { l10n, window } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import type { AccountError } from "../account/accountError.ts";
import { calendarScopes } from "../graph/scopes.ts";
import type { AccountSession, AccountState } from "./accountSession.ts";
import { helpWithRefusal } from "./consentHelp.ts";
import { wordProblem } from "./lazyProblems.ts";
import type { RunRefusal } from "./runRefusal.ts";

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

/**
 * Has somebody else's question stand for the one to sign in again, such as what is to become of a run that was refused:
 * meanwhile nobody asks about this account beside it.
 * @param why what has shown that the account has to sign in again, if it has.
 * @param ask is told whether it is the only question about the account.
 */
export async function askInstead<Answer>(
  session: AccountSession,
  why: AccountError,
  ask: (isOnly: boolean) => Promise<Answer>,
): Promise<Answer> {
  const id = session.accountId ?? "";
  const isOnly = !standing.has(id);
  const answered = Promise.withResolvers<boolean>();
  if (isOnly) standing.set(id, answered.promise);
  try {
    // Whoever hears of it and would ask finds the question that stands.
    if (why.code === "signInRequired") session.noteFailure(why);
    return await ask(isOnly);
  } finally {
    if (isOnly) standing.delete(id);
    answered.resolve(session.active !== undefined);
  }
}

/** Does what mends a refusal, as far as the person wants to. True if what was refused can be tried again. */
export async function mendRefusal(session: AccountSession, { why, scopes }: RunRefusal): Promise<boolean> {
  if (why.code === "signInRequired") return signInUntilDone(session);
  return (await helpWithRefusal(session, why, scopes)) === "tryAgain";
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
  if (!(await signInUntilDone(session))) return false;
  metUtc.set(met, Date.now());
  return true;
}

/** True if the account is signed in at the end; there is nothing to do where it is at the beginning. */
async function signInUntilDone(session: AccountSession): Promise<boolean> {
  while (session.active === undefined) {
    try {
      await session.signIn();
      return session.active !== undefined;
    } catch (error) {
      if (!isAccountError(error)) throw error;
      if ((await helpWithRefusal(session, error, calendarScopes)) !== "tryAgain") return false;
    }
  }
  return true;
}
