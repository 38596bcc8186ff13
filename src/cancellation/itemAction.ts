/**
 * What Microsoft Graph can do to an event or a booking so that people are told: cancel, delete, decline, update. One row for each
 * action and kind of item, with everything about it that does not depend on the path (for those see routeCatalogue.ts).
 * Sources: the actions' own pages at https://learn.microsoft.com/graph/api/event-cancel (-delete, -decline, -update) and
 * https://learn.microsoft.com/graph/api/bookingappointment-cancel (-delete); success by Graph's metadata, see
 * https://github.com/microsoftgraph/msgraph-metadata; permissions as in
 * https://github.com/microsoftgraph/microsoft-graph-devx-content (permissions.json).
 */
import { isOwnMailbox } from "../agenda/calendarOwner.ts";
import type { GraphCloudName } from "./graphAddress.ts";
import { mailboxKindOf } from "./target.ts";
import type { CancelTarget, MailboxKind } from "./target.ts";

/** What is done to an item. */
export type ItemActionName = "cancel" | "delete" | "decline" | "update";

/** One of Microsoft's clouds. */
export type MicrosoftCloudName = Exclude<GraphCloudName, "sandbox">;

/** Every cloud of Microsoft's, in the order in which its documentation lists them. */
export const microsoftCloudNames: readonly MicrosoftCloudName[] = [
  "global",
  "usGovernment",
  "usGovernmentDod",
  "china",
];

/** Who may do it. Each list is empty where nobody of that kind can, and begins with the least privileged. */
export interface ActionPermissions {
  /** Delegated, for work and school accounts. */
  readonly work: readonly string[];
  /** Delegated, for personal accounts. */
  readonly personal: readonly string[];
  /** For an app without a user. */
  readonly application: readonly string[];
  /** What Unbook asks its user for, all of it. Default: the least of `work`. */
  readonly asked?: readonly string[];
}

/** How the JSON body of an action names its message. */
export interface MessageProperty {
  /** As Graph's metadata spells it. */
  readonly name: "Comment" | "cancellationMessage";
  /** The spellings in Microsoft's own pages and SDKs. */
  readonly accepted: readonly string[];
}

/** One action on one kind of item. */
export interface ItemAction {
  readonly name: ItemActionName;
  readonly item: CancelTarget["kind"];
  readonly method: "POST" | "DELETE" | "PATCH";
  /** Undefined where the request has no body. */
  readonly message?: MessageProperty;
  /** HTTP status by Microsoft's pages and by its metadata. They disagree, so every 2xx is a success. */
  readonly success: { readonly documented: 200 | 202 | 204; readonly metadata: 200 | 204 };
  /** Where it is offered at all. */
  readonly clouds: readonly MicrosoftCloudName[];
  /** By the mailbox that the item is in. There is no such action where one is missing. */
  readonly permissions: Readonly<Partial<Record<MailboxKind, ActionPermissions>>>;
  /** Its page below https://learn.microsoft.com/graph/api/. */
  readonly page: string;
}

const comment: MessageProperty = { name: "Comment", accepted: ["Comment", "comment"] };

const ownCalendar: ActionPermissions = {
  work: ["Calendars.ReadWrite"],
  personal: ["Calendars.ReadWrite"],
  application: ["Calendars.ReadWrite"],
};

// The tables name the same as for one's own calendar. That reaches /users/{own address}; for somebody else's calendar the
// sharing permission is needed, which only work accounts can be granted. Both are asked for, unless the address is known to
// be one's own: see scopesToCancel.
// https://learn.microsoft.com/graph/permissions-reference#calendarsreadwriteshared
const sharedCalendar: ActionPermissions = {
  work: ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"],
  personal: [],
  application: ["Calendars.ReadWrite"],
  asked: ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"],
};

// The tables name Calendars.ReadWrite for all three, while the pages on group events name Group.ReadWrite.All for work
// accounts and nothing for the others. Both are asked for.
// https://learn.microsoft.com/graph/api/group-delete-event
const groupCalendar: ActionPermissions = {
  work: ["Calendars.ReadWrite", "Group.ReadWrite.All"],
  personal: [],
  application: [],
  asked: ["Calendars.ReadWrite", "Group.ReadWrite.All"],
};

const bookingClouds: readonly MicrosoftCloudName[] = microsoftCloudNames.filter((cloud) => cloud !== "china");
const bookingPermissions = ["BookingsAppointment.ReadWrite.All", "Bookings.ReadWrite.All", "Bookings.Manage.All"];

/** Adding an action is adding a row here. */
export const itemActions: readonly ItemAction[] = [
  {
    name: "cancel",
    item: "event",
    method: "POST",
    message: comment,
    success: { documented: 202, metadata: 204 },
    clouds: microsoftCloudNames,
    permissions: { me: ownCalendar, user: sharedCalendar, group: groupCalendar },
    page: "event-cancel",
  },
  {
    name: "cancel",
    item: "booking",
    method: "POST",
    message: { name: "cancellationMessage", accepted: ["cancellationMessage"] },
    success: { documented: 204, metadata: 204 },
    clouds: bookingClouds,
    permissions: {
      business: {
        work: bookingPermissions,
        personal: [],
        // Not BookingsAppointment.ReadWrite.All, which is enough for an app to delete.
        application: ["Bookings.ReadWrite.All", "Bookings.Manage.All"],
      },
    },
    page: "bookingappointment-cancel",
  },
  {
    name: "delete",
    item: "event",
    method: "DELETE",
    success: { documented: 204, metadata: 204 },
    clouds: microsoftCloudNames,
    permissions: { me: ownCalendar, user: sharedCalendar, group: groupCalendar },
    page: "event-delete",
  },
  {
    name: "delete",
    item: "booking",
    method: "DELETE",
    success: { documented: 204, metadata: 204 },
    clouds: bookingClouds,
    // The table also names Bookings.Read.All for apps, which can hardly be meant.
    permissions: { business: { work: bookingPermissions, personal: [], application: bookingPermissions } },
    page: "bookingappointment-delete",
  },
  // The metadata would also let a group decline; the page speaks of user calendars alone.
  {
    name: "decline",
    item: "event",
    method: "POST",
    message: comment,
    success: { documented: 202, metadata: 204 },
    clouds: microsoftCloudNames,
    permissions: { me: ownCalendar, user: sharedCalendar },
    page: "event-decline",
  },
  // This is how a series is given an earlier end; for "this and all that follow" there is no action.
  {
    name: "update",
    item: "event",
    method: "PATCH",
    success: { documented: 200, metadata: 200 },
    clouds: microsoftCloudNames,
    permissions: { me: ownCalendar, user: sharedCalendar, group: groupCalendar },
    page: "event-update",
  },
];

/** The action on a kind of item; undefined where Graph has none, as for declining a booking. */
export function findItemAction(name: ItemActionName, item: CancelTarget["kind"]): ItemAction | undefined {
  return itemActions.find((action) => action.name === name && action.item === item);
}

/** The delegated permissions that Unbook asks for in order to act. */
export function askedPermissions({ asked, work }: ActionPermissions): readonly string[] {
  return asked ?? work.slice(0, 1);
}

/**
 * The delegated permissions that a token needs for cancelling a target.
 * @param ownNames the account's user name and object id: a mailbox that they name is its own. Default: none is known.
 */
export function scopesToCancel(target: CancelTarget, ownNames: readonly string[] = []): readonly string[] {
  return scopesToAct("cancel", target, ownNames);
}

/**
 * The same for any action. Throws an Error where there is no such action, as for declining in a group's calendar.
 * @param ownNames as for {@link scopesToCancel}.
 */
export function scopesToAct(
  name: ItemActionName,
  target: CancelTarget,
  ownNames: readonly string[] = [],
): readonly string[] {
  const isOwn = target.kind === "event" && isOwnMailbox(target.mailbox, ownNames);
  const kind = isOwn ? "me" : mailboxKindOf(target);
  const permissions = findItemAction(name, target.kind)?.permissions[kind];
  if (permissions === undefined) throw new Error(`There is no way to ${name} anything in a ${kind}'s mailbox`);
  return askedPermissions(permissions);
}
