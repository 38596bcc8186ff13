/**
 * What can be done with an event: cancel it, answer its invitation, delete it.
 * Sources: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/graph/api/event-decline,
 * https://learn.microsoft.com/graph/api/event-delete
 */
import { cancelEvent, removeFromMailbox } from "../office/cancelEvent.ts";
import type { FoundEvent } from "../office/office.ts";
import { type InvitationAnswer, respondToEvent } from "../office/respondToEvent.ts";
import { instantOf } from "../office/zonedTime.ts";
import { readActionBody, textParameter } from "./actionBody.ts";
import type { GraphCall, GraphOperation } from "./graphCall.ts";
import { GraphRefusal, accessDenied } from "./graphRefusal.ts";
import { eventOf, requireEditable } from "./mailboxAccess.ts";
import { isAllowed } from "./permissions.ts";

/** POST …/cancel. */
export const cancel: GraphOperation = async (call) => {
  const parameters = await readActionBody(call, { name: "cancel", parameters: ["Comment"] });
  const text = textParameter(parameters, "Comment");
  const found = eventOf(call);
  requireEditable(found);
  if (found.mailbox.kind === "group" && !isAllowed(call.scopes, [call.world.guesses.groupCancelScope]))
    throw accessDenied();
  requireOrganizer(call, found);
  requireCancellable(call, found);
  cancelEvent(call.world.office, call.world.outbox, found, text);
  return new Response(null, { status: call.world.guesses.eventCancelStatus });
};

/** POST …/accept. */
export const accept: GraphOperation = async (call) => respond(call, "accepted", "accept");

/** POST …/tentativelyAccept. */
export const tentativelyAccept: GraphOperation = async (call) =>
  respond(call, "tentativelyAccepted", "tentativelyAccept");

/** POST …/decline. */
export const decline: GraphOperation = async (call) => respond(call, "declined", "decline");

/** DELETE …/events/{id}: on the organizer's calendar this cancels, without a text. */
export const deleteEvent: GraphOperation = (call) => {
  const found = eventOf(call);
  requireEditable(found);
  if (found.event.isOrganizer) cancelEvent(call.world.office, call.world.outbox, found, "");
  else removeFromMailbox(found);
  return new Response(null, { status: 204 });
};

async function respond(call: GraphCall, answer: InvitationAnswer["answer"], name: string): Promise<Response> {
  const proposing = answer === "accepted" ? [] : ["ProposedNewTime"];
  const parameters = await readActionBody(call, { name, parameters: ["Comment", "SendResponse", ...proposing] });
  const text = textParameter(parameters, "Comment");
  const isSent = parameters.get("SendResponse") ?? true;
  if (typeof isSent !== "boolean") throw invalidParameter("SendResponse");
  // Documented: a new time cannot be proposed without telling the organizer.
  if (!isSent && parameters.has("ProposedNewTime")) throw invalidParameter("ProposedNewTime");
  const found = eventOf(call);
  requireEditable(found);
  if (found.event.isOrganizer) {
    const message = "You can't respond to this meeting because you're the meeting organizer.";
    throw new GraphRefusal(400, "ErrorInvalidRequest", message);
  }
  respondToEvent(call.world.office, call.world.outbox, found, { answer, text, isSent });
  return new Response(null, { status: 202 });
}

function requireOrganizer(call: GraphCall, { event }: FoundEvent): void {
  if (event.isOrganizer && !event.isCancelled) return;
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

function invalidParameter(name: string): GraphRefusal {
  return new GraphRefusal(400, "ErrorInvalidParameter", `The value of parameter '${name}' is invalid.`);
}
