/**
 * Where in a request the id of an event or a booking is missing: nothing stands there, a place to fill in, or a variable
 * that nobody defines. What is chosen then takes the place of the item's whole path, so that nothing half-filled remains.
 */
import { targetOf } from "../cancellation/plan.ts";
import { eventTarget } from "../cancellation/route.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { AgendaItem, AgendaSource } from "../agenda/item.ts";
import { writtenAddress } from "./addressFixes.ts";
import type { SpanEdit } from "../requestFile/span.ts";
import type { GraphRequest } from "./graphRequest.ts";

/** A place for an item's path. */
export type PickPlace = (target: CancelTarget) => SpanEdit;

/** The place in a request; undefined where nothing is missing, or a choice would not mend it. */
export function pickPlace(graphRequest: GraphRequest): PickPlace | undefined {
  const { file, request, aim } = graphRequest;
  const address = writtenAddress(file, request);
  if (address === undefined || !isIdMissing(graphRequest)) return undefined;
  const path = /^[^?#]*/.exec(address)?.[0] ?? "";
  const root = /\/(?:me|users|groups|solutions|bookingBusinesses)(?=\/)/i.exec(path);
  if (root === null) return undefined;
  // Before it stand the host and the version, which a choice does not give.
  if (aim.kind === "mismatch" && aim.mismatch.code === "unresolvedVariable" && !hasGap(graphRequest, root.index)) {
    return undefined;
  }
  const declined = /\/decline\/*$/i.test(path) ? "/decline" : "/cancel";
  const action = request.method === "DELETE" ? "" : declined;
  const start = request.urlSpan.start + root.index;
  const end = request.urlSpan.start + path.length;
  return ({ itemPath }) => ({ span: { start, end }, newText: `${itemPath}${action}` });
}

/** Whether a request is about a booking or an event, as far as its address tells. */
export function itemKindOf({ aim, request }: GraphRequest): AgendaItem["kind"] {
  if (aim.kind === "route") return aim.route.target.kind;
  return /\/(?:bookingBusinesses|appointments)\//i.test(request.url) ? "booking" : "event";
}

/** The shortest address of an item: an event of one's own main calendar needs no calendar in its path. */
export function shortTargetOf(item: AgendaItem, source: AgendaSource | undefined): CancelTarget {
  const isMain = source?.kind === "calendar" && source.isDefault;
  return item.kind === "event" && isMain ? eventTarget(item.id, { mailbox: item.mailbox }) : targetOf(item);
}

function isIdMissing({ aim }: GraphRequest): boolean {
  if (aim.kind === "route") return aim.route.placeholders.length > 0;
  if (aim.kind !== "mismatch") return false;
  return aim.mismatch.code === "missingId" || aim.mismatch.code === "unresolvedVariable";
}

/** Whether a variable from some place of the address on is one that nobody will ever give a value. */
function hasGap({ request, resolved }: GraphRequest, from: number): boolean {
  return resolved.unresolved.some(
    ({ place, reason, span }) =>
      place.kind === "url" &&
      span.start >= request.urlSpan.start + from &&
      (reason === "undefined" || reason === "definedLater"),
  );
}
