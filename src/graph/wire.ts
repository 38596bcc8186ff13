/**
 * What Microsoft Graph sends, narrowed to the fields that are read here. The types are Microsoft's own, generated from
 * Graph's metadata; where the metadata, the documentation and the service disagree, a note says so. Nothing here is
 * trusted: what arrives is `unknown` until readShape.ts has looked at it.
 * Source: https://learn.microsoft.com/graph/api/overview
 */
import type {
  Attendee,
  BookingAppointment,
  BookingBusiness,
  BookingCustomer,
  BookingCustomerInformation,
  BookingPageSettings,
  BookingSchedulingPolicy,
  BookingService,
  BookingStaffMember,
  Calendar,
  CalendarGroup,
  DateTimeTimeZone,
  EmailAddress,
  Event,
  Group,
  Location,
  OnlineMeetingInfo,
  PatternedRecurrence,
  RecurrenceRange,
  ResponseStatus,
} from "@microsoft/microsoft-graph-types";

/** One page of a list. `@odata.nextLink` is opaque, and a page may be empty and still have one. */
export interface WirePage {
  readonly value: readonly unknown[];
  readonly "@odata.nextLink"?: string;
  /** Opaque as well. Only on the last page of a list of changes. */
  readonly "@odata.deltaLink"?: string;
}

/** A calendar. `isDefaultCalendar` is missing from the documented list, and present in what the service sends. */
export type WireCalendar = Pick<Calendar, "id" | "name" | "isDefaultCalendar" | "canEdit" | "owner">;

/** A group of calendars in somebody's mailbox, as `My Calendars`. A Microsoft 365 group's mailbox has none. */
export type WireCalendarGroup = Pick<CalendarGroup, "id" | "name">;

/** A group of people. It has a mailbox and a calendar if one of `groupTypes` is `Unified`. */
export type WireGroup = Pick<Group, "id" | "displayName" | "mail" | "groupTypes">;

/**
 * An event. `originalStartTimeZone` is a Windows or an IANA name, or `tzone://Microsoft/Custom`.
 * `onlineMeetingUrl` is what Graph used before `onlineMeeting.joinUrl`.
 */
export type WireEvent = Pick<
  Event,
  | "id"
  | "subject"
  | "start"
  | "end"
  | "isAllDay"
  | "isCancelled"
  | "isOrganizer"
  | "organizer"
  | "responseStatus"
  | "attendees"
  | "type"
  | "seriesMasterId"
  | "sensitivity"
  | "location"
  | "onlineMeeting"
  | "onlineMeetingUrl"
  | "webLink"
  | "originalStartTimeZone"
  | "iCalUId"
>;

/** How a series recurs; only asked for where a series is read on its own. */
export type WireRecurrence = Pick<PatternedRecurrence, "pattern" | "range">;

/** From when until when. `endDate` of a range that has no end, or counts, is `0001-01-01`. */
export type WireRecurrenceRange = Pick<RecurrenceRange, "type" | "startDate" | "endDate" | "recurrenceTimeZone">;

/** The organizer of an event. */
export type WireRecipient = Pick<Attendee, "emailAddress">;

/** Somebody invited. The organizer may be among them, with the response `organizer`. */
export type WireAttendee = Pick<Attendee, "type" | "status" | "emailAddress">;

/** A name and an address; the address of an internal recipient may be an X.500 one. */
export type WireEmailAddress = Pick<EmailAddress, "name" | "address">;

/** How an attendee answered. */
export type WireResponseStatus = Pick<ResponseStatus, "response">;

/** Where something takes place. `displayName` of several locations is all of them with semicolons between. */
export type WireLocation = Pick<Location, "displayName">;

/** How to join online. */
export type WireOnlineMeeting = Pick<OnlineMeetingInfo, "joinUrl">;

/**
 * A wall-clock time. `dateTime` has seven digits of fraction; of an event it has no offset, of a booking it ends in `Z`
 * although `timeZone` says UTC as well.
 */
export type WireDateTime = DateTimeTimeZone;

/** A business. The list gives these two fields only; the id is the SMTP address, in varying case. */
export type WireBusiness = Pick<BookingBusiness, "id" | "displayName">;

/**
 * A business, read on its own. `publicUrl` is null until the page is published. The documented answer has no
 * `bookingPageSettings`; the metadata has.
 */
export type WireBusinessDetails = Pick<
  BookingBusiness,
  | "id"
  | "displayName"
  | "phone"
  | "email"
  | "webSiteUrl"
  | "publicUrl"
  | "isPublished"
  | "businessHours"
  | "schedulingPolicy"
  | "bookingPageSettings"
>;

/** The rules of a business or of a service. Durations are those of ISO 8601, as `P1D`. */
export type WireSchedulingPolicy = Pick<BookingSchedulingPolicy, "minimumLeadTime">;

/** How a business's booking page is set up. `businessTimeZone` is a Windows or an IANA name. */
export type WirePageSettings = Pick<BookingPageSettings, "businessTimeZone">;

/** Something that customers book. `schedulingPolicy` is null where the business's own applies. */
export type WireService = Pick<
  BookingService,
  "id" | "displayName" | "defaultDuration" | "maximumAttendeesCount" | "schedulingPolicy"
>;

/** A customer whom a business knows, beside its appointments. The metadata types the list with its abstract base. */
export type WireBusinessCustomer = Pick<BookingCustomer, "id" | "displayName" | "emailAddress">;

/**
 * A Bookings appointment. The metadata of v1.0 says `startDateTime` and `endDateTime`; the beta, and the documented
 * answer of v1.0 `calendarView`, say `start` and `end`. `customers` is typed with its abstract base in the metadata.
 */
export type WireAppointment = Pick<
  BookingAppointment,
  | "id"
  | "customerName"
  | "customerEmailAddress"
  | "startDateTime"
  | "endDateTime"
  | "serviceId"
  | "serviceName"
  | "serviceLocation"
  | "joinWebUrl"
  | "maximumAttendeesCount"
  | "staffMemberIds"
> & {
  readonly customers?: readonly WireCustomer[];
  readonly start?: WireDateTime;
  readonly end?: WireDateTime;
};

/** A customer of an appointment; one who booked by telephone has no address, and some are given by their id alone. */
export type WireCustomer = Pick<BookingCustomerInformation, "customerId" | "name" | "emailAddress">;

/** One of a business's staff. The id is Bookings' own, not the user's. The list is typed with its abstract base. */
export type WireStaffMember = Pick<BookingStaffMember, "id" | "displayName" | "emailAddress" | "role">;

/** What an error answer holds. The documentation spells `innerError` and `innererror`. */
export interface WireError {
  readonly error: {
    readonly code?: string;
    readonly message?: string;
    readonly innerError?: WireInnerError;
    readonly innererror?: WireInnerError;
  };
}

/** The part of an error answer that Microsoft's support asks for. */
export interface WireInnerError {
  readonly date?: string;
  readonly "request-id"?: string;
  readonly "client-request-id"?: string;
}
