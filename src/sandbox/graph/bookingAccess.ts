/**
 * Which business and which appointment a path speaks of, and whether the caller may look into it or change it. Everybody
 * sees the names of all businesses; what is inside is for those on their staff.
 * Source: https://learn.microsoft.com/microsoft-365/bookings/add-staff
 */
import type { Appointment, Business, StaffMember } from "../office/business.ts";
import { findBusiness } from "../office/office.ts";
import type { GraphCall } from "./graphCall.ts";
import { GraphRefusal, accessDenied, itemNotFound } from "./graphRefusal.ts";
import { missing } from "./mailboxAccess.ts";

/** Those who may change other people's appointments. */
const changingRoles: ReadonlySet<StaffMember["role"]> = new Set(["administrator", "scheduler"]);
/** Those who serve customers, but do not open the book. */
const closedRoles: ReadonlySet<StaffMember["role"]> = new Set(["guest", "externalGuest"]);

/** @throws {GraphRefusal} for a personal account, which has no Bookings. */
export function requireWorkAccount(call: GraphCall): void {
  if (!call.account.isPersonal) return;
  if (call.world.guesses.bookingsOfPersonalAccount === 403) throw accessDenied();
  throw new GraphRefusal(400, "BadRequest", "This API is not supported for MSA accounts.");
}

/** The business that the path names. @throws {GraphRefusal} if there is none, or its book is closed to the caller. */
export function businessOf(call: GraphCall): Business {
  requireWorkAccount(call);
  const business = findBusiness(call.world.office, call.parameters["business"] ?? "");
  if (business === undefined) throw itemNotFound();
  const member = memberOf(call, business);
  if (member !== undefined && !closedRoles.has(member.role)) return business;
  throw call.world.guesses.strangerOpensBusiness === 403 ? accessDenied() : itemNotFound();
}

/** The appointment that the path names, and its business. @throws {GraphRefusal} */
export function appointmentOf(call: GraphCall): { readonly business: Business; readonly appointment: Appointment } {
  const business = businessOf(call);
  const id = call.parameters["appointment"] ?? "";
  const appointment = business.appointments.get(id);
  if (appointment === undefined) throw missing(call, id);
  return { business, appointment };
}

/** The appointment that the path names, to be read: where that is guessed, also one that was cancelled. @throws {GraphRefusal} */
export function appointmentToRead(call: GraphCall): ReturnType<typeof appointmentOf> {
  const business = businessOf(call);
  const cancelled = business.cancelledAppointments.get(call.parameters["appointment"] ?? "");
  const isFindable = cancelled !== undefined && call.world.guesses.cancelledAppointmentById === "found";
  return isFindable ? { business, appointment: cancelled } : appointmentOf(call);
}

/**
 * @throws {GraphRefusal} 403 for those who may only look, and for team members where somebody else serves; 400 or 403 where
 * it is too late: https://learn.microsoft.com/graph/bookingsbusiness-business-rules
 */
export function requireChangeable(call: GraphCall, business: Business, appointment: Appointment): void {
  const member = memberOf(call, business);
  const serves = appointment.staff.some((one) => one.id === member?.id);
  const isAllowed =
    member !== undefined && (changingRoles.has(member.role) || (member.role === "teamMember" && serves));
  if (!isAllowed) throw accessDenied();
  const { leadTimeBinds, insideLeadTimeStatus, insideLeadTimeCode } = call.world.guesses;
  const isBound = leadTimeBinds === "everybody" || (leadTimeBinds === "others" && member.role !== "administrator");
  const hours = appointment.service.minimumLeadHours ?? business.minimumLeadHours;
  if (!isBound || appointment.startUtc - call.world.now() >= hours * 3_600_000) return;
  const message = "The appointment can no longer be cancelled: it is within the minimum lead time.";
  throw new GraphRefusal(
    insideLeadTimeStatus,
    insideLeadTimeCode,
    insideLeadTimeCode === "UnknownError" ? "" : message,
  );
}

function memberOf(call: GraphCall, business: Business): StaffMember | undefined {
  const address = call.account.username.toLowerCase();
  return business.staff.find((member) => member.address.toLowerCase() === address);
}
