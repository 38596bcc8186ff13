/** Makes bookings of what Graph sends. It sends nothing itself: see bookings.ts. */
import type { GenericSchema, InferOutput } from "valibot";
import type { Booking, BusinessSource, Person } from "../agenda/item.ts";
import { graphTime, timedSpan } from "./graphTime.ts";
import { link, listWithGaps, part, readShape, requiredText, row, text, wholeNumber } from "./readShape.ts";
import type { ReadShape } from "./readShape.ts";
import type { ReadRow } from "./rowReadings.ts";
import type { WireAppointment, WireCustomer, WireLocation } from "./wire.ts";

const customer = part("A customer", {
  customerId: text("A customer’s id"),
  name: text("A customer’s name"),
  emailAddress: text("A customer’s address"),
} satisfies Record<keyof WireCustomer, GenericSchema>);

const appointmentRow = row({
  id: requiredText("Its id"),
  customerName: text("Its customer’s name"),
  customerEmailAddress: text("Its customer’s address"),
  startDateTime: graphTime("Its start"),
  start: graphTime("Its start"),
  endDateTime: graphTime("Its end"),
  end: graphTime("Its end"),
  serviceId: text("Its service"),
  serviceName: text("Its service’s name"),
  serviceLocation: part("Its location", {
    displayName: text("Its location"),
  } satisfies Record<keyof WireLocation, GenericSchema>),
  joinWebUrl: link("Its address to join online"),
  maximumAttendeesCount: wholeNumber("How many customers it can take"),
  staffMemberIds: listWithGaps("Its list of staff", requiredText("One of its staff")),
  customers: listWithGaps("Its list of customers", customer),
} satisfies Record<keyof WireAppointment, GenericSchema>);

type AppointmentRow = InferOutput<typeof appointmentRow>;

/** The people of a business by the ids that Bookings has for them. `undefined` if they could not be read, or were not. */
export type PeopleById = ReadonlyMap<string, Partial<Person>> | undefined;

/** Whom the ids in a business's appointments mean. */
export interface BusinessPeople {
  readonly staff: PeopleById;
  /** Only needed where an appointment names no customer but an id: see `namesNoCustomer`. */
  readonly customers: PeopleById;
}

/** Stand for people of whom nothing is known: cancelling concerns them, and each of them is counted. */
const unknownCustomer: Person = { name: "Unknown customer", address: "", isUnread: true };
const unknownStaff: Person = { name: "", address: "", isUnread: true };

/** Whether an appointment has a customer of whom it tells no more than an id. */
export function namesNoCustomer(wire: unknown): boolean {
  const entries = readShape(appointmentRow, wire)?.shape.customers ?? [];
  return entries.some((entry) => entry?.customerId !== undefined && namedCustomer(entry) === undefined);
}

/**
 * Reads an appointment. Without an id or a time there is nothing to show, and it is left out; everything else that is
 * missing costs only itself.
 */
export function readBooking(
  wire: unknown,
  business: BusinessSource,
  people: BusinessPeople,
): ReturnType<ReadRow<Booking>> {
  const read = readShape(appointmentRow, wire);
  if (read === undefined) return { leftOut: `A booking of ${business.name} without an id was left out.` };
  const { shape } = read;
  const serviceName = shape.serviceName ?? "";
  const span = timedSpan(shape.startDateTime ?? shape.start, shape.endDateTime ?? shape.end);
  if (span === undefined) {
    return {
      leftOut: `A booking of ${business.name} (${serviceName}) was left out, because its time could not be read.`,
    };
  }
  const notes = [...read.notes];
  const location = shape.serviceLocation?.displayName;
  const lacksPeople = lacksCustomers(read) || isMissing(shape.staffMemberIds);
  if (lacksPeople) notes.push("Who booked it, or who of the staff is assigned, is not known completely.");
  const item: Booking = {
    kind: "booking",
    id: shape.id,
    businessId: business.id,
    businessName: business.name,
    ...(shape.serviceId !== undefined && { serviceId: shape.serviceId }),
    serviceName,
    span,
    customers: customersOf(shape, people.customers, notes),
    staff: staffOf(shape, people.staff, notes),
    ...(lacksPeople && { lacksPeople }),
    maximumCustomers: Math.max(1, shape.maximumAttendeesCount ?? 1),
    ...(location !== undefined && { location }),
    ...(shape.joinWebUrl !== undefined && { joinUrl: shape.joinWebUrl }),
    notes: [...new Set(notes)],
  };
  return { item };
}

/**
 * The customers. Somebody without an address is kept: cancelling concerns them, even if no mail reaches them. Before
 * group bookings there was one customer, in two fields of the appointment.
 */
function customersOf(shape: AppointmentRow, known: PeopleById, notes: string[]): readonly Person[] {
  const entries = shape.customers ?? [];
  if (entries.length === 0) {
    const only = personIf(shape.customerName, shape.customerEmailAddress);
    return only === undefined ? [] : [only];
  }
  const customers = entries.map((entry) => namedCustomer(entry) ?? lookedUp(known, entry?.customerId));
  const missing = customers.filter((found) => found === undefined).length;
  if (missing > 0) notes.push(`${missing} of its ${entries.length} customers could not be looked up.`);
  return customers.map((found) => found ?? { ...unknownCustomer });
}

/** Where there is no list, the one customer of former times will do, as far as everything could be read. */
function lacksCustomers({ shape, notes }: ReadShape<AppointmentRow>): boolean {
  const isNamed = shape.customerName !== undefined || shape.customerEmailAddress !== undefined;
  return isMissing(shape.customers) && (!isNamed || notes.length > 0);
}

function isMissing(list: unknown): boolean {
  return list === undefined || list === null;
}

function namedCustomer(entry: InferOutput<typeof customer>): Person | undefined {
  return personIf(entry?.name, entry?.emailAddress);
}

function lookedUp(people: PeopleById, id: string | undefined): Person | undefined {
  const found = id === undefined ? undefined : people?.get(id);
  return personIf(found?.name, found?.address);
}

function personIf(name: string | undefined, address: string | undefined): Person | undefined {
  if (name === undefined && address === undefined) return undefined;
  return { name: name ?? address ?? "", address: address ?? "" };
}

function staffOf(shape: AppointmentRow, known: PeopleById, notes: string[]): readonly Person[] {
  const ids = shape.staffMemberIds ?? [];
  const members = ids.map((id) => lookedUp(known, id));
  const missing = members.filter((found) => found === undefined).length;
  if (missing > 0) notes.push(`${missing} of its ${ids.length} staff could not be looked up.`);
  return members.map((found) => found ?? { ...unknownStaff });
}
