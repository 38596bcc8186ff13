/**
 * A Bookings business as the sandbox keeps it, with its services, staff, customers and appointments. Not Graph's wire
 * shape (see graph/bookingWire.ts).
 */
import type { Person } from "./storedEvent.ts";

/** Something that can be booked. */
export interface Service {
  readonly id: string;
  readonly name: string;
  readonly minutes: number;
  readonly price: number;
  readonly maximumCustomers: number;
  readonly isOnline: boolean;
  readonly description: string;
  /** So many hours before it begins it can no longer be booked or cancelled. Default: the business's own rule. */
  readonly minimumLeadHours?: number;
}

/** Somebody who serves customers. */
export interface StaffMember extends Person {
  readonly id: string;
  readonly role: "administrator" | "viewer" | "guest" | "externalGuest" | "scheduler" | "teamMember";
}

/** Somebody who books. Without an address they cannot be mailed. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly address: string | null;
  readonly phone: string | null;
}

/** One appointment. */
export interface Appointment {
  readonly id: string;
  readonly service: Service;
  readonly startUtc: number;
  readonly endUtc: number;
  readonly customers: readonly Customer[];
  readonly staff: readonly StaffMember[];
  /** What staff wrote about it. */
  readonly notes: string | null;
  /** What the customer wrote when booking. */
  readonly customerNotes: string | null;
  /** True if the customer booked it on the booking page, false if staff did. */
  readonly isSelfService: boolean;
  readonly createdUtc: number;
}

/** One business. Its id is the SMTP address of its mailbox: answered in this casing, asked for in any. */
export interface Business {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly webSite: string;
  readonly street: string;
  /** So many hours before an appointment begins it can no longer be booked or cancelled, unless its service says otherwise. */
  readonly minimumLeadHours: number;
  readonly services: readonly Service[];
  readonly staff: readonly StaffMember[];
  readonly customers: readonly Customer[];
  /** By id. Cancelled and deleted appointments are taken out. */
  readonly appointments: Map<string, Appointment>;
  /** By id. They are listed nowhere; whether they can be read by their ids is guessed. */
  readonly cancelledAppointments: Map<string, Appointment>;
}
