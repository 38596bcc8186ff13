/** The appointments of both businesses: a full week from today on, and fewer in the five weeks after it. */
import type { Appointment, Business, Customer, Service, StaffMember } from "../office/business.ts";
import { exchangeId } from "../office/exchangeId.ts";
import { instantOf } from "../office/zonedTime.ts";
import type { OfficeDays } from "./officeDays.ts";
import { customers, dentalServices, dentalStaff, physioServices, physioStaff } from "./sampleBusinesses.ts";

const weekMs = 604_800_000;
const { oscar, priya, rosa, stefan, tessa, uma, victor, wen, ximena, yusuf, maria, jensen } = customers;

/** Working day, time, service, customers, staff; then what the customer wrote and what staff noted. */
type Row = readonly [
  key: string,
  workday: number,
  at: string,
  service: Service,
  customers: readonly Customer[],
  staff: readonly StaffMember[],
  customerNotes?: string | undefined,
  notes?: string,
];

const dentalWeek: readonly Row[] = [
  ["cleaning priya", 0, "09:00", dentalServices.cleaning, [priya], [dentalStaff.sofia]],
  ["check-up stefan", 0, "15:00", dentalServices.checkUp, [stefan], [dentalStaff.peter]],
  [
    "check-up oscar",
    1,
    "09:30",
    dentalServices.checkUp,
    [oscar],
    [dentalStaff.peter],
    "Is parking free?",
    "Allergic to latex.",
  ],
  ["filling rosa", 1, "11:00", dentalServices.filling, [rosa], [dentalStaff.nadia, dentalStaff.tim]],
  [
    "families",
    1,
    "16:00",
    dentalServices.families,
    [tessa, uma, victor, wen, ximena],
    [dentalStaff.sofia, dentalStaff.tim],
  ],
  ["online yusuf", 2, "10:00", dentalServices.online, [yusuf], [dentalStaff.nadia], "About the X-ray."],
  ["cleaning wen", 2, "14:00", dentalServices.cleaning, [wen], [dentalStaff.sofia]],
  ["check-up jensen", 2, "16:00", dentalServices.checkUp, [jensen], [dentalStaff.peter], undefined, "Booked by phone."],
  ["check-up maria", 3, "09:00", dentalServices.checkUp, [maria], [dentalStaff.nadia]],
  ["filling oscar", 3, "13:30", dentalServices.filling, [oscar], [dentalStaff.peter, dentalStaff.tim]],
  ["cleaning tessa", 4, "10:00", dentalServices.cleaning, [tessa], []],
  ["online oscar", 4, "15:30", dentalServices.online, [oscar], [dentalStaff.nadia]],
];

const physioWeek: readonly Row[] = [
  ["session victor", 0, "10:30", physioServices.session, [victor], [physioStaff.ruth]],
  ["massage ximena", 0, "16:30", physioServices.massage, [ximena], [physioStaff.sam]],
  [
    "back class",
    1,
    "18:00",
    physioServices.backClass,
    [oscar, priya, rosa, stefan, uma, victor, yusuf, maria],
    [physioStaff.yuki],
  ],
  ["session rosa", 2, "08:30", physioServices.session, [rosa], [physioStaff.ruth]],
  ["posture stefan", 2, "13:00", physioServices.posture, [stefan], [physioStaff.lena]],
  ["massage priya", 3, "11:00", physioServices.massage, [priya], [physioStaff.sam]],
  [
    "small back class",
    3,
    "18:00",
    physioServices.backClass,
    [tessa, wen, jensen],
    [physioStaff.yuki, physioStaff.ruth],
  ],
  ["session victor again", 4, "10:30", physioServices.session, [victor], [physioStaff.ruth]],
];

const dentalEveryWeek: readonly Row[] = [
  ["check-up", 0, "09:30", dentalServices.checkUp, [ximena], [dentalStaff.nadia]],
  ["cleaning", 2, "11:00", dentalServices.cleaning, [stefan], [dentalStaff.sofia]],
  ["filling", 3, "14:00", dentalServices.filling, [uma], [dentalStaff.peter]],
];

const physioEveryWeek: readonly Row[] = [
  ["session", 1, "10:30", physioServices.session, [victor], [physioStaff.ruth]],
  ["back class", 3, "18:00", physioServices.backClass, [oscar, priya, maria], [physioStaff.yuki]],
];

/** What fills appointments needs to know. */
export interface AppointmentPlace {
  readonly days: OfficeDays;
  /** The office's IANA zone. */
  readonly zone: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly nowUtc: number;
}

/** Fills the dentist's book. */
export function fillDental(place: AppointmentPlace, business: Business): void {
  fill(place, business, dentalWeek, dentalEveryWeek);
}

/** Fills the physiotherapist's book. */
export function fillPhysio(place: AppointmentPlace, business: Business): void {
  fill(place, business, physioWeek, physioEveryWeek);
}

/** The id of an appointment in this week, by its key. */
export function appointmentId(businessId: string, key: string): string {
  return exchangeId(businessId, `appointment ${key}`);
}

function fill(place: AppointmentPlace, business: Business, week: readonly Row[], everyWeek: readonly Row[]): void {
  const later = [1, 2, 3, 4, 5].flatMap((number) =>
    everyWeek.map(([key, workday, ...rest]): Row => [`${key} in week ${number}`, workday + 5 * number, ...rest]),
  );
  for (const row of [...week, ...later]) {
    const appointment = appointmentOf(place, business, row);
    business.appointments.set(appointment.id, appointment);
  }
}

function appointmentOf(place: AppointmentPlace, business: Business, row: Row): Appointment {
  const [key, workday, at, service, booking, staff, customerNotes, notes] = row;
  const startUtc = instantOf(`${place.days.workday(workday)}T${at}`, place.zone);
  return {
    id: appointmentId(business.id, key),
    service,
    startUtc,
    endUtc: startUtc + service.minutes * 60_000,
    customers: booking,
    staff,
    notes: notes ?? null,
    customerNotes: customerNotes ?? null,
    isSelfService: customerNotes !== undefined,
    createdUtc: place.nowUtc - weekMs,
  };
}
