/**
 * Whose mailbox, which calendar and which event a path speaks of, and whether the caller may look into it or change it.
 */
import { calendarGroupNamed, calendarGroupOf } from "../office/calendarGroups.ts";
import { exchangeId, looksLikeExchangeId } from "../office/exchangeId.ts";
import { isImmutableId } from "../office/immutableId.ts";
import { type FoundEvent, type Mailbox, type StoredCalendar, findEvent, findMailbox } from "../office/office.ts";
import type { StoredEvent } from "../office/storedEvent.ts";
import type { GraphCall } from "./graphCall.ts";
import { GraphRefusal, accessDenied, itemNotFound } from "./graphRefusal.ts";
import { requestedId } from "./itemIds.ts";
import { isAllowed, readSharedCalendars, writeSharedCalendars } from "./permissions.ts";

/**
 * The mailbox that the path speaks of: the caller's own, a group's, one that they have full access to, or, of another
 * person's, as much as is shared with them. @throws {GraphRefusal}
 */
export function mailboxOf(call: GraphCall): Mailbox {
  const { user, group } = call.parameters;
  const named = user ?? group ?? call.account.id;
  const mailbox = findMailbox(call.world.office, named);
  if (mailbox === undefined || mailbox.kind !== (group === undefined ? "user" : "group")) {
    throw new GraphRefusal(404, "ErrorInvalidUser", `The requested user '${named}' is invalid.`);
  }
  const isMember = mailbox.memberIds.includes(call.account.id);
  if (isMember && (mailbox.kind === "group" || mailbox.id === call.account.id)) return mailbox;
  if (!isAllowed(call.scopes, call.request.method === "GET" ? readSharedCalendars : writeSharedCalendars)) {
    throw accessDenied();
  }
  const calendars = isMember ? mailbox.calendars : calendarsSharedWith(call, mailbox);
  if (calendars.length === 0) throw accessDenied();
  return { ...mailbox, calendars };
}

/** The calendar that the path names, or the mailbox's default one. @throws {GraphRefusal} */
export function calendarOf(call: GraphCall, mailbox: Mailbox): StoredCalendar {
  const { calendar: id, calendarGroup } = call.parameters;
  const calendar = mailbox.calendars.find((candidate) =>
    id === undefined ? candidate.isDefault : candidate.id === id,
  );
  if (calendar === undefined) throw missing(call, id ?? "");
  if (calendarGroup !== undefined && calendarGroupOf(calendar) !== calendarGroupNamed(mailbox, calendarGroup)) {
    throw itemNotFound();
  }
  const needsMore = calendar.sharedFrom !== undefined && call.world.guesses.sharedCalendarNeedsSharedScope;
  if (needsMore && !isAllowed(call.scopes, readSharedCalendars)) throw accessDenied();
  return calendar;
}

/** The event that the path names: by its own id, as an instance of a series, or through its invitation. @throws {GraphRefusal} */
export function eventOf(call: GraphCall): FoundEvent {
  const mailbox = mailboxOf(call);
  const { event: eventId, instance: instanceId, message: messageId } = call.parameters;
  if (call.parameters["calendar"] !== undefined) calendarOf(call, mailbox);
  const named = eventId === undefined ? undefined : eventById(call, mailbox, eventId);
  const outer = named ?? eventOfMessage(call, mailbox, messageId ?? "");
  if (instanceId === undefined) return outer;
  const instance = eventById(call, mailbox, instanceId);
  const belongs = "masterId" in instance.event.series && instance.event.series.masterId === outer.event.id;
  if (!belongs) throw itemNotFound();
  return instance;
}

/**
 * The event that the path names, to be read: what was moved to Deleted Items is still found by its immutable id there,
 * through no calendar. @throws {GraphRefusal}
 */
export function eventToRead(call: GraphCall): FoundEvent {
  const { event: id, instance, calendar: named } = call.parameters;
  const isFindable = id !== undefined && isImmutableId(id) && call.world.guesses.deletedByImmutableId === "found";
  if (!isFindable || instance !== undefined || named !== undefined) return eventOf(call);
  const mailbox = mailboxOf(call);
  const event = mailbox.events.deletedItems.get(requestedId(call, id));
  const calendar = mailbox.calendars.find((candidate) => candidate.id === event?.calendarId);
  if (event === undefined || calendar === undefined || !mailbox.memberIds.includes(call.account.id))
    return eventOf(call);
  return { event, mailbox, calendar };
}

/** The id of the message that invited the mailbox's owner to an event, or told them about their own. */
export function invitationId(mailbox: Mailbox, event: StoredEvent): string {
  return exchangeId(mailbox.id, `invitation to ${event.meetingKey}`);
}

/** @throws {GraphRefusal} 403 in a calendar that may only be read. */
export function requireEditable(found: FoundEvent): void {
  if (!found.calendar.canEdit) throw accessDenied();
}

function eventById(call: GraphCall, mailbox: Mailbox, id: string): FoundEvent {
  const found = findEvent(call.world.office, mailbox, requestedId(call, id));
  if (found === undefined) throw missing(call, id);
  return found;
}

function eventOfMessage(call: GraphCall, mailbox: Mailbox, id: string): FoundEvent {
  const event = [...mailbox.events.values()].find((candidate) => invitationId(mailbox, candidate) === id);
  if (event === undefined) throw missing(call, id);
  return eventById(call, mailbox, event.id);
}

/** Why nothing goes by an id. */
export function missing(call: GraphCall, id: string): GraphRefusal {
  if (looksLikeExchangeId(id) || call.world.guesses.malformedIdCode === "ErrorItemNotFound") return itemNotFound();
  return new GraphRefusal(400, call.world.guesses.malformedIdCode, "Id is malformed.");
}

/** What the caller sees of somebody else's mailbox: the calendars that are shared, as they are shared. */
function calendarsSharedWith(call: GraphCall, mailbox: Mailbox): readonly StoredCalendar[] {
  const own = findMailbox(call.world.office, call.account.id)?.calendars ?? [];
  return mailbox.calendars.flatMap((calendar) => {
    const share = own.find(
      ({ sharedFrom }) => sharedFrom?.mailboxId === mailbox.id && sharedFrom.calendarId === calendar.id,
    );
    if (share?.sharedFrom === undefined) return [];
    return [{ ...calendar, canEdit: share.canEdit, sharedFrom: share.sharedFrom }];
  });
}
