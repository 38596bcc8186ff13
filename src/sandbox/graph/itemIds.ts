/**
 * The ids of events in requests and answers: of the ordinary kind, or immutable where the caller prefers them.
 * Source: https://learn.microsoft.com/graph/outlook-immutable-id
 */
import { immutableIdOf, isImmutableId, ordinaryIdOf } from "../office/immutableId.ts";
import type { GraphCall } from "./graphCall.ts";
import { itemNotFound } from "./graphRefusal.ts";
import { type Preferences, readPreferences } from "./preferences.ts";
import { type WireItem, onlyWhenSelected } from "./selectProperties.ts";

/** An event with the kind of ids that the caller prefers. Its webLink keeps the ordinary one. */
export function withPreferredIds(wire: WireItem, kind: Preferences["ids"]): WireItem {
  if (kind === "ordinary") return wire;
  const { id, seriesMasterId } = wire;
  const masters = wire[onlyWhenSelected]?.["cancelledOccurrences"];
  return {
    ...wire,
    ...(typeof id === "string" ? { id: immutableIdOf(id) } : {}),
    ...(typeof seriesMasterId === "string" ? { seriesMasterId: immutableIdOf(seriesMasterId) } : {}),
    [onlyWhenSelected]: {
      ...wire[onlyWhenSelected],
      ...(Array.isArray(masters) ? { cancelledOccurrences: masters.map(withImmutableMaster) } : {}),
    },
  };
}

/** The ordinary id that is meant by an id in a request. @throws {GraphRefusal} if only the preferred kind is taken. */
export function requestedId(call: GraphCall, id: string): string {
  const prefersImmutable = readPreferences(call.request.headers.get("prefer")).ids === "immutable";
  if (call.world.guesses.idOfOtherKind === "refuse" && isImmutableId(id) !== prefersImmutable) throw itemNotFound();
  return ordinaryIdOf(id);
}

/** A cancelled occurrence goes by `OID.<id of its master>.<day>`. */
function withImmutableMaster(occurrence: unknown): unknown {
  const [, master, day] = /^OID\.(.+)\.(\d{4}-\d{2}-\d{2})$/su.exec(String(occurrence)) ?? [];
  return master === undefined || day === undefined ? occurrence : `OID.${immutableIdOf(master)}.${day}`;
}
