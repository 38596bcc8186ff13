/**
 * What is done about a sign-in or a permission that has failed, loaded when something first has: starting VS Code does not
 * pay for it. Everybody goes this way, so that there is one question for one cause.
 */
import type { Disposable } from "vscode";
import type { AccountError } from "../account/accountError.ts";
import type { AccountSession } from "./accountSession.ts";
import type { HelpAnswer } from "./consentHelp.ts";
import type { RunRefusal } from "./runRefusal.ts";
import type { Session } from "./session.ts";
import type { TriedSignIn } from "./sessionContract.ts";
import type { Settings } from "./settings.ts";
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
  session: TriedSignIn,
  error: AccountError,
  scopes: readonly string[],
): Promise<HelpAnswer> {
  return (await load()).helpWithRefusal(session, error, scopes);
}

/** Asks the person to sign in again, with the reason, once for each account. True if it is signed in at the end. */
export async function askToSignInAgain(session: AccountSession): Promise<boolean> {
  return (await load()).askToSignInAgain(session);
}

/** Has another question about an account stand for the one to sign in again. See signInAgain.ts. */
export async function askInstead<Answer>(
  session: AccountSession,
  why: AccountError,
  ask: (isOnly: boolean) => Promise<Answer>,
): Promise<Answer> {
  return (await load()).askInstead(session, why, ask);
}

/** Does what mends a refusal, as far as the person wants to. True if what was refused can be tried again. */
export async function mendRefusal(session: AccountSession, refusal: RunRefusal): Promise<boolean> {
  return (await load()).mendRefusal(session, refusal);
}

/** Says once what is wrong with the settings about places, as soon as somebody works with accounts. */
export function tellWhenSettingsAreBad(
  session: Session,
  settings: () => Pick<Settings, "registrationProblems">,
  onError: (error: unknown) => void,
): Disposable {
  let told = "";
  return session.onDidChange(() => {
    const { registrationProblems } = settings();
    const text = JSON.stringify(registrationProblems);
    if (text === told) return;
    told = text;
    if (registrationProblems.length === 0) return;
    load()
      .then(async (part) => part.tellBadRegistrations(registrationProblems))
      .catch(onError);
  });
}

/** Says that the accounts of a cloud could not be brought back. */
export async function tellPlaceClosed(session: Session, name: string, error: unknown): Promise<void> {
  await (await load()).tellPlaceClosed(session, name, error);
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
