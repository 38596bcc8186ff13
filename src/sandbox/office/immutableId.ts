/**
 * The second id of every event: the immutable one, which stays when the event is moved, to Deleted Items for instance.
 * Either id can be made from the other here, which nobody outside may rely on.
 * Source: https://learn.microsoft.com/graph/outlook-immutable-id
 */
const ordinaryPrefix = "AAMkAD";
const immutablePrefix = "AAkALg";

/** The immutable id of what goes by an ordinary one. */
export function immutableIdOf(ordinaryId: string): string {
  return immutablePrefix + ordinaryId.slice(ordinaryPrefix.length);
}

/** True for an id of the immutable kind. */
export function isImmutableId(id: string): boolean {
  return id.startsWith(immutablePrefix);
}

/** The ordinary id of what goes by an id of either kind. After a move, nothing is found under it any more. */
export function ordinaryIdOf(id: string): string {
  return isImmutableId(id) ? ordinaryPrefix + id.slice(immutablePrefix.length) : id;
}
