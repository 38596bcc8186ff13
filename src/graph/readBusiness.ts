/** Makes businesses, and who and what belongs to them, of what Graph sends. It sends nothing itself: see businesses.ts. */
import type { GenericSchema } from "valibot";
import type { BookingService, BusinessDetails, StaffMember } from "../agenda/business.ts";
import type { BusinessSource, Person } from "../agenda/item.ts";
import { minutesOf } from "./duration.ts";
import { openingHoursOf, openingHoursShape } from "./openingHours.ts";
import { flag, link, part, readShape, requiredText, row, text, wholeNumber } from "./readShape.ts";
import type { ReadRow } from "./rowReadings.ts";
import { ianaZone } from "./timeZoneName.ts";
import type {
  WireBusiness,
  WireBusinessCustomer,
  WireBusinessDetails,
  WirePageSettings,
  WireSchedulingPolicy,
  WireService,
  WireStaffMember,
} from "./wire.ts";

const schedulingPolicy = part("Its rules", {
  minimumLeadTime: text("How long before it can be cancelled"),
} satisfies Record<keyof WireSchedulingPolicy, GenericSchema>);

const businessRow = row({
  id: requiredText("Its id"),
  displayName: text("Its name"),
} satisfies Record<keyof WireBusiness, GenericSchema>);

const detailsRow = row({
  id: requiredText("Its id"),
  displayName: text("Its name"),
  phone: text("Its telephone number"),
  email: text("Its address"),
  webSiteUrl: link("Its web site", ["https:", "http:"]),
  publicUrl: link("Its booking page"),
  isPublished: flag("Whether its booking page is published"),
  businessHours: openingHoursShape,
  schedulingPolicy,
  bookingPageSettings: part("Its booking page’s settings", {
    businessTimeZone: text("Its time zone"),
  } satisfies Record<keyof WirePageSettings, GenericSchema>),
} satisfies Record<keyof WireBusinessDetails, GenericSchema>);

const serviceRow = row({
  id: requiredText("Its id"),
  displayName: text("Its name"),
  defaultDuration: text("Its duration"),
  maximumAttendeesCount: wholeNumber("How many customers it can take"),
  schedulingPolicy,
} satisfies Record<keyof WireService, GenericSchema>);

const staffRow = row({
  id: requiredText("Its id"),
  displayName: text("Its name"),
  emailAddress: text("Its address"),
  role: text("Its role"),
} satisfies Record<keyof WireStaffMember, GenericSchema>);

const customerRow = row({
  id: requiredText("Its id"),
  displayName: text("Its name"),
  emailAddress: text("Its address"),
} satisfies Record<keyof WireBusinessCustomer, GenericSchema>);

/** Reads a business, as a list of businesses has it. */
export function readBusiness(wire: unknown): ReturnType<ReadRow<BusinessSource>> {
  const read = readShape(businessRow, wire);
  if (read === undefined) return { leftOut: "A business without an id was left out." };
  const { id, displayName } = read.shape;
  return { item: { kind: "business", id, name: displayName ?? id } };
}

/** Reads what a business says of itself; its services and staff are no part of that. */
export function readDetails(wire: unknown): ReturnType<ReadRow<Omit<BusinessDetails, "services" | "staff">>> {
  const read = readShape(detailsRow, wire);
  if (read === undefined) return { leftOut: "A business without an id was left out." };
  const { id, displayName, phone, email, webSiteUrl, publicUrl, isPublished } = read.shape;
  const timeZone = ianaZone(read.shape.bookingPageSettings?.businessTimeZone ?? "");
  const openingHours = openingHoursOf(read.shape.businessHours ?? []);
  const leadTime = leadTimeOf(read.shape);
  return {
    item: {
      id,
      name: displayName ?? id,
      ...(phone !== undefined && { phone }),
      ...(email !== undefined && { email }),
      ...(webSiteUrl !== undefined && { webSite: webSiteUrl }),
      ...(publicUrl !== undefined && isPublished === true && { bookingPage: publicUrl }),
      ...(timeZone !== undefined && { timeZone }),
      ...(openingHours !== undefined && { openingHours }),
      ...(leadTime !== undefined && { minimumLeadTimeMinutes: leadTime }),
      notes: read.notes,
    },
  };
}

/** Reads something that customers book. */
export function readService(wire: unknown): ReturnType<ReadRow<BookingService>> {
  const read = readShape(serviceRow, wire);
  if (read === undefined) return { leftOut: "A service without an id was left out." };
  const { id, displayName, defaultDuration, maximumAttendeesCount } = read.shape;
  const duration = minutesOf(defaultDuration ?? "");
  const leadTime = leadTimeOf(read.shape);
  return {
    item: {
      id,
      name: displayName ?? "",
      ...(duration !== undefined && { durationMinutes: duration }),
      maximumCustomers: Math.max(1, maximumAttendeesCount ?? 1),
      ...(leadTime !== undefined && { minimumLeadTimeMinutes: leadTime }),
    },
  };
}

/** Reads one of the staff. */
export function readStaffMember(wire: unknown): ReturnType<ReadRow<StaffMember>> {
  const read = readShape(staffRow, wire);
  if (read === undefined) return { leftOut: "A member of staff without an id was left out." };
  const { id, displayName, emailAddress, role } = read.shape;
  return {
    item: {
      id,
      name: displayName ?? emailAddress ?? "",
      ...(emailAddress !== undefined && { address: emailAddress }),
      // What Graph says of a role that is newer than this.
      ...(role !== undefined && role !== "unknownFutureValue" && { role }),
    },
  };
}

/** A customer whom a business knows. `address` is empty for one who booked by telephone. */
export interface KnownCustomer extends Person {
  /** Bookings' own id. */
  readonly id: string;
}

/** Reads a customer whom a business knows. */
export function readCustomer(wire: unknown): ReturnType<ReadRow<KnownCustomer>> {
  const read = readShape(customerRow, wire);
  if (read === undefined) return { leftOut: "A customer without an id was left out." };
  const { id, displayName, emailAddress } = read.shape;
  return { item: { id, name: displayName ?? emailAddress ?? "", address: emailAddress ?? "" } };
}

function leadTimeOf(read: {
  readonly schedulingPolicy?: { readonly minimumLeadTime?: string | undefined } | null | undefined;
}): number | undefined {
  return minutesOf(read.schedulingPolicy?.minimumLeadTime ?? "");
}
