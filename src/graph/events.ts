/**
 * The requests about calendars and events.
 * Sources: https://learn.microsoft.com/graph/api/user-list-calendars, https://learn.microsoft.com/graph/api/calendar-list-calendarview,
 * https://learn.microsoft.com/graph/api/event-get
 */
import type { CalendarEvent, CalendarSource } from "../agenda/item.ts";
import type { EventTarget } from "../cancellation/target.ts";
import type { InstantRange, Listed } from "./graphContract.ts";
import { GraphError } from "./graphError.ts";
import { itemAddress } from "./itemAddress.ts";
import { mailboxOf, ownMailbox } from "./mailboxOf.ts";
import { listRows, readRows } from "./pages.ts";
import { calendarFields, eventFields, readCalendar, readEvent } from "./readEvent.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";
import { scopesFor } from "./scopes.ts";

/** Graph gives ten at a time unless it is asked for more. */
const calendarsPerPage = 200;
const eventsPerPage = 500;

/** Times are converted by Graph, so that the zones of its database apply and not those of this machine. */
const inUtc = { prefer: 'outlook.timezone="UTC"' };

/** All calendars of the account. */
export async function listCalendars(
  readJson: ReadJson,
  graphOrigin: string,
  signal?: AbortSignal,
): Promise<Listed<CalendarSource>> {
  const query = `$select=${calendarFields.join(",")}&$top=${calendarsPerPage}`;
  const address = `${graphOrigin}/v1.0/me/calendars?${query}`;
  return listRows(await readRows(readJson, ownRequest(address, {}, signal)), readCalendar);
}

/** A calendar's events that touch the range, with series expanded into their occurrences. */
export async function listEvents(
  readJson: ReadJson,
  graphOrigin: string,
  calendar: CalendarSource,
  range: InstantRange,
  signal?: AbortSignal,
): Promise<Listed<CalendarEvent>> {
  const view = `${graphOrigin}/v1.0/me/calendars/${encodeURIComponent(calendar.id)}/calendarView`;
  const query = [
    `startDateTime=${new Date(range.startUtc).toISOString()}`,
    `endDateTime=${new Date(range.endUtc).toISOString()}`,
    `$select=${eventFields.join(",")}`,
    `$top=${eventsPerPage}`,
  ].join("&");
  const rows = await readRows(readJson, ownRequest(`${view}?${query}`, inUtc, signal));
  return listRows(rows, (row) => readEvent(row, calendar.id));
}

/** One event, read afresh. */
export async function readOneEvent(
  readJson: ReadJson,
  graphOrigin: string,
  target: EventTarget,
  signal?: AbortSignal,
): Promise<CalendarEvent> {
  const address = `${itemAddress(graphOrigin, target)}?$select=${eventFields.join(",")}`;
  const answer = await readJson({ ...ownRequest(address, inUtc, signal), mailbox: mailboxOf(target) });
  const read = readEvent(answer);
  if ("item" in read) return read.item;
  throw new GraphError("unreadable", read.leftOut);
}

function ownRequest(
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): ReadRequest {
  return {
    address,
    headers,
    scopes: scopesFor("events"),
    mailbox: ownMailbox,
    ...(signal !== undefined && { signal }),
  };
}
