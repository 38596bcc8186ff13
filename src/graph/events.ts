/**
 * How events are asked for, whoever's mailbox they are in, and the request for a single one: calendarView.ts has those
 * for many.
 * Sources: https://learn.microsoft.com/graph/api/event-get, https://learn.microsoft.com/graph/outlook-immutable-id
 */
import type { CalendarEvent, CalendarSource } from "../agenda/item.ts";
import type { EventTarget } from "../cancellation/target.ts";
import { GraphError } from "./graphError.ts";
import { itemAddress } from "./itemAddress.ts";
import { mailboxPath } from "./mailboxPath.ts";
import { mailboxRequest } from "./mailboxRequest.ts";
import { eventFields, readEvent } from "./readEvent.ts";
import type { ReadJson } from "./readJson.ts";
import { readRecurrence } from "./readRecurrence.ts";

/**
 * What goes with every request that reads an event. Times are converted by Graph, so that the zones of its database apply
 * and not those of this machine; and an id stays the same for as long as the event is in its mailbox.
 */
export const eventPreferences = { prefer: 'outlook.timezone="UTC", IdType="ImmutableId"' } as const;

/** Lists have no series, but only their occurrences. */
const ownFields = [...eventFields, "recurrence"];

/** One event, read afresh; of a series also how it recurs. */
export async function readOneEvent(
  readJson: ReadJson,
  graphOrigin: string,
  target: EventTarget,
  signal?: AbortSignal,
): Promise<CalendarEvent> {
  const { mailbox } = target;
  const address = `${itemAddress(graphOrigin, target)}?$select=${ownFields.join(",")}`;
  const answer = await readJson(mailboxRequest(mailbox, address, signal, eventPreferences));
  const read = readEvent(answer, { mailbox });
  if ("item" in read) {
    const recurrence = read.item.series === "master" ? readRecurrence(answer) : undefined;
    return recurrence === undefined ? read.item : { ...read.item, recurrence };
  }
  throw new GraphError("unreadable", read.leftOut);
}

/** A calendar's path below the version, encoded. A group has one calendar, which is not named in a path. */
export function calendarPath({ mailbox, id }: CalendarSource): string {
  const owner = mailboxPath(mailbox);
  return mailbox.kind === "group" ? owner : `${owner}/calendars/${encodeURIComponent(id)}`;
}
