/**
 * Finds out what became of an appointment after a request whose answer was lost.
 * Source: https://learn.microsoft.com/graph/api/bookingappointment-get
 */
import { looseObject, nullish, string } from "valibot";
import type { TimeSpan } from "../agenda/item.ts";
import type { Sought } from "../cancellation/sought.ts";
import type { BookingTarget } from "../cancellation/target.ts";
import { businessAddress, businessRequest } from "./businesses.ts";
import type { GraphCloud } from "./cloud.ts";
import { isListed } from "./eventListing.ts";
import type { GraphErrorFacts } from "./graphError.ts";
import { instantOf } from "./graphTime.ts";
import { itemAddress } from "./itemAddress.ts";
import { readItself, shaped, timeShape, unreadable } from "./lookReading.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";

/** Appointments are never of whole days. */
type Moments = Pick<Extract<TimeSpan, { kind: "timed" }>, "startUtc" | "endUtc">;

/** Looks an appointment up. @throws {GraphError} or {AccountError} if it cannot be told. */
export async function lookUpBooking(
  readJson: ReadJson,
  cloud: GraphCloud,
  target: BookingTarget,
  { listedIn }: Pick<Sought, "listedIn">,
  signal: AbortSignal | undefined,
): Promise<"gone" | "stillThere"> {
  const { businessId } = target;
  const request = (address: string): ReadRequest => businessRequest(address, businessId, signal);
  const isListedIn = async ({ startUtc, endUtc }: Moments, id: string): Promise<boolean> => {
    // Whether the very edge of a range belongs to it is not documented.
    const range = `start=${new Date(startUtc - hourMs).toISOString()}&end=${new Date(endUtc + hourMs).toISOString()}`;
    return isListed(readJson, request(`${businessAddress(cloud, businessId)}/calendarView?${range}`), id);
  };
  // The documentation names no code for an appointment that does not exist, but Graph's errors have one. Whatever else
  // answers on the way, such as the page of a network that wants a sign-in of its own, has none.
  const saysThatItIsGone = ({ code = "" }: GraphErrorFacts): boolean => code !== "";
  const answer = await readItself(readJson, request(itemAddress(cloud.graphOrigin, target)), saysThatItIsGone);
  if (answer === undefined) {
    const span = listedIn?.kind === "time" && listedIn.span.kind === "timed" ? listedIn.span : undefined;
    // Nobody has been told of what the business lists, whatever one answer says.
    if (span !== undefined && (await isListedIn(span, target.appointmentId))) throw unreadable();
    return "gone";
  }
  const booking = shaped(bookingShape, answer);
  const startUtc = instantOf(booking.startDateTime ?? booking.start);
  const endUtc = instantOf(booking.endDateTime ?? booking.end);
  if (startUtc === undefined || endUtc === undefined) throw unreadable();
  if (await isListedIn({ startUtc, endUtc }, booking.id)) return "stillThere";
  // There is no word on an appointment that can be read and is listed nowhere, and Bookings has no Deleted Items.
  throw unreadable();
}

const hourMs = 3_600_000;

const bookingShape = looseObject({
  id: string(),
  startDateTime: nullish(timeShape),
  start: nullish(timeShape),
  endDateTime: nullish(timeShape),
  end: nullish(timeShape),
});
