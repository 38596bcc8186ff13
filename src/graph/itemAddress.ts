/**
 * Where an item that can be cancelled is read. Graph documents reading for fewer forms of address than cancelling: an
 * event is read below `events` and an appointment below `appointments`, whichever way the cancel request goes.
 * Sources: https://learn.microsoft.com/graph/api/event-get, https://learn.microsoft.com/graph/api/bookingappointment-get
 */
import type { CancelTarget } from "../cancellation/target.ts";

/** An event's path, up to the calendar that it is in. */
const eventPath = /^(\/me|\/(?:users|groups)\/[^/]+)(.*?)\/(?:events|calendarView)\/.+$/i;

/** The address to read a target at, absolute and without a query. */
export function itemAddress(graphOrigin: string, target: CancelTarget): string {
  return `${graphOrigin}/${target.apiVersion}${readablePath(target)}`;
}

function readablePath(target: CancelTarget): string {
  if (target.kind === "booking") return target.itemPath.replace(/\/calendarView\/([^/]+)$/i, "/appointments/$1");
  const [, mailbox, calendar] = eventPath.exec(target.itemPath) ?? [];
  // An event reached through a message about it has no form of its own for reading.
  if (mailbox === undefined || calendar === undefined) return target.itemPath;
  return `${mailbox}${calendar}/events/${encodeURIComponent(target.eventId)}`;
}
