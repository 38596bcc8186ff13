/** Asks for a further permission at the moment when what it is for is first used, and goes on if it was given. */
import { l10n, window } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import { describeStep, scopesOf } from "./permissionStep.ts";
import type { PermissionStep } from "./permissionStep.ts";
import type { ActiveSession, Session } from "./session.ts";

/** Says what a step is for, and asks Microsoft's sign-in for it if the person agrees. True if it was given. */
export async function askToAllow(session: Session, step: PermissionStep): Promise<boolean> {
  const allow = { title: l10n.t("Allow Access…") };
  const notNow = { title: l10n.t("Not Now"), isCloseAffordance: true };
  const answer = await window.showInformationMessage(
    l10n.t("Unbook needs one more permission"),
    {
      modal: true,
      detail: `${describeStep(step).sentence} ${l10n.t("You give it on Microsoft's own page.")}`,
    },
    allow,
    notNow,
  );
  return answer === allow && allowStep(session, step);
}

/** Asks Microsoft's sign-in for the permissions of a step. True if they were given; if another account gave them, says so. */
export async function allowStep(session: Session, step: PermissionStep): Promise<boolean> {
  const allowing = await session.allow(scopesOf(step));
  if (allowing.kind === "otherAccount") {
    await window.showWarningMessage(
      l10n.t(
        "The permission came from {0}, and not from {1}, who is signed in here. Nothing has changed: try again as {1}, or switch accounts first.",
        allowing.cameBack,
        allowing.expected,
      ),
    );
  }
  return allowing.kind === "allowed";
}

/**
 * Does something that may need a permission; where it is missing it is asked for, and the same is done with the session
 * that has it. Undefined if there is no session, or the person thinks better of it.
 */
export async function withPermission<Value>(
  session: Session,
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
