/**
 * What is done about a sign-in or a permission that has failed, loaded when something first has: starting VS Code does not
 * pay for it. Everybody goes this way, so that there is one question for one cause.
 */
import type { Disposable } from "vscode";
import type { AccountError } from "../account/accountError.ts";
import type { AccountSession } from "./accountSession.ts";
import type { HelpAnswer } from "./consentHelp.ts";
import type { Session } from "./session.ts";
import type * as SignInTrouble from "./signInTrouble.ts";

async function load(): Promise<typeof SignInTrouble> {
  return import("./signInTrouble.ts");
}

/** Runs a sign-in; if it fails, says why, and tries again if the person wants to. */
export async function trySignIn(session: Session, signIn: () => Promise<unknown>): Promise<void> {
  try {
    await signIn();
  } catch (error) {
    await (await load()).mendSignIn(session, signIn, error);
  }
}

/**
 * Says what a refusal means and what can be done, and does what the person chooses. A sign-in that they have closed needs no
 * words.
 * @param scopes the permissions that were asked for.
 * @throws {AccountError} what is no refusal, such as being offline.
 */
export async function helpWithRefusal(
  session: AccountSession,
  error: AccountError,
  scopes: readonly string[],
): Promise<HelpAnswer> {
  return (await load()).helpWithRefusal(session, error, scopes);
}

/** Asks the person to sign in again, with the reason, once for each account. True if it is signed in at the end. */
export async function askToSignInAgain(session: AccountSession): Promise<boolean> {
  return (await load()).askToSignInAgain(session);
}

/**
 * Asks as soon as an account is challenged: what was not read or not sent for want of it is not the person's to find. An
 * expired sign-in is left to the agenda, which says so.
 * @param onError takes what goes wrong with asking.
 */
export function askWhenChallenged(session: Session, onError: (error: unknown) => void): Disposable {
  const told = new WeakSet<AccountError>();
  return session.onDidChange(() => {
    for (const { account, state } of session.accounts) {
      if (state.kind !== "needsSignIn" || told.has(state.why) || !isChallenge(state.why)) continue;
      told.add(state.why);
      askToSignInAgain(session.as(account.id)).catch(onError);
    }
  });
}

function isChallenge({ claims, serviceCode }: AccountError): boolean {
  return claims !== undefined || serviceCode === "AADSTS50076" || serviceCode === "AADSTS50079";
}
