/**
 * Names the mailbox that a request works in, so that requests to one mailbox can be counted: Graph limits how many it works
 * at in each. A business has a mailbox of its own.
 * Source: https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits
 */
import { isOwnMailbox } from "../agenda/calendarOwner.ts";
import type { Mailbox } from "../agenda/item.ts";
import type { CancelTarget } from "./target.ts";

/** Graph works at no more requests than this at a time for one application in one mailbox, and answers 429 to the others. */
export const requestsPerMailbox = 4;

/**
 * A text that is equal for targets in the same mailbox, as far as its own names tell: an address and a GUID may be one.
 * @param ownNames the account's user name and object id: a mailbox that they name is its own. Default: none is known.
 */
export function mailboxName(target: CancelTarget, ownNames: readonly string[] = []): string {
  if (target.kind === "booking") return nameOfBusiness(target.businessId);
  return isOwnMailbox(target.mailbox, ownNames) ? "me" : nameOfMailbox(target.mailbox);
}

/** The same for a mailbox with calendars. */
export function nameOfMailbox(mailbox: Mailbox): string {
  return mailbox.kind === "me" ? "me" : `${mailbox.kind} ${mailbox.id.toLowerCase()}`;
}

/** The same for a business. Its id is an SMTP address, which Graph gives in varying case. */
export function nameOfBusiness(businessId: string): string {
  return `business ${businessId.toLowerCase()}`;
}
