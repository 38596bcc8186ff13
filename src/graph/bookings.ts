/**
 * The requests about appointments.
 * Sources: https://learn.microsoft.com/graph/api/bookingbusiness-list-calendarview,
 * https://learn.microsoft.com/graph/api/bookingappointment-get
 */
import type { Booking, BusinessSource } from "../agenda/item.ts";
import type { BookingTarget } from "../cancellation/target.ts";
import { readBookingView } from "./bookingView.ts";
import type { ViewRequest } from "./bookingView.ts";
import { businessAddress, businessRequest } from "./businesses.ts";
import type { Businesses } from "./businesses.ts";
import type { GraphClientOptions, InstantRange, Listed } from "./graphContract.ts";
import { GraphError } from "./graphError.ts";
import { itemAddress } from "./itemAddress.ts";
import { namesNoCustomer, readBooking } from "./readBooking.ts";
import type { PeopleById } from "./readBooking.ts";
import type { ReadJson } from "./readJson.ts";
import { listedIn, readingsOf } from "./rowReadings.ts";
import type { RowReadings } from "./rowReadings.ts";

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
  return {
    async listBookings(business, range, signal) {
      const requestFor: ViewRequest = ({ startUtc, endUtc }, until) => {
        // Here the range is called start and end, and $top would make Graph forget the following pages.
        const query = `start=${new Date(startUtc).toISOString()}&end=${new Date(endUtc).toISOString()}`;
        return businessRequest(`${businessAddress(cloud, business.id)}/calendarView?${query}`, business.id, until);
      };
      const readingStaff = businesses.staffOf(business.id, signal);
      const customersOf = customersWhereNeeded(businesses, business.id, signal);
      const take = async (rows: readonly unknown[]): Promise<RowReadings<Booking>> => {
        const people = { staff: await readingStaff, customers: await customersOf(rows) };
        return readingsOf(rows, (row) => readBooking(row, business, people));
      };
      const [pages] = await Promise.all([
        readBookingView(readJson, requestFor, range, take, signal),
        // Waited for here as well, so that its failure is heard even if no page comes.
        readingStaff,
      ]);
      return listedIn(pages);
    },

    async readOneBooking(target, signal) {
      const { businessId } = target;
      const address = itemAddress(cloud.graphOrigin, target);
      // First the appointment: if it is gone, nothing else is worth asking for.
      const answer = await readJson(businessRequest(address, businessId, signal));
      const [name, staff, customers] = await Promise.all([
        businesses.nameOf(businessId, signal),
        businesses.staffOf(businessId, signal),
        customersWhereNeeded(businesses, businessId, signal)([answer]),
      ]);
      const booking = readBooking(answer, { kind: "business", id: businessId, name }, { staff, customers });
      if ("item" in booking) return booking.item;
      throw new GraphError("unreadable", booking.leftOut);
    },
  };
}

/**
 * Finds the customers whom appointments mean. Nearly every appointment names them; the long list of all is only asked for
 * where one doesn't, and once.
 */
function customersWhereNeeded(
  businesses: Businesses,
  businessId: string,
  signal: AbortSignal | undefined,
): (rows: readonly unknown[]) => Promise<PeopleById> {
  let reading: Promise<PeopleById> | undefined;
  return async (rows) => {
    if (rows.some(namesNoCustomer)) reading ??= businesses.customersOf(businessId, signal);
    return reading;
  };
}
