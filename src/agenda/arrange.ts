/**
 * Puts items where the agenda shows them: on their days, or on their days below the calendar or business that they come
 * from. Only order and counts; the words are found in describeItem.ts and describeDay.ts.
 */
import { addDays, daysBetween, daysOfSpan, type DayRange } from "./calendarDays.ts";
import type { AgendaItem, AgendaSource, CalendarDay } from "./item.ts";
import { otherOwner } from "./itemTraits.ts";
import { distinctPeople, peopleOf } from "./people.ts";
import { mailboxKey, sourceKey, sourceKeyOf } from "./sourceKey.ts";
import type { Viewer } from "./viewer.ts";

// One fixed language, so that a list is in the same order on every machine.
let collator: Intl.Collator | undefined;

/** An item on one of its days. */
export interface DayEntry {
  readonly item: AgendaItem;
  readonly day: CalendarDay;
  /** Which of the item's days this is, from 1. Above 1 the row continues something that began earlier. */
  readonly dayNumber: number;
  /** How many days the item takes; 1 for most. Days outside the range are counted. */
  readonly dayCount: number;
}

/** A day with at least one item. */
export interface AgendaDay {
  readonly day: CalendarDay;
  /** All-day items first, then by start, then by title. */
  readonly entries: readonly DayEntry[];
  /** How many different people the day's items concern, without the account itself. */
  readonly peopleCount: number;
}

/** A calendar or a business with its days. */
export interface AgendaSourceGroup {
  /** Undefined for items whose source is not known: they are shown all the same. */
  readonly source: AgendaSource | undefined;
  /** Empty for a source without anything in the range. */
  readonly days: readonly AgendaDay[];
  /** How many items, each counted once however many days it takes. */
  readonly itemCount: number;
  readonly peopleCount: number;
}

/** The days of the range that have items, in order. A longer item is on each of its days that are in the range. */
export function arrangeByDay(
  items: readonly AgendaItem[],
  range: DayRange,
  viewer: Pick<Viewer, "timeZone" | "ownAddresses">,
): readonly AgendaDay[] {
  const days = new Map<CalendarDay, DayEntry[]>();
  for (const item of items) {
    for (const entry of entriesOf(item, range, viewer.timeZone)) {
      const entries = days.get(entry.day);
      if (entries === undefined) days.set(entry.day, [entry]);
      else entries.push(entry);
    }
  }
  return [...days]
    .toSorted(([one], [other]) => daysBetween(other, one))
    .map(([day, entries]) => ({
      day,
      entries: entries.toSorted(compareEntries),
      peopleCount: countPeople(
        entries.map((entry) => entry.item),
        viewer.ownAddresses,
      ),
    }));
}

/**
 * Every source with its days: the default calendar, one's other calendars by name, those that others share, other
 * mailboxes by address, groups, businesses, and at the end what belongs to none of them.
 */
export function arrangeBySource(
  sources: readonly AgendaSource[],
  items: readonly AgendaItem[],
  range: DayRange,
  viewer: Pick<Viewer, "timeZone" | "ownAddresses">,
): readonly AgendaSourceGroup[] {
  const known = new Set(sources.map(sourceKey));
  const bySource = Map.groupBy(items, (item) => {
    const key = sourceKeyOf(item);
    return key !== undefined && known.has(key) ? key : undefined;
  });
  const ordered: (AgendaSource | undefined)[] = [
    ...sources.toSorted((one, other) => compareSources(one, other, viewer.ownAddresses)),
    undefined,
  ];
  return ordered.flatMap((source) => {
    const own = bySource.get(source === undefined ? undefined : sourceKey(source)) ?? [];
    const days = arrangeByDay(own, range, viewer);
    const shown = [...new Set(days.flatMap((day) => day.entries.map((entry) => entry.item)))];
    if (source === undefined && shown.length === 0) return [];
    return [{ source, days, itemCount: shown.length, peopleCount: countPeople(shown, viewer.ownAddresses) }];
  });
}

/** How many different people the items concern, without the account itself. */
function countPeople(items: readonly AgendaItem[], ownAddresses: readonly string[]): number {
  return distinctPeople(items.flatMap((item) => peopleOf(item, ownAddresses))).length;
}

function* entriesOf(item: AgendaItem, range: DayRange, timeZone: string): Generator<DayEntry> {
  const { firstDay, lastDay } = daysOfSpan(item.span, timeZone);
  const dayCount = daysBetween(firstDay, lastDay) + 1;
  const last = lastDay < range.lastDay ? lastDay : range.lastDay;
  for (let day = firstDay < range.firstDay ? range.firstDay : firstDay; day <= last; day = addDays(day, 1)) {
    yield { item, day, dayNumber: daysBetween(firstDay, day) + 1, dayCount };
  }
}

function compareEntries(one: DayEntry, other: DayEntry): number {
  const early = startOf(one) - startOf(other);
  // Two items without a time are both at minus infinity, whose difference is not a number.
  if (!Number.isNaN(early) && early !== 0) return early;
  return compareText(titleOf(one.item), titleOf(other.item)) || compareText(one.item.id, other.item.id);
}

/** Where an entry stands within its day: what fills the day stands before everything that has a time. */
function startOf(entry: DayEntry): number {
  const { span } = entry.item;
  const fillsTheDay = span.kind === "allDay" || (entry.dayNumber > 1 && entry.dayNumber < entry.dayCount);
  return fillsTheDay ? Number.NEGATIVE_INFINITY : span.startUtc;
}

function titleOf(item: AgendaItem): string {
  return item.kind === "event" ? item.subject : item.serviceName;
}

function compareSources(one: AgendaSource, other: AgendaSource, ownAddresses: readonly string[]): number {
  return (
    rank(one, ownAddresses) - rank(other, ownAddresses) ||
    compareText(userOf(one), userOf(other)) ||
    Number(isDefault(other)) - Number(isDefault(one)) ||
    compareText(one.name, other.name) ||
    compareText(one.id, other.id)
  );
}

function rank(source: AgendaSource, ownAddresses: readonly string[]): number {
  if (source.kind === "business") return 5;
  switch (source.mailbox.kind) {
    case "me":
      if (source.isDefault) return 0;
      return otherOwner(source, ownAddresses) === undefined ? 1 : 2;
    case "user":
      return 3;
    case "group":
      return 4;
    default:
      return source.mailbox satisfies never;
  }
}

/** What keeps the calendars of one mailbox together; groups, which have one calendar each, are sorted by name. */
function userOf(source: AgendaSource): string {
  return source.kind === "calendar" && source.mailbox.kind === "user" ? mailboxKey(source.mailbox) : "";
}

function isDefault(source: AgendaSource): boolean {
  return source.kind === "calendar" && source.isDefault;
}

/** As people sort, with numbers by value; equal titles that differ in case or accents still have one fixed order. */
function compareText(one: string, other: string): number {
  // Made when it is first needed: it takes longer than everything else that loading this module does.
  collator ??= new Intl.Collator("en", { numeric: true });
  return collator.compare(one, other) || Number(one > other) - Number(one < other);
}
