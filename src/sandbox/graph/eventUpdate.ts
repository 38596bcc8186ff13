/**
 * PATCH of an event. The sandbox carries out what a caller needs who ends a series early: subject, location and the last
 * day of a series; it refuses the rest rather than answering as if it had been done.
 * Source: https://learn.microsoft.com/graph/api/event-update
 */
import type { FoundEvent } from "../office/office.ts";
import { occurrencesOf } from "../office/series.ts";
import { type EventChange, updateEvent } from "../office/updateEvent.ts";
import { emptyBody, readObjectBody } from "./actionBody.ts";
import { changeableEvent, isOwnMeeting } from "./eventActions.ts";
import { eventAnswer, eventWriter } from "./eventReads.ts";
import type { GraphCall, GraphOperation } from "./graphCall.ts";
import { GraphRefusal, accessDenied, notSupported } from "./graphRefusal.ts";
import { lastDayOf } from "./recurrenceChange.ts";

/** What the documentation says can be changed, and the sandbox does not carry out. */
const otherProperties: ReadonlySet<string> = new Set([
  "attendees",
  "body",
  "categories",
  "end",
  "hideAttendees",
  "importance",
  "isAllDay",
  "isOnlineMeeting",
  "isReminderOn",
  "locations",
  "onlineMeetingProvider",
  "reminderMinutesBeforeStart",
  "responseRequested",
  "sensitivity",
  "showAs",
  "start",
]);

/** PATCH …/events/{id}. */
export const changeEvent: GraphOperation = async (call) => {
  const body = await readObjectBody(call);
  if (body === undefined) throw emptyBody();
  const found = changeableEvent(call);
  const isForAll = isOwnMeeting(found);
  if (!isForAll && call.world.guesses.updateByAttendee === "refuse") throw accessDenied();
  const change = changeIn(call, found, body);
  const { office, outbox, guesses, now } = call.world;
  const manner = {
    isForAll,
    mailsPerException: guesses.updateMailsPerException,
    tellsGuests: guesses.guestsOfSingleMeetings === "told",
    nowUtc: now(),
  };
  const event = Object.keys(change).length === 0 ? found.event : updateEvent(office, outbox, found, change, manner);
  return eventAnswer(call, { ...found, event });
};

function changeIn(call: GraphCall, found: FoundEvent, body: Readonly<Record<string, unknown>>): EventChange {
  const given = new Map(Object.entries(body).filter(([name]) => !name.includes("@")));
  const change = {
    ...(given.has("subject") ? { subject: textOf("subject", given.get("subject")) } : {}),
    ...(given.has("location") ? { location: placeOf(given.get("location")) } : {}),
    ...(given.has("recurrence") ? { lastDay: endOfSeries(call, found, given.get("recurrence")) } : {}),
  };
  const known = new Set(Object.keys(eventWriter(call, found.mailbox, found.calendar)(found.event)));
  for (const name of given.keys()) {
    if (name === "subject" || name === "location" || name === "recurrence") continue;
    if (otherProperties.has(name)) throw notSupported(`changing ${name}`);
    if (!known.has(name)) throw unreadable(`The property '${name}' does not exist on type 'microsoft.graph.event'.`);
    if (call.world.guesses.updateOfReadOnly === "refuse") {
      throw new GraphRefusal(400, "ErrorInvalidPropertySet", `Set action is invalid for property '${name}'.`);
    }
  }
  return change;
}

function endOfSeries(call: GraphCall, { event, mailbox }: FoundEvent, recurrence: unknown): string {
  const { series } = event;
  if (series.type !== "seriesMaster") throw notSupported(`changing the recurrence of a ${series.type}`);
  const lastDay = lastDayOf(series.pattern, recurrence, call.world.guesses.recurrenceWithoutPattern === "merge");
  const isEmpty = occurrencesOf(mailbox, event).every(({ series: role }) => !("day" in role) || role.day > lastDay);
  if (isEmpty && call.world.guesses.endBeforeFirstOccurrence === "refuse") {
    throw new GraphRefusal(400, "ErrorRecurrenceHasNoOccurrence", "The recurrence has no occurrences.");
  }
  return lastDay;
}

function placeOf(value: unknown): string {
  if (typeof value !== "object" || value === null) throw unreadable("The property 'location' must be an object.");
  const { displayName, ...others } = value as Readonly<Record<string, unknown>>;
  const [other] = Object.keys(others);
  if (other !== undefined) throw notSupported(`location.${other}`);
  return textOf("displayName", displayName);
}

function textOf(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw unreadable(`Cannot convert the value of '${name}' to the expected type 'Edm.String'.`);
}

function unreadable(message: string): GraphRefusal {
  return new GraphRefusal(400, "RequestBodyRead", message);
}
