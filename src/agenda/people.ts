/**
 * The people of an item, counted as persons: somebody with two bookings is one person, a room is none, and the person who
 * looks at the agenda is not counted, except as a guest of somebody else's meeting that is cancelled in their place. Also
 * who of them is outside the organisation.
 */
import { calendarOwner } from "./calendarOwner.ts";
import type { AgendaItem, Attendee, CalendarEvent, Person } from "./item.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Whom an item concerns besides the account itself: the attendees who are not rooms or equipment (of a series, those of
 * single meetings as well, as far as they are known), or the customers. In a meeting that is organised in another's calendar
 * the account itself is a guest like everybody else.
 */
export function peopleOf(item: AgendaItem, ownAddresses: readonly string[]): readonly Person[] {
  const invited =
    item.kind === "event" ? invitedTo(item).filter((attendee) => attendee.type !== "resource") : item.customers;
  const isGuest = item.kind === "event" && item.isOrganizer && calendarOwner(item, ownAddresses) !== undefined;
  return distinctPeople(isGuest ? invited : invited.filter((person) => !isOneOf(person, ownAddresses)));
}

/** Whether there may be more people than those who are known of, or some of whom no address could be read. */
export function lacksPeople(item: AgendaItem): boolean {
  const listed = item.kind === "event" ? invitedTo(item) : [...item.customers, ...item.staff];
  return item.lacksPeople === true || listed.some(({ isUnread }) => isUnread === true);
}

/** The rooms and equipment that an event takes up. */
export function resourcesOf(item: AgendaItem): readonly Attendee[] {
  return item.kind === "event" ? invitedTo(item).filter((attendee) => attendee.type === "resource") : [];
}

function invitedTo({ attendees, guests }: CalendarEvent): readonly Attendee[] {
  return guests === undefined ? attendees : [...attendees, ...guests.attendees];
}

/**
 * Everybody once, in the order met. Equal addresses are the same person, without case; somebody without an address
 * (customers need not give one) is told apart by name, and somebody whose address could not be read is nobody else.
 */
export function distinctPeople(people: readonly Person[]): readonly Person[] {
  const known = new Map<string | Person, Person>();
  for (const person of people) {
    const key = keyOf(person);
    if (!known.has(key)) known.set(key, person);
  }
  return [...known.values()];
}

function keyOf(person: Person): string | Person {
  if (person.isUnread === true) return person;
  return person.address === "" ? `name ${person.name}` : person.address.toLowerCase();
}

/** Whether a person has one of these addresses, without case. */
export function isOneOf(person: Person, addresses: readonly string[]): boolean {
  const address = person.address.toLowerCase();
  return address !== "" && addresses.some((candidate) => candidate.toLowerCase() === address);
}

/** What follows the last `@` of an address, in lower case; undefined if it has none, as an Exchange-internal address. */
export function domainOf(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  const domain =
    at < 0
      ? ""
      : address
          .slice(at + 1)
          .trim()
          .toLowerCase();
  return domain === "" ? undefined : domain;
}

/** The domains of the viewer's own organisation; none for a personal account. */
export function organisationDomains(viewer: Pick<Viewer, "ownAddresses" | "isPersonal">): readonly string[] {
  if (viewer.isPersonal === true) return [];
  return [...new Set(viewer.ownAddresses.map(domainOf).filter((domain) => domain !== undefined))];
}

/**
 * Whether a person is outside the organisation. The rule: inside are the account's own domains and their subdomains
 * (`mail.contoso.com` for `contoso.com`, but not `contoso.com` for `mail.contoso.com`, nor `notcontoso.com`). Somebody
 * without a domain is inside, because only the organisation's own directory has such addresses, and without any
 * domain of one's own nobody is outside.
 */
export function isExternal(person: Person, ownDomains: readonly string[]): boolean {
  const domain = domainOf(person.address);
  if (domain === undefined || ownDomains.length === 0) return false;
  return !ownDomains.some((own) => domain === own || domain.endsWith(`.${own}`));
}
