/** Short ways to write the events, bookings and sources that the agenda's tests are about. */
import type {
  Attendee,
  Booking,
  BusinessSource,
  CalendarEvent,
  CalendarSource,
  Person,
  TimeSpan,
} from "../../../src/agenda/item.ts";
import type { Viewer } from "../../../src/agenda/viewer.ts";

/** Ana, who looks at her agenda in Rome on Tuesday 24 November 2026 at 08:00. */
export const ana: Viewer = {
  now: Date.parse("2026-11-24T07:00:00Z"),
  timeZone: "Europe/Rome",
  locale: "en-GB",
  ownAddresses: ["ana.silva@contoso.com"],
};

export const anaCalendar: CalendarSource = {
  kind: "calendar",
  id: "calendar-ana",
  mailbox: { kind: "me" },
  name: "Calendar",
  isDefault: true,
  canEdit: true,
  owner: { name: "Ana Silva", address: "ana.silva@contoso.com" },
};

export const leeCalendar: CalendarSource = {
  kind: "calendar",
  id: "calendar-lee",
  mailbox: { kind: "me" },
  name: "Lee Gu",
  isDefault: false,
  canEdit: false,
  owner: { name: "Lee Gu", address: "lee.gu@contoso.com" },
};

export const receptionCalendar: CalendarSource = {
  kind: "calendar",
  id: "calendar-reception",
  mailbox: { kind: "user", id: "reception@contoso.com" },
  name: "Calendar",
  isDefault: true,
  canEdit: true,
};

export const facilitiesCalendar: CalendarSource = {
  kind: "calendar",
  id: "calendar-facilities",
  mailbox: { kind: "group", id: "f2b1c0de-0000-0000-0000-000000000001" },
  name: "Contoso Facilities",
  isDefault: true,
  canEdit: true,
};

export const dental: BusinessSource = { kind: "business", id: "ContosoDental@contoso.com", name: "Contoso Dental" };

/** A span between two UTC times, as `2026-11-24T08:30Z`. */
export function timed(start: string, end: string): TimeSpan {
  return { kind: "timed", startUtc: Date.parse(start), endUtc: Date.parse(end) };
}

/** Whole days; the last one included. */
export function allDay(firstDay: string, lastDay = firstDay): TimeSpan {
  return { kind: "allDay", firstDay, lastDay };
}

/** Somebody at an address, named by what stands before the `@`. */
export function person(address: string): Person {
  return { name: address.split("@")[0] ?? "", address };
}

/** Required attendees who have not answered. */
export function invite(...addresses: readonly string[]): readonly Attendee[] {
  return addresses.map((address) => ({ ...person(address), type: "required", response: "notResponded" }));
}

/** An event that Ana organises on 24 November from 09:30 to 10:15 in Rome. */
export function event(parts: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    kind: "event",
    id: "event-1",
    mailbox: { kind: "me" },
    calendarId: anaCalendar.id,
    subject: "Design review",
    span: timed("2026-11-24T08:30Z", "2026-11-24T09:15Z"),
    isOrganizer: true,
    isCancelled: false,
    isPrivate: false,
    attendees: [],
    series: "single",
    notes: [],
    ...parts,
  };
}

/** A booking of Contoso Dental on 24 November from 14:00 to 14:30 in Rome. */
export function booking(parts: Partial<Booking> = {}): Booking {
  return {
    kind: "booking",
    id: "booking-1",
    businessId: dental.id,
    businessName: dental.name,
    serviceName: "Initial consult",
    span: timed("2026-11-24T13:00Z", "2026-11-24T13:30Z"),
    customers: [{ name: "M. Rossi", address: "m.rossi@fabrikam.com" }],
    staff: [{ name: "Dr Kim", address: "kim@contoso.com" }],
    maximumCustomers: 1,
    notes: [],
    ...parts,
  };
}
