/**
 * Reads of events: lists, calendar views, instances of a series, one event.
 * Sources: https://learn.microsoft.com/graph/api/user-list-calendarview, https://learn.microsoft.com/graph/api/event-list-instances
 */
import { occurrencesOf } from "../office/cancelEvent.ts";
import { type Mailbox, type StoredCalendar, eventsOf } from "../office/office.ts";
import type { StoredEvent } from "../office/storedEvent.ts";
import { instantOf } from "../office/zonedTime.ts";
import { type EventView, eventWire } from "./eventWire.ts";
import { type GraphCall, type GraphOperation, odataContext, queryOption } from "./graphCall.ts";
import { GraphRefusal } from "./graphRefusal.ts";
import { listPage, refuseQueryOptions } from "./listPage.ts";
import { calendarOf, eventOf, mailboxOf } from "./mailboxAccess.ts";
import { isAllowed } from "./permissions.ts";
import { readPreferences } from "./preferences.ts";
import { selectProperties } from "./selectProperties.ts";
import { type TimeWindow, overlaps, timeWindow } from "./timeWindow.ts";

const defaultPageSize = 10;

/** GET …/events: single events and masters of series. */
export const listEvents: GraphOperation = (call) => {
  refuseQueryOptions(call.query);
  const mailbox = mailboxOf(call);
  const calendar = calendarOf(call, mailbox);
  const events = eventsOf(call.world.office, mailbox, calendar).filter((event) => !("masterId" in event.series));
  return eventPage(call, mailbox, calendar, ordered(call, events), false);
};

/** GET …/calendarView: occurrences, exceptions and single events in a window of time, no masters. */
export const viewCalendar: GraphOperation = (call) => {
  refuseQueryOptions(call.query);
  const window = timeWindow(call.query, "startDateTime", "endDateTime");
  const mailbox = mailboxOf(call);
  const calendar = calendarOf(call, mailbox);
  const events = eventsOf(call.world.office, mailbox, calendar).filter((event) => event.series.type !== "seriesMaster");
  return eventPage(call, mailbox, calendar, ordered(call, within(call, events, window)), calendar.startsWithEmptyPage);
};

/** GET …/events/{id}/instances: what is left of a series in a window of time. */
export const listInstances: GraphOperation = (call) => {
  refuseQueryOptions(call.query);
  const window = timeWindow(call.query, "startDateTime", "endDateTime");
  const { event, mailbox, calendar } = eventOf(call);
  return eventPage(call, mailbox, calendar, ordered(call, within(call, occurrencesOf(mailbox, event), window)), false);
};

/** GET …/events/{id}. */
export const readEvent: GraphOperation = (call) => {
  refuseQueryOptions(call.query);
  const { event, mailbox, calendar } = eventOf(call);
  const wire = selectProperties(call.query, eventWire(event, viewOf(call, mailbox, calendar)));
  const { applied } = readPreferences(call.request.headers.get("prefer"));
  const context = odataContext(call, `users('${mailbox.id}')/events/$entity`);
  return Response.json(
    { "@odata.context": context, ...wire },
    { headers: applied === "" ? {} : { "preference-applied": applied } },
  );
};

function eventPage(
  call: GraphCall,
  mailbox: Mailbox,
  calendar: StoredCalendar,
  events: readonly StoredEvent[],
  startsWithEmptyPage: boolean,
): Response {
  const view = viewOf(call, mailbox, calendar);
  const items = events.map((event) => eventWire(event, view));
  return listPage(call, {
    context: `users('${mailbox.id}')/events`,
    items,
    pageSize: defaultPageSize,
    startsWithEmptyPage,
  });
}

function viewOf(call: GraphCall, mailbox: Mailbox, calendar: StoredCalendar): EventView {
  return {
    zone: readPreferences(call.request.headers.get("prefer")).zone,
    ownerAddress: calendar.owner.address,
    isShared: calendar.sharedFrom !== undefined,
    showsText: mailbox.kind === "group" || isAllowed(call.scopes, ["Calendars.Read", "Calendars.ReadWrite"]),
  };
}

function within(call: GraphCall, events: readonly StoredEvent[], window: TimeWindow): readonly StoredEvent[] {
  return events.filter((event) => overlaps(window, startOf(call, event), endOf(call, event)));
}

function ordered(call: GraphCall, events: readonly StoredEvent[]): readonly StoredEvent[] {
  const order = queryOption(call.query, "$orderby")?.trim().toLowerCase() ?? "start/datetime";
  const [property, direction = "asc"] = order.split(/\s+/u);
  const compare = comparisons.get(property ?? "");
  if (compare === undefined) {
    throw new GraphRefusal(
      400,
      "SandboxNotSupported",
      `The sandbox does not support $orderby=${order}; Microsoft Graph may.`,
    );
  }
  const sorted = events.toSorted((one, other) => compare(call, one, other) || (one.id < other.id ? -1 : 1));
  return direction === "desc" ? sorted.toReversed() : sorted;
}

const comparisons = new Map<string, (call: GraphCall, one: StoredEvent, other: StoredEvent) => number>([
  ["start/datetime", (call, one, other) => startOf(call, one) - startOf(call, other)],
  ["end/datetime", (call, one, other) => endOf(call, one) - endOf(call, other)],
  ["subject", (_call, one, other) => (one.subject < other.subject ? -1 : one.subject > other.subject ? 1 : 0)],
  ["createddatetime", (_call, one, other) => one.createdUtc - other.createdUtc],
]);

function startOf(call: GraphCall, event: StoredEvent): number {
  const { span } = event;
  return span.kind === "timed" ? span.startUtc : instantOf(`${span.firstDay}T00:00`, call.world.office.zone);
}

function endOf(call: GraphCall, event: StoredEvent): number {
  const { span } = event;
  return span.kind === "timed" ? span.endUtc : instantOf(`${span.dayAfter}T00:00`, call.world.office.zone);
}
