/**
 * What a calendar event and a booking are to Unbook, after Graph's wire shapes have been read and before anything is
 * drawn. Not the wire shapes (see graph/) and not rows (see editor/).
 */

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A date without a time or a zone, written `YYYY-MM-DD`. */
export type CalendarDay = string;

/**
 * When an item takes place. An all-day event is kept as days, because midnight to midnight is a different pair of
 * instants in every zone; `lastDay` is included (Graph's exclusive end has been moved back by a day).
 */
export type TimeSpan =
  | { readonly kind: "timed"; readonly startUtc: Instant; readonly endUtc: Instant }
  | { readonly kind: "allDay"; readonly firstDay: CalendarDay; readonly lastDay: CalendarDay };

/** Somebody. `address` is an SMTP address as Graph gave it, to be compared without case; empty if there is none. */
export interface Person {
  /** Empty only for somebody of whom nothing is known. */
  readonly name: string;
  readonly address: string;
  /** Whether the address could not be read: then nobody knows whether a mail reaches them. Default false. */
  readonly isUnread?: boolean;
}

/** An event's attendee. A `resource` is a room or equipment: it is mailed, but it is not a person. */
export interface Attendee extends Person {
  readonly type: "required" | "optional" | "resource";
  readonly response: "none" | "organizer" | "tentativelyAccepted" | "accepted" | "declined" | "notResponded";
}

/** Whose mailbox something is in. `id` is decoded: a GUID, a user principal name, or another SMTP address. */
export type Mailbox =
  | { readonly kind: "me" }
  | { readonly kind: "user"; readonly id: string }
  | { readonly kind: "group"; readonly id: string };

/** A calendar that the account can see. */
export interface CalendarSource {
  readonly kind: "calendar";
  /** Graph's id: opaque, case-sensitive, and only good together with the mailbox. */
  readonly id: string;
  readonly mailbox: Mailbox;
  /** A group's one calendar has the group's name. */
  readonly name: string;
  /** The calendar group that it is in, as `Other Calendars`; undefined where there is no more than one group. */
  readonly calendarGroup?: string;
  readonly isDefault: boolean;
  /** False for a calendar that is shared for reading only: nothing in it can be cancelled. */
  readonly canEdit: boolean;
  readonly owner?: Person;
}

/** A Bookings business that the account can see. Its id is the SMTP address of its mailbox; compare it without case. */
export interface BusinessSource {
  readonly kind: "business";
  readonly id: string;
  readonly name: string;
}

/** Where items come from. */
export type AgendaSource = CalendarSource | BusinessSource;

/** How a series recurs. Source: https://learn.microsoft.com/graph/api/resources/patternedrecurrence */
export interface Recurrence {
  /** Kept whole and unread: a change of the range has to give it back as it was. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly startDate: CalendarDay;
  /** The last day on which there may be an occurrence; undefined for a series without an end, or with a count. */
  readonly endDate?: CalendarDay;
  /** As Graph gave it: a Windows or an IANA name. */
  readonly timeZone?: string;
}

/** Who is invited to single meetings of a series that were changed for themselves. */
export interface SeriesGuests {
  /** Those who are not invited to the series as a whole. */
  readonly attendees: readonly Attendee[];
  /**
   * Which meetings were looked through: all; of a long series, those from a year back to two years ahead; or fewer, because
   * not everything could be read.
   */
  readonly lookedThrough: "all" | "near" | "some";
}

/** A calendar event, or one occurrence of a recurring one. */
export interface CalendarEvent {
  readonly kind: "event";
  /** Graph's id: opaque and case-sensitive. */
  readonly id: string;
  /** The same for everybody's copy of one meeting; each occurrence of a series has its own. */
  readonly iCalUId?: string;
  readonly mailbox: Mailbox;
  /** The calendar it was listed from; undefined when it was looked up on its own. */
  readonly calendarId?: string;
  readonly subject: string;
  readonly span: TimeSpan;
  /** The IANA zone it was made in, when it is known. */
  readonly timeZone?: string;
  /** True when the owner of the calendar organises it (also through a delegate): only then can it be cancelled. */
  readonly isOrganizer: boolean;
  /** True on an attendee's copy of a meeting that its organizer has cancelled. */
  readonly isCancelled: boolean;
  readonly isPrivate: boolean;
  readonly organizer?: Person;
  /** Everyone invited, without the organizer. Empty for an appointment that nobody else was invited to. */
  readonly attendees: readonly Attendee[];
  /** How the owner of the calendar has answered the invitation; undefined if that is not known. */
  readonly ownResponse?: Attendee["response"];
  /** Whether there may be more attendees than these, because their list could not be read. Default false. */
  readonly lacksPeople?: boolean;
  /** `master` is only met when an item is looked up on its own; lists hold its occurrences. */
  readonly series: "single" | "occurrence" | "exception" | "master";
  readonly seriesMasterId?: string;
  /** How it recurs, as Graph wrote it: only of a `master` that was looked up on its own. */
  readonly recurrence?: Recurrence;
  /** Only of a `master` of the calendar's owner that was looked up on its own. Default: they are not known. */
  readonly guests?: SeriesGuests;
  readonly location?: string;
  readonly joinUrl?: string;
  readonly webLink?: string;
  /** What could not be read of it, as sentences; the rest of the item is good. */
  readonly notes: readonly string[];
}

/** A Bookings appointment. */
export interface Booking {
  readonly kind: "booking";
  /** Graph's id: opaque and case-sensitive. */
  readonly id: string;
  readonly businessId: string;
  readonly businessName: string;
  /** Bookings' own id of what was booked. */
  readonly serviceId?: string;
  readonly serviceName: string;
  readonly span: TimeSpan;
  /** The customers who booked. A group booking has several; cancelling it cancels for all of them. */
  readonly customers: readonly Person[];
  /** The staff who are assigned, with their names looked up. */
  readonly staff: readonly Person[];
  /** Whether there may be more customers or staff than these, because a list could not be read. Default false. */
  readonly lacksPeople?: boolean;
  /** How many customers it can take; more than 1 for a group booking. */
  readonly maximumCustomers: number;
  readonly location?: string;
  readonly joinUrl?: string;
  /** What could not be read of it, as sentences; the rest of the item is good. */
  readonly notes: readonly string[];
}

/** One thing in the agenda. */
export type AgendaItem = CalendarEvent | Booking;
