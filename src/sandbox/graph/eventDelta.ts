/**
 * What has changed in a calendar view: all of it at first, in pages, then only the changes.
 * Sources: https://learn.microsoft.com/graph/api/event-delta, https://learn.microsoft.com/graph/delta-query-events
 */
import { immutableIdOf } from "../office/immutableId.ts";
import { type Mailbox, type StoredCalendar, keeperOf } from "../office/office.ts";
import type { StoredEvent } from "../office/storedEvent.ts";
import { type DeltaChange, type DeltaRound, type DeltaToken, changesSince } from "./deltaRounds.ts";
import { eventWriter, eventsInView } from "./eventReads.ts";
import { type GraphCall, type GraphOperation, odataContext, queryOption } from "./graphCall.ts";
import { GraphRefusal } from "./graphRefusal.ts";
import { calendarOf, mailboxOf } from "./mailboxAccess.ts";
import { readPreferences } from "./preferences.ts";
import { type WireItem, onlyWhenSelected } from "./selectProperties.ts";
import { type TimeWindow, timeWindow } from "./timeWindow.ts";

const defaultPageSize = 10;
const largestPage = 1000;
const refused = ["$select", "$filter", "$expand", "$orderby", "$search"];
/** All that Graph is reported to tell of an occurrence; the rest is its master's. */
const slimProperties = ["@odata.etag", "id", "seriesMasterId", "type", "start", "end"];
const eventType = "#microsoft.graph.event";

/** GET …/calendarView/delta. */
export const trackCalendarView: GraphOperation = (call) => {
  const mailbox = mailboxOf(call);
  const calendar = calendarOf(call, mailbox);
  const { round, skip } = tokenOf(call, mailbox, calendar);
  const { ids, maxPageSize = defaultPageSize, applied } = readPreferences(call.request.headers.get("prefer"));
  const size = Math.min(maxPageSize, largestPage);
  const write = eventWriter(call, mailbox, calendar);
  const next = skip < 0 ? 0 : skip + size;
  const value = round.changes.slice(Math.max(skip, 0), next).map((change) => changeWire(call, change, write, ids));
  const isLast = next >= round.changes.length;
  const token = call.world.deltaRounds.remember({ round, skip: next });
  const root = `${call.world.graphOrigin}/${call.version}${call.path}`;
  const link = isLast
    ? { "@odata.deltaLink": `${root}?$deltatoken=${token}` }
    : { "@odata.nextLink": `${root}?$skiptoken=${token}` };
  return Response.json(
    { "@odata.context": odataContext(call, "Collection(event)"), ...link, value },
    { headers: { "preference-applied": ["odata.track-changes", applied].filter((text) => text !== "").join(", ") } },
  );
};

/** Where the request goes on: at a round's next page, with the changes since a round, or from the beginning. */
function tokenOf(call: GraphCall, mailbox: Mailbox, calendar: StoredCalendar): DeltaToken {
  const subject = `${call.account.id} ${mailbox.id} ${calendar.id}`;
  const query = new URL(call.request.url).searchParams;
  const skipToken = queryOption(query, "$skiptoken");
  const deltaToken = queryOption(query, "$deltatoken");
  if (skipToken === undefined && deltaToken === undefined) {
    refuseOptions(call);
    const window = timeWindow(query, "startDateTime", "endDateTime");
    const round = nextRound(call, mailbox, calendar, { subject, window, told: new Map() });
    // The first page has been seen to be empty although there is more.
    return { round, skip: calendar.startsWithEmptyPage ? -1 : 0 };
  }
  const known = call.world.deltaRounds.recall(skipToken ?? deltaToken ?? "");
  if (known?.round.subject !== subject) throw lostState(call);
  if (skipToken !== undefined) return known;
  return { round: nextRound(call, mailbox, calendar, known.round), skip: 0 };
}

function nextRound(
  call: GraphCall,
  mailbox: Mailbox,
  calendar: StoredCalendar,
  last: Pick<DeltaRound, "subject" | "window" | "told">,
): DeltaRound {
  const now = eventsToTell(call, mailbox, calendar, last.window);
  const changes = changesSince(last.told, now);
  // Nothing changed: the rounds share what was told, which may be much.
  return { subject: last.subject, window: last.window, told: changes.length === 0 ? last.told : now, changes };
}

/** What is in the view, and, unless they are guessed to be left out, the masters of the series in it. */
function eventsToTell(
  call: GraphCall,
  mailbox: Mailbox,
  calendar: StoredCalendar,
  window: TimeWindow,
): ReadonlyMap<string, StoredEvent> {
  const events = new Map<string, StoredEvent>();
  const keeper = keeperOf(call.world.office, mailbox, calendar);
  for (const { event } of eventsInView(call, mailbox, calendar, window)) {
    if (call.world.guesses.deltaMasters === "given" && "masterId" in event.series) {
      const master = keeper?.events.get(event.series.masterId);
      if (master !== undefined) events.set(master.id, master);
    }
    events.set(event.id, event);
  }
  return events;
}

function changeWire(
  call: GraphCall,
  change: DeltaChange,
  write: (event: StoredEvent) => WireItem,
  ids: "ordinary" | "immutable",
): Readonly<Record<string, unknown>> {
  if (change.kind === "removed") {
    const id = ids === "immutable" ? immutableIdOf(change.id) : change.id;
    return { "@odata.type": eventType, id, "@removed": { reason: "deleted" } };
  }
  const { [onlyWhenSelected]: _more, ...wire } = write(change.event);
  const isSlim = call.world.guesses.deltaOccurrences === "slim" && change.event.series.type === "occurrence";
  const shown = isSlim ? Object.fromEntries(slimProperties.map((name) => [name, wire[name]])) : wire;
  return { "@odata.type": eventType, ...shown };
}

function refuseOptions(call: GraphCall): void {
  const given = refused.filter((name) => queryOption(call.query, name) !== undefined);
  if (given.length === 0 || call.world.guesses.deltaQueryOptions === "ignore") return;
  const message = `The following parameters are not supported with change tracking over the 'CalendarView' resource: '${given.join()}'.`;
  throw new GraphRefusal(400, "ErrorInvalidUrlQuery", message);
}

function lostState(call: GraphCall): GraphRefusal {
  const message = "The sync state generation is not found; generation=1;[highest=2][2][2][2].";
  return new GraphRefusal(call.world.guesses.lostDeltaStatus, "SyncStateNotFound", message);
}
