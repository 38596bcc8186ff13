/**
 * Asks for no more than one's own calendars take where a request names one's own mailbox like another's, by its address or
 * id: the permission for what others share cannot be given to every account, and opens nothing there.
 * Source: https://learn.microsoft.com/graph/permissions-reference#calendarsreadwriteshared
 */
import { nameOfMailbox } from "../cancellation/mailboxName.ts";
import type { ReadRequest } from "./readJson.ts";
import { calendarScopes } from "./scopes.ts";

/** Gives a request the permissions that it takes and its turn, if it is about one's own mailbox; otherwise it stays as it is. */
export type WithOwnScopes = <Request extends Pick<ReadRequest, "mailbox" | "scopes">>(request: Request) => Request;

/** Makes the function for one account. @param ownNames as in GraphClientOptions. */
export function createWithOwnScopes(ownNames: readonly string[]): WithOwnScopes {
  const ownMailbox = nameOfMailbox({ kind: "me" });
  const own = new Set(ownNames.map((id) => nameOfMailbox({ kind: "user", id })));
  return (request) =>
    own.has(request.mailbox) ? { ...request, scopes: calendarScopes, mailbox: ownMailbox } : request;
}
