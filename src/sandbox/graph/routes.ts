/**
 * Every path of the sandbox's Graph, below the version: what can be asked of it, and which permissions allow that.
 * Source: https://learn.microsoft.com/graph/api/resources/calendar-overview, https://learn.microsoft.com/graph/api/resources/booking-api-overview
 */
import { cancelBooking, deleteAppointment } from "./bookingActions.ts";
import * as bookings from "./bookings.ts";
import {
  listCalendarGroups,
  listCalendars,
  readCalendar,
  readCalendarGroup,
  readCalendarOfEvent,
  readMe,
} from "./calendarReads.ts";
import { cancel, deleteEvent, permanentDelete } from "./eventActions.ts";
import { trackCalendarView } from "./eventDelta.ts";
import { listEvents, listInstances, readEvent, viewCalendar } from "./eventReads.ts";
import { changeEvent } from "./eventUpdate.ts";
import type { GraphOperation } from "./graphCall.ts";
import { listGroupMemberships, listMemberships, readGroup } from "./groups.ts";
import { accept, decline, tentativelyAccept } from "./invitationAnswers.ts";
import type { PathPattern } from "./matchRoute.ts";
import {
  readBookings,
  readCalendars,
  readGroupEvents,
  readGroupNames,
  readGroups,
  readMemberships,
  readProfile,
  trackCalendars,
  writeAppointments,
  writeCalendars,
} from "./permissions.ts";

/** What can be asked of a path: by method, with the permissions of which one is needed. */
export interface RouteOperations {
  readonly GET?: Operation;
  readonly POST?: Operation;
  readonly PATCH?: Operation;
  readonly DELETE?: Operation;
}

/** How one of them is carried out, and who may have it carried out. */
export interface Operation {
  readonly permissions: readonly string[];
  readonly run: GraphOperation;
  /** True for what reads the tokens of its links itself. Default false. */
  readonly hasOwnTokens?: boolean;
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

/** In a group's calendar nobody is asked to answer: https://learn.microsoft.com/graph/api/resources/event#methods */
const groupActions = { cancel, permanentDelete };
const personalActions = { ...groupActions, accept, decline, tentativelyAccept };

const readsCalendars = (run: GraphOperation): RouteOperations => ({ GET: { permissions: readCalendars, run } });
const readsGroups = (run: GraphOperation): RouteOperations => ({ GET: { permissions: readGroups, run } });
const readsBookings = (run: GraphOperation): RouteOperations => ({ GET: { permissions: readBookings, run } });
const changesEvents = (run: GraphOperation): RouteOperations => ({ POST: { permissions: writeCalendars, run } });
const changesBookings = (run: GraphOperation): RouteOperations => ({ POST: { permissions: writeAppointments, run } });

/** The table of v1.0: each path with what can be asked of it. */
export const graphRoutes: readonly PathPattern<RouteOperations>[] = [
  { path: "/me", to: { GET: { permissions: readProfile, run: readMe } } },
  { path: "/me/memberOf", to: { GET: { permissions: readMemberships, run: listMemberships } } },
  {
    path: "/me/memberOf/microsoft.graph.group",
    to: { GET: { permissions: readMemberships, run: listGroupMemberships } },
  },
  { path: "/groups/{group}", to: { GET: { permissions: readGroupNames, run: readGroup } } },
  { path: "/groups/{group}/calendar", to: readsGroups(readCalendar) },
  ...at(people, "/calendars", readsCalendars(listCalendars)),
  ...at(people, "/calendarGroups", readsCalendars(listCalendarGroups)),
  ...at(people, "/calendarGroups/{calendarGroup}", readsCalendars(readCalendarGroup)),
  ...at(people, "/calendarGroups/{calendarGroup}/calendars", readsCalendars(listCalendars)),
  ...at(people, "/calendar", readsCalendars(readCalendar)),
  ...namedCalendars.flatMap((calendar) => at(people, calendar, readsCalendars(readCalendar))),
  ...at(personalCalendars, "/events", readsCalendars(listEvents)),
  ...at(personalCalendars, "/calendarView", readsCalendars(viewCalendar)),
  ...["delta", "delta()", "microsoft.graph.delta()"].flatMap((name) =>
    at(personalCalendars, `/calendarView/${name}`, {
      GET: { permissions: trackCalendars, run: trackCalendarView, hasOwnTokens: true },
    }),
  ),
  ...at(groups, "/events", readsGroups(listEvents)),
  ...at(groups, "/calendarView", readsGroups(viewCalendar)),
  ...personalCalendars.flatMap((root) => eventRoutes(root, readCalendars, personalActions)),
  ...groups.flatMap((root) => eventRoutes(root, readGroupEvents, groupActions)),
  ...at(invitations, "", readsCalendars(readEvent)),
  ...["", "/instances/{instance}", "/calendar/events/{event}", "/calendar/calendarView/{event}"].flatMap((item) =>
    invitations.flatMap((invitation) => actions(invitation + item, personalActions)),
  ),
  ...bookingRoutes("/solutions/bookingBusinesses"),
];

/** What beta has beside that. */
export const betaRoutes: readonly PathPattern<RouteOperations>[] = bookingRoutes("/bookingBusinesses");

function eventRoutes(
  root: string,
  permissions: readonly string[],
  byName: Readonly<Record<string, GraphOperation>>,
): readonly PathPattern<RouteOperations>[] {
  const changes: RouteOperations = {
    PATCH: { permissions: writeCalendars, run: changeEvent },
    DELETE: { permissions: writeCalendars, run: deleteEvent },
  };
  const reads: RouteOperations = { GET: { permissions, run: readEvent } };
  return [
    { path: `${root}/events/{event}`, to: { ...reads, ...changes } },
    { path: `${root}/events/{event}/calendar`, to: { GET: { permissions, run: readCalendarOfEvent } } },
    { path: `${root}/events/{event}/instances`, to: { GET: { permissions, run: listInstances } } },
    { path: `${root}/events/{event}/instances/{instance}`, to: reads },
    ...["", "/instances/{instance}", "/exceptionOccurrences/{instance}"].flatMap((item) =>
      ["events", "calendarView"].flatMap((list) => actions(`${root}/${list}/{event}${item}`, byName)),
    ),
  ];
}

/** An action goes by its own name or by its qualified one. */
function actions(
  item: string,
  byName: Readonly<Record<string, GraphOperation>>,
): readonly PathPattern<RouteOperations>[] {
  return Object.entries(byName).flatMap(([name, run]) => [
    { path: `${item}/${name}`, to: changesEvents(run) },
    { path: `${item}/microsoft.graph.${name}`, to: changesEvents(run) },
  ]);
}

function bookingRoutes(root: string): readonly PathPattern<RouteOperations>[] {
  const business = `${root}/{business}`;
  const deletes: RouteOperations = { DELETE: { permissions: writeAppointments, run: deleteAppointment } };
  const cancels = ["appointments", "calendarView"].flatMap((list) => [
    { path: `${business}/${list}/{appointment}/cancel`, to: changesBookings(cancelBooking) },
    { path: `${business}/${list}/{appointment}/microsoft.graph.cancel`, to: changesBookings(cancelBooking) },
  ]);
  return [
    { path: root, to: readsBookings(bookings.listBusinesses) },
    { path: business, to: readsBookings(bookings.readBusiness) },
    { path: `${business}/appointments`, to: readsBookings(bookings.listAppointments) },
    { path: `${business}/appointments/{appointment}`, to: { ...readsBookings(bookings.readAppointment), ...deletes } },
    { path: `${business}/calendarView`, to: readsBookings(bookings.viewBusinessCalendar) },
    { path: `${business}/staffMembers`, to: readsBookings(bookings.listStaff) },
    { path: `${business}/staffMembers/{part}`, to: readsBookings(bookings.readStaffMember) },
    { path: `${business}/services/{part}`, to: readsBookings(bookings.readService) },
    { path: `${business}/customers/{part}`, to: readsBookings(bookings.readCustomer) },
    { path: `${business}/services`, to: readsBookings(bookings.listServices) },
    { path: `${business}/customers`, to: readsBookings(bookings.listCustomers) },
    ...cancels,
  ];
}

function at(roots: readonly string[], rest: string, to: RouteOperations): readonly PathPattern<RouteOperations>[] {
  return roots.map((root) => ({ path: root + rest, to }));
}
