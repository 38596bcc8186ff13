/**
 * How a meeting of the sample office is written down: once, however many mailboxes hold a copy of it. writeMeeting.ts makes
 * the copies.
 */
import type { Person, StoredAttendee, StoredEvent } from "../office/storedEvent.ts";

/** When it takes place; `at` as `09:30`, in the office's zone unless `zone` names another. */
export type PlannedTime =
  | { readonly day: string; readonly at: string; readonly minutes: number; readonly zone?: string }
  | { readonly firstDay: string; readonly days: number };

/** How one occurrence differs from its series. */
export interface PlannedException {
  readonly day?: string;
  readonly at?: string;
  readonly subject?: string;
  /** Who is invited to this one beside those who are invited to all. */
  readonly guests?: readonly StoredAttendee[];
}

/** The days that a series takes place on. `index` tells occurrences apart, whenever the sandbox is started. */
export interface PlannedSeries {
  readonly days: readonly { readonly index: number; readonly day: string }[];
  /** By index. */
  readonly exceptions?: ReadonlyMap<number, PlannedException>;
  /** Indexes of the occurrences that have been cancelled already. */
  readonly cancelled?: readonly number[];
}

/** One meeting, appointment or series. */
export interface MeetingPlan {
  /** Unique; ids are made from it. */
  readonly key: string;
  readonly subject: string;
  readonly organizer: Person;
  /** Without the organizer. Default: nobody. */
  readonly invited?: readonly StoredAttendee[];
  /** For a series: the time of its first occurrence. */
  readonly time: PlannedTime;
  readonly series?: PlannedSeries;
  /** The name of the calendar that the organizer keeps it in. Default: the default calendar. */
  readonly calendarName?: string;
  readonly text?: string;
  readonly location?: string;
  readonly isOnline?: boolean;
  readonly hideAttendees?: boolean;
  /** False if those invited may not propose other times. Default: true. */
  readonly allowsNewTimes?: boolean;
  /** True if the organizer has cancelled it: only copies of it are left. */
  readonly isCancelled?: boolean;
  readonly sensitivity?: StoredEvent["sensitivity"];
  readonly showAs?: StoredEvent["showAs"];
  readonly importance?: StoredEvent["importance"];
  readonly categories?: readonly string[];
}
