/**
 * Whose mailbox, which calendar and which event a path speaks of, and whether the caller may look into it or change it.
 */
import { exchangeId, looksLikeExchangeId } from "../office/exchangeId.ts";
import { type FoundEvent, type Mailbox, type StoredCalendar, findEvent, findMailbox } from "../office/office.ts";
import type { StoredEvent } from "../office/storedEvent.ts";
import type { GraphCall } from "./graphCall.ts";
import { GraphRefusal, accessDenied, itemNotFound } from "./graphRefusal.ts";
import { isAllowed, readSharedCalendars } from "./permissions.ts";

/** The mailbox that the path speaks of: the caller's own, another person's or a group's. @throws {GraphRefusal} */
export function mailboxOf(call: GraphCall): Mailbox {
  const { user, group } = call.parameters;
  const named = user ?? group ?? call.account.id;
  const mailbox = findMailbox(call.world.office, named);
  if (mailbox === undefined || mailbox.kind !== (group === undefined ? "user" : "group")) {
    throw new GraphRefusal(404, "ErrorInvalidUser", `The requested user '${named}' is invalid.`);
  }
  if (mailbox.memberIds.includes(call.account.id)) return mailbox;
  if (isAllowed(call.scopes, readSharedCalendars) && sharedWithCaller(call, mailbox)) return mailbox;
  throw accessDenied();
}

/** The calendar that the path names, or the mailbox's default one. @throws {GraphRefusal} */
export function calendarOf(call: GraphCall, mailbox: Mailbox): StoredCalendar {
  const { calendar: id } = call.parameters;
  const calendar = mailbox.calendars.find((candidate) =>
    id === undefined ? candidate.isDefault : candidate.id === id,
  );
  if (calendar === undefined) throw missing(call, id ?? "");
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

/** The id of the message that invited the mailbox's owner to an event, or told them about their own. */
export function invitationId(mailbox: Mailbox, event: StoredEvent): string {
  return exchangeId(mailbox.id, `invitation to ${event.meetingKey}`);
}

/** @throws {GraphRefusal} 403 in a calendar that may only be read. */
export function requireEditable(found: FoundEvent): void {
  if (!found.calendar.canEdit) throw accessDenied();
}

function eventById(call: GraphCall, mailbox: Mailbox, id: string): FoundEvent {
  const found = findEvent(call.world.office, mailbox, id);
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

function sharedWithCaller(call: GraphCall, mailbox: Mailbox): boolean {
  const own = findMailbox(call.world.office, call.account.id);
  return own?.calendars.some((calendar) => calendar.sharedFrom?.mailboxId === mailbox.id) ?? false;
}
