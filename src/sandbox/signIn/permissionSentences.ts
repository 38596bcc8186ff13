/**
 * What each permission lets an application do, in the words that the consent page shows. A permission that is not in the
 * list is asked for by its name.
 * Source: https://learn.microsoft.com/graph/permissions-reference
 */

const sentences = new Map<string, string>([
  ["User.Read", "Sign you in and read your profile."],
  ["Calendars.ReadBasic", "Read your calendars without subjects, bodies and attachments."],
  ["Calendars.Read", "Read your calendars."],
  ["Calendars.Read.Shared", "Read calendars that others share with you."],
  ["Calendars.ReadWrite", "Read and change your calendars, and cancel meetings that you organize."],
  ["Calendars.ReadWrite.Shared", "Read and change calendars that others share with you."],
  ["MailboxSettings.Read", "Read your time zone and other mailbox settings."],
  ["Group.Read.All", "Read the groups, and their calendars, that you can see."],
  ["Group.ReadWrite.All", "Read and change the groups, and their calendars, that you can see."],
  ["Bookings.Read.All", "Read the Bookings businesses that you have a role in."],
  ["BookingsAppointment.ReadWrite.All", "Read and change appointments, and cancel them, in your Bookings businesses."],
  ["Bookings.ReadWrite.All", "Read and change your Bookings businesses, their services, staff and appointments."],
  ["Bookings.Manage.All", "Manage your Bookings businesses, also delete and publish them."],
]);

/** What `permission` lets an application do, as one English sentence. */
export function permissionSentence(permission: string): string {
  return sentences.get(permission) ?? "Use this permission of Microsoft Graph.";
}

/** Whether the permission is for work or school accounts only, as those of Bookings are. */
export function isForWorkAccountsOnly(permission: string): boolean {
  return /^Bookings(?:Appointment)?\./u.test(permission);
}
