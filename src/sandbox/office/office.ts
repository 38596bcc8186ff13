/**
 * Everything that the sandbox's Graph knows and changes: mailboxes with their calendars and events, and Bookings
 * businesses. Sample data fills it (sampleOffice/), the actions beside this file change it.
 */
import type { SandboxAccount } from "../sandboxContract.ts";
import type { Business } from "./business.ts";
import type { DirectoryGroup } from "./directoryGroup.ts";
import type { EventStore, TimedEvent } from "./eventStore.ts";
import type { Person, StoredEvent } from "./storedEvent.ts";

/** A calendar in a mailbox. */
export interface StoredCalendar {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly canEdit: boolean;
  readonly color: "auto" | "lightGreen";
  readonly hexColor: string;
  readonly owner: Person;
  /** The calendar of somebody else that this one shows. */
  readonly sharedFrom?: { readonly mailboxId: string; readonly calendarId: string };
  /** True to make the first page of its view an empty one with a link to the next, which Graph allows itself to do. */
  readonly startsWithEmptyPage: boolean;
}

/** A mailbox: of an account that can sign in, of several people together (`user` as well), or of a group. */
export interface Mailbox {
  readonly id: string;
  readonly kind: "user" | "group";
  readonly owner: Person;
  /** Ids of the accounts that may open all of it. */
  readonly memberIds: readonly string[];
  readonly calendars: readonly StoredCalendar[];
  /** By id. */
  readonly events: EventStore;
}

/** The whole office. */
export interface Office {
  /** The IANA zone in which its working hours are meant. */
  readonly zone: string;
  readonly accounts: readonly SandboxAccount[];
  /** Those of the directory, with a mailbox or without. */
  readonly groups: readonly DirectoryGroup[];
  readonly mailboxes: readonly Mailbox[];
  readonly businesses: readonly Business[];
}

/** An event and the mailbox that it is kept in. */
export interface FoundEvent {
  readonly event: StoredEvent;
  readonly mailbox: Mailbox;
  readonly calendar: StoredCalendar;
}

/** The mailbox that goes by a GUID or an address (in any casing), or undefined. */
export function findMailbox(office: Office, idOrAddress: string): Mailbox | undefined {
  const wanted = idOrAddress.toLowerCase();
  return office.mailboxes.find((mailbox) => mailbox.id === wanted || mailbox.owner.address.toLowerCase() === wanted);
}

/** The business that goes by an address in any casing, or undefined. */
export function findBusiness(office: Office, id: string): Business | undefined {
  return office.businesses.find((business) => business.id.toLowerCase() === id.toLowerCase());
}

/** The mailbox that keeps the events of a calendar: another one's, if somebody else shares it. */
export function keeperOf(office: Office, mailbox: Mailbox, calendar: StoredCalendar): Mailbox | undefined {
  const id = calendar.sharedFrom?.mailboxId ?? mailbox.id;
  return office.mailboxes.find((other) => other.id === id);
}

/** The events of one calendar, also of one that is shared by somebody else, by when they begin. */
export function eventsOf(office: Office, mailbox: Mailbox, calendar: StoredCalendar): readonly TimedEvent[] {
  const keeper = keeperOf(office, mailbox, calendar);
  return keeper?.events.inCalendar(calendar.sharedFrom?.calendarId ?? calendar.id) ?? [];
}

/** The event that goes by an id in a mailbox or in a calendar shared with it, or undefined. Ids are case-sensitive. */
export function findEvent(office: Office, mailbox: Mailbox, eventId: string): FoundEvent | undefined {
  for (const calendar of mailbox.calendars) {
    const keeper = keeperOf(office, mailbox, calendar);
    const event = keeper?.events.get(eventId);
    const calendarId = calendar.sharedFrom?.calendarId ?? calendar.id;
    if (keeper !== undefined && event?.calendarId === calendarId) return { event, mailbox: keeper, calendar };
  }
  return undefined;
}
