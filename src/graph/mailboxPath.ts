/** The path that everything in a mailbox is below. How mailboxes are named for other purposes: cancellation/mailboxName.ts. */
import type { Mailbox } from "../agenda/item.ts";

/**
 * The path of a mailbox below the version, encoded, as `/users/lee.park%40contoso.com`.
 * @throws {Error} for an id that no path can carry.
 */
export function mailboxPath(mailbox: Mailbox): string {
  if (mailbox.kind === "me") return "/me";
  if (/^\.{0,2}$/.test(mailbox.id)) throw new Error(`No path can carry the id ${JSON.stringify(mailbox.id)}`);
  return `/${mailbox.kind}s/${encodeURIComponent(mailbox.id)}`;
}
