/**
 * The delegated permissions that requests are made with. Those for cancelling stand in the catalogue of actions; events
 * are read with them too, so that one consent covers both. The rest is the least that Microsoft lists.
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

/** What a person is asked to allow at sign-in: to read and cancel events. */
export const calendarScopes: readonly string[] = cancelScopes("event", "me");

/** What a person is asked to allow when Bookings is first opened: to read and cancel bookings, in one consent. */
export const bookingScopes: readonly string[] = [
  ...scopesByPurpose.readBookings,
  ...cancelScopes("booking", "business"),
];

/** What a person is asked to allow when another mailbox is first added: to read and cancel what is shared with them. */
export const sharedCalendarScopes: readonly string[] = cancelScopes("event", "user");

/** What a person is asked to allow when a group is first added, beside what signing in has asked for. */
export const groupScopes: readonly string[] = [
  ...scopesByPurpose.groups,
  ...cancelScopes("event", "group").filter((scope) => !calendarScopes.includes(scope)),
];

function cancelScopes(item: CancelTarget["kind"], mailbox: MailboxKind): readonly string[] {
  const permissions = findItemAction("cancel", item)?.permissions[mailbox];
  if (permissions === undefined) throw new Error(`Nothing in a ${mailbox}'s mailbox can be cancelled`);
  return askedPermissions(permissions);
}
