/**
 * Finds out what became of an item after a request whose answer was lost: whether what was planned for it was carried out.
 * Finding it by its id is not enough: a cancelled event moves to the Deleted Items folder, and an immutable id follows it there; what Bookings keeps of a
 * cancelled appointment is not documented. So it also has to be listed in a calendar. Not finding it by its id is not enough
 * either, where it is known in which list it would be. Whatever cannot be told is an error, never a guess.
 * Sources: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/graph/outlook-immutable-id
 */
import { boolean, looseObject, nullish, object, optional, string } from "valibot";
import type { InferOutput } from "valibot";
import type { CalendarDay } from "../agenda/item.ts";
import type { PlannedAction } from "../cancellation/plan.ts";
import type { Sought, SoughtIn } from "../cancellation/sought.ts";
import type { EventTarget } from "../cancellation/target.ts";
import type { GraphCloud } from "./cloud.ts";
import { isListed, listingOf, rowShape } from "./eventListing.ts";
import { eventPreferences } from "./events.ts";
import { isGraphError } from "./graphError.ts";
import { instantOf } from "./graphTime.ts";
import { itemAddress } from "./itemAddress.ts";
import { readItself, shaped, timeShape, unreadable } from "./lookReading.ts";
import { lookUpBooking } from "./lookUpBooking.ts";
import { mailboxPath } from "./mailboxPath.ts";
import { mailboxRequest } from "./mailboxRequest.ts";
import { readRows } from "./pages.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";

/**
 * What became of an item: `gone` if it is as it would be had the request been carried out (an item that is cancelled or lies
 * in Deleted Items, an invitation that is declined, a series that ends in time), whoever did it; otherwise `stillThere`.
 */
export type Found = "gone" | "stillThere";

/**
 * Looks an item up.
 * @throws {GraphError} or {AccountError} if it cannot be told.
 */
export type LookUp = (sought: Sought, signal?: AbortSignal) => Promise<Found>;

/** Makes the function that looks up. */
export function createLookUp(readJson: ReadJson, cloud: GraphCloud): LookUp {
  return async ({ target, action, listedIn }, signal) =>
    target.kind === "event"
      ? lookUpEvent(readJson, cloud.graphOrigin, { target, action, listedIn }, signal)
      : lookUpBooking(readJson, cloud, target, { listedIn }, signal);
}

async function lookUpEvent(
  readJson: ReadJson,
  graphOrigin: string,
  { target, action, listedIn }: Omit<Sought, "target"> & { readonly target: EventTarget },
  signal: AbortSignal | undefined,
): Promise<Found> {
  const request = (address: string): ReadRequest => mailboxRequest(target.mailbox, address, signal, eventPreferences);
  const root = `${graphOrigin}/${target.apiVersion}`;
  const telling = tellingProperties[action.kind].map((name) => `,${name}`).join("");
  const address = `${itemAddress(graphOrigin, target)}?$select=id,iCalUId,type,isCancelled,start,end${telling}`;
  // A mailbox that is not found is no sign that an event in it is gone.
  const answer = await readItself(readJson, request(address), ({ code }) => code === "ErrorItemNotFound");
  const event = answer === undefined ? undefined : shaped(eventShape, answer);
  if (event !== undefined && isCarriedOut(event, action)) return "gone";
  const where = event === undefined ? listedIn : whereListed(event);
  if (where === undefined) return "gone";

  const id = event?.id ?? target.eventId;
  const isListedIn = async (calendarPath: string): Promise<boolean> =>
    isListed(readJson, request(`${root}${calendarPath}/${listingOf(where)}`), id);
  const owner = mailboxPath(target.mailbox);
  const isListedSomewhere = async (): Promise<boolean> => {
    const named = namedCalendar(target);
    const listed = isListedIn(named ?? owner);
    // With its calendar gone, it can still be in another.
    if ((await (event === undefined && named !== undefined ? unlessNotFound(listed) : listed)) === true) return true;
    if (target.mailbox.kind === "group") return false;

    // It may be in another calendar than the one that was looked at. The event itself knows in which; if not, all are looked at.
    const ownCalendar = `${root}${owner}/events/${encodeURIComponent(id)}/calendar?$select=id`;
    const home = event && (await unlessNotFound(readJson(request(ownCalendar))));
    const calendars =
      home === undefined ? await readRows(readJson, request(`${root}${owner}/calendars?$select=id&$top=200`)) : [home];
    for (const row of calendars) {
      const { id: calendarId } = shaped(rowShape, row);
      const calendar = `${owner}/calendars/${encodeURIComponent(calendarId)}`;
      if (calendar !== named && (await isListedIn(calendar))) return true;
    }
    return false;
  };
  if (!(await isListedSomewhere())) return "gone";
  // Nobody has been told of what a calendar lists, whatever one answer says.
  if (event === undefined) throw unreadable();
  return "stillThere";
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

/** What is read; undefined if there is no such thing. */
async function unlessNotFound(reading: Promise<unknown>): Promise<unknown> {
  try {
    return await reading;
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

/** Where an event that was read would be listed. */
function whereListed(event: Event): SoughtIn {
  if (event.type === "seriesMaster") {
    if (event.iCalUId === undefined || event.iCalUId === null) throw unreadable();
    return { kind: "series", iCalUId: event.iCalUId };
  }
  const startUtc = instantOf(event.start);
  const endUtc = instantOf(event.end);
  if (startUtc === undefined || endUtc === undefined) throw unreadable();
  return { kind: "time", span: { kind: "timed", startUtc, endUtc } };
}

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
