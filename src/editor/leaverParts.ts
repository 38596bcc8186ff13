/** What somebody who has left leaves behind among the items that were read, by what the account can do about it. */
import type { AgendaItem, CalendarEvent, Person } from "../agenda/item.ts";
import { cancellability, isPast, otherOwner } from "../agenda/itemTraits.ts";
import { isOneOf, lacksPeople, peopleOf } from "../agenda/people.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ListedItem } from "./chosenItems.ts";

/** The parts; what is over or cancelled is in none of them. */
export interface LeaverParts {
  /** Meetings that they organise, in a calendar in which the account may act. */
  readonly theirs: readonly ListedItem[];
  /** Meetings that the account organises, with nobody else in them. */
  readonly yoursAlone: readonly ListedItem[];
  readonly yoursWithOthers: readonly ListedItem[];
  /** Bookings with them as staff or customer. */
  readonly bookings: readonly ListedItem[];
  /** Meetings that they organise and the account cannot cancel. */
  readonly toHandOver: readonly ListedItem[];
}

/** Sorts out what was read. */
export function leaverParts(listed: readonly ListedItem[], person: Person, viewer: Viewer): LeaverParts {
  const parts = Map.groupBy(
    listed.filter(({ item }) => !isPast(item, viewer)),
    (one) => partOf(one, person, viewer),
  );
  const of = (part: keyof LeaverParts): readonly ListedItem[] => parts.get(part) ?? [];
  return {
    theirs: of("theirs"),
    yoursAlone: of("yoursAlone"),
    yoursWithOthers: of("yoursWithOthers"),
    bookings: of("bookings"),
    toHandOver: of("toHandOver"),
  };
}

function partOf({ item, source }: ListedItem, person: Person, viewer: Viewer): keyof LeaverParts | undefined {
  if (item.kind === "booking") return concerns(item, person) ? "bookings" : undefined;
  if (item.isCancelled) return undefined;
  const isCancellable = cancellability(item, source, viewer).kind === "cancellable";
  const owner = otherOwner(source, viewer.ownAddresses);
  if (isOrganizedBy(item, person, owner)) return isCancellable ? "theirs" : "toHandOver";
  const isYours = isCancellable && owner === undefined;
  if (!isYours || !concerns(item, person)) return undefined;
  const others = peopleOf(item, viewer.ownAddresses).length;
  return others === 1 && !lacksPeople(item) ? "yoursAlone" : "yoursWithOthers";
}

/** In somebody's own calendar Graph need not name the organizer: then it is the calendar's owner. */
function isOrganizedBy(event: CalendarEvent, person: Person, owner: Person | undefined): boolean {
  const organizer = event.organizer ?? (event.isOrganizer ? owner : undefined);
  return organizer !== undefined && isOneOf(organizer, [person.address]);
}

function concerns(item: AgendaItem, { address }: Person): boolean {
  const people = item.kind === "event" ? item.attendees : [...item.staff, ...item.customers];
  return people.some((other) => isOneOf(other, [address]));
}
