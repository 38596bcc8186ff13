/**
 * What is known of the places that items are in, for judging what can be done to them: of bookings their business, with its
 * lead times, and of events their calendar, whether the account may change it, and whether they are in one at all.
 */
import type { BusinessDetails } from "../agenda/business.ts";
import type { CalendarSource } from "../agenda/item.ts";
import { mailboxKey } from "../agenda/sourceKey.ts";
import type { LaneFacts } from "../cancellation/lane.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { EventHome, FoundEvent, ItemRead } from "../graph/graphContract.ts";
import type { ActiveSession } from "./accountSession.ts";

/** What is known of an item's place. What could not be read is left out, and left to Graph to judge. */
export type ItemPlace = Pick<LaneFacts, "source" | "business" | "isNowhere">;

/**
 * Reads the places of some targets; gives that of each.
 * @param reading what reading the targets themselves brings, in their order: where a path names no calendar, the event is
 *   looked for once it is known. Undefined if that was stopped.
 */
export async function readPlaces(
  targets: readonly CancelTarget[],
  reading: Promise<readonly ItemRead[] | undefined>,
  active: ActiveSession,
): Promise<(target: CancelTarget) => ItemPlace> {
  const [businesses, calendars, homes] = await Promise.all([
    readBusinesses(targets, active),
    readCalendars(targets, active),
    findHomes(targets, reading, active),
  ]);
  return (target) => {
    if (target.kind === "booking") {
      const business = businesses.get(target.businessId.toLowerCase());
      return business === undefined ? {} : { business };
    }
    const source = calendars.get(target.itemPath);
    return source === undefined ? (homes.get(target.itemPath) ?? {}) : { source };
  };
}

/** Where the events are whose path names no calendar; by path. */
async function findHomes(
  targets: readonly CancelTarget[],
  reading: Promise<readonly ItemRead[] | undefined>,
  active: ActiveSession,
): Promise<ReadonlyMap<string, ItemPlace>> {
  const reads = (await reading) ?? [];
  const found = reads.flatMap((read, index): readonly FoundEvent[] => {
    const target = targets[index];
    if (target?.kind !== "event" || calendarIdOf(target) !== undefined) return [];
    return read.kind === "read" && read.item.kind === "event" ? [{ target, item: read.item }] : [];
  });
  const homes = found.length === 0 ? [] : await active.graph.findEventHomes(found);
  return new Map(found.map(({ target }, index) => [target.itemPath, placeOf(homes[index])]));
}

function placeOf(home: EventHome | undefined): ItemPlace {
  if (home === undefined || home.kind === "unknown") return {};
  if (home.kind === "nowhere") return { isNowhere: true };
  return home.calendar === undefined ? {} : { source: home.calendar };
}

/** By id in lower case. */
async function readBusinesses(
  targets: readonly CancelTarget[],
  active: ActiveSession,
): Promise<ReadonlyMap<string, BusinessDetails>> {
  const ids = new Set(targets.flatMap((target) => (target.kind === "booking" ? [target.businessId] : [])));
  const read = await Promise.allSettled(
    Array.from(ids, async (id) => active.graph.readBusiness({ kind: "business", id, name: id })),
  );
  return new Map(
    read.flatMap((one) => (one.status === "fulfilled" ? [[one.value.id.toLowerCase(), one.value] as const] : [])),
  );
}

/** By the path of the event; only for events whose path names a calendar. */
async function readCalendars(
  targets: readonly CancelTarget[],
  active: ActiveSession,
): Promise<ReadonlyMap<string, CalendarSource>> {
  const events = targets.flatMap((target) => {
    const calendarId = calendarIdOf(target);
    return target.kind === "event" && calendarId !== undefined ? [{ target, calendarId }] : [];
  });
  const mailboxes = new Map(events.map(({ target: { mailbox } }) => [mailboxKey(mailbox), mailbox]));
  const listed = await Promise.allSettled(
    Array.from(mailboxes.values(), async (mailbox) => active.graph.listCalendars(mailbox)),
  );
  const calendars = new Map(
    listed
      .flatMap((one) => (one.status === "fulfilled" ? one.value.items : []))
      .map((calendar) => [calendarKey(calendar), calendar]),
  );
  return new Map(
    events.flatMap(({ target, calendarId }) => {
      const calendar = calendars.get(calendarKey({ id: calendarId, mailbox: target.mailbox }));
      return calendar === undefined ? [] : [[target.itemPath, calendar] as const];
    }),
  );
}

/** The id of the calendar that a path names, decoded. */
function calendarIdOf({ itemPath }: CancelTarget): string | undefined {
  const id = /\/calendars\/([^/]+)\//iu.exec(itemPath)?.[1];
  return id === undefined ? undefined : decodeURIComponent(id);
}

function calendarKey({ id, mailbox }: Pick<CalendarSource, "id" | "mailbox">): string {
  return `${mailboxKey(mailbox)} ${id}`;
}
