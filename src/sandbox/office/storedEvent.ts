/**
 * A calendar event as a mailbox of the sandbox keeps it: every mailbox has its own copy of a meeting, with an id of its
 * own. Occurrences of a series are kept one by one. Not Graph's wire shape (see graph/eventWire.ts).
 */

/** Somebody with an address. */
export interface Person {
  readonly name: string;
  readonly address: string;
}

/** What somebody answered to an invitation. */
export type Answer = "none" | "organizer" | "tentativelyAccepted" | "accepted" | "declined" | "notResponded";

/** Somebody, or a room, that a meeting's organizer invited. */
export interface StoredAttendee extends Person {
  readonly type: "required" | "optional" | "resource";
  readonly answer: Answer;
  /** The time that they would rather have, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly proposedTime?: { readonly startUtc: number; readonly endUtc: number };
}

/** When an event takes place. Days are dates as `2026-11-20`; `dayAfter` is the first day that is no longer part of it. */
export type StoredSpan =
  | { readonly kind: "timed"; readonly startUtc: number; readonly endUtc: number }
  | { readonly kind: "allDay"; readonly firstDay: string; readonly dayAfter: string };

/** How a series repeats: on some days of every week (0 is Sunday), from its first day to its last. */
export interface WeeklyPattern {
  readonly weekdays: readonly number[];
  readonly firstDay: string;
  readonly lastDay: string;
}

/** What an event is in a series, if it is part of one. */
export type SeriesRole =
  | { readonly type: "singleInstance" }
  | { readonly type: "seriesMaster"; readonly pattern: WeeklyPattern; readonly cancelledDays: readonly string[] }
  | {
      readonly type: "occurrence" | "exception";
      readonly masterId: string;
      /** The day that the pattern gives it, also when it was moved. */
      readonly day: string;
      readonly originalStartUtc: number;
    };

/** One mailbox's copy of an event. */
export interface StoredEvent {
  readonly id: string;
  readonly calendarId: string;
  /** The same in every mailbox's copy; an occurrence has one of its own. */
  readonly meetingKey: string;
  readonly series: SeriesRole;
  readonly subject: string;
  readonly text: string;
  readonly span: StoredSpan;
  /** The IANA zone it was made in. */
  readonly zone: string;
  readonly organizer: Person;
  /** True if the owner of the mailbox organises it. */
  readonly isOrganizer: boolean;
  readonly attendees: readonly StoredAttendee[];
  readonly isCancelled: boolean;
  readonly answer: Answer;
  readonly sensitivity: "normal" | "private" | "confidential";
  readonly showAs: "free" | "tentative" | "busy" | "oof" | "workingElsewhere";
  readonly importance: "low" | "normal" | "high";
  readonly categories: readonly string[];
  readonly location?: string;
  readonly isOnline: boolean;
  readonly hideAttendees: boolean;
  /** False if those invited may not propose other times. Default: true. */
  readonly allowsNewTimes?: boolean;
  readonly createdUtc: number;
  readonly changedUtc: number;
}
