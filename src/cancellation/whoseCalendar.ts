/**
 * In whose calendars the items of a plan stand, in words, where they are not the sender's own: the mail goes out in the
 * name of that calendar's owner, whoever sends it.
 */
import { calendarOwner } from "../agenda/calendarOwner.ts";
import { describePerson } from "../agenda/describeItem.ts";
import type { AgendaItem } from "../agenda/item.ts";

/** Up to this many calendars are named. */
const namedAtMost = 4;

/** `In the calendar of reception@contoso.com.`; nothing if every item is in one's own calendar, or in Bookings. */
export function whoseCalendar(items: readonly AgendaItem[], ownNames: readonly string[]): readonly string[] {
  const owners = items.map((item) => ownerName(item, ownNames)).filter((name) => name !== undefined);
  if (owners.length === 0) return [];
  const names = [...new Set(owners)];
  const listed = names.length <= namedAtMost ? names.join(", ") : `${names.length} others`;
  const where = names.length === 1 ? `in the calendar of ${listed}` : `in the calendars of ${listed}`;
  if (owners.length < items.length) return [`${owners.length} of them ${owners.length === 1 ? "is" : "are"} ${where}.`];
  return [`I${where.slice(1)}.`];
}

function ownerName(item: AgendaItem, ownNames: readonly string[]): string | undefined {
  const owner = item.kind === "event" ? calendarOwner(item, ownNames) : undefined;
  if (owner === undefined) return undefined;
  return describePerson(owner) || "a group";
}
