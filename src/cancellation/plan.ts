/**
 * A plan: what is to be cancelled, with which words, as it was when the person was asked. One cancellation is a plan with
 * one item. A plan never changes; what became of it is a run's matter (see run.ts).
 */
import { dayOf, isTimeZone } from "../agenda/calendarDays.ts";
import type { AgendaItem, CalendarDay, CalendarEvent } from "../agenda/item.ts";
import { mailboxName } from "./mailboxName.ts";
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
  /** The id of the document that the plan was read from: no two windows send the same document at a time. Default: none. */
  readonly documentId?: string;
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
 * Names what a planned cancellation cancels, the same however it is addressed and whichever account does it: an event has
 * several ids and paths, and may be reached in several mailboxes. What has been cancelled under this name is not cancelled
 * again under it, also not by another account; only what is done to one's own copies is each account's own.
 * @param sender a mailbox that its names name is its own.
 */
export function claimedAs(
  { target, action, item, scope }: PlannedItem,
  sender: Pick<PlanSender, "accountId" | "address">,
): string {
  if (item.kind === "booking") return targetKey(target);
  const { iCalUId } = item;
  switch (action.kind) {
    case "cancel":
      if (iCalUId === undefined) return `event ${item.id}`;
      // The occurrences of a series may share its iCalUId: Microsoft's pages contradict each other.
      return scope === "series" ? `series ${iCalUId}` : `event ${iCalUId} ${startOf(item)}`;
    case "decline":
    case "remove": {
      // Everybody has a copy of their own to decline or to take out.
      const mailbox = mailboxName(target, namesOf(sender));
      const copy = `${action.kind} ${mailbox === "me" ? `me ${sender.accountId}` : mailbox}`;
      if (iCalUId === undefined) return `${copy} ${item.id} ${startOf(item)}`;
      return scope === "series" ? `${copy} series ${iCalUId}` : `${copy} ${iCalUId} ${startOf(item)}`;
    }
    case "endSeries":
      // What ends on one day may be ended earlier still, or be cancelled altogether.
      return `end ${iCalUId ?? item.id} ${action.recurrence.range.endDate}`;
    default:
      return action satisfies never;
  }
}

/**
 * Whether a planned cancellation and an item are about the same meeting: the item itself, its series, or a copy of it that
 * was found through another mailbox. A series that is ended is not about the occurrences that stay.
 */
export function isSameMeeting(planned: PlannedItem, item: AgendaItem): boolean {
  const { item: other, target } = planned;
  if (other.kind !== item.kind) return false;
  if (other.id === item.id || targetKey(target) === targetKey(targetOf(item))) return true;
  if (other.kind !== "event" || item.kind !== "event" || staysInSeries(planned, item, other.timeZone)) return false;
  // As it was written: whether the id of a series is as lasting as the ids of events is not documented.
  if (target.kind === "event" && target.eventId === item.seriesMasterId) return true;
  return isSeriesOf(other, item) || isSeriesOf(item, other) || isCopyOf(other, item);
}

/**
 * Whether an action is about the meeting itself, for everybody: then it is the same one, whichever account takes it. Else it
 * is about the copy of whoever takes it.
 */
export function isForEverybody({ kind }: PlannedAction): boolean {
  return kind === "cancel" || kind === "endSeries";
}

/** The user name and the object id, with which MSAL's home account id begins: `<object id>.<tenant id>`. */
function namesOf({ accountId, address }: Pick<PlanSender, "accountId" | "address">): readonly string[] {
  const [objectId = ""] = accountId.split(".");
  return [address, objectId];
}

/** Whether an occurrence is early enough to stay when its series is ended. @param zone the one that the series has its days in. */
function staysInSeries({ action }: PlannedItem, { series, span }: CalendarEvent, zone: string | undefined): boolean {
  if (action.kind !== "endSeries" || series === "master") return false;
  const { endDate } = action.recurrence.range;
  if (span.kind === "allDay") return span.firstDay <= endDate;
  return zone !== undefined && isTimeZone(zone) && dayOf(span.startUtc, zone) <= endDate;
}

function isSeriesOf(series: CalendarEvent, occurrence: CalendarEvent): boolean {
  return series.series === "master" && occurrence.seriesMasterId === series.id;
}

/** Everybody's copies of a meeting have one iCalUId; the start tells the occurrences of a series apart all the same. */
function isCopyOf(one: CalendarEvent, other: CalendarEvent): boolean {
  return one.iCalUId !== undefined && one.iCalUId === other.iCalUId && startOf(one) === startOf(other);
}

/** When an event begins, equal only for those that begin at the same moment or on the same day. */
export function startOf({ span }: CalendarEvent): number | string {
  return span.kind === "timed" ? span.startUtc : span.firstDay;
}
