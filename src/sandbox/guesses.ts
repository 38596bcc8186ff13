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
  /** An immutable id stays when an item is moved to Deleted Items; whether an event is then still read by it is not said. */
  readonly deletedByImmutableId: "found" | "not found";
  /** Whether the organizer's own copy in Deleted Items says that the meeting is cancelled is not documented. */
  readonly deletedLooksCancelled: true | false;
  /** Whether deleting for good tells those who were invited is not documented. */
  readonly permanentDeleteMails: true | false;
  /** Events have etags; that changing them heeds If-Match is not documented. */
  readonly ifMatch: "checked" | "ignored";
  /** What an attendee's own copy can be changed in is not documented. */
  readonly updateByAttendee: "refuse" | "own copy";
  /** A sample changes properties that cannot be changed; what becomes of isCancelled is not said, only that it does not cancel. */
  readonly updateOfReadOnly: "refuse" | "ignore";
  /** OData merges into a property with parts; whether Graph takes a recurrence without its pattern is not documented. */
  readonly recurrenceWithoutPattern: "refuse" | "merge";
  /** Exchange refuses a series without occurrences; that Graph does is a guess. */
  readonly endBeforeFirstOccurrence: "refuse" | "accept";
  /** Documented for any update of a series; whether an earlier end counts is not said. */
  readonly updateMailsPerException: true | false;
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
  /** Documented: only administrators override the minimum lead time. Whether Graph holds anybody to it is not said. */
  readonly leadTimeBinds: "others" | "everybody" | "nobody";
  /** What is answered within the lead time is not documented. */
  readonly insideLeadTimeStatus: 400 | 403;
  /** Users report that Bookings refuses without saying why. */
  readonly insideLeadTimeCode: "UnknownError" | "ErrorInvalidRequest";
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
  /** Documentation promises all properties; users report occurrences with little more than their times. */
  readonly deltaOccurrences: "slim" | "whole";
  /** Whether changes come with the masters of the series that they belong to is reported either way. */
  readonly deltaMasters: "given" | "left out";
  /** Documented as not supported; that they are refused, and how, is a guess. */
  readonly deltaQueryOptions: "refuse" | "ignore";
  /** Users report 410 for changes that can no longer be told; the documentation also speaks of "a 40X error". */
  readonly lostDeltaStatus: 410 | 400;
  /** Whether an id of one kind is taken in a request that prefers the other kind is not said. */
  readonly idOfOtherKind: "accept" | "refuse";
  /** Two properties are documented as not selectable in a calendarView; what selecting them does is not said. */
  readonly selectedTimestamps: "left out" | "refuse";
  /** A cast of memberOf is documented to need ConsistencyLevel and $count; it has been seen to work without. */
  readonly castNeedsConsistencyLevel: true | false;
  /** More businesses than fit: the newer documentation cuts the list, an older report has it refused. */
  readonly tooManyBusinesses: "cut" | "refuse";
  /** Samples show an appointment's customers with names; metadata allows that only their ids are given. */
  readonly appointmentCustomers: "named" | "ids only";
  /** Documentation has an empty body sent with a batched action; that a missing one is refused is only reported. */
  readonly batchedWriteWithoutBody: "refuse" | "accept";
}

/** What the sandbox does unless it is told otherwise. */
export const usualGuesses: Guesses = {
  eventCancelStatus: 202,
  notOrganizerCode: "ErrorInvalidRequest",
  cancelWithoutAttendees: "accept",
  deletedByImmutableId: "found",
  deletedLooksCancelled: true,
  permanentDeleteMails: true,
  ifMatch: "checked",
  updateByAttendee: "refuse",
  updateOfReadOnly: "refuse",
  recurrenceWithoutPattern: "refuse",
  endBeforeFirstOccurrence: "refuse",
  updateMailsPerException: true,
  cancelOfPastEvent: "accept",
  unknownActionParameter: 400,
  bodyWithoutContentType: "refuse",
  emptyActionBody: "accept",
  bookingTimeNames: "startDateTime",
  bookingPageSize: 10,
  bookingNextLinkWithTop: "lost",
  bookingDeleteMails: true,
  leadTimeBinds: "others",
  insideLeadTimeStatus: 400,
  insideLeadTimeCode: "UnknownError",
  strangerOpensBusiness: 403,
  bookingsOfPersonalAccount: 403,
  businessIsAMailbox: true,
  mailboxRetryAfterSeconds: 1,
  sharedCalendarNeedsSharedScope: false,
  groupCancelScope: "Calendars.ReadWrite",
  malformedIdCode: "ErrorInvalidIdMalformed",
  deltaOccurrences: "slim",
  deltaMasters: "given",
  deltaQueryOptions: "refuse",
  lostDeltaStatus: 410,
  idOfOtherKind: "accept",
  selectedTimestamps: "left out",
  castNeedsConsistencyLevel: true,
  tooManyBusinesses: "cut",
  appointmentCustomers: "named",
  batchedWriteWithoutBody: "refuse",
};
