/** Everything that Unbook may ever ask for in a cloud: what is not offered there is not asked for, either. */
import { microsoftClouds } from "./cloud.ts";
import { bookingScopes, everyScope, scopesToCancelBookings } from "./scopes.ts";

/** The delegated permissions by the cloud's Graph, in the order in which they are asked for. */
export function scopesIn(graphOrigin: string): readonly string[] {
  const hasBookings = microsoftClouds.find((cloud) => cloud.graphOrigin === graphOrigin)?.hasBookings ?? true;
  return everyScope.filter((scope) => hasBookings || !isForBookings(scope));
}

function isForBookings(scope: string): boolean {
  return bookingScopes.includes(scope) || scopesToCancelBookings.includes(scope);
}
