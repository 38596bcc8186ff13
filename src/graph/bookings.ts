/**
 * The requests about appointments.
 * Sources: https://learn.microsoft.com/graph/api/bookingbusiness-list-calendarview,
 * https://learn.microsoft.com/graph/api/bookingappointment-get
 */
import type { Booking, BusinessSource } from "../agenda/item.ts";
import type { BookingTarget } from "../cancellation/target.ts";
import { businessAddress, businessRequest } from "./businesses.ts";
import type { Businesses } from "./businesses.ts";
import type { GraphClientOptions, InstantRange, Listed } from "./graphContract.ts";
import { GraphError } from "./graphError.ts";
import { itemAddress } from "./itemAddress.ts";
import { listRows, readRows } from "./pages.ts";
import { namesNoCustomer, readBooking } from "./readBooking.ts";
import type { PeopleById } from "./readBooking.ts";
import type { ReadJson } from "./readJson.ts";

/** Reads bookings. */
export interface Bookings {
  /** The bookings of a business that touch the range. If its staff cannot be read, the bookings say so. */
  listBookings(business: BusinessSource, range: InstantRange, signal?: AbortSignal): Promise<Listed<Booking>>;
  readOneBooking(target: BookingTarget, signal?: AbortSignal): Promise<Booking>;
}

/** Makes the reader for one cloud and one account. */
export function createBookings(
  readJson: ReadJson,
  cloud: GraphClientOptions["cloud"],
  businesses: Businesses,
): Bookings {
  /** Nearly every appointment names its customers; the long list of all is only asked for where one doesn't. */
  async function customersIfNeeded(
    rows: readonly unknown[],
    businessId: string,
    signal: AbortSignal | undefined,
  ): Promise<PeopleById> {
    return rows.some(namesNoCustomer) ? businesses.customersOf(businessId, signal) : undefined;
  }

  return {
    async listBookings(business, range, signal) {
      // Here the range is called start and end, and $top would make Graph forget the following pages.
      const query = `start=${new Date(range.startUtc).toISOString()}&end=${new Date(range.endUtc).toISOString()}`;
      const address = `${businessAddress(cloud, business.id)}/calendarView?${query}`;
      const [staff, rows] = await Promise.all([
        businesses.staffOf(business.id, signal),
        readRows(readJson, businessRequest(address, business.id, signal)),
      ]);
      const customers = await customersIfNeeded(rows, business.id, signal);
      return listRows(rows, (row) => readBooking(row, business, { staff, customers }));
    },

    async readOneBooking(target, signal) {
      const { businessId } = target;
      const address = itemAddress(cloud.graphOrigin, target);
      // First the appointment: if it is gone, nothing else is worth asking for.
      const answer = await readJson(businessRequest(address, businessId, signal));
      const [name, staff, customers] = await Promise.all([
        businesses.nameOf(businessId, signal),
        businesses.staffOf(businessId, signal),
        customersIfNeeded([answer], businessId, signal),
      ]);
      const booking = readBooking(answer, { kind: "business", id: businessId, name }, { staff, customers });
      if ("item" in booking) return booking.item;
      throw new GraphError("unreadable", booking.leftOut);
    },
  };
}
