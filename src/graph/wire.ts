/**
 * What Microsoft Graph sends, narrowed to the fields that are read here. The types are Microsoft's own, generated from
 * Graph's metadata; where the metadata, the documentation and the service disagree, a note says so. Nothing here is
 * trusted: what arrives is `unknown` until readField.ts has looked at it.
 * Source: https://learn.microsoft.com/graph/api/overview
 */
import type {
  Attendee,
  BookingAppointment,
  BookingBusiness,
  BookingCustomerInformation,
  BookingStaffMember,
  Calendar,
  DateTimeTimeZone,
  EmailAddress,
  Event,
  Location,
  OnlineMeetingInfo,
  ResponseStatus,
} from "@microsoft/microsoft-graph-types";

/** One page of a list. `@odata.nextLink` is opaque, and a page may be empty and still have one. */
export interface WirePage {
  readonly value: readonly unknown[];
  readonly "@odata.nextLink"?: string;
}

/** A calendar. `isDefaultCalendar` is missing from the documented list, and present in what the service sends. */
export type WireCalendar = Pick<Calendar, "id" | "name" | "isDefaultCalendar" | "canEdit" | "owner">;

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

/** A customer of an appointment; one who booked by telephone has no address. */
export type WireCustomer = Pick<BookingCustomerInformation, "name" | "emailAddress">;

/** One of a business's staff. The id is Bookings' own, not the user's. */
export type WireStaffMember = Pick<BookingStaffMember, "id" | "displayName" | "emailAddress">;

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
