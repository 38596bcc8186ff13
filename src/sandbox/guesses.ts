/**
 * Every behaviour of the sandbox that no documentation, metadata or report settles alone: what it does, and what else it
 * could do. Each is marked: `Documented` by Microsoft, but not without a contradiction; `Reported` by people who have seen
 * it; or a `Guess`, because nobody was found who says. Whatever is not listed here follows Microsoft's public documentation
 * of Graph (https://learn.microsoft.com/graph/api/overview).
 */

/**
 * How each guess is decided. The first of the possible values is what the sandbox does unless it is told otherwise; what
 * that rests on is the first word of each description.
 */
export interface Guesses {
  /** Documented. The page of event: cancel says 202, Graph's metadata 204. */
  readonly eventCancelStatus: 202 | 204;
  /** Reported. The status 400 and the sentence are documented, the code is not. */
  readonly notOrganizerCode: "ErrorInvalidRequest" | "ErrorAccessDenied" | "ErrorCalendarIsNotOrganizer";
  /** Guess. Whether an appointment that nobody else was invited to can be cancelled is not documented. */
  readonly cancelWithoutAttendees: "accept" | "refuse";
  /** Guess. An immutable id stays when an item is moved to Deleted Items; whether an event is then still read by it is not said. */
  readonly deletedByImmutableId: "found" | "not found";
  /** Guess. Whether the organizer's own copy in Deleted Items says that the meeting is cancelled is not documented. */
  readonly deletedLooksCancelled: true | false;
  /** Guess. Whether deleting for good tells those who were invited is not documented. */
  readonly permanentDeleteMails: true | false;
  /** Guess. Events have etags; that changing them heeds If-Match is not documented. */
  readonly ifMatch: "checked" | "ignored";
  /** Guess. What an attendee's own copy can be changed in is not documented. */
  readonly updateByAttendee: "refuse" | "own copy";
  /** Guess. A sample changes properties that cannot be changed; of isCancelled it is only said that changing it does not cancel. */
  readonly updateOfReadOnly: "refuse" | "ignore";
  /** Guess. OData merges into a property with parts; whether Graph takes a recurrence without its pattern is not documented. */
  readonly recurrenceWithoutPattern: "refuse" | "merge";
  /** Guess. Exchange refuses a series without occurrences; of Graph it is not said. */
  readonly endBeforeFirstOccurrence: "refuse" | "accept";
  /** Guess. It is documented for any update of a series; whether an earlier end counts is not said. */
  readonly updateMailsPerException: true | false;
  /** Guess. Whether those who are invited to single meetings of a series only are told when it is cancelled or ends is not said. */
  readonly guestsOfSingleMeetings: "told" | "not told";
  /** Guess. Whether a meeting that is over can be cancelled is not documented; Outlook allows it. */
  readonly cancelOfPastEvent: "accept" | "refuse";
  /** Guess. OData actions refuse parameters they do not declare. A booking cancel was once reported to answer 500. */
  readonly unknownActionParameter: 400 | 500 | "ignore";
  /** Guess. Content-Type is documented as required; what its absence is answered with is not said. */
  readonly bodyWithoutContentType: "refuse" | "accept";
  /** Guess. All parameters of the cancel actions may be null; whether the body may be missing altogether is not said. */
  readonly emptyActionBody: "accept" | "refuse";
  /** Documented. So say metadata and most samples; the sample of a business's calendarView says start and end. */
  readonly bookingTimeNames: "startDateTime" | "start";
  /** Guess. Appointments come in pages; how many are on one is not documented. */
  readonly bookingPageSize: 10 | 100;
  /** Reported. With $top, appointments come without a link to the rest. */
  readonly bookingNextLinkWithTop: "lost" | "given";
  /** Reported. The documentation suggests that deleting an appointment is silent; users have seen that it mails. */
  readonly bookingDeleteMails: true | false;
  /** Guess. Only administrators are documented to override the minimum lead time; whether Graph holds anybody to it is not said. */
  readonly leadTimeBinds: "others" | "everybody" | "nobody";
  /** Guess. What is answered within the lead time is not documented. */
  readonly insideLeadTimeStatus: 400 | 403;
  /** Reported. Bookings refuses without saying why. */
  readonly insideLeadTimeCode: "UnknownError" | "ErrorInvalidRequest";
  /** Guess. Cancelled appointments leave the lists; whether they can still be read by their ids is not said. */
  readonly cancelledAppointmentById: "not found" | "found";
  /** Guess. Everybody sees the names of all businesses; what somebody who is not on its staff gets inside is not said. */
  readonly strangerOpensBusiness: 403 | 404;
  /** Guess. Bookings is not supported for personal accounts; the answer they get is not documented. */
  readonly bookingsOfPersonalAccount: 403 | 400;
  /** Guess. Outlook allows four requests at a time per mailbox; that a business counts as one is not documented. */
  readonly businessIsAMailbox: true | false;
  /** Guess. How long Graph asks to wait after too many requests at a time varies. */
  readonly mailboxRetryAfterSeconds: 1 | 10;
  /** Guess. A calendar shared with somebody is a copy in their own mailbox; documentation names Calendars.Read.Shared. */
  readonly sharedCalendarNeedsSharedScope: false | true;
  /** Documented. The page of event: cancel names Calendars.ReadWrite for groups too; practice speaks for the other. */
  readonly groupCancelScope: "Calendars.ReadWrite" | "Group.ReadWrite.All";
  /** Guess. The code is often met, but not documented. */
  readonly malformedIdCode: "ErrorInvalidIdMalformed" | "ErrorItemNotFound";
  /** Reported. Documentation promises all properties; users see occurrences with little more than their times. */
  readonly deltaOccurrences: "slim" | "whole";
  /** Reported. Changes have been seen with the masters of the series that they belong to, and without. */
  readonly deltaMasters: "given" | "left out";
  /** Guess. They are documented as not supported; that they are refused, and how, is not said. */
  readonly deltaQueryOptions: "refuse" | "ignore";
  /** Reported. Users see 410 for changes that can no longer be told; the documentation also speaks of "a 40X error". */
  readonly lostDeltaStatus: 410 | 400;
  /** Guess. Whether an id of one kind is taken in a request that prefers the other kind is not said. */
  readonly idOfOtherKind: "accept" | "refuse";
  /** Guess. Two properties are documented as not selectable in a calendarView; what selecting them does is not said. */
  readonly selectedTimestamps: "left out" | "refuse";
  /** Documented. A cast of memberOf needs ConsistencyLevel and $count; it has been seen to work without. */
  readonly castNeedsConsistencyLevel: true | false;
  /** Documented. The newer documentation cuts a list of more businesses than fit; an older report has it refused. */
  readonly tooManyBusinesses: "cut" | "refuse";
  /** Documented. Most samples leave the organizer out of those invited; an answer of `organizer` is for where they are not. */
  readonly organizerAmongAttendees: "left out" | "listed";
  /** Documented. Samples show an appointment's customers with names; metadata allows that only their ids are given. */
  readonly appointmentCustomers: "named" | "ids only";
  /** Reported. Documentation has an empty body sent with a batched action; a missing one has been seen to be refused. */
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
  guestsOfSingleMeetings: "told",
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
  cancelledAppointmentById: "not found",
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
  organizerAmongAttendees: "left out",
  appointmentCustomers: "named",
  batchedWriteWithoutBody: "refuse",
};
