/**
 * What an item's tooltip and details say, as plain facts. Neither Markdown nor HTML: what draws them escapes every text,
 * because subjects, names and locations come from other people.
 */
import { describePerson, describeTitle } from "./describeItem.ts";
import { describeMailbox } from "./describeMailbox.ts";
import { describeDuration, describeSpan, describeTimeElsewhere } from "./describeTime.ts";
import type { AgendaItem, AgendaSource, Attendee, Booking, CalendarEvent, Person } from "./item.ts";
import { cancellability, otherOwner } from "./itemTraits.ts";
import { domainOf, isExternal, lacksPeople, organisationDomains, peopleOf, resourcesOf } from "./people.ts";
import { sentences } from "./sentences.ts";
import type { Viewer } from "./viewer.ts";

/** One named fact, as `Organizer` and `Lee`. `url` where the text is a page to open: not checked, as Graph gave it. */
export interface TooltipFact {
  readonly name: string;
  readonly text: string;
  readonly url?: string;
}

/** What a tooltip says, from top to bottom. */
export interface TooltipFacts {
  readonly title: string;
  readonly facts: readonly TooltipFact[];
  /** Whole sentences: what cancelling would do or why it can't be done, then what could not be read of the item. */
  readonly sentences: readonly string[];
}

const { factNames } = sentences;

/**
 * What an item's tooltip says.
 * @param source where it was listed from; undefined when it was looked up on its own.
 */
export function tooltipFacts(item: AgendaItem, viewer: Viewer, source?: AgendaSource): TooltipFacts {
  const duration = describeDuration(item.span);
  const when = describeSpan(item.span, viewer);
  return {
    title: describeTitle(item),
    facts: [
      { name: factNames.when, text: duration === undefined ? when : `${when} (${duration})` },
      ...(item.kind === "event" ? eventFacts(item, source, viewer) : bookingFacts(item)),
    ],
    sentences: [...effectSentences(item, source, viewer), ...item.notes],
  };
}

function eventFacts(event: CalendarEvent, source: AgendaSource | undefined, viewer: Viewer): readonly TooltipFact[] {
  const there = describeTimeElsewhere(event.span, event.timeZone, viewer);
  const people = peopleOf(event, viewer.ownAddresses);
  const ownDomains = organisationDomains(viewer);
  const outside = people.filter((person) => isExternal(person, ownDomains));
  return [
    ...fact(factNames.elsewhere, there && `${there.time} ${there.zone}`),
    ...placeFacts(event),
    ...fact(factNames.calendar, calendarText(event, source)),
    ...fact(factNames.organizer, organizerText(event, source, viewer)),
    ...fact(factNames.people, people.length === 0 ? undefined : peopleText(event, people)),
    ...fact(
      factNames.outside,
      outside.length === 0 ? undefined : sentences.outside(outside.length, domainsText(outside)),
    ),
    ...fact(factNames.rooms, namesText(resourcesOf(event))),
    ...fact(factNames.series, seriesText(event.series)),
    ...fact(factNames.privacy, event.isPrivate ? sentences.markedPrivate : undefined),
  ];
}

function bookingFacts(booking: Booking): readonly TooltipFact[] {
  const places =
    booking.maximumCustomers > 1
      ? sentences.placesTaken(booking.customers.length, booking.maximumCustomers)
      : undefined;
  const customers = [namesText(booking.customers), places].filter((text) => text !== undefined);
  return [
    ...placeFacts(booking),
    ...fact(factNames.business, booking.businessName),
    ...fact(factNames.service, booking.serviceName),
    ...fact(factNames.staff, namesText(booking.staff)),
    ...fact(factNames.customers, customers.join(sentences.separator)),
  ];
}

/** The calendar's name; in another's mailbox the mailbox's, too, for there is a `Calendar` in most of them. */
function calendarText({ mailbox }: CalendarEvent, source: AgendaSource | undefined): string | undefined {
  if (mailbox.kind !== "user") return source?.name;
  return source === undefined
    ? describeMailbox(mailbox)
    : sentences.inCalendarOf(source.name, describeMailbox(mailbox));
}

function placeFacts(item: AgendaItem): readonly TooltipFact[] {
  const join = item.joinUrl === undefined ? [] : [{ name: factNames.join, text: item.joinUrl, url: item.joinUrl }];
  return [...fact(factNames.where, item.location), ...join];
}

function organizerText(event: CalendarEvent, source: AgendaSource | undefined, viewer: Viewer): string | undefined {
  const organizer = event.isOrganizer ? otherOwner(source, viewer.ownAddresses) : event.organizer;
  if (organizer !== undefined) return describePerson(organizer);
  return event.isOrganizer ? sentences.you : undefined;
}

/** How many, and how they answered: `12 people · 8 accepted · 1 declined · 3 not answered`. */
function peopleText(event: CalendarEvent, people: readonly Person[]): string {
  const counts = { accepted: 0, tentative: 0, declined: 0, waiting: 0 };
  const addresses = new Set(people.map((person) => person.address));
  for (const attendee of event.attendees) {
    if (addresses.has(attendee.address)) counts[answerOf(attendee)] += 1;
  }
  const answers = (["accepted", "tentative", "declined", "waiting"] as const)
    .filter((answer) => counts[answer] > 0)
    .map((answer) => sentences.counted(counts[answer], sentences.responses[answer]));
  return [sentences.people(people.length), ...answers].join(sentences.separator);
}

function answerOf(attendee: Attendee): keyof typeof sentences.responses {
  switch (attendee.response) {
    case "accepted":
    case "organizer":
      return "accepted";
    case "tentativelyAccepted":
      return "tentative";
    case "declined":
      return "declined";
    case "none":
    case "notResponded":
      return "waiting";
    default:
      return attendee.response satisfies never;
  }
}

function seriesText(series: CalendarEvent["series"]): string | undefined {
  switch (series) {
    case "single":
      return undefined;
    case "occurrence":
      return sentences.oneOccurrence;
    case "exception":
      return sentences.changedOccurrence;
    case "master":
      return sentences.seriesFirst;
    default:
      return series satisfies never;
  }
}

function effectSentences(item: AgendaItem, source: AgendaSource | undefined, viewer: Viewer): readonly string[] {
  const able = cancellability(item, source, viewer);
  switch (able.kind) {
    case "alreadyCancelled":
      return [sentences.alreadyCancelled];
    case "readOnly":
      return [sentences.cannotReadOnly(able.calendarName)];
    case "notOrganizer":
      return [sentences.cannotNotOrganizer(able.organizer && (describePerson(able.organizer) || undefined))];
    case "cancellable":
      return [
        ...(item.kind === "event" ? eventEffect(item, viewer) : bookingEffect(item)),
        ...pastHint(item, able.isPast),
      ];
    default:
      return able satisfies never;
  }
}

function eventEffect(event: CalendarEvent, viewer: Viewer): readonly string[] {
  const people = peopleOf(event, viewer.ownAddresses);
  if (people.length === 0 && lacksPeople(event)) return [sentences.mailsUnknown];
  if (people.length === 0) return [resourcesOf(event).length === 0 ? sentences.mailsNobody : sentences.mailsRooms];
  const ownDomains = organisationDomains(viewer);
  return [
    sentences.mailsPeople(people.length, people.filter((person) => isExternal(person, ownDomains)).length),
    ...maybeMore(event),
  ];
}

function bookingEffect(booking: Booking): readonly string[] {
  const count = booking.customers.length;
  return [
    sentences.mailsCustomers(count),
    ...(count > 1 ? [sentences.cancelsForAllCustomers] : []),
    ...maybeMore(booking),
  ];
}

function maybeMore(item: AgendaItem): readonly string[] {
  return lacksPeople(item) ? [sentences.mailsMaybeMore] : [];
}

/** Only where somebody would be mailed for nothing. */
function pastHint(item: AgendaItem, isOver: boolean): readonly string[] {
  const mails = item.kind === "booking" || item.attendees.length > 0 || lacksPeople(item);
  return isOver && mails ? [sentences.pastHint] : [];
}

function namesText(people: readonly Person[]): string | undefined {
  const names = people.map(describePerson).filter((name) => name !== "");
  return names.length === 0 ? undefined : names.join(sentences.spokenSeparator);
}

function domainsText(people: readonly Person[]): string {
  const domains = people.map((person) => domainOf(person.address)).filter((domain) => domain !== undefined);
  return [...new Set(domains)].toSorted().join(sentences.spokenSeparator);
}

function fact(name: string, text: string | undefined): readonly TooltipFact[] {
  return text === undefined || text.trim() === "" ? [] : [{ name, text }];
}
