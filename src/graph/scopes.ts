/**
 * The delegated permissions that requests are made with, the least that Microsoft lists for each. Reading and cancelling are
 * asked for apart, so that nobody has to allow more than they use. Those for cancelling stand in the catalogue of actions.
 * Source: https://learn.microsoft.com/graph/permissions-reference
 */
import type { Mailbox } from "../agenda/item.ts";
import { askedPermissions, findItemAction } from "../cancellation/itemAction.ts";
import type { CancelTarget, MailboxKind } from "../cancellation/target.ts";

/** What is only read, as far as permissions tell apart: groups with their calendars, or Bookings. */
export type ReadPurpose = "groups" | "readBookings";

const scopesByPurpose: Readonly<Record<ReadPurpose, readonly string[]>> = {
  groups: ["Group.Read.All"],
  readBookings: ["Bookings.Read.All"],
};

/** The permissions to ask a token for, in order to read. */
export function scopesFor(purpose: ReadPurpose): readonly string[] {
  return scopesByPurpose[purpose];
}

/** The permissions that reading a mailbox's calendars and events takes. */
export function scopesToRead(mailbox: Mailbox): readonly string[] {
  switch (mailbox.kind) {
    case "me":
      return calendarScopes;
    case "user":
      return sharedCalendarScopes;
    case "group":
      return scopesByPurpose.groups;
    default:
      return mailbox satisfies never;
  }
}

/** What a person is asked to allow at sign-in: to read their own calendars. */
export const calendarScopes: readonly string[] = ["Calendars.Read"];

/** What a person is asked to allow when Bookings is first opened: to read bookings. */
export const bookingScopes: readonly string[] = scopesByPurpose.readBookings;

/**
 * What a person is asked to allow when another mailbox is first added: to read what is shared with them. The pages of the
 * requests name the permission for one's own calendars alone; as for cancelling, both are asked for.
 */
export const sharedCalendarScopes: readonly string[] = [...calendarScopes, "Calendars.Read.Shared"];

/** What a person is asked to allow when a group is first added: to read groups and their calendars. */
export const groupScopes: readonly string[] = scopesByPurpose.groups;

/** What a person is asked to allow when the first booking is cancelled. */
export const scopesToCancelBookings: readonly string[] = cancelScopes("booking", "business");

/** What is allowed in the sandbox from the start, so that sample data asks nothing: one's own events, and bookings. */
export const sandboxScopes: readonly string[] = [
  ...calendarScopes,
  ...bookingScopes,
  ...cancelScopes("event", "me"),
  ...scopesToCancelBookings,
];

/** Everything that is ever asked for, in the order in which it is: reading before cancelling, others' after one's own. */
export const everyScope: readonly string[] = [
  ...new Set([
    ...calendarScopes,
    ...cancelScopes("event", "me"),
    ...bookingScopes,
    ...scopesToCancelBookings,
    ...sharedCalendarScopes,
    ...cancelScopes("event", "user"),
    ...groupScopes,
    ...cancelScopes("event", "group"),
  ]),
];

/** Whoever may do the second may also do the first; consent is to the letter, and earlier windows asked for the second alone. */
const widerScopes: ReadonlyMap<string, string> = new Map([
  ["Calendars.Read", "Calendars.ReadWrite"],
  ["Calendars.Read.Shared", "Calendars.ReadWrite.Shared"],
  ["Group.Read.All", "Group.ReadWrite.All"],
  ["Bookings.Read.All", "BookingsAppointment.ReadWrite.All"],
]);

/** Other permissions that a request can be made with as well; undefined where there are none. */
export function widerScopesFor(scopes: readonly string[]): readonly string[] | undefined {
  const wider = scopes.map((scope) => widerScopes.get(scope) ?? scope);
  return wider.every((scope, index) => scope === scopes[index]) ? undefined : wider;
}

function cancelScopes(item: CancelTarget["kind"], mailbox: MailboxKind): readonly string[] {
  const permissions = findItemAction("cancel", item)?.permissions[mailbox];
  if (permissions === undefined) throw new Error(`Nothing in a ${mailbox}'s mailbox can be cancelled`);
  return askedPermissions(permissions);
}
