/**
 * Finds out whether an item still stands after a cancellation whose answer was lost. Finding it by its id is not enough: a
 * cancelled event moves to the Deleted Items folder, and an immutable id follows it there. So it also has to be listed in
 * a calendar. Whatever cannot be told is an error, never a guess.
 * Sources: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/graph/outlook-immutable-id
 */
import { boolean, looseObject, nullish, object, optional, safeParse, string } from "valibot";
import type { BaseIssue, BaseSchema, InferOutput } from "valibot";
import type { BookingTarget, CancelTarget, EventTarget } from "../cancellation/target.ts";
import { eventPreferences } from "./events.ts";
import { GraphError, isGraphError } from "./graphError.ts";
import { instantOf } from "./graphTime.ts";
import { itemAddress } from "./itemAddress.ts";
import { mailboxOf, mailboxPath } from "./mailboxOf.ts";
import { mailboxRequest } from "./mailboxRequest.ts";
import { readRows } from "./pages.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";
import { scopesFor } from "./scopes.ts";

/** What became of an item: `gone` also for one that is cancelled or lies in Deleted Items. */
export type Found = "gone" | "stillThere";

/**
 * Looks an item up.
 * @throws {GraphError} or {AccountError} if it cannot be told.
 */
export type LookUp = (target: CancelTarget, signal?: AbortSignal) => Promise<Found>;

/** Makes the function that looks up. */
export function createLookUp(readJson: ReadJson, graphOrigin: string): LookUp {
  return async (target, signal) => {
    try {
      if (target.kind === "event") return await lookUpEvent(readJson, graphOrigin, target, signal);
      await readJson(bookingRequest(itemAddress(graphOrigin, target), target, signal));
      return "stillThere";
    } catch (error) {
      if (isGraphError(error) && saysThatItIsGone(error, target)) return "gone";
      throw error;
    }
  };
}

/** The documentation gives a code for events only; a mailbox that is not found is no sign that an event is gone. */
function saysThatItIsGone({ reason, facts }: GraphError, target: CancelTarget): boolean {
  return reason === "notFound" && (target.kind === "booking" || facts.code === "ErrorItemNotFound");
}

async function lookUpEvent(
  readJson: ReadJson,
  graphOrigin: string,
  target: EventTarget,
  signal: AbortSignal | undefined,
): Promise<Found> {
  const request = (address: string): ReadRequest => mailboxRequest(target.mailbox, address, signal, eventPreferences);
  const root = `${graphOrigin}/${target.apiVersion}`;
  const query = "$select=id,iCalUId,type,isCancelled,start,end";
  const event = shaped(eventShape, await readJson(request(`${itemAddress(graphOrigin, target)}?${query}`)));
  if (event.isCancelled === true) return "gone";

  const isListedIn = async (calendarPath: string): Promise<boolean> => {
    const rows = await readRows(readJson, request(`${root}${calendarPath}/${listingOf(event)}`));
    return rows.some((row) => shaped(rowShape, row).id === event.id);
  };
  const owner = mailboxPath(target.mailbox);
  if (await isListedIn(namedCalendar(target) ?? owner)) return "stillThere";
  if (target.mailbox.kind === "group") return "gone";

  // It may be in another calendar than the one that was looked at. The event itself knows in which; if not, all are looked at.
  const address = `${root}${owner}/events/${encodeURIComponent(event.id)}/calendar?$select=id`;
  const home = await homeCalendar(readJson, request(address));
  const calendars =
    home === undefined ? await readRows(readJson, request(`${root}${owner}/calendars?$select=id&$top=200`)) : [home];
  for (const calendar of calendars) {
    const { id } = shaped(rowShape, calendar);
    if (await isListedIn(`${owner}/calendars/${encodeURIComponent(id)}`)) return "stillThere";
  }
  return "gone";
}

/** The calendar that an event says it is in; undefined if it is in none. */
async function homeCalendar(readJson: ReadJson, request: ReadRequest): Promise<unknown> {
  try {
    return await readJson(request);
  } catch (error) {
    if (isGraphError(error) && error.reason === "notFound") return undefined;
    throw error;
  }
}

/** The calendar that a target's own path names, as a path below the version. */
function namedCalendar({ itemPath }: EventTarget): string | undefined {
  const pattern =
    /^(\/(?:me|users\/[^/]+)(?:\/calendar|\/calendargroups?\/[^/]+\/calendars\/[^/]+|\/calendars\/[^/]+))\/(?:events|calendarView)\//i;
  return pattern.exec(itemPath)?.[1];
}

const dayMs = 86_400_000;

/** A day on either side: all-day events begin at midnight of a zone that is not known here. */
function listingOf(event: InferOutput<typeof eventShape>): string {
  if (event.type === "seriesMaster") {
    // A view lists a series' occurrences and never the series; the list of events does the reverse.
    if (event.iCalUId === undefined || event.iCalUId === null) throw unreadable();
    const filter = encodeURIComponent(`iCalUId eq '${event.iCalUId.replaceAll("'", "''")}'`);
    return `events?$filter=${filter}&$select=id&$top=50`;
  }
  const startUtc = instantOf(event.start);
  const endUtc = instantOf(event.end);
  if (startUtc === undefined || endUtc === undefined) throw unreadable();
  const startDateTime = new Date(startUtc - dayMs).toISOString();
  const endDateTime = new Date(endUtc + dayMs).toISOString();
  return `calendarView?startDateTime=${startDateTime}&endDateTime=${endDateTime}&$select=id&$top=500`;
}

const timeShape = object({ dateTime: optional(string()), timeZone: optional(string()) });
const rowShape = looseObject({ id: string() });
const eventShape = looseObject({
  id: string(),
  iCalUId: nullish(string()),
  type: nullish(string()),
  isCancelled: nullish(boolean()),
  start: timeShape,
  end: timeShape,
});

function shaped<Output>(shape: BaseSchema<unknown, Output, BaseIssue<unknown>>, value: unknown): Output {
  const read = safeParse(shape, value);
  if (read.success) return read.output;
  throw unreadable();
}

function unreadable(): GraphError {
  return new GraphError("unreadable", "Microsoft Graph's answer does not tell whether the item still stands.");
}

function bookingRequest(address: string, target: BookingTarget, signal: AbortSignal | undefined): ReadRequest {
  return {
    address,
    scopes: scopesFor("readBookings"),
    mailbox: mailboxOf(target),
    ...(signal !== undefined && { signal }),
  };
}
