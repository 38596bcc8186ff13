/**
 * What an event says, told twice in the same words: once from a row as Microsoft's client gives it, once from what our
 * client makes of it. The row is read here anew and plainly, so that a mistake of ours has no second place to hide in.
 * Source: https://learn.microsoft.com/graph/api/resources/event
 */
import type { Calendar, DateTimeTimeZone, Event } from "@microsoft/microsoft-graph-types";
import type { CalendarEvent, CalendarSource } from "../../src/agenda/item.ts";

/** Facts by name. Equal facts mean that both clients understand the same. */
export type Facts = Readonly<Record<string, unknown>>;

/** What a row of `/calendars` says. */
export function factsOfCalendarRow(row: Calendar): Facts {
  return {
    id: row.id,
    name: row.name,
    isDefault: row.isDefaultCalendar,
    canEdit: row.canEdit,
    owner: row.owner?.address,
  };
}

/** What our client understands of a calendar. */
export function factsOfCalendar({ canEdit, id, isDefault, name, owner }: CalendarSource): Facts {
  return { id, name, isDefault, canEdit, owner: owner?.address };
}

/** What a row says that was asked for in UTC. */
export function factsOfEventRow(row: Event): Facts {
  const organizer = row.organizer?.emailAddress?.address?.toLowerCase();
  return {
    id: row.id,
    iCalUId: row.iCalUId,
    subject: row.subject,
    when: row.isAllDay === true ? [dayOf(row.start), dayOf(row.end)] : [momentOf(row.start), momentOf(row.end)],
    isOrganizer: row.isOrganizer,
    isCancelled: row.isCancelled,
    isPrivate: row.sensitivity === "private",
    organizer,
    attendees: (row.attendees ?? [])
      .map(({ emailAddress, status, type }) => ({
        name: emailAddress?.name,
        address: emailAddress?.address?.toLowerCase(),
        type,
        response: status?.response,
      }))
      .filter((attendee) => attendee.address !== organizer),
    type: row.type,
    seriesMasterId: row.seriesMasterId ?? undefined,
    location: row.location?.displayName === "" ? undefined : (row.location?.displayName ?? undefined),
    joinUrl: row.onlineMeeting?.joinUrl ?? row.onlineMeetingUrl ?? undefined,
    webLink: row.webLink,
  };
}

const typeNames = {
  single: "singleInstance",
  occurrence: "occurrence",
  exception: "exception",
  master: "seriesMaster",
};

/** What our client understands of an event. */
export function factsOfEvent(event: CalendarEvent): Facts {
  const { span } = event;
  return {
    id: event.id,
    iCalUId: event.iCalUId,
    subject: event.subject,
    when:
      span.kind === "allDay"
        ? [span.firstDay, dayAfter(span.lastDay)]
        : [span.startUtc, span.endUtc].map((moment) => new Date(moment).toISOString()),
    isOrganizer: event.isOrganizer,
    isCancelled: event.isCancelled,
    isPrivate: event.isPrivate,
    organizer: event.organizer?.address.toLowerCase(),
    attendees: event.attendees.map(({ address, name, response, type }) => ({
      name,
      address: address.toLowerCase(),
      type,
      response,
    })),
    type: typeNames[event.series],
    seriesMasterId: event.seriesMasterId,
    location: event.location,
    joinUrl: event.joinUrl,
    webLink: event.webLink,
  };
}

/** A time that was asked for in UTC, as ISO 8601 with milliseconds. */
export function momentOf(time: DateTimeTimeZone | null | undefined): string {
  return new Date(`${wallClock(time).slice(0, 23)}Z`).toISOString();
}

function dayOf(time: DateTimeTimeZone | null | undefined): string {
  return wallClock(time).slice(0, 10);
}

/** All-day events end at the midnight after their last day. */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function wallClock(time: DateTimeTimeZone | null | undefined): string {
  if (time?.timeZone !== "UTC" || typeof time.dateTime !== "string") throw new Error("Not a time in UTC.");
  return time.dateTime;
}
