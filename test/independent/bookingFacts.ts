/**
 * What an appointment says, told twice in the same words: once from the rows that Microsoft's client gives (the
 * appointment, and the business's staff and customers, whose names it leaves to be looked up), once from what our client
 * makes of it.
 * Source: https://learn.microsoft.com/graph/api/resources/bookingappointment
 */
import type {
  BookingAppointment,
  BookingCustomer,
  BookingCustomerInformation,
  BookingStaffMember,
} from "@microsoft/microsoft-graph-types";
import type { Booking, Person } from "../../src/agenda/item.ts";
import { type Facts, momentOf } from "./eventFacts.ts";

/** Everybody whom a business's appointments name by id. */
export interface BusinessPeople {
  readonly staff: readonly BookingStaffMember[];
  readonly customers: readonly BookingCustomer[];
}

/** What a row says. */
export function factsOfBookingRow(row: BookingAppointment, people: BusinessPeople): Facts {
  return {
    id: row.id,
    serviceName: row.serviceName,
    when: [momentOf(row.startDateTime), momentOf(row.endDateTime)],
    customers: (row.customers ?? []).map((customer) => {
      const { customerId, emailAddress, name } = customer as BookingCustomerInformation;
      const known = people.customers.find((one) => one.id === customerId);
      return person(name ?? known?.displayName, emailAddress ?? known?.emailAddress);
    }),
    staff: (row.staffMemberIds ?? []).map((id) => {
      const member = people.staff.find((one) => one.id === id);
      return person(member?.displayName, member?.emailAddress);
    }),
    maximumCustomers: row.maximumAttendeesCount,
    location: row.serviceLocation?.displayName === "" ? undefined : (row.serviceLocation?.displayName ?? undefined),
    joinUrl: row.joinWebUrl ?? undefined,
  };
}

/** What our client understands of an appointment. */
export function factsOfBooking(booking: Booking): Facts {
  const { customers, id, joinUrl, location, maximumCustomers, serviceName, span, staff } = booking;
  if (span.kind !== "timed") throw new Error("An appointment that takes whole days.");
  return {
    id,
    serviceName,
    when: [span.startUtc, span.endUtc].map((moment) => new Date(moment).toISOString()),
    customers: customers.map((one) => person(one.name, one.address)),
    staff: staff.map((one) => person(one.name, one.address)),
    maximumCustomers,
    location,
    joinUrl,
  };
}

/** What is missing is empty. */
function person(name: string | null | undefined, address: string | null | undefined): Person {
  return { name: name ?? "", address: (address ?? "").toLowerCase() };
}
