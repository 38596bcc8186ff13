/**
 * What a cloud does not offer is refused here, before a token is asked for or anything is connected.
 * Source: https://learn.microsoft.com/graph/deployments
 */
import type { GraphCloud } from "./cloud.ts";
import { GraphError } from "./graphError.ts";

/** Everything about Bookings is below these paths, the second of which only the beta has. */
const bookingsPath = /^\/(?:v1\.0|beta)\/(?:solutions\/)?bookingBusinesses(?:[/('?]|$)/i;

/**
 * Makes sure that a cloud has what an address is about.
 * @throws {GraphError} `notInCloud` if it has not.
 */
export function assertOffered(
  cloud: Pick<GraphCloud, "id" | "hasBookings">,
  { pathname }: Pick<URL, "pathname">,
): void {
  if (cloud.hasBookings || !bookingsPath.test(pathname)) return;
  throw new GraphError("notInCloud", `Microsoft Bookings is not offered in the cloud ${cloud.id}.`);
}
