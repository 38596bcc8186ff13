/**
 * What a plan document says of an item in words: its title, when it begins, what is done to it. The words of other people
 * stay on their line: nothing that they wrote can begin a line, a request, or a variable of the document, or change the
 * direction in which it reads. Private subjects and customers' names are left out, because the document is there to be shared.
 */
import { dayOf, isCalendarDay, isTimeZone } from "../../agenda/calendarDays.ts";
import { describeDate, describeTime } from "../../agenda/describeTime.ts";
import type { AgendaItem, TimeSpan } from "../../agenda/item.ts";
import { sentences } from "../../agenda/sentences.ts";
import type { Viewer } from "../../agenda/viewer.ts";
import type { MailedPeople } from "../people.ts";
import { peopleToldBy } from "../planPeople.ts";
import type { PlannedItem } from "../plan.ts";

const longestText = 120;

/** What an item is called where others may read it. */
export function documentTitle(item: AgendaItem): string {
  if (item.kind === "booking") return lineText(item.serviceName) || sentences.noService;
  return item.isPrivate ? "Private appointment" : lineText(item.subject) || sentences.noSubject;
}

/** A text of somebody else's as a part of one line. */
export function lineText(text: string): string {
  const plain = text
    .toWellFormed()
    // Marks that turn the direction of writing, byte order marks and tags are not seen, and change what is.
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu, "")
    .replaceAll(/[\p{Cc}\p{Z}]+/gu, " ")
    .replaceAll(/\{(?=\{)/gu, "{ ")
    .trim();
  if (plain.length <= longestText) return plain;
  // Not through the middle of a character of two units.
  return `${plain.slice(0, longestText - 1).replace(/\p{Cs}$/u, "")}…`;
}

/** When something begins, as `Thu 24 Dec 09:30`; a day alone for what takes whole days. */
export function describeStart(span: TimeSpan, viewer: Viewer): string {
  if (span.kind === "allDay") return lineText(describeDate(span.firstDay, "short", viewer));
  const day = describeDate(dayOf(span.startUtc, viewer.timeZone), "short", viewer);
  return lineText(`${day} ${describeTime(span.startUtc, viewer)}`);
}

/** The same for people in other places: with the time in the item's own zone, if that is another one. */
export function describeStartThere(item: AgendaItem, viewer: Viewer): string {
  const zone = item.kind === "event" ? item.timeZone : undefined;
  const here = describeStart(item.span, viewer);
  if (zone === undefined || !isTimeZone(zone)) return here;
  const there = describeStart(item.span, { ...viewer, timeZone: zone });
  return there === here ? here : `${there} ${zone}`;
}

/** What the lines of a block say of an item, and whom it mails. */
export interface BlockWords {
  readonly told: MailedPeople;
  /** A line, as `Thu 24 Dec 09:30  Design review · 12 people · organizer`. */
  readonly heading: string;
  /** What is done to whom, for the question that REST Client and httpYac ask before they send. */
  readonly note: string;
}

/** Finds the words for a planned item. */
export function blockWords(planned: PlannedItem, viewer: Viewer): BlockWords {
  const told = peopleToldBy(planned, viewer);
  const title = documentTitle(planned.item);
  const who = countedPeople(told);
  const parts = [title, ...partsOf(planned, who, viewer)].join(sentences.separator);
  return {
    told,
    heading: `${describeStart(planned.item.span, viewer)}  ${parts}`,
    note: noteText(planned, `“${title}”`, who, viewer),
  };
}

function noteText({ action, scope }: PlannedItem, title: string, who: string, viewer: Viewer): string {
  switch (action.kind) {
    case "cancel":
      return `Cancels ${scope === "series" ? "the whole series " : ""}${title} and mails ${who}`;
    case "decline":
      return action.sendsReply ? `Declines ${title} and mails its organizer` : `Declines ${title} and mails nobody`;
    case "remove":
      return `Removes ${title} from the calendar and mails nobody`;
    case "endSeries":
      return `Ends the series ${title} on ${lastDay(action.recurrence.range.endDate, viewer)} and mails ${who}`;
    default:
      return action satisfies never;
  }
}

function partsOf({ item, action, scope }: PlannedItem, who: string, viewer: Viewer): readonly string[] {
  if (item.kind === "booking") {
    return [...present(lineText(item.businessName)), sentences.customers(item.customers.length)];
  }
  const extent = scope === "single" ? [] : [scope === "series" ? "whole series" : "this occurrence"];
  switch (action.kind) {
    case "cancel":
      return [who, "organizer", ...extent];
    case "decline":
      return [action.sendsReply ? "declined, the organizer is mailed" : "declined, nobody is mailed", ...extent];
    case "remove":
      return ["removed, nobody is mailed", ...extent];
    case "endSeries":
      return [who, "organizer", `series ends on ${lastDay(action.recurrence.range.endDate, viewer)}`];
    default:
      return action satisfies never;
  }
}

function countedPeople({ people, unread, lacksPeople }: MailedPeople): string {
  if (unread.length === 0 && !lacksPeople) return people.length === 0 ? "nobody" : sentences.people(people.length);
  return people.length === 0 ? sentences.peopleUnknown : `${sentences.people(people.length)} or more`;
}

/** The day in a recurrence that comes out of a document may be no day. */
function lastDay(day: string, viewer: Viewer): string {
  return isCalendarDay(day) ? lineText(describeDate(day, "short", viewer)) : lineText(day);
}

function present(text: string): readonly string[] {
  return text === "" ? [] : [text];
}
