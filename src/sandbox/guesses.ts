/**
 * Every behaviour of the sandbox that no documentation, metadata or report settles: what it does, and what else it could
 * do. Whatever is not listed here follows Microsoft's public documentation of Graph
 * (https://learn.microsoft.com/graph/api/overview).
 */

/** How each guess is decided. The first of the possible values is what the sandbox does unless it is told otherwise. */
export interface Guesses {
  /** The documentation of event: cancel says 202, Graph's metadata 204. */
  readonly eventCancelStatus: 202 | 204;
  /** The status 400 and the sentence are documented, the code is not. */
  readonly notOrganizerCode: "ErrorInvalidRequest" | "ErrorAccessDenied" | "ErrorCalendarIsNotOrganizer";
  /** Whether an appointment that nobody else was invited to can be cancelled is not documented. */
  readonly cancelWithoutAttendees: "accept" | "refuse";
  /** Whether a meeting that is over can be cancelled is not documented; Outlook allows it. */
  readonly cancelOfPastEvent: "accept" | "refuse";
  /** OData actions refuse parameters they do not declare. A booking cancel was once reported to answer 500. */
  readonly unknownActionParameter: 400 | 500 | "ignore";
  /** Content-Type is documented as required; that its absence is answered with 415 is a guess. */
  readonly bodyWithoutContentType: "refuse" | "accept";
  /** All parameters of the cancel actions may be null; whether the body may be missing altogether is not said. */
  readonly emptyActionBody: "accept" | "refuse";
  /** The sample of a business's calendarView says start and end; metadata and the other samples do not. */
  readonly bookingTimeNames: "startDateTime" | "start";
  /** Appointments come in pages; how many are on one is not documented. */
  readonly bookingPageSize: 10 | 100;
  /** With $top, appointments have been reported to come without a link to the rest. */
  readonly bookingNextLinkWithTop: "lost" | "given";
  /** The documentation suggests that deleting an appointment is silent; users report that it mails. */
  readonly bookingDeleteMails: true | false;
  /** Everybody sees the names of all businesses; what somebody who is not on its staff gets inside is not said. */
  readonly strangerOpensBusiness: 403 | 404;
  /** Bookings is not supported for personal accounts; the answer they get is not documented. */
  readonly bookingsOfPersonalAccount: 403 | 400;
  /** Outlook allows four requests at a time per mailbox; that a business counts as one is not documented. */
  readonly businessIsAMailbox: true | false;
  /** How long Graph asks to wait after too many requests at a time varies. */
  readonly mailboxRetryAfterSeconds: 1 | 10;
  /** A calendar shared with somebody is a copy in their own mailbox; documentation names Calendars.Read.Shared. */
  readonly sharedCalendarNeedsSharedScope: false | true;
  /** Documentation of event: cancel names Calendars.ReadWrite for groups too; practice speaks for the other. */
  readonly groupCancelScope: "Calendars.ReadWrite" | "Group.ReadWrite.All";
  /** Commonly seen, but not documented. */
  readonly malformedIdCode: "ErrorInvalidIdMalformed" | "ErrorItemNotFound";
}

/** What the sandbox does unless it is told otherwise. */
export const usualGuesses: Guesses = {
  eventCancelStatus: 202,
  notOrganizerCode: "ErrorInvalidRequest",
  cancelWithoutAttendees: "accept",
  cancelOfPastEvent: "accept",
  unknownActionParameter: 400,
  bodyWithoutContentType: "refuse",
  emptyActionBody: "accept",
  bookingTimeNames: "startDateTime",
  bookingPageSize: 10,
  bookingNextLinkWithTop: "lost",
  bookingDeleteMails: true,
  strangerOpensBusiness: 403,
  bookingsOfPersonalAccount: 403,
  businessIsAMailbox: true,
  mailboxRetryAfterSeconds: 1,
  sharedCalendarNeedsSharedScope: false,
  groupCancelScope: "Calendars.ReadWrite",
  malformedIdCode: "ErrorInvalidIdMalformed",
};
