/**
 * What can be done with an appointment: cancel it for all its customers, delete it.
 * Sources: https://learn.microsoft.com/graph/api/bookingappointment-cancel, https://learn.microsoft.com/graph/api/bookingappointment-delete
 */
import { cancelAppointment, removeAppointment } from "../office/cancelAppointment.ts";
import { readActionBody, textParameter } from "./actionBody.ts";
import { appointmentOf, requireChangeable } from "./bookingAccess.ts";
import type { GraphOperation } from "./graphCall.ts";

/** POST …/cancel. */
export const cancelBooking: GraphOperation = async (call) => {
  const parameters = await readActionBody(call, { name: "cancel", parameters: ["cancellationMessage"] });
  const text = textParameter(parameters, "cancellationMessage");
  const { business, appointment } = appointmentOf(call);
  requireChangeable(call, business, appointment);
  cancelAppointment(call.world.outbox, business, appointment, text);
  business.cancelledAppointments.set(appointment.id, appointment);
  return new Response(null, { status: 204 });
};

/** DELETE …/appointments/{id}: documented without a word on mails, reported to send them. */
export const deleteAppointment: GraphOperation = (call) => {
  const { business, appointment } = appointmentOf(call);
  requireChangeable(call, business, appointment);
  if (call.world.guesses.bookingDeleteMails) cancelAppointment(call.world.outbox, business, appointment, "");
  else removeAppointment(business, appointment);
  return new Response(null, { status: 204 });
};
