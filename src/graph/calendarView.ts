/**
 * The requests that say what is in a span of a calendar: all of it, what has changed of it, and one series of it.
 * Sources: https://learn.microsoft.com/graph/api/calendar-list-calendarview, https://learn.microsoft.com/graph/api/group-list-calendarview,
 * https://learn.microsoft.com/graph/api/event-delta, https://learn.microsoft.com/graph/api/event-list-instances
 */
import type { CalendarSource } from "../agenda/item.ts";
import { calendarPath, eventPreferences } from "./events.ts";
import type { InstantRange } from "./graphContract.ts";
import { mailboxRequest } from "./mailboxRequest.ts";
import { eventFields } from "./readEvent.ts";
import type { ReadRequest } from "./readJson.ts";

/** Graph gives ten at a time unless it is asked for more. */
export const eventsPerPage = 500;

/** A span of a calendar, and who wants to know. */
export interface CalendarSpan {
  readonly calendar: CalendarSource;
  readonly range: InstantRange;
  readonly signal: AbortSignal | undefined;
}

/**
 * A list of changes brings whole events and takes no `$select`: at least their texts come without the markup. The number
 * of rows is a preference here, and is forgotten where it is not repeated for every page.
 */
const changePreferences = {
  prefer: [eventPreferences.prefer, `odata.maxpagesize=${eventsPerPage}`, 'outlook.body-content-type="text"'].join(
    ", ",
  ),
};

/** Asks for everything in the span, with series expanded into their occurrences. */
export function viewRequest(graphOrigin: string, span: CalendarSpan): ReadRequest {
  const address = `${graphOrigin}/v1.0${calendarPath(span.calendar)}/calendarView?${rangeQuery(span)}&${fieldsQuery}`;
  return mailboxRequest(span.calendar.mailbox, address, span.signal, eventPreferences);
}

/**
 * Asks for everything in the span, to be told of changes later.
 * @param deltaLink where an earlier list of changes said that the next one begins.
 */
export function changesRequest(graphOrigin: string, span: CalendarSpan, deltaLink?: string): ReadRequest {
  const first = `${graphOrigin}/v1.0${calendarPath(span.calendar)}/calendarView/delta?${rangeQuery(span)}`;
  return mailboxRequest(span.calendar.mailbox, deltaLink ?? first, span.signal, changePreferences);
}

/** Asks for the occurrences and exceptions of one series in the span. */
export function seriesRequest(graphOrigin: string, span: CalendarSpan, seriesMasterId: string): ReadRequest {
  const series = `${calendarPath(span.calendar)}/events/${encodeURIComponent(seriesMasterId)}`;
  const address = `${graphOrigin}/v1.0${series}/instances?${rangeQuery(span)}&${fieldsQuery}`;
  return mailboxRequest(span.calendar.mailbox, address, span.signal, eventPreferences);
}

const fieldsQuery = `$select=${eventFields.join(",")}&$top=${eventsPerPage}`;

function rangeQuery({ range }: CalendarSpan): string {
  const [start, end] = [new Date(range.startUtc).toISOString(), new Date(range.endUtc).toISOString()];
  return `startDateTime=${start}&endDateTime=${end}`;
}
