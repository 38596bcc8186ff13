/**
 * Names the mailbox that a request works in, so that requests to one mailbox can be counted (mailboxLimiter.ts), and the
 * path that everything in a mailbox is below. A business has a mailbox of its own.
 */
import type { Mailbox } from "../agenda/item.ts";
import type { CancelTarget } from "../cancellation/target.ts";

/** The mailbox of a business. Its id is an SMTP address, which Graph gives in varying case. */
export function businessMailbox(businessId: string): string {
  return `business ${businessId.toLowerCase()}`;
}

/** A text that is equal for the same mailbox, as far as its own names tell: an address and a GUID may be one mailbox. */
export function mailboxKey(mailbox: Mailbox): string {
  return mailbox.kind === "me" ? "me" : `${mailbox.kind} ${mailbox.id.toLowerCase()}`;
}

/** The mailbox that a target is in. */
export function mailboxOf(target: CancelTarget): string {
  return target.kind === "booking" ? businessMailbox(target.businessId) : mailboxKey(target.mailbox);
}

/**
 * The path of a mailbox below the version, encoded, as `/users/lee.park%40contoso.com`.
 * @throws {Error} for an id that no path can carry.
 */
export function mailboxPath(mailbox: Mailbox): string {
  if (mailbox.kind === "me") return "/me";
  if (/^\.{0,2}$/.test(mailbox.id)) throw new Error(`No path can carry the id ${JSON.stringify(mailbox.id)}`);
  return `/${mailbox.kind}s/${encodeURIComponent(mailbox.id)}`;
}
