/** Puts together a request to read something in a mailbox: with the permissions and the turn that the mailbox takes. */
import type { Mailbox } from "../agenda/item.ts";
import { nameOfMailbox } from "../cancellation/mailboxName.ts";
import type { ReadRequest } from "./readJson.ts";
import { scopesToRead } from "./scopes.ts";

/**
 * A request to read in a mailbox.
 * @param address absolute, with its query.
 * @param headers default: none.
 */
export function mailboxRequest(
  mailbox: Mailbox,
  address: string,
  signal: AbortSignal | undefined,
  headers?: Readonly<Record<string, string>>,
): ReadRequest {
  return {
    address,
    scopes: scopesToRead(mailbox),
    mailbox: nameOfMailbox(mailbox),
    ...(headers !== undefined && { headers }),
    ...(signal !== undefined && { signal }),
  };
}
