/**
 * What cancelling a Bookings appointment does: it goes, and its customers and staff are mailed once each.
 * Source: https://learn.microsoft.com/graph/api/bookingappointment-cancel
 */
import type { Appointment, Business } from "./business.ts";
import type { Outbox } from "./outbox.ts";
import type { Person } from "./storedEvent.ts";

/** Cancels an appointment for all its customers, with a text for them and for the staff. */
export function cancelAppointment(outbox: Outbox, business: Business, appointment: Appointment, text: string): void {
  business.appointments.delete(appointment.id);
  outbox.mail({
    kind: "bookingCancelled",
    from: business.id,
    recipients: [...appointment.customers.flatMap(withAddress), ...appointment.staff],
    about: appointment.service.name,
    itemId: appointment.id,
    text,
  });
}

/** Takes an appointment out without telling anybody. */
export function removeAppointment(business: Business, appointment: Appointment): void {
  business.appointments.delete(appointment.id);
}

function withAddress(customer: { readonly name: string; readonly address: string | null }): readonly Person[] {
  return customer.address === null ? [] : [{ name: customer.name, address: customer.address }];
}
