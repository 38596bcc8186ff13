/**
 * Who is mailed when items are cancelled. People are counted once, whatever the number of items they are in; rooms and
 * equipment are mailed too but are not people; the sender is only counted as a guest of somebody else's meeting.
 */
import type { AgendaItem, Person } from "../agenda/item.ts";
import { distinctPeople, isExternal, isOneOf, organisationDomains, peopleOf, resourcesOf } from "../agenda/people.ts";
import type { Viewer } from "../agenda/viewer.ts";

/** Everyone who is mailed when some items are cancelled. */
export interface MailedPeople {
  /** Each person once, in the order in which they were met. Of bookings also the staff. */
  readonly people: readonly Person[];
  /** Those of `people` who are outside the sender's organisation. */
  readonly external: readonly Person[];
  /** Rooms and equipment, each once. */
  readonly rooms: readonly Person[];
  /** People without an address: nobody can mail them, so that they have to be told in another way. */
  readonly unreachable: readonly Person[];
  /** People whose address could not be read: nobody knows whether they are mailed. */
  readonly unread: readonly Person[];
  /** Whether there may be more people than all of these, because a list of them could not be read. */
  readonly lacksPeople: boolean;
}

/** Who is mailed when these items are cancelled by the viewer. */
export function mailedPeople(
  items: readonly AgendaItem[],
  viewer: Pick<Viewer, "ownAddresses" | "isPersonal">,
): MailedPeople {
  const domains = organisationDomains(viewer);
  const everyone = distinctPeople(
    items.flatMap((item) => [...peopleOf(item, viewer.ownAddresses), ...staffOf(item, viewer.ownAddresses)]),
  );
  const people = everyone.filter(({ address }) => address !== "");
  return {
    people,
    unreachable: everyone.filter(({ address, isUnread = false }) => address === "" && !isUnread),
    unread: everyone.filter(({ isUnread = false }) => isUnread),
    lacksPeople: items.some((item) => item.lacksPeople === true),
    external: people.filter((person) => isExternal(person, domains)),
    rooms: distinctPeople(items.flatMap(resourcesOf)),
  };
}

/** Graph mails "the involved customer and staff members": https://learn.microsoft.com/graph/api/bookingappointment-cancel */
function staffOf(item: AgendaItem, ownAddresses: readonly string[]): readonly Person[] {
  return item.kind === "booking" ? item.staff.filter((person) => !isOneOf(person, ownAddresses)) : [];
}
