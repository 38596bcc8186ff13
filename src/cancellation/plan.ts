/**
 * A plan: what is to be cancelled, with which words, as it was when the person was asked. One cancellation is a plan with
 * one item. A plan never changes; what became of it is a run's matter (see run.ts).
 */
import type { AgendaItem, CalendarDay, CalendarEvent } from "../agenda/item.ts";
import { eventTarget, bookingTarget } from "./route.ts";
import { targetKey } from "./target.ts";
import type { CancelTarget } from "./target.ts";

/** How much of a recurring event is meant. `single` for everything that does not recur. */
export type CancelScope = "single" | "occurrence" | "series";

/** What is done to an item, and so who is told, and by whom. */
export type PlannedAction =
  /** The organizer, or a business, calls it off: everybody who is invited is mailed. */
  | { readonly kind: "cancel" }
  /** Somebody who is invited says no: with a reply the organizer is mailed, without one nobody is. */
  | { readonly kind: "decline"; readonly sendsReply: boolean }
  /** It is taken out of the calendar. Only planned where that mails nobody. */
  | { readonly kind: "remove" }
  /** A series ends earlier, which is how "this and all that follow" are cancelled; its meetings until then stay. */
  | { readonly kind: "endSeries"; readonly recurrence: EndedRecurrence };

/**
 * A recurrence that ends on a day, as Graph takes it in a PATCH of the series.
 * Source: https://learn.microsoft.com/graph/api/resources/patternedrecurrence
 */
export interface EndedRecurrence {
  /** As Graph gave it: it has to be sent again, whole. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly range: {
    readonly type: "endDate";
    readonly startDate: CalendarDay;
    /** The last day on which there may be an occurrence. */
    readonly endDate: CalendarDay;
    /** As Graph gave it: a Windows or an IANA name. */
    readonly recurrenceTimeZone?: string;
  };
}

/** One item of a plan. */
export interface PlannedItem {
  readonly target: CancelTarget;
  readonly action: PlannedAction;
  /** The item as it was read from Graph for this plan. */
  readonly item: AgendaItem;
  readonly scope: CancelScope;
  /** What the people are told, exactly. Empty for no message. */
  readonly message: string;
}

/** What is to be cancelled. */
export interface CancellationPlan {
  /** Unique among all plans, usable as a file name. */
  readonly id: string;
  /** Whose session sends it. */
  readonly sender: PlanSender;
  readonly items: readonly PlannedItem[];
  /** Whether the record of it is to name its items by their ids alone. Default false. */
  readonly isUnlogged?: boolean;
}

/** The session that a plan belongs to; it can be sent by no other. */
export interface PlanSender {
  readonly accountId: string;
  readonly address: string;
  /** Names one Graph: a cloud's origin, or one start of the sandbox. */
  readonly realm: string;
}

/** Whether two senders are the same account at the same Graph: only then may one send what the other has confirmed. */
export function isSameSender(
  one: Pick<PlanSender, "accountId" | "realm">,
  other: Pick<PlanSender, "accountId" | "realm">,
): boolean {
  return one.accountId === other.accountId && one.realm === other.realm;
}

/** What a person calls the item. */
export function titleOf(item: AgendaItem): string {
  return item.kind === "event" ? item.subject : item.serviceName;
}

/** The target of an item that was listed or looked up: in its own mailbox, or in its business. */
export function targetOf(item: AgendaItem): CancelTarget {
  return item.kind === "booking"
    ? bookingTarget(item.businessId, item.id)
    : eventTarget(item.id, {
        mailbox: item.mailbox,
        ...(item.calendarId !== undefined && { calendarId: item.calendarId }),
      });
}

/**
 * Names what a planned cancellation cancels, the same however it is addressed: an event has several ids and paths, and may
 * be reached in several mailboxes. What has been cancelled under this name is not cancelled again under it.
 */
export function claimedAs({ target, item, scope }: PlannedItem): string {
  if (item.kind === "booking") return targetKey(target);
  if (item.iCalUId === undefined) return `event ${item.id}`;
  // The occurrences of a series may share its iCalUId: Microsoft's pages contradict each other.
  return scope === "series" ? `series ${item.iCalUId}` : `event ${item.iCalUId} ${startOf(item)}`;
}

/**
 * Whether a planned cancellation and an item are about the same meeting: the item itself, its series, or a copy of it that
 * was found through another mailbox.
 */
export function isSameMeeting(planned: PlannedItem, item: AgendaItem): boolean {
  const { item: other, target } = planned;
  if (other.kind !== item.kind) return false;
  if (other.id === item.id || targetKey(target) === targetKey(targetOf(item))) return true;
  if (other.kind !== "event" || item.kind !== "event") return false;
  // As it was written: whether the id of a series is as lasting as the ids of events is not documented.
  if (target.kind === "event" && target.eventId === item.seriesMasterId) return true;
  return isSeriesOf(other, item) || isSeriesOf(item, other) || isCopyOf(other, item);
}

function isSeriesOf(series: CalendarEvent, occurrence: CalendarEvent): boolean {
  return series.series === "master" && occurrence.seriesMasterId === series.id;
}

/** Everybody's copies of a meeting have one iCalUId; the start tells the occurrences of a series apart all the same. */
function isCopyOf(one: CalendarEvent, other: CalendarEvent): boolean {
  return one.iCalUId !== undefined && one.iCalUId === other.iCalUId && startOf(one) === startOf(other);
}

function startOf({ span }: CalendarEvent): number | string {
  return span.kind === "timed" ? span.startUtc : span.firstDay;
}
