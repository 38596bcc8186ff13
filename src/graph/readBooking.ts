/** Makes businesses, bookings and staff of what Graph sends. It sends nothing itself: see bookings.ts. */
import type { Booking, BusinessSource, Person } from "../agenda/item.ts";
import { timedSpan } from "./graphTime.ts";
import type { ReadRow } from "./pages.ts";
import { readFields } from "./readField.ts";
import type { FieldReader } from "./readField.ts";
import type { WireAppointment, WireBusiness, WireCustomer, WireLocation, WireStaffMember } from "./wire.ts";

/** One of a business's staff. */
export interface StaffMember extends Person {
  /** Bookings' own id. */
  readonly id: string;
}

/** A business's staff by id. `undefined` if they could not be read. */
export type StaffById = ReadonlyMap<string, StaffMember> | undefined;

/** Reads a business. */
export const readBusiness: ReadRow<BusinessSource> = (row) => {
  const fields = readFields<WireBusiness>(row, []);
  const id = fields?.text("id");
  if (id === undefined) return { leftOut: "A business without an id was left out." };
  return { item: { kind: "business", id, name: fields?.text("displayName") ?? id } };
};

/** Reads one of the staff. */
export const readStaffMember: ReadRow<StaffMember> = (row) => {
  const fields = readFields<WireStaffMember>(row, []);
  const id = fields?.text("id");
  if (id === undefined) return { leftOut: "A member of staff without an id was left out." };
  const address = fields?.text("emailAddress") ?? "";
  return { item: { id, name: fields?.text("displayName") ?? address, address } };
};

/**
 * Reads an appointment. Without an id or a time there is nothing to show, and it is left out; everything else that is
 * missing costs only itself.
 */
export function readBooking(row: unknown, business: BusinessSource, staff: StaffById): ReturnType<ReadRow<Booking>> {
  const notes: string[] = [];
  const fields = readFields<WireAppointment>(row, notes);
  const id = fields?.text("id");
  if (fields === undefined || id === undefined)
    return { leftOut: `A booking of ${business.name} without an id was left out.` };
  const serviceName = fields.text("serviceName") ?? "";
  const span = timedSpan(
    fields.raw("startDateTime") ?? fields.raw("start"),
    fields.raw("endDateTime") ?? fields.raw("end"),
  );
  if (span === undefined) {
    return {
      leftOut: `A booking of ${business.name} (${serviceName}) was left out, because its time could not be read.`,
    };
  }
  const location = fields.object<WireLocation>("serviceLocation")?.text("displayName");
  const joinUrl = fields.link("joinWebUrl");
  const item: Booking = {
    kind: "booking",
    id,
    businessId: business.id,
    businessName: business.name,
    serviceName,
    span,
    customers: readCustomers(fields, notes),
    staff: assignedStaff(fields, staff, notes),
    maximumCustomers: Math.max(1, fields.wholeNumber("maximumAttendeesCount") ?? 1),
    ...(location !== undefined && { location }),
    ...(joinUrl !== undefined && { joinUrl }),
    notes: [...new Set(notes)],
  };
  return { item };
}

/**
 * The customers. Somebody without an address is kept: cancelling concerns them, even if no mail reaches them. Before
 * group bookings there was one customer, in two fields of the appointment.
 */
function readCustomers(appointment: FieldReader<WireAppointment>, notes: string[]): readonly Person[] {
  const entries = appointment.list("customers");
  if (entries.length > 0) {
    return entries.flatMap((entry) => {
      const fields = readFields<WireCustomer>(entry, notes, "customers.");
      const customer = customerOf(fields?.text("name"), fields?.text("emailAddress"));
      if (customer === undefined) notes.push("A customer without a name or an address was left out.");
      return customer ?? [];
    });
  }
  return [customerOf(appointment.text("customerName"), appointment.text("customerEmailAddress")) ?? []].flat();
}

function customerOf(name: string | undefined, address: string | undefined): Person | undefined {
  return name === undefined && address === undefined
    ? undefined
    : { name: name ?? address ?? "", address: address ?? "" };
}

function assignedStaff(
  appointment: FieldReader<WireAppointment>,
  staff: StaffById,
  notes: string[],
): readonly Person[] {
  const ids = appointment.list("staffMemberIds").filter((id) => typeof id === "string");
  const members = ids.flatMap((id) => staff?.get(id) ?? []);
  const missing = ids.length - members.length;
  if (missing > 0) notes.push(`${missing} of its ${ids.length} staff could not be looked up.`);
  return members.map(({ name, address }) => ({ name, address }));
}
