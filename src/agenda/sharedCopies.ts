/**
 * A meeting can be seen more than once: in one's own calendar, and again in a colleague's, a group's or another mailbox's.
 * Where sources are mixed it is shown once: where it can be cancelled from, and of equals as one's own copy, because that
 * is the one that says what one can do about it.
 */
import type { AgendaItem, AgendaSource } from "./item.ts";
import { otherOwner } from "./itemTraits.ts";

/** Items with the source that they were listed from. */
interface Listed {
  readonly source: AgendaSource;
  readonly items: readonly AgendaItem[];
}

interface Copy {
  readonly item: AgendaItem;
  readonly isOwn: boolean;
  readonly isCancellable: boolean;
}

/** All items, each meeting from one place. Copies that are all in one's own calendars are left alone. */
export function withoutSharedCopies(listed: readonly Listed[], ownAddresses: readonly string[]): readonly AgendaItem[] {
  const copies = listed
    .flatMap(({ source, items }) => {
      const isOwn = isOwnSource(source, ownAddresses);
      return items.map((item): Copy => ({ item, isOwn, isCancellable: canBeCancelled(item, source) }));
    })
    .toSorted((one, other) => Number(other.isOwn) - Number(one.isOwn));
  const meetings = Map.groupBy(copies, ({ item }) => meetingKey(item) ?? item);
  return [...meetings.values()].flatMap(shownCopies).map(({ item }) => item);
}

/** The copies of one meeting, one's own first, as far as they are shown. */
function shownCopies(copies: readonly Copy[]): readonly Copy[] {
  const own = copies.filter(({ isOwn }) => isOwn);
  const best = copies.find(({ isCancellable }) => isCancellable) ?? copies[0];
  if (best === undefined) return [];
  return best.isOwn ? own : [best];
}

function isOwnSource(source: AgendaSource, ownAddresses: readonly string[]): boolean {
  if (source.kind === "business") return true;
  return source.mailbox.kind === "me" && otherOwner(source, ownAddresses) === undefined;
}

function canBeCancelled(item: AgendaItem, source: AgendaSource): boolean {
  if (item.kind === "booking" || source.kind === "business") return true;
  return source.canEdit && item.isOrganizer && !item.isCancelled;
}

/** Equal for the copies of one meeting; undefined if that cannot be told. */
function meetingKey(item: AgendaItem): string | undefined {
  if (item.kind !== "event" || item.iCalUId === undefined) return undefined;
  const { span } = item;
  return `${item.iCalUId} ${span.kind === "timed" ? span.startUtc : span.firstDay}`;
}
