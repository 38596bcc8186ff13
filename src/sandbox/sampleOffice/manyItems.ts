/**
 * As many items as somebody wants to try a client with: events in Ana's default calendar, appointments at the dentist's,
 * and businesses without anything in them; spread over the year that begins today, and the same at every start.
 */
import type { Appointment, Business } from "../office/business.ts";
import { exchangeId, guidOf } from "../office/exchangeId.ts";
import { addDays, instantOf } from "../office/zonedTime.ts";
import type { SandboxLoad } from "../sandboxContract.ts";
import type { MeetingPlan } from "./meetingPlan.ts";
import { colleagues, outsiders, required } from "./people.ts";
import { customers, dentalBusiness, dentalServices, dentalStaff } from "./sampleBusinesses.ts";

const { ana, ...others } = colleagues;
const invitable = [...Object.values(others), ...Object.values(outsiders)];
const organizers = Object.values(others);
const subjects = ["Status", "Planning", "Review", "Interview", "Demonstration", "Training", "Call", "Workshop"];
const year = 365;
const dayOfQuarters = 40;

/** Where and when the items are made. */
export interface LoadPlace {
  /** As `2026-11-20`, in the office's zone. */
  readonly today: string;
  /** The office's IANA zone. */
  readonly zone: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly nowUtc: number;
}

/** Events of Ana's: two thirds of them are hers, every fiftieth lasts the whole day. */
export function manyMeetings(place: LoadPlace, count: number): readonly MeetingPlan[] {
  return Array.from({ length: count }, (_, index): MeetingPlan => {
    const day = addDays(place.today, Math.floor((index * year) / count));
    const guests = [0, 1, 2].map((step) => required(picked(invitable, index * 3 + step)));
    const isAnas = index % 3 !== 0;
    return {
      key: `load ${index}`,
      subject: `${picked(subjects, index)} ${index + 1}`,
      organizer: isAnas ? ana : picked(organizers, index),
      invited: isAnas ? guests : [required(ana), ...guests],
      time: index % 50 === 49 ? { firstDay: day, days: 1 } : { day, at: clockTime(index), minutes: 15 },
      isOnline: index % 2 === 0,
    };
  });
}

/** Puts appointments into a business. */
export function addManyAppointments(place: LoadPlace, business: Business, count: number): void {
  const services = Object.values(dentalServices);
  for (let index = 0; index < count; index += 1) {
    const service = picked(services, index);
    const day = addDays(place.today, Math.floor((index * year) / count));
    const startUtc = instantOf(`${day}T${clockTime(index)}`, place.zone);
    const appointment: Appointment = {
      id: exchangeId(business.id, `appointment load ${index}`),
      service,
      startUtc,
      endUtc: startUtc + service.minutes * 60_000,
      customers: [picked(Object.values(customers), index)],
      staff: [picked(Object.values(dentalStaff), index)],
      notes: null,
      customerNotes: null,
      isSelfService: false,
      createdUtc: place.nowUtc,
    };
    business.appointments.set(appointment.id, appointment);
  }
}

/** Businesses as the dentist's, all of them Ana's, with so many appointments each. */
export function manyBranches(place: LoadPlace, count: number, appointments: number): readonly Business[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const branch = { ...dentalBusiness(), id: `Dental${number}@contoso.com`, name: `Contoso Dental ${number}` };
    addManyAppointments(place, branch, appointments);
    return branch;
  });
}

/** Businesses that nobody of the sample office works at. */
export function manyBusinesses(count: NonNullable<SandboxLoad["businesses"]>): readonly Business[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `Branch${index + 1}@contoso.com`,
    name: `Contoso Branch ${index + 1}`,
    phone: "425-555-0199",
    email: `branch${index + 1}@contoso.com`,
    webSite: "https://www.contoso.com/branches",
    street: `${index + 1} Branch Road`,
    minimumLeadHours: 24,
    services: [],
    staff: [{ id: guidOf(`staff of branch ${index}`), role: "administrator" as const, ...organizer(index) }],
    customers: [],
    appointments: new Map<string, Appointment>(),
    cancelledAppointments: new Map<string, Appointment>(),
  }));
}

function organizer(index: number) {
  return picked(Object.values(outsiders), index);
}

/** A quarter of an hour between 8:00 and 18:00. */
function clockTime(index: number): string {
  const minutes = 8 * 60 + 15 * (index % dayOfQuarters);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function picked<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError("There is nothing to pick from.");
  return item;
}
