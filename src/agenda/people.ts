/**
 * The people of an item, counted as persons: somebody with two bookings is one person, a room is none, and the person who
 * looks at the agenda is not counted. Also who of them is outside the organisation.
 */
import type { AgendaItem, Attendee, Person } from "./item.ts";
import type { Viewer } from "./viewer.ts";

/** Whom an item concerns besides the account itself: the attendees who are not rooms or equipment, or the customers. */
export function peopleOf(item: AgendaItem, ownAddresses: readonly string[]): readonly Person[] {
  const invited =
    item.kind === "event" ? item.attendees.filter((attendee) => attendee.type !== "resource") : item.customers;
  return distinctPeople(invited.filter((person) => !isOneOf(person, ownAddresses)));
}

/** The rooms and equipment that an event takes up. */
export function resourcesOf(item: AgendaItem): readonly Attendee[] {
  return item.kind === "event" ? item.attendees.filter((attendee) => attendee.type === "resource") : [];
}

/**
 * Everybody once, in the order met. Equal addresses are the same person, without case; somebody without an address
 * (customers need not give one) is told apart by name.
 */
export function distinctPeople(people: readonly Person[]): readonly Person[] {
  const known = new Map<string, Person>();
  for (const person of people) {
    const key = person.address === "" ? `name ${person.name}` : person.address.toLowerCase();
    if (!known.has(key)) known.set(key, person);
  }
  return [...known.values()];
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
