/**
 * Which lane of a plan an item goes into: it is cancelled, declined, removed, or left out for a reason that is said. Only
 * what is known before Graph is asked: it can still refuse. Pure: who looks, what is preferred and what is known of the
 * business are given.
 */
import type { BusinessDetails } from "../agenda/business.ts";
import { describePerson } from "../agenda/describeItem.ts";
import { describeMinutes } from "../agenda/describeTime.ts";
import type { AgendaItem, AgendaSource, Booking, CalendarEvent } from "../agenda/item.ts";
import { isPast } from "../agenda/itemTraits.ts";
import { isOneOf } from "../agenda/people.ts";
import type { Viewer } from "../agenda/viewer.ts";

/** What happens to an item. */
export type Lane =
  | { readonly kind: "cancel" }
  /** `isToBeAsked`: whether the person has not yet said what is to become of meetings that others organise. */
  | { readonly kind: "decline"; readonly sendsReply: boolean; readonly isToBeAsked: boolean }
  /** Nobody is mailed by it. */
  | { readonly kind: "remove"; readonly why: "nobodyInvited" | "alreadyCancelled" }
  /** `reason`: a sentence. */
  | { readonly kind: "impossible"; readonly reason: string };

/** What the person prefers. */
export interface LanePreferences {
  /** What becomes of meetings that others organise: the setting `unbook.cancel.nonOrganizer`. */
  readonly nonOrganizer: "skip" | "decline" | "ask";
  /** Whether declining tells the organizer. Default true. */
  readonly sendsReply?: boolean;
  /** Whether what has ended is taken as well. Default false. */
  readonly includesPast?: boolean;
  /** Whether meetings are removed that their organizer has cancelled already. Default false. */
  readonly removesCancelled?: boolean;
  /**
   * Whether a business's minimum lead time is left to Graph to judge. Default false: Microsoft says that it holds for
   * cancelling; that Graph refuses, rather than carries out, a cancellation within it is a guess.
   */
  readonly ignoresLeadTime?: boolean;
}

/** What is known about where an item comes from. */
export interface LaneFacts {
  /** Undefined when it was looked up on its own. */
  readonly source?: AgendaSource;
  readonly viewer: Viewer;
  readonly preferences: LanePreferences;
  /** Whether it was found by its id and is in no calendar: then it lies in Deleted Items. Default false, or not known. */
  readonly isNowhere?: boolean;
  /** The booking's business, if it has been read. */
  readonly business?: Pick<BusinessDetails, "name" | "minimumLeadTimeMinutes" | "services" | "staff">;
}

/** The lane of an item. */
export function laneOf(item: AgendaItem, facts: LaneFacts): Lane {
  const { source, viewer, preferences } = facts;
  if (facts.isNowhere === true) return impossible("It is in no calendar any more: it has been cancelled or deleted.");
  if (item.kind === "event" && source?.kind === "calendar" && !source.canEdit) {
    return impossible(`You can only read the calendar “${source.name}”.`);
  }
  if (item.kind === "event" && item.isCancelled) {
    return preferences.removesCancelled === true
      ? { kind: "remove", why: "alreadyCancelled" }
      : impossible("Its organizer has already cancelled it.");
  }
  if (preferences.includesPast !== true && isPast(item, viewer)) return impossible("It is over.");
  if (item.kind === "booking") return laneOfBooking(item, facts);
  return item.isOrganizer ? laneOfOwn(item) : laneOfAttended(item, preferences);
}

function impossible(reason: string): Lane {
  return { kind: "impossible", reason };
}

/** A room that is invited is told, so that it is free again. */
function laneOfOwn({ attendees, lacksPeople, series }: CalendarEvent): Lane {
  // Whoever is invited to a single meeting of a series is not among the people of the series.
  const isAlone = attendees.length === 0 && lacksPeople !== true && series !== "master";
  return isAlone ? { kind: "remove", why: "nobodyInvited" } : { kind: "cancel" };
}

function laneOfAttended({ mailbox, organizer, ownResponse }: CalendarEvent, preferences: LanePreferences): Lane {
  const name = organizer === undefined ? "" : describePerson(organizer);
  const only = `You are not the organizer: only ${name === "" ? "the organizer" : name} can cancel it`;
  // Graph answers invitations for people's calendars alone: https://learn.microsoft.com/graph/api/event-decline
  if (mailbox.kind === "group") return impossible(`${only}, and a group cannot decline.`);
  if (preferences.nonOrganizer === "skip") return impossible(`${only}.`);
  if (ownResponse === "declined") return impossible("It has been declined already.");
  return {
    kind: "decline",
    sendsReply: preferences.sendsReply ?? true,
    isToBeAsked: preferences.nonOrganizer === "ask",
  };
}

/** Source: https://learn.microsoft.com/graph/bookingsbusiness-business-rules */
function laneOfBooking(booking: Booking, { business, viewer, preferences }: LaneFacts): Lane {
  if (business === undefined || preferences.ignoresLeadTime === true) return { kind: "cancel" };
  const service = business.services.find(({ id }) => id === booking.serviceId);
  const leadMinutes = service?.minimumLeadTimeMinutes ?? business.minimumLeadTimeMinutes ?? 0;
  const { span } = booking;
  const isTooLate = span.kind === "timed" && span.startUtc - viewer.now < leadMinutes * 60_000;
  if (leadMinutes <= 0 || !isTooLate || isAdministrator(business, viewer)) return { kind: "cancel" };
  const lead = describeMinutes(leadMinutes) ?? "";
  return impossible(`It can last be cancelled ${lead} before its start, except by an administrator of the business.`);
}

function isAdministrator({ staff }: Pick<BusinessDetails, "staff">, { ownAddresses }: Viewer): boolean {
  return staff.some(
    ({ name, address = "", role }) =>
      role?.toLowerCase() === "administrator" && isOneOf({ name, address }, ownAddresses),
  );
}
