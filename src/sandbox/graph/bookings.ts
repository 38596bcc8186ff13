/**
 * Reads of Bookings: businesses and what is in them.
 * Source: https://learn.microsoft.com/graph/api/resources/bookingbusiness
 */
import type { Appointment, Business } from "../office/business.ts";
import { windowsZone } from "../office/zonedTime.ts";
import { appointmentToRead, businessOf, requireWorkAccount } from "./bookingAccess.ts";
import {
  type AppointmentView,
  appointmentWire,
  businessWire,
  customerWire,
  serviceWire,
  staffWire,
} from "./bookingWire.ts";
import { type GraphCall, type GraphOperation, odataContext, queryOption } from "./graphCall.ts";
import { GraphRefusal, itemNotFound } from "./graphRefusal.ts";
import { wantsLaterMembers } from "./laterMembers.ts";
import { listPage, refuseQueryOptions } from "./listPage.ts";
import { type WireItem, selectProperties } from "./selectProperties.ts";
import { overlaps, timeWindow } from "./timeWindow.ts";

/** Graph lists no more businesses than this, and has no page after them. */
const mostBusinesses = 500;
const customerType = "#microsoft.graph.bookingCustomerInformation";

/** GET /solutions/bookingBusinesses: names only, those of the whole tenant; `query` finds by name. */
export const listBusinesses: GraphOperation = (call) => {
  requireWorkAccount(call);
  const wanted = (queryOption(call.query, "query") ?? "").toLowerCase();
  const found = call.world.office.businesses.filter((business) => business.name.toLowerCase().includes(wanted));
  if (found.length > mostBusinesses && call.world.guesses.tooManyBusinesses === "refuse") throw tooManyBusinesses();
  const value = found.slice(0, mostBusinesses).map((business) => ({ id: business.id, displayName: business.name }));
  return Response.json({ "@odata.context": odataContext(call, "bookingBusinesses"), value });
};

/** GET /solutions/bookingBusinesses/{id}. */
export const readBusiness: GraphOperation = (call) => {
  const business = businessOf(call);
  const shown = selectProperties(call.query, businessWire(business, call.world.office.zone));
  return Response.json({ "@odata.context": odataContext(call, "bookingBusinesses/$entity"), ...shown });
};

/** GET …/appointments. */
export const listAppointments: GraphOperation = (call) => {
  refuseQueryOptions(call.query);
  const business = businessOf(call);
  return appointmentPage(call, business, [...business.appointments.values()], "appointments");
};

/** GET …/calendarView: its parameters are called `start` and `end`. */
export const viewBusinessCalendar: GraphOperation = (call) => {
  refuseQueryOptions(call.query);
  const window = timeWindow(call.query, "start", "end");
  const business = businessOf(call);
  const within = [...business.appointments.values()].filter(({ startUtc, endUtc }) =>
    overlaps(window, startUtc, endUtc),
  );
  return appointmentPage(call, business, within, "calendarView");
};

/** GET …/appointments/{id}. */
export const readAppointment: GraphOperation = (call) => {
  refuseQueryOptions(call.query);
  const { business, appointment } = appointmentToRead(call);
  const view = { business, zone: call.world.office.zone, isWhole: true, timeNames: "startDateTime" } as const;
  return partAnswer(call, business, "appointments", writtenAppointment(call, appointment, view));
};

/** GET …/staffMembers. */
export const listStaff: GraphOperation = (call) => partsPage(call, "staffMembers", staffOf(call, businessOf(call)));

/** GET …/staffMembers/{id}. */
export const readStaffMember: GraphOperation = (call) =>
  partById(call, "staffMembers", staffOf(call, businessOf(call)));

/** GET …/services. */
export const listServices: GraphOperation = (call) => partsPage(call, "services", servicesOf(businessOf(call)));

/** GET …/services/{id}. */
export const readService: GraphOperation = (call) => partById(call, "services", servicesOf(businessOf(call)));

/** GET …/customers. */
export const listCustomers: GraphOperation = (call) =>
  partsPage(call, "customers", businessOf(call).customers.map(customerWire));

/** GET …/customers/{id}. */
export const readCustomer: GraphOperation = (call) =>
  partById(call, "customers", businessOf(call).customers.map(customerWire));

function staffOf(call: GraphCall, business: Business): readonly WireItem[] {
  const zone = windowsZone(call.world.office.zone);
  const knowsLaterRoles = wantsLaterMembers(call);
  return business.staff.map((member) => staffWire(member, zone, knowsLaterRoles));
}

function servicesOf(business: Business): readonly WireItem[] {
  return business.services.map((service) => ({ ...serviceWire(service, business) }));
}

function appointmentPage(
  call: GraphCall,
  business: Business,
  appointments: readonly Appointment[],
  name: string,
): Response {
  const { guesses, office } = call.world;
  const timeNames = name === "calendarView" ? guesses.bookingTimeNames : "startDateTime";
  const view = { business, zone: office.zone, isWhole: false, timeNames } as const;
  const sorted = appointments.toSorted((one, other) => one.startUtc - other.startUtc || (one.id < other.id ? -1 : 1));
  return listPage(call, {
    context: contextOf(business, name),
    items: sorted,
    write: (appointment) => writtenAppointment(call, appointment, view),
    pageSize: guesses.bookingPageSize,
    linksWithTop: guesses.bookingNextLinkWithTop === "given",
  });
}

/** An appointment; where that is guessed, who its customers are has to be looked up by their ids. */
function writtenAppointment(call: GraphCall, appointment: Appointment, view: AppointmentView): WireItem {
  const wire = appointmentWire(appointment, view);
  if (call.world.guesses.appointmentCustomers === "named") return wire;
  const nobody = { customerName: null, customerEmailAddress: null, customerPhone: null };
  const customers = appointment.customers.map(({ id }) => ({ "@odata.type": customerType, customerId: id }));
  return { ...wire, ...nobody, customers };
}

function partsPage(call: GraphCall, name: string, parts: readonly WireItem[]): Response {
  refuseQueryOptions(call.query);
  const context = contextOf(businessOf(call), name);
  // These lists are short, and are not known to come in pages.
  return listPage(call, { context, items: parts, write: (part) => part, pageSize: 1000 });
}

function partById(call: GraphCall, name: string, parts: readonly WireItem[]): Response {
  const found = parts.find((part) => part["id"] === call.parameters["part"]);
  if (found === undefined) throw itemNotFound();
  return partAnswer(call, businessOf(call), name, found);
}

function partAnswer(call: GraphCall, business: Business, name: string, part: WireItem): Response {
  const context = odataContext(call, `${contextOf(business, name)}/$entity`);
  return Response.json({ "@odata.context": context, ...selectProperties(call.query, part) });
}

function contextOf(business: Business, name: string): string {
  return `bookingBusinesses('${encodeURIComponent(business.id)}')/${name}`;
}

function tooManyBusinesses(): GraphRefusal {
  const message =
    "The GetBookingMailboxes request returned too many results. Please specify a query to limit the results.";
  return new GraphRefusal(400, "ErrorExceededFindCountLimit", message);
}
