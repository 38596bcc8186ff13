/**
 * Finds the item of a plan that is about a given meeting, as `isSameMeeting` (plan.ts) sees it, without comparing the
 * meeting with each item: the rows of an agenda ask this all the time while thousands are sent. Pure.
 */
import type { AgendaItem, CalendarEvent } from "../agenda/item.ts";
import { isSameMeeting, targetOf } from "./plan.ts";
import type { PlannedItem } from "./plan.ts";
import { targetKey } from "./target.ts";

/** Gives the index of the first item that is about a meeting; undefined if none is. */
export type FindMeeting = (item: AgendaItem) => number | undefined;

const known = new WeakMap<readonly PlannedItem[], FindMeeting>();

/** What finds meetings among a plan's items; made once for each list. */
export function meetingFinder(items: readonly PlannedItem[]): FindMeeting {
  const before = known.get(items);
  if (before !== undefined) return before;
  const findAll = meetingsFinder(items);
  const find: FindMeeting = (item) => findAll(item)[0];
  known.set(items, find);
  return find;
}

/** The same for every item that is about a meeting: their indexes, the first one first. */
function meetingsFinder(items: readonly PlannedItem[]): (item: AgendaItem) => readonly number[] {
  const byName = indexBy(items, namesOfPlanned);
  return (item) => {
    // Equal names only make it likely: two kinds of ids may be spelt alike.
    const likely = new Set(among(byName, namesToFind(item)));
    return [...likely]
      .filter((index) => items[index] !== undefined && isSameMeeting(items[index], item))
      .toSorted((one, other) => one - other);
  };
}

/** Gives the indexes of the items that are about the same meeting as another planned one: as itself, its series or a part. */
export type FindConcerned = (planned: PlannedItem) => ReadonlySet<number>;

const knownConcerned = new WeakMap<readonly PlannedItem[], FindConcerned>();

/** What finds the items of a plan that an item of any plan may get in the way of; made once for each list. */
export function concernFinder(items: readonly PlannedItem[]): FindConcerned {
  const before = knownConcerned.get(items);
  if (before !== undefined) return before;
  const byPlanned = indexBy(items, namesOfPlanned);
  // Apart from those: by the names of both, each occurrence of a series would be a neighbour of all the others.
  const byFound = indexBy(items, ({ item }) => namesToFind(item));
  const find: FindConcerned = (other) =>
    new Set([
      ...among(byPlanned, namesToFind(other.item)).filter((index) => isAbout(items[index], other)),
      ...among(byFound, namesOfPlanned(other)).filter((index) => isAbout(other, items[index])),
    ]);
  knownConcerned.set(items, find);
  return find;
}

function isAbout(planned: PlannedItem | undefined, other: PlannedItem | undefined): boolean {
  return planned !== undefined && other !== undefined && isSameMeeting(planned, other.item);
}

type Index = ReadonlyMap<string, readonly number[]>;

function indexBy(items: readonly PlannedItem[], namesOf: (planned: PlannedItem) => readonly string[]): Index {
  const byName = new Map<string, number[]>();
  for (const [index, planned] of items.entries()) {
    for (const name of namesOf(planned)) {
      const indexes = byName.get(name);
      if (indexes === undefined) byName.set(name, [index]);
      else indexes.push(index);
    }
  }
  return byName;
}

function among(byName: Index, names: readonly string[]): readonly number[] {
  return names.flatMap((name) => byName.get(name) ?? []);
}

/** Everything by which a meeting may be recognised as a planned item's; `namesToFind` gives at least one of them. */
function namesOfPlanned({ target, item }: PlannedItem): readonly string[] {
  const names = [`id ${item.id}`, `target ${targetKey(target)}`];
  if (item.kind !== "event") return names;
  return [
    ...names,
    ...(target.kind === "event" ? [`id ${target.eventId}`] : []),
    ...(item.seriesMasterId === undefined ? [] : [`occurrence of ${item.seriesMasterId}`]),
    ...copyNames(item),
  ];
}

function namesToFind(item: AgendaItem): readonly string[] {
  const names = [`id ${item.id}`, `target ${targetKey(targetOf(item))}`];
  if (item.kind !== "event") return names;
  return [
    ...names,
    ...(item.seriesMasterId === undefined ? [] : [`id ${item.seriesMasterId}`]),
    ...(item.series === "master" ? [`occurrence of ${item.id}`] : []),
    ...copyNames(item),
  ];
}

/** Everybody's copies of a meeting have one iCalUId. */
function copyNames({ iCalUId, span }: CalendarEvent): readonly string[] {
  return iCalUId === undefined ? [] : [`copy ${iCalUId} ${span.kind === "timed" ? span.startUtc : span.firstDay}`];
}
