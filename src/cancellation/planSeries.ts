/**
 * The series among the items of a plan: occurrences of one series can be cancelled one by one, as the whole series, or as
 * "this and following", which ends the series on the day before. Nothing is ever widened to a whole series unasked.
 * Source: https://learn.microsoft.com/graph/api/resources/recurrencerange
 */
import { addDays, dayOf, startForOrder } from "../agenda/calendarDays.ts";
import { describeDate } from "../agenda/describeTime.ts";
import type { AgendaItem, CalendarDay, CalendarEvent, Recurrence, TimeSpan } from "../agenda/item.ts";
import { sentences } from "../agenda/sentences.ts";
import { mailboxKey } from "../agenda/sourceKey.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { mailedPeople } from "./people.ts";
import type { CancelScope, PlannedAction } from "./plan.ts";

/** Chosen occurrences of one series. */
export interface SeriesGroup {
  /** Equal for one series in one mailbox. */
  readonly key: string;
  readonly seriesMasterId: string;
  /** The chosen ones, the earliest first. */
  readonly occurrences: readonly CalendarEvent[];
}

/** Items by series. */
export interface GroupedItems {
  /** What belongs to no series, and series that were chosen as such. In the order given. */
  readonly singles: readonly AgendaItem[];
  readonly series: readonly SeriesGroup[];
}

/** How much of a series is meant. */
export type SeriesChoice = "occurrences" | "series" | "following";

/** A way to go about a series, in words. */
export interface SeriesOption {
  readonly choice: SeriesChoice;
  /** As `Only These 12 Occurrences`. */
  readonly label: string;
  /** As `12 occurrences -> 1 message to each of 8 people`. */
  readonly detail: string;
  /** Why it cannot be chosen, as a sentence; undefined if it can. */
  readonly reasonAgainst?: string;
}

/** What becomes of a series: what is planned instead of its occurrences. */
export interface CollapsedSeries {
  readonly parts: readonly SeriesPart[];
  /** What is done other than was chosen, and why; a sentence. */
  readonly note?: string;
}

/** One thing that is planned for a series. */
export interface SeriesPart {
  readonly item: CalendarEvent;
  readonly scope: CancelScope;
  /** Undefined: what the item's lane says. */
  readonly action?: EndSeries;
}

/** What it takes to tell a series' days. */
export interface SeriesFacts {
  readonly viewer: Viewer;
  /** The IANA name of a zone as Graph names it; undefined if it is none that is known. */
  readonly ianaZone: (graphName: string) => string | undefined;
}

type EndSeries = Extract<PlannedAction, { readonly kind: "endSeries" }>;

/** Sorts items by series. */
export function groupBySeries(items: readonly AgendaItem[]): GroupedItems {
  const singles: AgendaItem[] = [];
  const groups = new Map<string, CalendarEvent[]>();
  for (const item of items) {
    const key = item.kind === "event" ? keyOf(item) : undefined;
    if (item.kind === "booking" || key === undefined) {
      singles.push(item);
      continue;
    }
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  const series = Array.from(groups, ([key, occurrences]) => ({
    key,
    seriesMasterId: occurrences[0]?.seriesMasterId ?? "",
    occurrences: occurrences.toSorted((one, other) => startForOrder(one.span) - startForOrder(other.span)),
  }));
  return { singles, series };
}

/**
 * The three ways to go about a series, to choose from.
 * @param master undefined if it could not be read: then the occurrences are all that there is to choose.
 */
export function seriesOptions(
  group: SeriesGroup,
  master: CalendarEvent | undefined,
  facts: SeriesFacts,
): readonly SeriesOption[] {
  const { occurrences } = group;
  const { length } = occurrences;
  const following = endBefore(group, master, facts);
  const oneMessage = `${counted(length)} -> 1 message${toWhom([...occurrences, ...(master ? [master] : [])], facts)}`;
  return [
    {
      choice: "occurrences",
      label: length === 1 ? "Only This Occurrence" : `Only These ${length} Occurrences`,
      detail: `${counted(length)} -> ${length === 1 ? "1 message" : `${length} messages`}${toWhom(occurrences, facts)}`,
    },
    {
      choice: "following",
      label: "This and Following (Ends the Series)",
      detail:
        following.kind === "end"
          ? `${oneMessage}. The series ends on ${describeDate(following.endDate, "short", facts.viewer)}: earlier meetings stay, all later ones go.`
          : oneMessage,
      ...(following.kind === "end" ? {} : { reasonAgainst: following.reason }),
    },
    {
      choice: "series",
      label: "The Whole Series",
      detail: `${oneMessage}. Every past and future meeting of it goes.`,
      ...(master === undefined && { reasonAgainst: unreadSeries }),
    },
  ];
}

/** What a choice comes to. Where it cannot be had, the occurrences stay what is planned, and the note says why. */
export function collapse(
  group: SeriesGroup,
  choice: SeriesChoice,
  master: CalendarEvent | undefined,
  facts: SeriesFacts,
): CollapsedSeries {
  const occurrences: readonly SeriesPart[] = group.occurrences.map((item) => ({ item, scope: "occurrence" }));
  switch (choice) {
    case "occurrences":
      return { parts: occurrences };
    case "series":
      return master === undefined
        ? { parts: occurrences, note: unreadSeries }
        : { parts: [{ item: master, scope: "series" }] };
    case "following": {
      const end = endBefore(group, master, facts);
      if (end.kind === "none") return { parts: occurrences, note: end.reason };
      return { parts: [{ item: end.master, scope: "series", action: end.action }] };
    }
    default:
      return choice satisfies never;
  }
}

const unreadSeries = "The series could not be read, so that only its chosen occurrences can be taken.";

type SeriesEnd =
  | {
      readonly kind: "end";
      readonly master: CalendarEvent;
      readonly endDate: CalendarDay;
      readonly action: EndSeries;
    }
  | { readonly kind: "none"; readonly reason: string };

/** The end that leaves everything before the first chosen occurrence as it is, in the series' own days. */
function endBefore(
  { occurrences }: SeriesGroup,
  master: CalendarEvent | undefined,
  { ianaZone, viewer }: SeriesFacts,
): SeriesEnd {
  const [first] = occurrences;
  const recurrence = master?.recurrence;
  if (master === undefined || recurrence === undefined || first === undefined) {
    return { kind: "none", reason: unreadSeries };
  }
  if (!master.isOrganizer) return { kind: "none", reason: "Only its organizer can end a series." };
  // A series ends by the days on which its occurrences were meant to be, and where a changed one was meant to be is not known.
  if (occurrences.some(({ series }) => series === "exception")) {
    return { kind: "none", reason: "One of the chosen occurrences has been changed on its own: take them one by one." };
  }
  const zone = recurrence.timeZone === undefined ? master.timeZone : ianaZone(recurrence.timeZone);
  const day = dayIn(first.span, zone);
  const firstDay = dayIn(master.span, zone);
  if (day === undefined || firstDay === undefined) {
    return { kind: "none", reason: "The zone of the series is not known, and so neither are its days." };
  }
  const endDate = addDays(day, -1);
  if (endDate < recurrence.startDate || endDate < firstDay) {
    return { kind: "none", reason: "This is where the series begins: take the whole series instead." };
  }
  if (recurrence.endDate !== undefined && recurrence.endDate <= endDate) {
    return { kind: "none", reason: "The series ends by itself by then." };
  }
  if (zone !== undefined && endDate < addDays(dayOf(viewer.now, zone), -1)) {
    return { kind: "none", reason: "Meetings that have taken place would go as well: begin with one that is to come." };
  }
  return { kind: "end", master, endDate, action: { kind: "endSeries", recurrence: endingOn(endDate, recurrence) } };
}

function endingOn(endDate: CalendarDay, { pattern, startDate, timeZone }: Recurrence): EndSeries["recurrence"] {
  const zone = timeZone === undefined ? {} : { recurrenceTimeZone: timeZone };
  return { pattern, range: { type: "endDate", startDate, endDate, ...zone } };
}

function dayIn(span: TimeSpan, zone: string | undefined): CalendarDay | undefined {
  if (span.kind === "allDay") return span.firstDay;
  return zone === undefined ? undefined : dayOf(span.startUtc, zone);
}

function keyOf({ mailbox, calendarId = "", series, seriesMasterId }: CalendarEvent): string | undefined {
  if (seriesMasterId === undefined || (series !== "occurrence" && series !== "exception")) return undefined;
  return JSON.stringify([mailboxKey(mailbox), calendarId, seriesMasterId]);
}

function counted(occurrences: number): string {
  return occurrences === 1 ? "1 occurrence" : `${occurrences} occurrences`;
}

function toWhom(items: readonly AgendaItem[], { viewer }: SeriesFacts): string {
  const { people, lacksPeople, unread } = mailedPeople(items, viewer);
  if (lacksPeople || unread.length > 0) return "";
  const mayBeMore = items.some((item) => {
    return item.kind === "event" && item.series === "master" && item.guests?.lookedThrough !== "all";
  });
  if (people.length === 0) return mayBeMore ? "" : " to nobody";
  return ` to each of ${sentences.people(people.length)}${mayBeMore ? " or more" : ""}`;
}
