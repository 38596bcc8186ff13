/** Items and plans for the tests of cancelling: small, and each property can be set. */
import type { Booking, CalendarEvent } from "../../../src/agenda/item.ts";
import type { Viewer } from "../../../src/agenda/viewer.ts";
import { targetOf } from "../../../src/cancellation/plan.ts";
import type { CancellationPlan, PlannedItem } from "../../../src/cancellation/plan.ts";

/** A person who looks at the agenda in Rome on Tuesday, 24 November 2026, at nine in the morning. */
export const ana: Viewer = {
  now: Date.parse("2026-11-24T08:00:00Z"),
  timeZone: "Europe/Rome",
  locale: "en-GB",
  ownAddresses: ["ana.silva@contoso.com"],
};

/** A meeting on 24 November, half past nine to a quarter past ten in Rome. */
export function event(change: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    kind: "event",
    id: "AAMk1=",
    mailbox: { kind: "me" },
    subject: "Design review",
    span: { kind: "timed", startUtc: Date.parse("2026-11-24T08:30:00Z"), endUtc: Date.parse("2026-11-24T09:15:00Z") },
    isOrganizer: true,
    isCancelled: false,
    isPrivate: false,
    attendees: [attendee("lee.park@contoso.com", "Lee Park"), attendee("kim@fabrikam.com", "Kim Ito")],
    series: "single",
    notes: [],
    ...change,
  };
}

/** A required attendee, or a room. */
export function attendee(
  address: string,
  name: string,
  type: CalendarEvent["attendees"][number]["type"] = "required",
): CalendarEvent["attendees"][number] {
  return { address, name, type, response: "none" };
}

/** An appointment on 24 November at two in the afternoon in Rome. */
export function booking(change: Partial<Booking> = {}): Booking {
  return {
    kind: "booking",
    id: "AAMkB=",
    businessId: "ContosoDental@contoso.com",
    businessName: "Contoso Dental",
    serviceName: "Initial consult",
    span: { kind: "timed", startUtc: Date.parse("2026-11-24T13:00:00Z"), endUtc: Date.parse("2026-11-24T13:30:00Z") },
    customers: [{ name: "M. Rossi", address: "m.rossi@adatum.com" }],
    staff: [{ name: "Dr Kim", address: "dr.kim@contoso.com" }],
    maximumCustomers: 1,
    notes: [],
    ...change,
  };
}

/** A plan of these items with one message. */
export function planOf(items: readonly (CalendarEvent | Booking)[], message = "Sorry."): CancellationPlan {
  return {
    id: "run-1",
    sender: { accountId: "ana", address: "ana.silva@contoso.com", realm: "https://graph.microsoft.com" },
    items: items.map((item): PlannedItem => ({
      target: targetOf(item),
      action: { kind: "cancel" },
      item,
      scope:
        item.kind === "event" && item.series !== "single"
          ? item.series === "master"
            ? "series"
            : "occurrence"
          : "single",
      message,
    })),
  };
}
