/**
 * Reads who is invited to single meetings of a series and not to the series as a whole: whoever cancels or ends it may mail
 * them, too. Graph lists no changed meetings by themselves, so that all meetings are listed and the changed ones are taken.
 * Sources: https://learn.microsoft.com/graph/api/event-list-instances; that no span may be longer than 1825 days:
 * https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/6321
 */
import { fallback, nullish, object, safeParse, string } from "valibot";
import type { Attendee, CalendarEvent, Instant, Person, SeriesGuests } from "../agenda/item.ts";
import type { EventTarget } from "../cancellation/target.ts";
import { eventPreferences } from "./events.ts";
import type { InstantRange } from "./graphContract.ts";
import { isGraphError } from "./graphError.ts";
import { itemAddress } from "./itemAddress.ts";
import { mailboxRequest } from "./mailboxRequest.ts";
import { readPages } from "./pages.ts";
import { readEvent } from "./readEvent.ts";
import type { ReadJson } from "./readJson.ts";

const dayMs = 86_400_000;
/** Graph lists no more at a time. */
const longestMs = 1825 * dayMs;
/** A changed meeting may have been moved to before the first or behind the last one. */
const movedMs = 180 * dayMs;
/** What is looked through of a series that is longer, or has no end. */
const backMs = 365 * dayMs;
const aheadMs = 2 * 365 * dayMs;
const meetingsPerPage = 500;
/** A meeting on each day of the longest span would need four. */
const mostPages = 4;

const fields = ["id", "type", "start", "end", "isAllDay", "organizer", "attendees"];

/**
 * Who is invited to single meetings of a series; undefined if its meetings could not be listed.
 * @param nowUtc of a long series the meetings around this moment are looked through.
 */
export async function readSeriesGuests(
  readJson: ReadJson,
  graphOrigin: string,
  { target, series }: { readonly target: EventTarget; readonly series: CalendarEvent },
  nowUtc: Instant,
  signal?: AbortSignal,
): Promise<SeriesGuests | undefined> {
  const { range, isWhole } = meetingsToLookAt(series, nowUtc);
  const [start, end] = [new Date(range.startUtc).toISOString(), new Date(range.endUtc).toISOString()];
  const query = `startDateTime=${start}&endDateTime=${end}&$select=${fields.join(",")}&$top=${meetingsPerPage}`;
  const address = `${itemAddress(graphOrigin, target)}/instances?${query}`;
  const found = new FoundGuests(series);
  try {
    let pages = 0;
    for await (const { rows, isLast } of readPages(
      readJson,
      mailboxRequest(target.mailbox, address, signal, eventPreferences),
    )) {
      for (const row of rows) found.add(row);
      pages += 1;
      if (!isLast && pages === mostPages) return found.result("some");
    }
  } catch (error) {
    // What is known of the series itself is worth having: that its guests are not known is said.
    if (isGraphError(error)) return undefined;
    throw error;
  }
  return found.result(isWhole ? "all" : "near");
}

/** All of the series where Graph lists as much at a time, with room for meetings that were moved. */
function meetingsToLookAt(
  { recurrence, span }: CalendarEvent,
  nowUtc: Instant,
): { readonly range: InstantRange; readonly isWhole: boolean } {
  const first = span.kind === "timed" ? span.startUtc : Date.parse(span.firstDay);
  const begins = Math.min(first, recurrence === undefined ? first : Date.parse(recurrence.startDate)) - movedMs;
  const last = recurrence?.endDate === undefined ? undefined : Date.parse(recurrence.endDate);
  if (last !== undefined && last + movedMs - begins <= longestMs) {
    return { range: { startUtc: begins, endUtc: Math.max(last, first) + movedMs }, isWhole: true };
  }
  // A series that is yet to begin has its meetings later.
  const around = Math.max(nowUtc, first);
  return { range: { startUtc: around - backMs, endUtc: around + aheadMs }, isWhole: false };
}

const typeShape = object({ type: fallback(nullish(string()), undefined) });

/** Takes the changed meetings out of all. */
class FoundGuests {
  readonly #series: CalendarEvent;
  readonly #known: Set<string>;
  readonly #attendees: Attendee[] = [];
  #isIncomplete = false;

  constructor(series: CalendarEvent) {
    this.#series = series;
    this.#known = new Set(series.attendees.map(nameOf));
  }

  add(row: unknown): void {
    const type = safeParse(typeShape, row);
    if (!type.success) this.#isIncomplete = true;
    // What is an occurrence like all others has the series' own people.
    else if (type.output.type !== "occurrence") this.#addMeeting(row);
  }

  result(lookedThrough: SeriesGuests["lookedThrough"]): SeriesGuests {
    return { attendees: this.#attendees, lookedThrough: this.#isIncomplete ? "some" : lookedThrough };
  }

  #addMeeting(row: unknown): void {
    const read = readEvent(row, { mailbox: this.#series.mailbox });
    if (!("item" in read) || read.item.lacksPeople === true) {
      this.#isIncomplete = true;
      return;
    }
    for (const attendee of read.item.attendees) {
      const name = nameOf(attendee);
      if (attendee.isUnread !== true && this.#known.has(name)) continue;
      this.#known.add(name);
      this.#attendees.push(attendee);
    }
  }
}

function nameOf({ address, name }: Person): string {
  return address === "" ? `name ${name}` : address.toLowerCase();
}
