/**
 * What can be done with an event: cancel it, delete it, delete it for good.
 * Sources: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/graph/api/event-delete,
 * https://learn.microsoft.com/graph/api/event-permanentdelete
 */
import { type Cancellation, cancelEvent } from "../office/cancelEvent.ts";
import type { FoundEvent } from "../office/office.ts";
import { removeEvent } from "../office/removeEvent.ts";
import { instantOf } from "../office/zonedTime.ts";
import { readActionBody, textParameter } from "./actionBody.ts";
import type { GraphCall, GraphOperation } from "./graphCall.ts";
import { GraphRefusal, accessDenied } from "./graphRefusal.ts";
import { requireMatch } from "./ifMatch.ts";
import { eventOf, requireEditable } from "./mailboxAccess.ts";
import { isAllowed } from "./permissions.ts";

/** POST …/cancel. */
export const cancel: GraphOperation = async (call) => {
  const parameters = await readActionBody(call, { name: "cancel", parameters: ["Comment"] });
  const text = textParameter(parameters, "Comment");
  const found = changeableEvent(call);
  requireOrganizer(call, found);
  requireCancellable(call, found);
  cancelEvent(call.world.office, call.world.outbox, found, mailed(call, text));
  return new Response(null, { status: call.world.guesses.eventCancelStatus });
};

/** DELETE …/events/{id}: on the organizer's calendar this cancels, without a text. */
export const deleteEvent: GraphOperation = (call) => {
  const found = changeableEvent(call);
  if (isOwnMeeting(found)) cancelEvent(call.world.office, call.world.outbox, found, mailed(call, ""));
  else removeEvent(found, true, call.world.now());
  return new Response(null, { status: 204 });
};

/** POST …/permanentDelete: nothing is left in Deleted Items. */
export const permanentDelete: GraphOperation = async (call) => {
  await readActionBody(call, { name: "permanentDelete", parameters: [] });
  const found = changeableEvent(call);
  const isMailed = call.world.guesses.permanentDeleteMails;
  const manner = { ...mailed(call, ""), isMailed, kept: "nowhere" } as const;
  if (isOwnMeeting(found)) cancelEvent(call.world.office, call.world.outbox, found, manner);
  else removeEvent(found, false, call.world.now());
  return new Response(null, { status: 204 });
};

/** The event that the path names, if the caller may change it. @throws {GraphRefusal} */
export function changeableEvent(call: GraphCall): FoundEvent {
  const found = eventOf(call);
  requireEditable(found);
  if (found.mailbox.kind === "group" && !isAllowed(call.scopes, [call.world.guesses.groupCancelScope])) {
    throw accessDenied();
  }
  requireMatch(call, found.event);
  return found;
}

/** True for a meeting whose organizer owns the calendar, and who has not been told that it is cancelled. */
export function isOwnMeeting({ event }: FoundEvent): boolean {
  return event.isOrganizer && !event.isCancelled;
}

function mailed(call: GraphCall, text: string): Cancellation {
  const { deletedLooksCancelled, guestsOfSingleMeetings } = call.world.guesses;
  const kept = deletedLooksCancelled ? "cancelled" : "unchanged";
  return { text, isMailed: true, tellsGuests: guestsOfSingleMeetings === "told", kept, nowUtc: call.world.now() };
}

function requireOrganizer(call: GraphCall, found: FoundEvent): void {
  if (isOwnMeeting(found)) return;
  const message = "Your request can't be completed. You need to be an organizer to cancel a meeting.";
  throw new GraphRefusal(400, call.world.guesses.notOrganizerCode, message);
}

function requireCancellable(call: GraphCall, { event }: FoundEvent): void {
  const { guesses, office, now } = call.world;
  if (guesses.cancelWithoutAttendees === "refuse" && event.attendees.length === 0) {
    throw new GraphRefusal(400, "ErrorInvalidRequest", "Your request can't be completed. The item is not a meeting.");
  }
  const { span } = event;
  const endUtc = span.kind === "timed" ? span.endUtc : instantOf(`${span.dayAfter}T00:00`, office.zone);
  if (guesses.cancelOfPastEvent === "refuse" && event.series.type !== "seriesMaster" && endUtc < now()) {
    throw new GraphRefusal(400, "ErrorInvalidRequest", "Your request can't be completed. The meeting is over.");
  }
}
