/** The last step of everything that is confirmed: what has changed while the question stood keeps it from being held. */
import { l10n, window } from "vscode";
import type { CancellationPlan, PlannedItem, PlanSender } from "../cancellation/plan.ts";
import { isUnderWay } from "../cancellation/underWay.ts";
import type { Runs } from "../sending/runs.ts";
import { isSessionOf } from "./sender.ts";
import type { AccountSession } from "./accountSession.ts";

/** Holds a confirmed plan. False, and the person knows why, if it cannot be. */
export async function holdConfirmed(plan: CancellationPlan, session: AccountSession, runs: Runs): Promise<boolean> {
  if (!isSessionOf(session.active, plan.sender)) {
    await window.showWarningMessage(l10n.t("The account has changed meanwhile. Nothing was sent; start again."));
    return false;
  }
  // Meanwhile it may have been confirmed through another door.
  if (tellsUnderWay(runs, plan.sender, plan.items)) return false;
  const held = await runs.hold(plan);
  if (held.kind === "held") return true;
  await window.showWarningMessage(
    l10n.t("This plan is being sent already, perhaps in another window of VS Code. Nothing more was sent."),
  );
  return false;
}

/** True, and says so, if one of the items may be sent anyway, alone or with its series. */
export function tellsUnderWay(runs: Runs, sender: PlanSender, items: readonly PlannedItem[]): boolean {
  if (!isUnderWay(runs.all, sender, items)) return false;
  void window.showInformationMessage(
    l10n.t("It is already held, being sent or being looked up: see the Cancellations view."),
  );
  return true;
}
