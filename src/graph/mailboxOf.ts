/**
 * Names the mailbox that a request works in, so that requests to one mailbox can be counted (mailboxLimiter.ts), and the
 * address that an item is read at. A business has a mailbox of its own.
 */
import type { CancelTarget } from "../cancellation/target.ts";

/** The signed-in account's own mailbox. */
export const ownMailbox = "me";

/** The mailbox of a business. Its id is an SMTP address, which Graph gives in varying case. */
export function businessMailbox(businessId: string): string {
  return `business ${businessId.toLowerCase()}`;
}

/** The mailbox that a target is in. */
export function mailboxOf(target: CancelTarget): string {
  if (target.kind === "booking") return businessMailbox(target.businessId);
  return target.mailbox.kind === "me" ? ownMailbox : `${target.mailbox.kind} ${target.mailbox.id.toLowerCase()}`;
}
