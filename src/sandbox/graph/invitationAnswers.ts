/**
 * Answers to invitations: accept, accept tentatively, decline; only in calendars of people, not of groups.
 * Sources: https://learn.microsoft.com/graph/api/event-decline, https://learn.microsoft.com/graph/api/event-tentativelyaccept
 */
import { type InvitationAnswer, respondToEvent } from "../office/respondToEvent.ts";
import { ianaZone, instantOf } from "../office/zonedTime.ts";
import { readActionBody, textParameter } from "./actionBody.ts";
import { changeableEvent } from "./eventActions.ts";
import type { GraphCall, GraphOperation } from "./graphCall.ts";
import { GraphRefusal } from "./graphRefusal.ts";

/** POST …/accept. */
export const accept: GraphOperation = async (call) => respond(call, "accepted", "accept");

/** POST …/tentativelyAccept. */
export const tentativelyAccept: GraphOperation = async (call) =>
  respond(call, "tentativelyAccepted", "tentativelyAccept");

/** POST …/decline. */
export const decline: GraphOperation = async (call) => respond(call, "declined", "decline");

async function respond(call: GraphCall, answer: InvitationAnswer["answer"], name: string): Promise<Response> {
  const proposing = answer === "accepted" ? [] : ["ProposedNewTime"];
  const parameters = await readActionBody(call, { name, parameters: ["Comment", "SendResponse", ...proposing] });
  const text = textParameter(parameters, "Comment");
  const isSent = parameters.get("SendResponse") ?? true;
  if (typeof isSent !== "boolean") throw invalidParameter("SendResponse");
  const proposedTime = timeSlot(parameters.get("ProposedNewTime") ?? undefined);
  const found = changeableEvent(call);
  if (found.event.isOrganizer) {
    const message = "You can't respond to this meeting because you're the meeting organizer.";
    throw new GraphRefusal(400, "ErrorInvalidRequest", message);
  }
  // Documented: a time cannot be proposed without telling the organizer, nor where the meeting does not allow it.
  const canPropose = isSent && (found.event.allowsNewTimes ?? true);
  if (proposedTime !== undefined && !canPropose) throw invalidParameter("ProposedNewTime");
  const { office, outbox, now } = call.world;
  const given = { answer, text, isSent, nowUtc: now(), ...(proposedTime === undefined ? {} : { proposedTime }) };
  respondToEvent(office, outbox, found, given);
  return new Response(null, { status: 202 });
}

/** `{"start": {"dateTime", "timeZone"}, "end": …}`: https://learn.microsoft.com/graph/api/resources/timeslot */
function timeSlot(value: unknown): InvitationAnswer["proposedTime"] {
  if (value === undefined) return undefined;
  const { start, end } = fieldsOf(value);
  const slot = { startUtc: instantIn(start), endUtc: instantIn(end) };
  if (!(slot.endUtc > slot.startUtc)) throw invalidParameter("ProposedNewTime");
  return slot;
}

function instantIn(value: unknown): number {
  const { dateTime, timeZone = "UTC" } = fieldsOf(value);
  const zone = typeof timeZone === "string" ? ianaZone(timeZone) : undefined;
  const [, wallTime] =
    (typeof dateTime === "string" ? /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d{1,7})?)?$/u.exec(dateTime) : null) ??
    [];
  return zone === undefined || wallTime === undefined ? Number.NaN : instantOf(wallTime, zone);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function invalidParameter(name: string): GraphRefusal {
  return new GraphRefusal(400, "ErrorInvalidParameter", `The value of parameter '${name}' is invalid.`);
}
