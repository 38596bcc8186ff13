/**
 * The items of one plan that are about the same meeting, though they are addressed as different ones: a series and one of
 * its occurrences, or two copies of a meeting. Sent together they would mail everybody twice. Pure.
 */
import { mailboxName } from "./mailboxName.ts";
import { meetingsFinder } from "./meetingIndex.ts";
import { isSameMeeting } from "./plan.ts";
import type { PlannedItem } from "./plan.ts";

/** Two items that are about the same meeting, by index; `first` comes before `second`. */
export interface MeetingPair {
  readonly first: number;
  readonly second: number;
}

/** What is said of each of the two. */
export const sameMeetingSentence =
  "Another block is about the same meeting, or about its series: people would be mailed twice. Delete one of the two.";

/**
 * The pairs among a plan's items, in the plan's order. An item that has several before it is paired with the first of them.
 * @param ownNames the account's user name and object id: a mailbox that they name is its own.
 */
export function sameMeetings(items: readonly PlannedItem[], ownNames: readonly string[]): readonly MeetingPair[] {
  const find = meetingsFinder(items);
  const firsts = new Map<number, number>();
  for (const [index, planned] of items.entries()) {
    for (const other of find(planned.item)) {
      const [first, second] = [Math.min(index, other), Math.max(index, other)];
      const [one, two] = [items[first], items[second]];
      if (first === second || one === undefined || two === undefined || !areSame(one, two, ownNames)) continue;
      firsts.set(second, Math.min(firsts.get(second) ?? first, first));
    }
  }
  return Array.from(firsts, ([second, first]) => ({ first, second })).toSorted(
    (one, other) => one.second - other.second,
  );
}

/** Whoever has two copies to decline means both; and what stays in a series that is ended is not about it. */
function areSame(one: PlannedItem, other: PlannedItem, ownNames: readonly string[]): boolean {
  if (isOwnCopy(one) && isOwnCopy(other)) {
    const [owner, otherOwner] = [one, other].map(({ target }) => mailboxName(target, ownNames));
    if (owner !== otherOwner) return false;
  }
  if (one.action.kind === "endSeries" && isPartOfSeries(other)) return isSameMeeting(one, other.item);
  if (other.action.kind === "endSeries" && isPartOfSeries(one)) return isSameMeeting(other, one.item);
  return isSameMeeting(one, other.item) || isSameMeeting(other, one.item);
}

function isOwnCopy({ action }: PlannedItem): boolean {
  return action.kind === "decline" || action.kind === "remove";
}

function isPartOfSeries({ item }: PlannedItem): boolean {
  return item.kind === "event" && (item.series === "occurrence" || item.series === "exception");
}
