/** Whether a request that declines an invitation has its organizer told, as its body says. */
import { readJsonBody } from "../requestFile/readJsonBody.ts";
import type { ResolvedBody } from "../requestFile/resolveRequest.ts";

/**
 * Left out, `sendResponse` is true. Graph's metadata spells it `SendResponse`, its page `sendResponse`.
 * Source: https://learn.microsoft.com/graph/api/event-decline
 */
export function isOrganizerTold(body: ResolvedBody): boolean {
  const read = body.kind === "text" ? readJsonBody(body.text) : undefined;
  if (read?.kind !== "ok" || typeof read.value !== "object" || read.value === null) return true;
  return !Object.entries(read.value).some(([name, value]) => /^sendResponse$/i.test(name) && value === false);
}
