/** Asks for a further permission at the moment when what it is for is first used, and goes on if it was given. */
import { l10n, window } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import type { AccountSession, ActiveSession } from "./accountSession.ts";
import { helpWithRefusal } from "./lazyTrouble.ts";
import { describeStep, furtherScopes } from "./permissionStep.ts";
import type { PermissionStep } from "./permissionStep.ts";

/** Says what a step is for, and asks Microsoft's sign-in for it if the person agrees. True if it was given. */
export async function askToAllow(session: AccountSession, step: PermissionStep): Promise<boolean> {
  return askFor(session, furtherScopes(step), describeStep(step).sentence);
}

/** The same for any permissions. @param sentence what they are for. */
export async function askFor(session: AccountSession, scopes: readonly string[], sentence: string): Promise<boolean> {
  const allow = { title: l10n.t("Allow Access…") };
  const notNow = { title: l10n.t("Not Now"), isCloseAffordance: true };
  const answer = await window.showInformationMessage(
    scopes.length > 1 ? l10n.t("Unbook needs more permissions") : l10n.t("Unbook needs one more permission"),
    {
      modal: true,
      detail: `${sentence} ${l10n.t("You give it on Microsoft's own page.")}`,
    },
    allow,
    notNow,
  );
  return answer === allow && allowScopes(session, scopes);
}

/** Asks Microsoft's sign-in for the permissions of a step. True if they were given. */
export async function allowStep(session: AccountSession, step: PermissionStep): Promise<boolean> {
  return allowScopes(session, furtherScopes(step));
}

/** If another account gives them, or they are refused, says so, with the ways out. */
async function allowScopes(session: AccountSession, scopes: readonly string[]): Promise<boolean> {
  for (;;) {
    try {
      const allowing = await session.allow(scopes);
      if (allowing.kind === "otherAccount") await tellOtherAccount(allowing);
      return allowing.kind === "allowed";
    } catch (error) {
      if (!isAccountError(error)) throw error;
      if ((await helpWithRefusal(session, error, scopes)) !== "tryAgain") return false;
    }
  }
}

async function tellOtherAccount(accounts: { readonly expected: string; readonly cameBack: string }): Promise<void> {
  await window.showWarningMessage(
    l10n.t(
      "The permission came from {0}, and not from {1}, who is signed in here. Nothing has changed: try again as {1}, or switch accounts first.",
      accounts.cameBack,
      accounts.expected,
    ),
  );
}

/**
 * Does something that may need a permission; where it is missing it is asked for, and the same is done with the session
 * that has it. Undefined if there is no session, or the person thinks better of it.
 */
export async function withPermission<Value>(
  session: AccountSession,
  step: PermissionStep,
  run: (active: ActiveSession) => Promise<Value>,
): Promise<Value | undefined> {
  const { active } = session;
  if (active === undefined) return undefined;
  try {
    return await run(active);
  } catch (error) {
    if (!isAccountError(error) || error.code !== "consentRequired") throw error;
  }
  if (!(await askToAllow(session, step))) return undefined;
  // The session that asked is over: giving a permission begins another one.
  return session.active && run(session.active);
}
