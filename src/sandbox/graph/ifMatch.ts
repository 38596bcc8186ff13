/**
 * `If-Match`: carry a request out only if the event is still as the caller saw it.
 * Source: https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_HeaderIfMatch
 */
import type { StoredEvent } from "../office/storedEvent.ts";
import { eventEtag } from "./eventWire.ts";
import type { GraphCall } from "./graphCall.ts";
import { GraphRefusal } from "./graphRefusal.ts";

/** @throws {GraphRefusal} 412 if the caller names an etag that the event no longer has. */
export function requireMatch(call: GraphCall, event: StoredEvent): void {
  const wanted = call.request.headers.get("if-match");
  if (wanted === null || wanted.trim() === "*" || call.world.guesses.ifMatch === "ignored") return;
  const etags = wanted.split(",").map((etag) => etag.trim());
  if (etags.includes(eventEtag(event))) return;
  const message =
    "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.";
  throw new GraphRefusal(412, "ErrorIrresolvableConflict", message);
}
