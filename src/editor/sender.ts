/** The active session as the sender that a plan names: what one account confirmed, no other sends. */
import type { PlanSender } from "../cancellation/plan.ts";
import type { ActiveSession } from "./session.ts";

/** The sender that a session is. */
export function senderOf({ account, realm }: ActiveSession): PlanSender {
  return { accountId: account.id, address: account.username, realm };
}
