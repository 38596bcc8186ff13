/**
 * Bookings: businesses, what is in them, and cancelling or deleting an appointment.
 * Sources: https://learn.microsoft.com/graph/api/resources/bookingbusiness, https://learn.microsoft.com/graph/api/bookingappointment-cancel
 */
import { cancelAppointment, removeAppointment } from "../office/cancelAppointment.ts";
import type { Appointment, Business } from "../office/business.ts";
import { findBusiness } from "../office/office.ts";
import { windowsZone } from "../office/zonedTime.ts";
import { readActionBody, textParameter } from "./actionBody.ts";
import { appointmentWire, businessWire, customerWire, serviceWire, staffWire } from "./bookingWire.ts";
import { type GraphCall, type GraphOperation, odataContext, queryOption } from "./graphCall.ts";
import { GraphRefusal, accessDenied, itemNotFound } from "./graphRefusal.ts";
import { listPage, refuseQueryOptions } from "./listPage.ts";
import { missing } from "./mailboxAccess.ts";
import { selectProperties } from "./selectProperties.ts";
import { overlaps, timeWindow } from "./timeWindow.ts";

/** Graph lists no more businesses than this, and has no page after them. */
const mostBusinesses = 500;

/** GET /solutions/bookingBusinesses: names only, those of the whole tenant; `query` finds by name. */
export const listBusinesses: GraphOperation = (call) => {
  requireWorkAccount(call);
  const wanted = (queryOption(call.query, "query") ?? "").toLowerCase();
  const found = call.world.office.businesses.filter((business) => business.name.toLowerCase().includes(wanted));
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
  const { business, appointment } = appointmentOf(call);
  const wire = appointmentWire(appointment, {
    business,
    zone: call.world.office.zone,
    isWhole: true,
    timeNames: "startDateTime",
  });
  const context = odataContext(call, `bookingBusinesses('${encodeURIComponent(business.id)}')/appointments/$entity`);
  return Response.json({ "@odata.context": context, ...selectProperties(call.query, wire) });
};

/** GET …/staffMembers. */
export const listStaff: GraphOperation = (call) => {
  const zone = windowsZone(call.world.office.zone);
  return partsPage(call, "staffMembers", (business) => business.staff.map((member) => staffWire(member, zone)));
};

/** GET …/services. */
export const listServices: GraphOperation = (call) =>
  partsPage(call, "services", (business) =>
    business.services.map((service) => ({ ...serviceWire(service, business) })),
  );

/** GET …/customers. */
export const listCustomers: GraphOperation = (call) =>
  partsPage(call, "customers", (business) => business.customers.map(customerWire));

/** POST …/cancel. */
export const cancelBooking: GraphOperation = async (call) => {
  const parameters = await readActionBody(call, { name: "cancel", parameters: ["cancellationMessage"] });
  const text = textParameter(parameters, "cancellationMessage");
  const { business, appointment } = appointmentOf(call);
  cancelAppointment(call.world.outbox, business, appointment, text);
  return new Response(null, { status: 204 });
};

/** DELETE …/appointments/{id}. */
export const deleteAppointment: GraphOperation = (call) => {
  const { business, appointment } = appointmentOf(call);
  if (call.world.guesses.bookingDeleteMails) cancelAppointment(call.world.outbox, business, appointment, "");
  else removeAppointment(business, appointment);
  return new Response(null, { status: 204 });
};

function requireWorkAccount(call: GraphCall): void {
  if (!call.account.isPersonal) return;
  if (call.world.guesses.bookingsOfPersonalAccount === 403) throw accessDenied();
  throw new GraphRefusal(400, "BadRequest", "This API is not supported for MSA accounts.");
}

function businessOf(call: GraphCall): Business {
  requireWorkAccount(call);
  const business = findBusiness(call.world.office, call.parameters["business"] ?? "");
  if (business === undefined) throw itemNotFound();
  const address = call.account.username.toLowerCase();
  if (business.staff.some((member) => member.address.toLowerCase() === address)) return business;
  throw call.world.guesses.strangerOpensBusiness === 403 ? accessDenied() : itemNotFound();
}

function appointmentOf(call: GraphCall): { business: Business; appointment: Appointment } {
  const business = businessOf(call);
  const id = call.parameters["appointment"] ?? "";
  const appointment = business.appointments.get(id);
  if (appointment === undefined) throw missing(call, id);
  return { business, appointment };
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
    context: `bookingBusinesses('${encodeURIComponent(business.id)}')/${name}`,
    items: sorted.map((appointment) => appointmentWire(appointment, view)),
    pageSize: guesses.bookingPageSize,
    linksWithTop: guesses.bookingNextLinkWithTop === "given",
  });
}

function partsPage(
  call: GraphCall,
  name: string,
  parts: (business: Business) => readonly Readonly<Record<string, unknown>>[],
): Response {
  const business = businessOf(call);
  const context = `bookingBusinesses('${encodeURIComponent(business.id)}')/${name}`;
  // These lists are short, and are not known to come in pages.
  return listPage(call, { context, items: parts(business), pageSize: 1000 });
}
