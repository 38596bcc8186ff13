/**
 * What an item's row says: label, description and the sentence for a screen reader. Plain text, to be escaped by what
 * draws it; what the tooltip adds is in tooltipFacts.ts.
 */
import { dayOf, daysBetween, daysOfSpan } from "./calendarDays.ts";
import type { RowText } from "./describeDay.ts";
import { describeMailbox } from "./describeMailbox.ts";
import { describeDuration, describeSpan, describeTime, describeTimeElsewhere } from "./describeTime.ts";
import type { AgendaItem, AgendaSource, Booking, CalendarDay, CalendarEvent } from "./item.ts";
import { cancellability, otherOwner } from "./itemTraits.ts";
import { lacksPeople, peopleOf } from "./people.ts";
import { sentences } from "./sentences.ts";
import type { Viewer } from "./viewer.ts";

/** Where a row stands. */
export interface RowPlace {
  /** Where the item was listed from, if that is known. */
  readonly source?: AgendaSource;
  /** The day that the row is below. Default: the first day of the item. */
  readonly day?: CalendarDay;
}

/**
 * An item's row, as
 * - `09:30  Design review`, `45 min · 12 people · Teams`
 * - `11:00  All hands`, `organised by Lee`
 * - `14:00  Initial consult — M. Rossi`, `Contoso Dental · Dr Kim · 1 customer`
 */
export function describeItem(item: AgendaItem, viewer: Viewer, place: RowPlace = {}): RowText {
  const days = placeInDays(item, viewer, place.day);
  const description = item.kind === "event" ? describeEvent(item, viewer, place.source) : describeBooking(item);
  return {
    label: `${rowTime(item, viewer, days)}  ${describeTitle(item)}`,
    description: [...elsewhere(item, viewer), ...description, ...days.words].join(sentences.separator),
    spokenLabel: spokenLabel(item, viewer, place.source),
  };
}

/** What an item is called: its subject, or its service and customer, as `Initial consult — M. Rossi and 2 more`. */
export function describeTitle(item: AgendaItem): string {
  if (item.kind === "event") return oneLine(item.subject) || sentences.noSubject;
  const service = oneLine(item.serviceName) || sentences.noService;
  const [first, ...others] = item.customers;
  const name = first === undefined ? "" : describePerson(first);
  return name === "" ? service : sentences.serviceFor(service, sentences.andMore(name, others.length));
}

/** A person's name, else the address; empty if there is neither. */
export function describePerson(person: { readonly name: string; readonly address: string }): string {
  return oneLine(person.name) || oneLine(person.address);
}

interface PlaceInDays {
  readonly number: number;
  readonly count: number;
  readonly words: readonly string[];
}

/** Which of its days a row stands for; a row without a day stands for the first. */
function placeInDays(item: AgendaItem, viewer: Viewer, day: CalendarDay | undefined): PlaceInDays {
  const { firstDay, lastDay } = daysOfSpan(item.span, viewer.timeZone);
  const count = daysBetween(firstDay, lastDay) + 1;
  const number = day === undefined ? 1 : daysBetween(firstDay, day) + 1;
  return { number, count, words: count === 1 ? [] : [sentences.dayNumber(number, count)] };
}

function rowTime(item: AgendaItem, viewer: Viewer, days: PlaceInDays): string {
  if (item.span.kind === "allDay") return sentences.allDay;
  if (days.number <= 1) return describeTime(item.span.startUtc, viewer);
  // It began on an earlier day: a middle day is taken up whole, and so is a last one that runs until midnight.
  const endsAtMidnight =
    daysBetween(daysOfSpan(item.span, viewer.timeZone).lastDay, dayOf(item.span.endUtc, viewer.timeZone)) > 0;
  if (days.number < days.count || endsAtMidnight) return sentences.allDay;
  return sentences.until(describeTime(item.span.endUtc, viewer));
}

function elsewhere(item: AgendaItem, viewer: Viewer): readonly string[] {
  const there = item.kind === "event" ? describeTimeElsewhere(item.span, item.timeZone, viewer) : undefined;
  return there === undefined ? [] : [sentences.elsewhere(there.time, there.zone)];
}

function describeEvent(event: CalendarEvent, viewer: Viewer, source: AgendaSource | undefined): readonly string[] {
  return [
    ...(event.isCancelled ? [sentences.cancelledByOrganizer] : describeRole(event, viewer, source)),
    ...mailboxOfAttended(event, source),
    ...(event.series === "single" ? [] : [sentences.series]),
    ...(event.isPrivate ? [sentences.private] : []),
  ];
}

/** In whose mailbox it was found, where neither the organizer nor the viewer says it. */
function mailboxOfAttended(event: CalendarEvent, source: AgendaSource | undefined): readonly string[] {
  if (event.isOrganizer || event.mailbox.kind === "me") return [];
  return [describeMailbox(event.mailbox, source?.name)];
}

/** Somebody else's meeting says whose it is; one's own says what it takes and who is in it. */
function describeRole(event: CalendarEvent, viewer: Viewer, source: AgendaSource | undefined): readonly string[] {
  const organizer = organizerName(event, viewer, source);
  if (!event.isOrganizer) return [organizer ?? sentences.organisedBySomebodyElse];
  const people = peopleOf(event, viewer.ownAddresses).length;
  const nobodyElse = people === 0 && event.attendees.length === 0 && organizer === undefined;
  if (nobodyElse && !lacksPeople(event)) return [sentences.onlyYou];
  return [
    ...(organizer === undefined ? [] : [organizer]),
    ...present(describeDuration(event.span)),
    ...(people === 0 ? [] : [sentences.people(people)]),
    ...(people === 0 && lacksPeople(event) ? [sentences.peopleUnknown] : []),
    ...present(describePlace(event)),
  ];
}

/** `organised by Lee`, if it is not the viewer who organises. */
function organizerName(event: CalendarEvent, viewer: Viewer, source: AgendaSource | undefined): string | undefined {
  const organizer = event.isOrganizer ? otherOwner(source, viewer.ownAddresses) : event.organizer;
  const name = organizer === undefined ? "" : describePerson(organizer);
  return name === "" ? undefined : sentences.organisedBy(name);
}

function describeBooking(booking: Booking): readonly string[] {
  const staff = booking.staff.map(describePerson).filter((name) => name !== "");
  const [first, ...others] = staff;
  return [
    ...present(oneLine(booking.businessName)),
    ...(first === undefined ? [] : [sentences.andMore(first, others.length)]),
    sentences.customers(booking.customers.length),
  ];
}

/** Where it takes place in a word: the meeting service, or the location. */
function describePlace(item: AgendaItem): string | undefined {
  const host = item.joinUrl === undefined || !URL.canParse(item.joinUrl) ? "" : new URL(item.joinUrl).hostname;
  if (/(?:^|\.)teams\.(?:microsoft|live|cloud\.microsoft)\b/u.test(host)) return "Teams";
  const location = oneLine(item.location ?? "");
  if (location !== "") return location;
  return item.joinUrl === undefined ? undefined : sentences.online;
}

function spokenLabel(item: AgendaItem, viewer: Viewer, source: AgendaSource | undefined): string {
  const there = item.kind === "event" ? describeTimeElsewhere(item.span, item.timeZone, viewer) : undefined;
  const people = peopleOf(item, viewer.ownAddresses).length;
  return [
    describeTitle(item),
    describeSpan(item.span, viewer, "spoken"),
    ...(there === undefined ? [] : [`${there.time} ${there.zone}`]),
    ...(item.kind === "event" ? spokenEvent(item, people, viewer, source) : describeBooking(item)),
    ...spokenState(item, source, viewer),
  ].join(sentences.spokenSeparator);
}

function spokenEvent(
  event: CalendarEvent,
  people: number,
  viewer: Viewer,
  source: AgendaSource | undefined,
): readonly string[] {
  const organizer = organizerName(event, viewer, source);
  const role = event.isOrganizer
    ? (organizer ?? sentences.youOrganise)
    : (organizer ?? sentences.organisedBySomebodyElse);
  return [
    role,
    spokenPeople(event, people, organizer),
    ...mailboxOfAttended(event, source),
    ...(event.series === "single" ? [] : [event.series === "master" ? sentences.wholeSeries : sentences.partOfSeries]),
    ...(event.isPrivate ? [sentences.private] : []),
  ];
}

function spokenPeople(event: CalendarEvent, people: number, organizer: string | undefined): string {
  if (people === 0 && lacksPeople(event)) return sentences.peopleUnknown;
  return people === 0 && event.isOrganizer && organizer === undefined ? sentences.onlyYou : sentences.people(people);
}

function spokenState(item: AgendaItem, source: AgendaSource | undefined, viewer: Viewer): readonly string[] {
  const able = cancellability(item, source, viewer);
  switch (able.kind) {
    case "cancellable":
      return able.isPast ? [sentences.isOver, sentences.canBeCancelled] : [sentences.canBeCancelled];
    case "alreadyCancelled":
      return [sentences.cancelledByOrganizer];
    case "readOnly":
      return [sentences.readOnlyCalendar];
    case "notOrganizer":
      return [];
    default:
      return able satisfies never;
  }
}

/** Subjects and names can hold line breaks, which a row cannot. */
/** Others' words as a part of ours: what turns the direction of writing would change how the rest of the sentence reads. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/gu, "")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

function present(text: string | undefined): readonly string[] {
  return text === undefined || text === "" ? [] : [text];
}
