/**
 * Lists the events of a calendar's span, and lists them again by asking what has changed. Whatever is in doubt is read
 * again as a whole: a list may cost more than it had to, but is never wrong.
 *
 * The first list is asked for as a list of changes, because only that one tells where the next begins. It has its price:
 * it takes no `$select`, and the occurrences of a series come without everything that their master does not share with
 * them, as `iCalUId` and `webLink`. So occurrences are never made up from their master, but read from the calendar's view
 * right after (after, so that what changes in between is at worst told twice), or series by series where that takes fewer
 * requests.
 */
import type { CalendarEvent, CalendarSource } from "../agenda/item.ts";
import { changesRequest, eventsPerPage, seriesRequest, viewRequest } from "./calendarView.ts";
import type { CalendarSpan } from "./calendarView.ts";
import type { GraphCloud } from "./cloud.ts";
import { readEventRow, startChangeRound } from "./eventRows.ts";
import type { AppliedChanges, KnownEvent, KnownEvents } from "./eventRows.ts";
import type { InstantRange, Listed } from "./graphContract.ts";
import { isGraphError } from "./graphError.ts";
import type { GraphError } from "./graphError.ts";
import { createMailboxLimiter } from "./mailboxLimiter.ts";
import { nameOfMailbox } from "../cancellation/mailboxName.ts";
import { ownAddress } from "./ownAddress.ts";
import { readPages } from "./pages.ts";
import { readEvent } from "./readEvent.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";
import { listOf } from "./rowReadings.ts";
import { createSpanMemory } from "./spanMemory.ts";
import type { KnownSpan } from "./spanMemory.ts";

/** Lists events, and remembers them. */
export interface EventChanges {
  /** The events that touch the range, series expanded. Calls for the same calendar and range run one after the other. */
  listEvents(calendar: CalendarSource, range: InstantRange, signal?: AbortSignal): Promise<Listed<CalendarEvent>>;
  /** Forgets everything, so that the next lists are first ones. */
  dispose(): void;
}

/** What a list of whole rows holds. */
interface WholeRows {
  readonly events: KnownEvents;
  /** Whether all of them are of the series that was asked for. */
  readonly areOfSeries: boolean;
  readonly haveIds: boolean;
}

/** Answers that mean that there are no lists of changes here, or not from where one was asked for. */
const refusals: ReadonlySet<number | undefined> = new Set([400, 403, 404, 405, 410, 501]);

/** Makes the lister for one cloud and one account. */
export function createEventChanges(readJson: ReadJson, cloud: GraphCloud): EventChanges {
  const { graphOrigin } = cloud;
  const memory = createSpanMemory();
  /** Calendars that refused. */
  const withoutChanges = new Set<string>();
  const oneAtATime = createMailboxLimiter(1);

  async function readView(span: CalendarSpan): Promise<WholeRows> {
    return readWhole(viewRequest(graphOrigin, span), span);
  }

  /** Reads a list of whole rows. */
  async function readWhole(request: ReadRequest, span: CalendarSpan, seriesMasterId?: string): Promise<WholeRows> {
    const events = new Map<string, KnownEvent>();
    let areOfSeries = true;
    let haveIds = true;
    for await (const { rows } of readPages(readJson, request)) {
      for (const row of rows) {
        const read = readEventRow(row);
        const id = read.kind === "unknown" ? `row ${events.size}` : read.id;
        const series = read.kind === "occurrence" ? read.seriesMasterId : undefined;
        haveIds &&= read.kind !== "unknown";
        areOfSeries &&= series !== undefined && series === seriesMasterId;
        events.set(id, { reading: readEvent(row, placeOf(span)), seriesMasterId: series });
      }
    }
    return { events, areOfSeries, haveIds };
  }

  /** Reads what the changes left open; undefined if the whole view has to be read, or takes fewer requests. */
  async function settle(
    changes: AppliedChanges,
    span: CalendarSpan,
    rowCount: number,
  ): Promise<KnownEvents | undefined> {
    const { events, unsettledSeries, removed } = changes;
    const pages = Math.max(1, Math.ceil(Math.max(events.size, rowCount) / eventsPerPage));
    if (!changes.isUnderstood || unsettledSeries.size > pages) return undefined;
    const settled = new Map([...events].filter(([, event]) => !unsettledSeries.has(event.seriesMasterId ?? "")));
    const series = await Promise.all([...unsettledSeries].map(async (id) => readSeries(id, removed.has(id), span)));
    for (const occurrences of series) {
      if (occurrences === undefined) return undefined;
      for (const [id, occurrence] of occurrences) settled.set(id, occurrence);
    }
    return settled;
  }

  /** The occurrences of a series in the range; undefined if it cannot be said which they are. */
  async function readSeries(id: string, isRemoved: boolean, span: CalendarSpan): Promise<KnownEvents | undefined> {
    try {
      const { events, areOfSeries } = await readWhole(seriesRequest(graphOrigin, span, id), span, id);
      return areOfSeries ? events : undefined;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // Only where the list of changes says so as well is a series that is not found known to be gone.
      return isRemoved && error.reason === "notFound" ? new Map() : undefined;
    }
  }

  /** Reads a list of changes; the events are undefined if they have to be read from the view. */
  async function readRound(span: CalendarSpan, since: KnownSpan | undefined): Promise<Partial<KnownSpan>> {
    const round = startChangeRound(since?.events, (row) => readEvent(row, placeOf(span)));
    let rowCount = 0;
    let deltaLink: string | undefined;
    for await (const page of readPages(readJson, changesRequest(graphOrigin, span, since?.deltaLink))) {
      round.add(page.rows);
      rowCount += page.rows.length;
      ({ deltaLink } = page);
    }
    const events = await settle(round.result(), span, rowCount);
    return { ...(events !== undefined && { events }), ...(deltaLink !== undefined && { deltaLink }) };
  }

  /** Reads a list of changes, and what it leaves open. */
  async function readChanges(span: CalendarSpan, key: string, since?: KnownSpan): Promise<KnownEvents> {
    // What was gathered of a round that cannot be used is let go before the view is read.
    const { events: settled, deltaLink } = await readRound(span, since);
    const { events, haveIds } = settled === undefined ? await readView(span) : { events: settled, haveIds: true };
    // Changes can never say of a row without an id that it is gone.
    if (deltaLink !== undefined && haveIds && isOwn(deltaLink)) memory.keep(key, { events, deltaLink });
    else memory.forget(key);
    return events;
  }

  async function list(span: CalendarSpan, calendarKey: string, key: string): Promise<KnownEvents> {
    const known = memory.find(key);
    if (known !== undefined) {
      try {
        return await readChanges(span, key, known);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // The service no longer knows where the changes were to begin (410), or says something that cannot be used.
        memory.forget(key);
      }
    }
    if (withoutChanges.has(calendarKey)) return (await readView(span)).events;
    try {
      return await readChanges(span, key);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { events } = await readView(span);
      // Not before the calendar itself has answered: it could be that one that is forbidden or gone.
      withoutChanges.add(calendarKey);
      return events;
    }
  }

  function isOwn(link: string): boolean {
    try {
      ownAddress(cloud, link);
      return true;
    } catch (error) {
      if (isGraphError(error)) return false;
      throw error;
    }
  }

  return {
    async listEvents(calendar, range, signal) {
      const calendarKey = JSON.stringify([nameOfMailbox(calendar.mailbox), calendar.id]);
      const key = `${calendarKey} ${range.startUtc} ${range.endUtc}`;
      const span: CalendarSpan = { calendar, range, signal };
      // Group calendars have no lists of changes.
      if (calendar.mailbox.kind === "group") return listed((await readView(span)).events);
      return listed(await oneAtATime.run(key, async () => list(span, calendarKey, key), signal));
    },
    dispose: () => memory.clear(),
  };
}

function isRefusal(error: unknown): error is GraphError {
  return isGraphError(error) && (error.reason === "unreadable" || refusals.has(error.facts.status));
}

function placeOf({ calendar }: CalendarSpan): Parameters<typeof readEvent>[1] {
  return { mailbox: calendar.mailbox, calendarId: calendar.id };
}

function listed(events: KnownEvents): Listed<CalendarEvent> {
  return listOf([...events.values()].map(({ reading }) => reading));
}
