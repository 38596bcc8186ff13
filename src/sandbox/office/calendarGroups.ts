/**
 * The calendar groups of a mailbox, under which Outlook lists its calendars: the person's own, and those of others.
 * Source: https://learn.microsoft.com/graph/api/resources/calendargroup
 */
import { exchangeId } from "./exchangeId.ts";
import type { Mailbox, StoredCalendar } from "./office.ts";

/** The groups that every mailbox has, in their order. */
export const calendarGroupNames = ["My Calendars", "Other Calendars"] as const;

/** One of them. */
export type CalendarGroupName = (typeof calendarGroupNames)[number];

/** What Exchange tells the groups apart by, whatever language their names are in. */
export const calendarGroupClasses: Readonly<Record<CalendarGroupName, string>> = {
  "My Calendars": "0006f0b7-0000-0000-c000-000000000046",
  "Other Calendars": "0006f0b8-0000-0000-c000-000000000046",
};

/** The group that a calendar is in. */
export function calendarGroupOf(calendar: StoredCalendar): CalendarGroupName {
  return calendar.sharedFrom === undefined ? "My Calendars" : "Other Calendars";
}

/** The id of a mailbox's group. */
export function calendarGroupId(mailbox: Pick<Mailbox, "id">, name: CalendarGroupName): string {
  return exchangeId(mailbox.id, name === "My Calendars" ? "calendar group" : `calendar group ${name}`);
}

/** The group of a mailbox that goes by an id, or undefined. */
export function calendarGroupNamed(mailbox: Pick<Mailbox, "id">, id: string): CalendarGroupName | undefined {
  return calendarGroupNames.find((name) => calendarGroupId(mailbox, name) === id);
}
