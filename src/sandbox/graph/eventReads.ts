/**
 * Reads of events: lists, calendar views, instances of a series, one event.
 * Sources: https://learn.microsoft.com/graph/api/user-list-calendarview, https://learn.microsoft.com/graph/api/event-list-instances
 */
import { type TimedEvent, timed } from "../office/eventStore.ts";
import { type FoundEvent, type Mailbox, type StoredCalendar, eventsOf } from "../office/office.ts";
import { occurrencesOf } from "../office/series.ts";
import type { StoredEvent } from "../office/storedEvent.ts";
import { filteredEvents } from "./eventFilter.ts";
import { orderedEvents } from "./eventOrder.ts";
import { type EventView, eventWire } from "./eventWire.ts";
import { type GraphCall, type GraphOperation, odataContext, queryOption } from "./graphCall.ts";
import { GraphRefusal } from "./graphRefusal.ts";
import { withPreferredIds } from "./itemIds.ts";
import { listPage, refuseQueryOptions } from "./listPage.ts";
import { calendarOf, eventOf, eventToRead, mailboxOf } from "./mailboxAccess.ts";
import { isAllowed } from "./permissions.ts";
import { readPreferences } from "./preferences.ts";
import { type WireItem, onlyWhenSelected, selectProperties } from "./selectProperties.ts";
import { type TimeWindow, overlaps, timeWindow } from "./timeWindow.ts";

const defaultPageSize = 10;
const unsupported = ["$expand", "$search", "$apply"];
const timestamps = ["createdDateTime", "lastModifiedDateTime"] as const;

/** GET …/events: single events and masters of series. */
export const listEvents: GraphOperation = (call) => {
  const mailbox = mailboxOf(call);
  const calendar = calendarOf(call, mailbox);
  const events = eventsOf(call.world.office, mailbox, calendar).filter(({ event }) => !("masterId" in event.series));
  return eventPage(call, { mailbox, calendar, events });
};

/** GET …/calendarView: occurrences, exceptions and single events in a window of time, no masters. */
export const viewCalendar: GraphOperation = (call) => {
  const window = timeWindow(call.query, "startDateTime", "endDateTime");
  const mailbox = mailboxOf(call);
  const calendar = calendarOf(call, mailbox);
  return eventPage(call, {
    mailbox,
    calendar,
    events: eventsInView(call, mailbox, calendar, window),
    startsWithEmptyPage: calendar.startsWithEmptyPage,
    withoutTimestamps: selectsTimestamps(call),
  });
};

/** GET …/events/{id}/instances: what is left of a series in a window of time. */
export const listInstances: GraphOperation = (call) => {
  const window = timeWindow(call.query, "startDateTime", "endDateTime");
  const { event, mailbox, calendar } = eventOf(call);
  const instances = occurrencesOf(mailbox, event).map((occurrence) => timed(occurrence, call.world.office.zone));
  const events = within(instances, window).toSorted((one, other) => one.startUtc - other.startUtc);
  return eventPage(call, { mailbox, calendar, events });
};

/** GET …/events/{id}. */
export const readEvent: GraphOperation = (call) => {
  refuseQueryOptions(call.query);
  return eventAnswer(call, eventToRead(call));
};

/** One event, as the caller prefers it and as far as it was selected. */
export function eventAnswer(call: GraphCall, { event, mailbox, calendar }: FoundEvent): Response {
  const wire = selectProperties(call.query, eventWriter(call, mailbox, calendar)(event));
  const { applied } = readPreferences(call.request.headers.get("prefer"));
  const context = odataContext(call, `users('${mailbox.id}')/events/$entity`);
  return Response.json(
    { "@odata.context": context, ...wire },
    { headers: applied === "" ? {} : { "preference-applied": applied } },
  );
}

/** What a calendar view has in it, by start. */
export function eventsInView(
  call: GraphCall,
  mailbox: Mailbox,
  calendar: StoredCalendar,
  window: TimeWindow,
): readonly TimedEvent[] {
  return within(eventsOf(call.world.office, mailbox, calendar), window).filter(
    ({ event }) => event.series.type !== "seriesMaster",
  );
}

/** How events of a calendar are written for the caller. */
export function eventWriter(
  call: GraphCall,
  mailbox: Mailbox,
  calendar: StoredCalendar,
): (event: StoredEvent) => WireItem {
  const preferences = readPreferences(call.request.headers.get("prefer"));
  const view: EventView = {
    zone: preferences.zone,
    ownerAddress: calendar.owner.address,
    isShared: calendar.sharedFrom !== undefined,
    listsOrganizer: call.world.guesses.organizerAmongAttendees === "listed",
    showsText: mailbox.kind === "group" || isAllowed(call.scopes, ["Calendars.Read", "Calendars.ReadWrite"]),
  };
  return (event) => withPreferredIds(eventWire(event, view), preferences.ids);
}

interface EventList {
  readonly mailbox: Mailbox;
  readonly calendar: StoredCalendar;
  /** By start. */
  readonly events: readonly TimedEvent[];
  readonly startsWithEmptyPage?: boolean;
  /** True to show none of the timestamps, which a calendar view's query asked for. */
  readonly withoutTimestamps?: boolean;
}

function eventPage(call: GraphCall, list: EventList): Response {
  refuseQueryOptions(call.query, unsupported);
  const { mailbox, calendar, events, startsWithEmptyPage = false, withoutTimestamps = false } = list;
  const write = eventWriter(call, mailbox, calendar);
  const context = mailbox.kind === "group" ? `groups('${mailbox.id}')/events` : `users('${mailbox.id}')/events`;
  return listPage(call, {
    context,
    items: orderedEvents(
      call.query,
      filteredEvents(call.query, events, ({ event }) => write(event)),
    ),
    write: ({ event }) => (withoutTimestamps ? unselectable(write(event)) : write(event)),
    pageSize: defaultPageSize,
    startsWithEmptyPage,
  });
}

function within(events: readonly TimedEvent[], window: TimeWindow): readonly TimedEvent[] {
  return events.filter(({ startUtc, endUtc }) => overlaps(window, startUtc, endUtc));
}

/** @throws {GraphRefusal} where that is guessed to be refused. */
function selectsTimestamps(call: GraphCall): boolean {
  const selected = (queryOption(call.query, "$select") ?? "").toLowerCase().split(/[\s,]+/u);
  const asked = timestamps.filter((name) => selected.includes(name.toLowerCase()));
  if (asked.length > 0 && call.world.guesses.selectedTimestamps === "refuse") {
    throw new GraphRefusal(400, "BadRequest", `The property '${asked.join()}' does not support $select.`);
  }
  return asked.length > 0;
}

/** The same event, whose timestamps are known but no longer there to be shown. */
function unselectable(wire: WireItem): WireItem {
  const { createdDateTime: _created, lastModifiedDateTime: _changed, ...rest } = wire;
  const unknown = { createdDateTime: undefined, lastModifiedDateTime: undefined };
  return { ...rest, [onlyWhenSelected]: { ...wire[onlyWhenSelected], ...unknown } };
}
