/**
 * What a Bookings business is, beside its appointments: who it is, what it offers, who works there, and the rules that
 * touch a cancellation. Not a row and not a wire shape.
 * Source: https://learn.microsoft.com/graph/api/resources/bookingbusiness
 */
import type { Person } from "./item.ts";

/** Something that customers book. */
export interface BookingService {
  readonly id: string;
  readonly name: string;
  readonly durationMinutes?: number;
  /** How many customers one appointment can take; more than 1 for a group booking. */
  readonly maximumCustomers: number;
  /** How long before its start an appointment can last be cancelled; the service's own rule wins over the business's. */
  readonly minimumLeadTimeMinutes?: number;
}

/** One of a business's staff. The id is Bookings' own, not the user's. */
export interface StaffMember extends Partial<Person> {
  readonly id: string;
  readonly name: string;
  readonly role?: string;
}

/** A day of the week, as Graph names it. */
export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

/** When a business is open on a day of the week. No slots: it is closed. */
export interface OpeningHours {
  readonly day: Weekday;
  /** From and until, written `09:00`, in the business's own zone. */
  readonly slots: readonly { readonly start: string; readonly end: string }[];
}

/** What is known of a business. A part that may not be read is missing, and a note says so. */
export interface BusinessDetails {
  /** The SMTP address of its mailbox; compare it without case. */
  readonly id: string;
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly webSite?: string;
  /** The page where customers book, while it is published. */
  readonly bookingPage?: string;
  /** IANA. */
  readonly timeZone?: string;
  /** In the order of the week. */
  readonly openingHours?: readonly OpeningHours[];
  /** How long before its start an appointment can last be booked or cancelled by somebody who is no administrator. */
  readonly minimumLeadTimeMinutes?: number;
  readonly services: readonly BookingService[];
  readonly staff: readonly StaffMember[];
  /** What could not be read, as sentences. */
  readonly notes: readonly string[];
}
