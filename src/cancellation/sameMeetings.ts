/**
 * The items of one plan that are about the same meeting, though they are addressed as different ones: a series and one of
 * its occurrences, or two copies of a meeting. Sent together they would mail everybody twice. Pure.
 *
 * Each item is compared with few others, however many share a meeting: of those that stand for the same one, the first.
 */
import { mailboxName } from "./mailboxName.ts";
import { isSameMeeting, startOf, targetOf } from "./plan.ts";
import type { PlannedItem } from "./plan.ts";
import { targetKey } from "./target.ts";

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
  const judged = items.map((planned) => judgedItem(planned, ownNames));
  const planned = new Map<string, SharedName>();
  const found = new Map<string, SharedName>();
  const pairs: MeetingPair[] = [];
  for (const [second, item] of judged.entries()) {
    const earlier = [
      ...item.foundAs.map((name) => planned.get(name)),
      ...item.plannedAs.map((name) => found.get(name)),
    ].flatMap((shared) => shared?.firstLike(item) ?? []);
    if (earlier.length > 0) pairs.push({ first: Math.min(...earlier), second });
    for (const name of item.plannedAs) sharedName(planned, name).add(item, second);
    for (const name of item.foundAs) sharedName(found, name).add(item, second);
  }
  return pairs;
}

/** An item, with everything that decides which other ones are about the same meeting. */
interface JudgedItem {
  readonly planned: PlannedItem;
  /** Whose own copy it is about; undefined for what is about everybody's. */
  readonly copyOf: string | undefined;
  /** Of what ends a series: all that decides which of its meetings are meant. Undefined for everything else. */
  readonly endsAs: string | undefined;
  /** Two items are about the same meeting if one is planned under a name under which the other is found; see isSameMeeting. */
  readonly plannedAs: readonly string[];
  readonly foundAs: readonly string[];
}

interface PlacedItem {
  readonly item: JudgedItem;
  readonly index: number;
}

/** The items that share a name, as far as they can be the first that another one is the same as. */
class SharedName {
  readonly #all: PlacedItem[] = [];
  /** Of the items that don't end a series. Those that do are told apart by what they leave. */
  #first: number | undefined;
  #firstOfAll: number | undefined;
  readonly #firstCopies = new Map<string, number>();
  readonly #firstEnds = new Map<string, PlacedItem>();
  /** How far the items have been compared with what ends the series in one way, and the first that is the same. */
  readonly #compared = new Map<string, { readonly count: number; readonly first: PlacedItem | undefined }>();

  add(item: JudgedItem, index: number): void {
    this.#all.push({ item, index });
    if (item.endsAs !== undefined) {
      if (!this.#firstEnds.has(item.endsAs)) this.#firstEnds.set(item.endsAs, { item, index });
      return;
    }
    this.#first ??= index;
    if (item.copyOf === undefined) this.#firstOfAll ??= index;
    else if (!this.#firstCopies.has(item.copyOf)) this.#firstCopies.set(item.copyOf, index);
  }

  /** The earlier items that may be the first of those that are the same; the first of them is among these. */
  firstLike(item: JudgedItem): readonly number[] {
    if (item.endsAs !== undefined) return defined(this.#firstEndedBy(item, item.endsAs));
    const ends = [...this.#firstEnds.values()].filter((end) => areSame(end.item, item)).map(({ index }) => index);
    if (item.copyOf === undefined) return [...ends, ...defined(this.#first)];
    return [...ends, ...defined(this.#firstOfAll), ...defined(this.#firstCopies.get(item.copyOf))];
  }

  /** What ends a series in the same way is, by this name, the same as the same ones: they are not looked for again. */
  #firstEndedBy(item: JudgedItem, endsAs: string): number | undefined {
    const isSame = (other: { readonly item: JudgedItem }): boolean => areSame(other.item, item);
    const before = this.#compared.get(endsAs);
    // Both may be the same by another name, under which this item has to be looked for by itself.
    const isKnown = before?.first === undefined || isSame(before.first);
    const first = (isKnown ? before?.first : undefined) ?? this.#all.slice(isKnown ? before?.count : 0).find(isSame);
    this.#compared.set(endsAs, { count: this.#all.length, first });
    return first?.index;
  }
}

function sharedName(names: Map<string, SharedName>, name: string): SharedName {
  const known = names.get(name) ?? new SharedName();
  names.set(name, known);
  return known;
}

function judgedItem(planned: PlannedItem, ownNames: readonly string[]): JudgedItem {
  const { action, item, target } = planned;
  return {
    planned,
    copyOf: action.kind === "decline" || action.kind === "remove" ? mailboxName(target, ownNames) : undefined,
    endsAs:
      action.kind === "endSeries" && item.kind === "event"
        ? JSON.stringify([action.recurrence.range.endDate, item.timeZone, item.series, startOf(item)])
        : undefined,
    plannedAs: namesOfPlanned(planned),
    foundAs: namesOfFound(planned),
  };
}

/** One name for each of the ways in which isSameMeeting finds a planned item to be about another one's meeting. */
function namesOfPlanned({ item, target }: PlannedItem): readonly string[] {
  const names = [`${item.kind} ${item.id}`, `target ${item.kind} ${targetKey(target)}`];
  if (item.kind !== "event") return names;
  const { iCalUId, series, seriesMasterId } = item;
  return [
    ...names,
    ...(target.kind === "event" ? [`series ${target.eventId}`] : []),
    ...(series === "master" ? [`series ${item.id}`] : []),
    ...(seriesMasterId === undefined ? [] : [`part ${seriesMasterId}`]),
    ...(iCalUId === undefined ? [] : [`copy ${iCalUId} ${JSON.stringify(startOf(item))}`]),
  ];
}

/** The counterparts of those names. */
function namesOfFound({ item }: PlannedItem): readonly string[] {
  const names = [`${item.kind} ${item.id}`, `target ${item.kind} ${targetKey(targetOf(item))}`];
  if (item.kind !== "event") return names;
  const { iCalUId, series, seriesMasterId } = item;
  return [
    ...names,
    ...(seriesMasterId === undefined ? [] : [`series ${seriesMasterId}`]),
    ...(series === "master" ? [`part ${item.id}`] : []),
    ...(iCalUId === undefined ? [] : [`copy ${iCalUId} ${JSON.stringify(startOf(item))}`]),
  ];
}

/** @param one the earlier of the two. Whoever has two copies to decline means both; what stays in a series that is ended is not about it. */
function areSame(one: JudgedItem, other: JudgedItem): boolean {
  if (one.copyOf !== undefined && other.copyOf !== undefined && one.copyOf !== other.copyOf) return false;
  if (one.endsAs !== undefined && isPartOfSeries(other.planned)) return isSameMeeting(one.planned, other.planned.item);
  if (other.endsAs !== undefined && isPartOfSeries(one.planned)) return isSameMeeting(other.planned, one.planned.item);
  return isSameMeeting(one.planned, other.planned.item) || isSameMeeting(other.planned, one.planned.item);
}

function isPartOfSeries({ item }: PlannedItem): boolean {
  return item.kind === "event" && (item.series === "occurrence" || item.series === "exception");
}

function defined(index: number | undefined): readonly number[] {
  return index === undefined ? [] : [index];
}
