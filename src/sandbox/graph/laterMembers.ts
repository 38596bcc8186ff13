/**
 * Enumerations that grew: members that came later are only told to callers who ask for them; others get
 * `unknownFutureValue` in their place.
 * Source: https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations
 */
import type { GraphCall } from "./graphCall.ts";

/** True if the caller sent `Prefer: include-unknown-enum-members`. */
export function wantsLaterMembers(call: GraphCall): boolean {
  const preferences = (call.request.headers.get("prefer") ?? "").split(",");
  return preferences.some((preference) => preference.trim().toLowerCase() === "include-unknown-enum-members");
}
