/**
 * The delegated permissions that each kind of request is made with: the least that Microsoft lists for it, except that
 * events are read with the permission that cancelling them needs, so that one consent covers both.
 * Source: https://learn.microsoft.com/graph/permissions-reference
 */

/** What a request does, as far as permissions tell apart. */
export type GraphPurpose = "events" | "readBookings" | "cancelBooking";

const scopesByPurpose: Readonly<Record<GraphPurpose, readonly string[]>> = {
  events: ["Calendars.ReadWrite"],
  readBookings: ["Bookings.Read.All"],
  cancelBooking: ["BookingsAppointment.ReadWrite.All"],
};

/** The permissions to ask a token for. */
export function scopesFor(purpose: GraphPurpose): readonly string[] {
  return scopesByPurpose[purpose];
}

/** What a person is asked to allow at sign-in: to read and cancel events. */
export const calendarScopes: readonly string[] = scopesByPurpose.events;

/** What a person is asked to allow when Bookings is first opened: to read and cancel bookings, in one consent. */
export const bookingScopes: readonly string[] = [...scopesByPurpose.readBookings, ...scopesByPurpose.cancelBooking];
