/**
 * Which list an event is in while it stands, and whether it is. A view lists a series' meetings and never the series, the
 * list of events does the reverse.
 * Sources: https://learn.microsoft.com/graph/api/calendar-list-calendarview,
 * https://learn.microsoft.com/graph/api/calendar-list-events
 */
import { looseObject, string } from "valibot";
import type { TimeSpan } from "../agenda/item.ts";
import type { SoughtIn } from "../cancellation/sought.ts";
import { shaped } from "./lookReading.ts";
import { readPages } from "./pages.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";

/** A row of a list that was asked for ids. */
export const rowShape = looseObject({ id: string() });

/** What lists an event, below a calendar or a mailbox. */
export function listingOf(sought: SoughtIn): string {
  return sought.kind === "time" ? meetingsIn(sought.span) : seriesWith(sought.iCalUId);
}

/** Whether a list has the item of an id on one of its pages. @throws {GraphError} if it cannot be read. */
export async function isListed(readJson: ReadJson, request: ReadRequest, id: string): Promise<boolean> {
  for await (const { rows } of readPages(readJson, request)) {
    if (rows.some((row) => shaped(rowShape, row).id === id)) return true;
  }
  return false;
}

const dayMs = 86_400_000;

/** Whole days, so that one answer is for all that is in them; a day on either side, as days begin at another moment in each zone. */
function meetingsIn(span: TimeSpan): string {
  const [startUtc, endUtc] =
    span.kind === "timed"
      ? [span.startUtc, span.endUtc]
      : [Date.parse(span.firstDay), Date.parse(span.lastDay) + dayMs];
  const startDateTime = new Date(Math.floor(startUtc / dayMs - 1) * dayMs).toISOString();
  const endDateTime = new Date(Math.ceil(endUtc / dayMs + 1) * dayMs).toISOString();
  return `calendarView?startDateTime=${startDateTime}&endDateTime=${endDateTime}&$select=id&$top=500`;
}

function seriesWith(iCalUId: string): string {
  const filter = encodeURIComponent(`iCalUId eq '${iCalUId.replaceAll("'", "''")}'`);
  return `events?$filter=${filter}&$select=id&$top=50`;
}
