/**
 * Which delegated permissions allow which operations, from least to most privileged; any one of a list is enough.
 * Source: https://learn.microsoft.com/graph/permissions-reference
 */

/** GET /me. */
export const readProfile = ["User.Read", "User.ReadBasic.All", "User.Read.All", "User.ReadWrite"] as const;

/** Lists and reads of calendars and events. */
export const readCalendars = ["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"] as const;

/** What has changed in a calendar view. */
export const trackCalendars = ["Calendars.Read", "Calendars.ReadBasic", "Calendars.ReadWrite"] as const;

/** Cancel, answer, delete. */
export const writeCalendars = ["Calendars.ReadWrite"] as const;

/** Reads of other people's calendars. */
export const readSharedCalendars = ["Calendars.Read.Shared", "Calendars.ReadWrite.Shared"] as const;

/** Changes in other people's calendars. */
export const writeSharedCalendars = ["Calendars.ReadWrite.Shared"] as const;

/** Lists of a group's events. */
export const readGroups = ["Group.Read.All", "Group.ReadWrite.All"] as const;

/** Reads of one of a group's events. */
export const readGroupEvents = [...readCalendars, ...readGroups] as const;

/** Lists of the groups that somebody is in; what the groups are takes one of `readGroupNames`. */
export const readMemberships = ["User.Read", "User.Read.All", "GroupMember.Read.All", ...readGroups] as const;

/** Reads of what a group is. */
export const readGroupNames = ["GroupMember.Read.All", ...readGroups] as const;

/** Reads in Bookings. */
export const readBookings = [
  "Bookings.Read.All",
  "BookingsAppointment.ReadWrite.All",
  "Bookings.ReadWrite.All",
  "Bookings.Manage.All",
] as const;

/** Cancel or delete an appointment. */
export const writeAppointments = [
  "BookingsAppointment.ReadWrite.All",
  "Bookings.ReadWrite.All",
  "Bookings.Manage.All",
] as const;

/** True if one of the permissions that allow something has been granted. Names are compared without case. */
export function isAllowed(granted: readonly string[], allowing: readonly string[]): boolean {
  const names = new Set(granted.map((name) => name.toLowerCase()));
  return allowing.some((name) => names.has(name.toLowerCase()));
}
