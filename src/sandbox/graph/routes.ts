/**
 * Every path of the sandbox's Graph, below the version: what can be asked of it, and which permissions allow that.
 * Source: https://learn.microsoft.com/graph/api/resources/calendar-overview, https://learn.microsoft.com/graph/api/resources/booking-api-overview
 */
import * as bookings from "./bookings.ts";
import { listCalendarGroups, listCalendars, readCalendar, readMe } from "./calendarReads.ts";
import { accept, cancel, decline, deleteEvent, tentativelyAccept } from "./eventActions.ts";
import { listEvents, listInstances, readEvent, viewCalendar } from "./eventReads.ts";
import type { GraphOperation } from "./graphCall.ts";
import type { PathPattern } from "./matchRoute.ts";
import {
  readBookings,
  readCalendars,
  readGroupEvents,
  readGroups,
  readProfile,
  writeAppointments,
  writeCalendars,
} from "./permissions.ts";

/** What can be asked of a path: by method, with the permissions of which one is needed. */
export interface RouteOperations {
  readonly GET?: Operation;
  readonly POST?: Operation;
  readonly DELETE?: Operation;
}

interface Operation {
  readonly permissions: readonly string[];
  readonly run: GraphOperation;
}

const people = ["/me", "/users/{user}"];
const groups = ["/groups/{group}", "/groups/{group}/calendar", "/me/joinedGroups/{group}"];
/** The last one is only found in old documentation. */
const namedCalendars = [
  "/calendars/{calendar}",
  "/calendarGroups/{calendarGroup}/calendars/{calendar}",
  "/calendarGroup/calendars/{calendar}",
];
const everyCalendar = ["", "/calendar", ...namedCalendars];
const personalCalendars = people.flatMap((person) => everyCalendar.map((calendar) => person + calendar));
const invitations = people.flatMap((person) => [
  `${person}/messages/{message}/event`,
  `${person}/messages/{message}/microsoft.graph.eventMessage/event`,
]);

const readsCalendars = (run: GraphOperation): RouteOperations => ({ GET: { permissions: readCalendars, run } });
const readsGroups = (run: GraphOperation): RouteOperations => ({ GET: { permissions: readGroups, run } });
const readsBookings = (run: GraphOperation): RouteOperations => ({ GET: { permissions: readBookings, run } });
const changesEvents = (run: GraphOperation): RouteOperations => ({ POST: { permissions: writeCalendars, run } });
const changesBookings = (run: GraphOperation): RouteOperations => ({ POST: { permissions: writeAppointments, run } });

/** The table of v1.0: each path with what can be asked of it. */
export const graphRoutes: readonly PathPattern<RouteOperations>[] = [
  { path: "/me", to: { GET: { permissions: readProfile, run: readMe } } },
  ...at(people, "/calendars", readsCalendars(listCalendars)),
  ...at(people, "/calendarGroups", readsCalendars(listCalendarGroups)),
  ...at(people, "/calendarGroups/{calendarGroup}/calendars", readsCalendars(listCalendars)),
  ...at(people, "/calendar", readsCalendars(readCalendar)),
  ...namedCalendars.flatMap((calendar) => at(people, calendar, readsCalendars(readCalendar))),
  ...at(personalCalendars, "/events", readsCalendars(listEvents)),
  ...at(personalCalendars, "/calendarView", readsCalendars(viewCalendar)),
  ...at(groups, "/events", readsGroups(listEvents)),
  ...at(groups, "/calendarView", readsGroups(viewCalendar)),
  ...personalCalendars.flatMap((root) => eventRoutes(root, readCalendars)),
  ...groups.flatMap((root) => eventRoutes(root, readGroupEvents)),
  ...at(invitations, "", readsCalendars(readEvent)),
  ...["", "/instances/{instance}", "/calendar/events/{event}", "/calendar/calendarView/{event}"].flatMap((item) =>
    invitations.flatMap((invitation) => actions(invitation + item)),
  ),
  ...bookingRoutes("/solutions/bookingBusinesses"),
];

/** What beta has beside that. */
export const betaRoutes: readonly PathPattern<RouteOperations>[] = bookingRoutes("/bookingBusinesses");

function eventRoutes(root: string, permissions: readonly string[]): readonly PathPattern<RouteOperations>[] {
  const deletes: RouteOperations = { DELETE: { permissions: writeCalendars, run: deleteEvent } };
  const reads: RouteOperations = { GET: { permissions, run: readEvent } };
  return [
    { path: `${root}/events/{event}`, to: { ...reads, ...deletes } },
    { path: `${root}/events/{event}/instances`, to: { GET: { permissions, run: listInstances } } },
    { path: `${root}/events/{event}/instances/{instance}`, to: reads },
    ...["", "/instances/{instance}", "/exceptionOccurrences/{instance}"].flatMap((item) =>
      ["events", "calendarView"].flatMap((list) => actions(`${root}/${list}/{event}${item}`)),
    ),
  ];
}

/** An action goes by its own name or by its qualified one. */
function actions(item: string): readonly PathPattern<RouteOperations>[] {
  const byName = { cancel, accept, decline, tentativelyAccept };
  return Object.entries(byName).flatMap(([name, run]) => [
    { path: `${item}/${name}`, to: changesEvents(run) },
    { path: `${item}/microsoft.graph.${name}`, to: changesEvents(run) },
  ]);
}

function bookingRoutes(root: string): readonly PathPattern<RouteOperations>[] {
  const business = `${root}/{business}`;
  const deletes: RouteOperations = { DELETE: { permissions: writeAppointments, run: bookings.deleteAppointment } };
  const cancels = ["appointments", "calendarView"].flatMap((list) => [
    { path: `${business}/${list}/{appointment}/cancel`, to: changesBookings(bookings.cancelBooking) },
    { path: `${business}/${list}/{appointment}/microsoft.graph.cancel`, to: changesBookings(bookings.cancelBooking) },
  ]);
  return [
    { path: root, to: readsBookings(bookings.listBusinesses) },
    { path: business, to: readsBookings(bookings.readBusiness) },
    { path: `${business}/appointments`, to: readsBookings(bookings.listAppointments) },
    { path: `${business}/appointments/{appointment}`, to: { ...readsBookings(bookings.readAppointment), ...deletes } },
    { path: `${business}/calendarView`, to: readsBookings(bookings.viewBusinessCalendar) },
    { path: `${business}/staffMembers`, to: readsBookings(bookings.listStaff) },
    { path: `${business}/services`, to: readsBookings(bookings.listServices) },
    { path: `${business}/customers`, to: readsBookings(bookings.listCustomers) },
    ...cancels,
  ];
}

function at(roots: readonly string[], rest: string, to: RouteOperations): readonly PathPattern<RouteOperations>[] {
  return roots.map((root) => ({ path: root + rest, to }));
}
