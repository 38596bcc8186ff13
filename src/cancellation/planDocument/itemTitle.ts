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

/** A planned item in a line, as `Thu 24 Dec 09:30  Design review · 12 people · organizer`. */
export function headingText(planned: PlannedItem, viewer: Viewer): string {
  const parts = [documentTitle(planned.item), ...partsOf(planned, viewer)];
  return `${describeStart(planned.item.span, viewer)}  ${parts.join(sentences.separator)}`;
}

/** What is done to whom, for the question that REST Client and httpYac ask before they send. */
export function noteText(planned: PlannedItem, viewer: Viewer): string {
  const { item, action, scope } = planned;
  const title = `“${documentTitle(item)}”`;
  const who = countedPeople(planned, viewer);
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

function partsOf(planned: PlannedItem, viewer: Viewer): readonly string[] {
  const { item, action, scope } = planned;
  if (item.kind === "booking") {
    return [...present(lineText(item.businessName)), sentences.customers(item.customers.length)];
  }
  const extent = scope === "single" ? [] : [scope === "series" ? "whole series" : "this occurrence"];
  switch (action.kind) {
    case "cancel":
      return [countedPeople(planned, viewer), "organizer", ...extent];
    case "decline":
      return [action.sendsReply ? "declined, the organizer is mailed" : "declined, nobody is mailed", ...extent];
    case "remove":
      return ["removed, nobody is mailed", ...extent];
    case "endSeries":
      return [
        countedPeople(planned, viewer),
        "organizer",
        `series ends on ${lastDay(action.recurrence.range.endDate, viewer)}`,
      ];
    default:
      return action satisfies never;
  }
}

function countedPeople(planned: PlannedItem, viewer: Viewer): string {
  const { people, unread, lacksPeople } = peopleToldBy(planned, viewer);
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
