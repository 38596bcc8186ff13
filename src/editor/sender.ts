/** The active session as the sender that a plan names: what one account confirmed, no other sends. */
import { isSameSender } from "../cancellation/plan.ts";
import type { PlanSender } from "../cancellation/plan.ts";
import type { ActiveSession } from "./accountSession.ts";

/** The sender that a session is. */
export function senderOf({ account, realm }: ActiveSession): PlanSender {
  return { accountId: account.id, address: account.username, realm };
}

/** Whether a session may send what a sender has confirmed: its account may have begun another session meanwhile. */
export function isSessionOf(
  active: ActiveSession | undefined,
  sender: Pick<PlanSender, "accountId" | "realm">,
): active is ActiveSession {
  return active !== undefined && isSameSender(senderOf(active), sender);
}
