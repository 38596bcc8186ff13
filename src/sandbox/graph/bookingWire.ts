/**
 * Bookings businesses, services, staff, customers and appointments as Graph writes them. Unlike an event's, an
 * appointment's `dateTime` ends in `Z`.
 * Source: https://learn.microsoft.com/graph/api/resources/bookingappointment
 */
import type {
  BookingAppointment,
  BookingBusiness,
  BookingCustomer,
  BookingPageSettings,
  BookingService,
  BookingStaffMember,
  Location,
} from "@microsoft/microsoft-graph-types";
import type { Appointment, Business, Customer, Service, StaffMember } from "../office/business.ts";
import { guidOf } from "../office/exchangeId.ts";
import type { Guesses } from "../guesses.ts";
import { joinUrl } from "./eventWire.ts";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;
const weekend = ["saturday", "sunday"] as const;
/** https://learn.microsoft.com/graph/api/resources/bookingstaffmember#properties */
const laterRoles: ReadonlySet<StaffMember["role"]> = new Set(["scheduler", "teamMember"]);
const nobodysId = "00000000-0000-0000-0000-000000000000";

/** What an appointment is written for: a list leaves some texts out; the names of the times are a guess. */
export interface AppointmentView {
  readonly business: Business;
  readonly zone: string;
  readonly isWhole: boolean;
  readonly timeNames: Guesses["bookingTimeNames"];
}

/** An appointment in Graph's wire shape. */
export function appointmentWire(appointment: Appointment, view: AppointmentView): Readonly<Record<string, unknown>> {
  const { service, customers } = appointment;
  const [first] = customers;
  const properties = {
    id: appointment.id,
    selfServiceAppointmentId: appointment.isSelfService ? guidOf(`self-service ${appointment.id}`) : nobodysId,
    additionalInformation: "",
    isLocationOnline: service.isOnline,
    isCustomerAllowedToManageBooking: true,
    joinWebUrl: service.isOnline ? joinUrl(appointment.id) : null,
    anonymousJoinWebUrl: null,
    appointmentLabel: null,
    createdDateTime: new Date(appointment.createdUtc).toISOString(),
    lastUpdatedDateTime: new Date(appointment.createdUtc).toISOString(),
    customerName: first?.name ?? null,
    customerEmailAddress: first?.address ?? null,
    customerPhone: first?.phone ?? null,
    customerNotes: appointment.customerNotes,
    customerTimeZone: view.zone,
    customers: customers.map((customer) =>
      customerInformation(customer, view.zone),
    ) as BookingAppointment["customers"] & object,
    maximumAttendeesCount: service.maximumCustomers,
    filledAttendeesCount: customers.length,
    smsNotificationsEnabled: false,
    serviceId: service.id,
    serviceName: service.name,
    serviceLocation: wireLocation(service.isOnline ? "" : view.business.name, view.business.street),
    serviceNotes: view.isWhole ? appointment.notes : null,
    duration: `PT${service.minutes}M`,
    preBuffer: "PT0S",
    postBuffer: "PT10M",
    priceType: service.price === 0 ? "free" : "fixedPrice",
    price: service.price,
    optOutOfCustomerEmail: false,
    staffMemberIds: appointment.staff.map((member) => member.id),
    reminders: view.isWhole
      ? [{ offset: "P1D", recipients: "allAttendees", message: `Your ${service.name} is tomorrow.` }]
      : [],
  } satisfies BookingAppointment;
  const [startName, endName] = view.timeNames === "start" ? ["start", "end"] : ["startDateTime", "endDateTime"];
  return { ...properties, [startName]: bookingTime(appointment.startUtc), [endName]: bookingTime(appointment.endUtc) };
}

/** A business in Graph's wire shape; lists only have `id` and `displayName` of it. */
export function businessWire(business: Business, zone: string): Readonly<Record<string, unknown>> {
  const properties = {
    id: business.id,
    displayName: business.name,
    businessType: "",
    phone: business.phone,
    email: business.email,
    webSiteUrl: business.webSite,
    languageTag: "en-US",
    defaultCurrencyIso: "USD",
    isPublished: true,
    publicUrl: `https://outlook.office365.com/owa/calendar/${business.id}/bookings/`,
    address: {
      street: business.street,
      city: "Redmond",
      state: "WA",
      countryOrRegion: "USA",
      postalCode: "98052",
    },
    businessHours: businessHours(),
    schedulingPolicy: schedulingPolicy(business.minimumLeadHours),
    bookingPageSettings: bookingPageSettings(zone),
    createdDateTime: "2024-02-12T09:00:00Z",
    lastUpdatedDateTime: "2026-03-02T14:20:00Z",
  } satisfies BookingBusiness;
  // Documentation shows these, the metadata of v1.0 does not.
  const address = { ...properties.address, type: "business", postOfficeBox: "" };
  return { ...properties, address };
}

/** A service in Graph's wire shape. */
export function serviceWire(service: Service, business: Business): BookingService {
  return {
    id: service.id,
    displayName: service.name,
    defaultDuration: `PT${service.minutes}M`,
    defaultPrice: service.price,
    defaultPriceType: service.price === 0 ? "free" : "fixedPrice",
    description: service.description,
    languageTag: "en-US",
    isHiddenFromCustomers: false,
    notes: "",
    preBuffer: "PT0S",
    postBuffer: "PT10M",
    staffMemberIds: business.staff.map((member) => member.id),
    isLocationOnline: service.isOnline,
    smsNotificationsEnabled: false,
    maximumAttendeesCount: service.maximumCustomers,
    isAnonymousJoinEnabled: false,
    webUrl: `https://outlook.office365.com/owa/calendar/${business.id}/bookings/s/${service.id}`,
    schedulingPolicy: service.minimumLeadHours === undefined ? null : schedulingPolicy(service.minimumLeadHours),
    defaultLocation: wireLocation(business.name, business.street),
    defaultReminders: [],
  };
}

/** A staff member in Graph's wire shape. Two of the roles are only told to callers who ask for later members of enumerations. */
export function staffWire(
  member: StaffMember,
  zone: string,
  knowsLaterRoles: boolean,
): BookingStaffMember & Readonly<Record<string, unknown>> {
  return {
    "@odata.type": "#microsoft.graph.bookingStaffMember",
    id: member.id,
    displayName: member.name,
    emailAddress: member.address,
    availabilityIsAffectedByPersonalCalendar: true,
    role: laterRoles.has(member.role) && !knowsLaterRoles ? "unknownFutureValue" : member.role,
    membershipStatus: "active",
    timeZone: zone,
    useBusinessHours: true,
    isEmailNotificationEnabled: true,
    workingHours: businessHours(),
  };
}

/** A customer in Graph's wire shape. */
export function customerWire(customer: Customer): BookingCustomer & Readonly<Record<string, unknown>> {
  return {
    "@odata.type": "#microsoft.graph.bookingCustomer",
    id: customer.id,
    displayName: customer.name,
    emailAddress: customer.address,
    addresses: [],
    phones: customer.phone === null ? [] : [{ number: customer.phone, type: "mobile" }],
  };
}

function customerInformation(customer: Customer, zone: string): Readonly<Record<string, unknown>> {
  return {
    "@odata.type": "#microsoft.graph.bookingCustomerInformation",
    customerId: customer.id,
    name: customer.name,
    emailAddress: customer.address,
    phone: customer.phone,
    notes: null,
    location: wireLocation("Customer", ""),
    timeZone: zone,
    customQuestionAnswers: [],
  };
}

function schedulingPolicy(minimumLeadHours: number) {
  return {
    timeSlotInterval: "PT30M",
    minimumLeadTime: `PT${minimumLeadHours}H`,
    maximumAdvance: "P365D",
    sendConfirmationsToOwner: true,
    allowStaffSelection: true,
  };
}

function bookingPageSettings(zone: string): BookingPageSettings {
  return {
    accessControl: "unrestricted",
    bookingPageColorCode: "#0078D4",
    businessTimeZone: zone,
    customerConsentMessage: "",
    enforceOneTimePassword: false,
    isBusinessLogoDisplayEnabled: false,
    isCustomerConsentEnabled: false,
    isSearchEngineIndexabilityDisabled: true,
    isTimeSlotTimeZoneSetToBusinessTimeZone: true,
    privacyPolicyWebUrl: "",
    termsAndConditionsWebUrl: "",
  };
}

function bookingTime(instant: number): { dateTime: string; timeZone: string } {
  return { dateTime: `${new Date(instant).toISOString().slice(0, 19)}.0000000Z`, timeZone: "UTC" };
}

function businessHours() {
  const slots = [{ startTime: "08:00:00.0000000", endTime: "17:00:00.0000000" }];
  return [...weekdays.map((day) => ({ day, timeSlots: slots })), ...weekend.map((day) => ({ day, timeSlots: [] }))];
}

function wireLocation(displayName: string, street: string): Location {
  return {
    displayName,
    locationEmailAddress: null,
    locationUri: "",
    locationType: "default",
    uniqueId: null,
    uniqueIdType: null,
    coordinates: { altitude: null, latitude: null, longitude: null, accuracy: null, altitudeAccuracy: null },
    address: {
      street,
      city: street === "" ? "" : "Redmond",
      state: street === "" ? "" : "WA",
      countryOrRegion: "",
      postalCode: "",
    },
  };
}
