/**
 * Finds out what became of an item after a request whose answer was lost: whether what was planned for it was carried out.
 * Finding it by its id is not enough: a cancelled event moves to the Deleted Items folder, and an immutable id follows it there; what Bookings keeps of a
 * cancelled appointment is not documented. So it also has to be listed in a calendar. Whatever cannot be told is an
 * error, never a guess.
 * Sources: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/graph/outlook-immutable-id,
 * https://learn.microsoft.com/graph/api/bookingappointment-get
 */
import { boolean, looseObject, nullish, object, optional, safeParse, string } from "valibot";
import type { BaseIssue, BaseSchema, InferOutput } from "valibot";
import type { CalendarDay } from "../agenda/item.ts";
import type { PlannedAction, PlannedItem } from "../cancellation/plan.ts";
import type { BookingTarget, EventTarget } from "../cancellation/target.ts";
import { businessAddress, businessRequest } from "./businesses.ts";
import type { GraphCloud } from "./cloud.ts";
import { eventPreferences } from "./events.ts";
import { GraphError, isGraphError } from "./graphError.ts";
import type { GraphErrorFacts } from "./graphError.ts";
import { instantOf } from "./graphTime.ts";
import { itemAddress } from "./itemAddress.ts";
import { mailboxPath } from "./mailboxPath.ts";
import { mailboxRequest } from "./mailboxRequest.ts";
import { readPages, readRows } from "./pages.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";

/**
 * What became of an item: `gone` if it is as it would be had the request been carried out (an item that is cancelled or lies
 * in Deleted Items, an invitation that is declined, a series that ends in time), whoever did it; otherwise `stillThere`.
 */
export type Found = "gone" | "stillThere";

/** What has to be known of a planned item in order to look it up. */
export type Planned = Pick<PlannedItem, "target" | "action">;

/**
 * Looks an item up.
 * @throws {GraphError} or {AccountError} if it cannot be told.
 */
export type LookUp = (planned: Planned, signal?: AbortSignal) => Promise<Found>;

/** Makes the function that looks up. */
export function createLookUp(readJson: ReadJson, cloud: GraphCloud): LookUp {
  return async ({ target, action }, signal) =>
    target.kind === "event"
      ? lookUpEvent(readJson, cloud.graphOrigin, target, action, signal)
      : lookUpBooking(readJson, cloud, target, signal);
}

/**
 * Reads the item itself; undefined if Graph says that there is none. Only here does a 404 speak of the item: where it
 * would be listed, a calendar or a whole mailbox is not found.
 */
async function readItself(
  readJson: ReadJson,
  request: ReadRequest,
  saysThatItIsGone: (facts: GraphErrorFacts) => boolean,
): Promise<unknown> {
  try {
    return await readJson(request);
  } catch (error) {
    if (isGraphError(error) && error.reason === "notFound" && saysThatItIsGone(error.facts)) return undefined;
    throw error;
  }
}

/** Whether a list has the item of an id on one of its pages. @throws {GraphError} if it cannot be read. */
export async function isListed(readJson: ReadJson, request: ReadRequest, id: string): Promise<boolean> {
  for await (const { rows } of readPages(readJson, request)) {
    if (rows.some((row) => shaped(rowShape, row).id === id)) return true;
  }
  return false;
}

async function lookUpEvent(
  readJson: ReadJson,
  graphOrigin: string,
  target: EventTarget,
  action: PlannedAction,
  signal: AbortSignal | undefined,
): Promise<Found> {
  const request = (address: string): ReadRequest => mailboxRequest(target.mailbox, address, signal, eventPreferences);
  const root = `${graphOrigin}/${target.apiVersion}`;
  const telling = tellingProperties[action.kind].map((name) => `,${name}`).join("");
  const address = `${itemAddress(graphOrigin, target)}?$select=id,iCalUId,type,isCancelled,start,end${telling}`;
  // A mailbox that is not found is no sign that an event in it is gone.
  const answer = await readItself(readJson, request(address), ({ code }) => code === "ErrorItemNotFound");
  if (answer === undefined) return "gone";
  const event = shaped(eventShape, answer);
  if (isCarriedOut(event, action)) return "gone";

  const isListedIn = async (calendarPath: string): Promise<boolean> =>
    isListed(readJson, request(`${root}${calendarPath}/${listingOf(event)}`), event.id);
  const owner = mailboxPath(target.mailbox);
  if (await isListedIn(namedCalendar(target) ?? owner)) return "stillThere";
  if (target.mailbox.kind === "group") return "gone";

  // It may be in another calendar than the one that was looked at. The event itself knows in which; if not, all are looked at.
  const ownCalendar = `${root}${owner}/events/${encodeURIComponent(event.id)}/calendar?$select=id`;
  const home = await homeCalendar(readJson, request(ownCalendar));
  const calendars =
    home === undefined ? await readRows(readJson, request(`${root}${owner}/calendars?$select=id&$top=200`)) : [home];
  for (const calendar of calendars) {
    const { id } = shaped(rowShape, calendar);
    if (await isListedIn(`${owner}/calendars/${encodeURIComponent(id)}`)) return "stillThere";
  }
  return "gone";
}

/** What of an event tells whether something else than a cancellation was carried out. */
const tellingProperties: Readonly<Record<PlannedAction["kind"], readonly string[]>> = {
  cancel: [],
  decline: ["responseStatus"],
  remove: [],
  endSeries: ["recurrence"],
};

/** Whether an event, wherever it lies, is as it would be had the action been carried out. */
function isCarriedOut(event: Event, action: PlannedAction): boolean {
  switch (action.kind) {
    case "cancel":
      return event.isCancelled === true;
    case "decline":
      if (event.responseStatus === undefined || event.responseStatus === null) throw unreadable();
      return event.responseStatus.response === "declined";
    case "remove":
      // What is removed may have been cancelled by its organizer before.
      return false;
    case "endSeries":
      return event.isCancelled === true || endsBy(event, action.recurrence.range.endDate);
    default:
      return action satisfies never;
  }
}

/** Whether a series has no occurrence after a day, by the range that it is given. */
function endsBy({ recurrence }: Event, lastDay: CalendarDay): boolean {
  const range = recurrence?.range;
  if (range === undefined || range === null) throw unreadable();
  return range.type === "endDate" && range.endDate !== undefined && range.endDate <= lastDay;
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

async function lookUpBooking(
  readJson: ReadJson,
  cloud: GraphCloud,
  target: BookingTarget,
  signal: AbortSignal | undefined,
): Promise<Found> {
  const { businessId } = target;
  const request = (address: string): ReadRequest => businessRequest(address, businessId, signal);
  // The documentation names no code for an appointment that does not exist, but Graph's errors have one. Whatever else
  // answers on the way, such as the page of a network that wants a sign-in of its own, has none.
  const saysThatItIsGone = ({ code = "" }: GraphErrorFacts): boolean => code !== "";
  const answer = await readItself(readJson, request(itemAddress(cloud.graphOrigin, target)), saysThatItIsGone);
  if (answer === undefined) return "gone";
  const booking = shaped(bookingShape, answer);
  const startUtc = instantOf(booking.startDateTime ?? booking.start);
  const endUtc = instantOf(booking.endDateTime ?? booking.end);
  if (startUtc === undefined || endUtc === undefined) throw unreadable();
  // Whether the very edge of a range belongs to it is not documented.
  const range = `start=${new Date(startUtc - hourMs).toISOString()}&end=${new Date(endUtc + hourMs).toISOString()}`;
  const view = request(`${businessAddress(cloud, businessId)}/calendarView?${range}`);
  if (await isListed(readJson, view, booking.id)) return "stillThere";
  // There is no word on an appointment that can be read and is listed nowhere, and Bookings has no Deleted Items.
  throw unreadable();
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A day on either side: all-day events begin at midnight of a zone that is not known here. */
function listingOf(event: Event): string {
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
  responseStatus: nullish(object({ response: string() })),
  recurrence: nullish(object({ range: nullish(object({ type: optional(string()), endDate: optional(string()) })) })),
});
type Event = InferOutput<typeof eventShape>;

const bookingShape = looseObject({
  id: string(),
  startDateTime: nullish(timeShape),
  start: nullish(timeShape),
  endDateTime: nullish(timeShape),
  end: nullish(timeShape),
});

function shaped<Output>(shape: BaseSchema<unknown, Output, BaseIssue<unknown>>, value: unknown): Output {
  const read = safeParse(shape, value);
  if (read.success) return read.output;
  throw unreadable();
}

function unreadable(): GraphError {
  return new GraphError("unreadable", "Microsoft Graph's answer does not tell whether the item still stands.");
}
