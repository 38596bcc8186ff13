/**
 * The requests about Bookings businesses and their appointments.
 * Sources: https://learn.microsoft.com/graph/api/bookingbusiness-list, https://learn.microsoft.com/graph/api/bookingbusiness-list-calendarview,
 * https://learn.microsoft.com/graph/api/bookingappointment-get, https://learn.microsoft.com/graph/api/bookingbusiness-list-staffmembers
 */
import type { Booking, BusinessSource } from "../agenda/item.ts";
import type { BookingTarget } from "../cancellation/target.ts";
import type { GraphClientOptions, InstantRange, Listed } from "./graphContract.ts";
import { GraphError, isGraphError } from "./graphError.ts";
import { itemAddress } from "./itemAddress.ts";
import { businessMailbox } from "./mailboxOf.ts";
import { listRows, readRows } from "./pages.ts";
import { readBooking, readBusiness, readStaffMember } from "./readBooking.ts";
import type { StaffById, StaffMember } from "./readBooking.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";
import { scopesFor } from "./scopes.ts";

/** Graph lists no more businesses than this, and has no way to ask for the rest. */
const mostBusinesses = 500;

/** Staff change seldom; an agenda is refreshed often. */
const staffKeptMs = 60_000;

/** Reads businesses and bookings. It keeps the names of businesses and staff for a while. */
export interface Bookings {
  listBusinesses(signal?: AbortSignal): Promise<Listed<BusinessSource>>;
  /** The bookings of a business that touch the range. If its staff cannot be read, the bookings say so. */
  listBookings(business: BusinessSource, range: InstantRange, signal?: AbortSignal): Promise<Listed<Booking>>;
  readOneBooking(target: BookingTarget, signal?: AbortSignal): Promise<Booking>;
}

/** Makes the reader for one cloud and one account. */
export function createBookings(readJson: ReadJson, cloud: GraphClientOptions["cloud"]): Bookings {
  const businessesPath = `${cloud.graphOrigin}/v1.0/solutions/bookingBusinesses`;
  const businessNames = new Map<string, string>();
  const knownStaff = new Map<
    string,
    { readonly staff: ReadonlyMap<string, StaffMember>; readonly readAtUtc: number }
  >();

  async function readStaff(businessId: string, signal: AbortSignal | undefined): Promise<StaffById> {
    const key = businessId.toLowerCase();
    const known = knownStaff.get(key);
    if (known !== undefined && Date.now() - known.readAtUtc < staffKeptMs) return known.staff;
    const address = `${businessesPath}/${encodeURIComponent(businessId)}/staffMembers`;
    try {
      const rows = await readRows(readJson, bookingRequest(address, businessId, signal));
      const { items } = listRows(rows, readStaffMember);
      const staff = new Map(items.map((member) => [member.id, member]));
      knownStaff.set(key, { staff, readAtUtc: Date.now() });
      return staff;
    } catch (error) {
      // A business shows its appointments to some who may not see its staff; names are no reason to show nothing.
      if (isGraphError(error)) return undefined;
      throw error;
    }
  }

  async function readBusinessName(businessId: string, signal: AbortSignal | undefined): Promise<string> {
    const known = businessNames.get(businessId.toLowerCase());
    if (known !== undefined) return known;
    const address = `${businessesPath}/${encodeURIComponent(businessId)}?$select=id,displayName`;
    try {
      const read = readBusiness(await readJson(bookingRequest(address, businessId, signal)));
      if (!("item" in read)) return businessId;
      businessNames.set(businessId.toLowerCase(), read.item.name);
      return read.item.name;
    } catch (error) {
      if (isGraphError(error)) return businessId;
      throw error;
    }
  }

  return {
    async listBusinesses(signal) {
      if (!cloud.hasBookings) return { items: [], notes: ["Microsoft Bookings is not offered in this cloud."] };
      const rows = await readRows(readJson, bookingRequest(businessesPath, "", signal));
      const { items, notes } = listRows(rows, readBusiness);
      for (const business of items) businessNames.set(business.id.toLowerCase(), business.name);
      if (items.length < mostBusinesses) return { items, notes };
      return {
        items,
        notes: [...notes, `Microsoft Graph lists no more than ${mostBusinesses} businesses; there may be others.`],
      };
    },

    async listBookings(business, range, signal) {
      // Here the range is called start and end, and $top would make Graph forget the following pages.
      const query = `start=${new Date(range.startUtc).toISOString()}&end=${new Date(range.endUtc).toISOString()}`;
      const address = `${businessesPath}/${encodeURIComponent(business.id)}/calendarView?${query}`;
      const [staff, rows] = await Promise.all([
        readStaff(business.id, signal),
        readRows(readJson, bookingRequest(address, business.id, signal)),
      ]);
      return listRows(rows, (row) => readBooking(row, business, staff));
    },

    async readOneBooking(target, signal) {
      const { businessId } = target;
      const address = itemAddress(cloud.graphOrigin, target);
      // First the appointment: if it is gone, nothing else is worth asking for.
      const answer = await readJson(bookingRequest(address, businessId, signal));
      const [staff, name] = await Promise.all([readStaff(businessId, signal), readBusinessName(businessId, signal)]);
      const read = readBooking(answer, { kind: "business", id: businessId, name }, staff);
      if ("item" in read) return read.item;
      throw new GraphError("unreadable", read.leftOut);
    },
  };
}

function bookingRequest(address: string, businessId: string, signal: AbortSignal | undefined): ReadRequest {
  return {
    address,
    scopes: scopesFor("readBookings"),
    mailbox: businessMailbox(businessId),
    ...(signal !== undefined && { signal }),
  };
}
