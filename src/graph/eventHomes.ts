/**
 * Finds out in which calendars events are that were found by their ids alone. An immutable id follows an event into Deleted
 * Items, and what is there is still read by it as if nothing had happened: only what a calendar lists still stands.
 * Sources: https://learn.microsoft.com/graph/outlook-immutable-id, https://learn.microsoft.com/graph/api/calendar-get
 */
import { isAccountError } from "../account/accountError.ts";
import type { CalendarEvent, Mailbox } from "../agenda/item.ts";
import type { SoughtIn } from "../cancellation/sought.ts";
import type { EventTarget } from "../cancellation/target.ts";
import { isListed, listingOf } from "./eventListing.ts";
import { eventPreferences } from "./events.ts";
import type { EventHome, FoundEvent } from "./graphContract.ts";
import { isGraphError } from "./graphError.ts";
import { mailboxPath } from "./mailboxPath.ts";
import { mailboxRequest } from "./mailboxRequest.ts";
import { readRows } from "./pages.ts";
import { calendarFields, readCalendar } from "./readCalendar.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";

/**
 * Where events are, in their order.
 * @param readJson reads together what is asked for at the same time, until it is stopped.
 * @throws only if it is.
 */
export async function findEventHomes(
  readJson: ReadJson,
  graphOrigin: string,
  events: readonly FoundEvent[],
): Promise<readonly EventHome[]> {
  return Promise.all(
    events.map(async ({ target, item }): Promise<EventHome> => {
      try {
        return await findHome(readJson, `${graphOrigin}/${target.apiVersion}`, target, item);
      } catch (error) {
        // Nothing is concluded from what could not be read.
        if (isGraphError(error) || isAccountError(error)) return { kind: "unknown" };
        throw error;
      }
    }),
  );
}

async function findHome(
  readJson: ReadJson,
  root: string,
  { mailbox }: EventTarget,
  item: CalendarEvent,
): Promise<EventHome> {
  const where = whereListed(item);
  if (where === undefined) return { kind: "unknown" };
  const request = (path: string): ReadRequest => mailboxRequest(mailbox, `${root}${path}`, undefined, eventPreferences);
  const isIn = async (calendarPath: string): Promise<boolean> =>
    isListed(readJson, request(`${calendarPath}/${listingOf(where)}`), item.id);
  const owner = mailboxPath(mailbox);
  // A group has one calendar.
  if (mailbox.kind === "group") return (await isIn(owner)) ? { kind: "listed" } : { kind: "nowhere" };
  const home = await homeOf(readJson, request(`${owner}/events/${encodeURIComponent(item.id)}/calendar`), mailbox);
  if (home.calendar !== undefined && (await isIn(pathOf(owner, home.calendar.id)))) return home;
  // It may be in another calendar than the one that it says it is in: then all are looked at.
  const calendars = await readRows(
    readJson,
    request(`${owner}/calendars?$select=${calendarFields.join(",")}&$top=200`),
  );
  for (const row of calendars) {
    const read = readCalendar(row, mailbox);
    if ("item" in read && read.item.id !== home.calendar?.id && (await isIn(pathOf(owner, read.item.id)))) {
      return { kind: "listed", calendar: read.item };
    }
  }
  return { kind: "nowhere" };
}

/** The calendar that an event says it is in, with no calendar if it is in none. */
async function homeOf(
  readJson: ReadJson,
  request: ReadRequest,
  mailbox: Mailbox,
): Promise<Extract<EventHome, { kind: "listed" }>> {
  try {
    const address = `${request.address}?$select=${calendarFields.join(",")}`;
    const read = readCalendar(await readJson({ ...request, address }), mailbox);
    return { kind: "listed", ...("item" in read && { calendar: read.item }) };
  } catch (error) {
    if (isGraphError(error) && error.reason === "notFound") return { kind: "listed" };
    throw error;
  }
}

function pathOf(owner: string, calendarId: string): string {
  return `${owner}/calendars/${encodeURIComponent(calendarId)}`;
}

/** Where an event would be listed; undefined for a series that nothing is found by. */
function whereListed({ series, iCalUId, span }: CalendarEvent): SoughtIn | undefined {
  if (series !== "master") return { kind: "time", span };
  return iCalUId === undefined ? undefined : { kind: "series", iCalUId };
}
