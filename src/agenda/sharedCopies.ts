/**
 * A meeting can be seen more than once: in one's own calendar, and again in a colleague's that is shared. Where sources are
 * mixed, only one's own copy is shown, because that is the one that says what one can do about it.
 */
import type { AgendaItem, AgendaSource } from "./item.ts";
import { otherOwner } from "./itemTraits.ts";

/** Items with the source that they were listed from. */
interface Listed {
  readonly source: AgendaSource;
  readonly items: readonly AgendaItem[];
}

/** All items, without the copies in other people's calendars of meetings that are in one's own. */
export function withoutSharedCopies(listed: readonly Listed[], ownAddresses: readonly string[]): readonly AgendaItem[] {
  const isOthers = ({ source }: Listed): boolean => otherOwner(source, ownAddresses) !== undefined;
  const own = listed.filter((one) => !isOthers(one)).flatMap(({ items }) => items);
  const known = new Set(own.flatMap((item) => meetingKey(item) ?? []));
  const others = listed.filter(isOthers).flatMap(({ items }) => items);
  return [...own, ...others.filter((item) => !known.has(meetingKey(item) ?? ""))];
}

/** Equal for the copies of one meeting; undefined if that cannot be told. */
function meetingKey(item: AgendaItem): string | undefined {
  if (item.kind !== "event" || item.iCalUId === undefined) return undefined;
  const { span } = item;
  return `${item.iCalUId} ${span.kind === "timed" ? span.startUtc : span.firstDay}`;
}
