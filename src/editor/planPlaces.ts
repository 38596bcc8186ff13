/**
 * What is known of the places that items are in, for judging what can be done to them: of bookings their business, with its
 * lead times, and of events in a calendar of their own whether the account may change that calendar.
 */
import type { BusinessDetails } from "../agenda/business.ts";
import type { CalendarSource } from "../agenda/item.ts";
import { mailboxKey } from "../agenda/sourceKey.ts";
import type { LaneFacts } from "../cancellation/lane.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { ActiveSession } from "./session.ts";

/** What is known of an item's place. What could not be read is left out, and left to Graph to judge. */
export type ItemPlace = Pick<LaneFacts, "source" | "business">;

/** Reads the places of some targets; gives that of each. */
export async function readPlaces(
  targets: readonly CancelTarget[],
  active: ActiveSession,
): Promise<(target: CancelTarget) => ItemPlace> {
  const [businesses, calendars] = await Promise.all([readBusinesses(targets, active), readCalendars(targets, active)]);
  return (target) => {
    if (target.kind === "booking") {
      const business = businesses.get(target.businessId.toLowerCase());
      return business === undefined ? {} : { business };
    }
    const source = calendars.get(target.itemPath);
    return source === undefined ? {} : { source };
  };
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
