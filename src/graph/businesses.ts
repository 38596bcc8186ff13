/**
 * The requests about Bookings businesses: which there are, what they say of themselves, and whom the ids in their
 * appointments mean. Who and what belongs to a business seldom changes, and is kept for a while.
 * Sources: https://learn.microsoft.com/graph/api/bookingbusiness-list, https://learn.microsoft.com/graph/api/bookingbusiness-get,
 * https://learn.microsoft.com/graph/api/bookingbusiness-list-services, https://learn.microsoft.com/graph/api/bookingbusiness-list-staffmembers,
 * https://learn.microsoft.com/graph/api/bookingbusiness-list-customers
 */
import type { BookingService, BusinessDetails, StaffMember } from "../agenda/business.ts";
import type { BusinessSource } from "../agenda/item.ts";
import type { GraphClientOptions, Listed } from "./graphContract.ts";
import { GraphError, isGraphError } from "./graphError.ts";
import { keepAnswers } from "./keptAnswers.ts";
import type { KeptAnswers } from "./keptAnswers.ts";
import { nameOfBusiness } from "../cancellation/mailboxName.ts";
import { readRows } from "./pages.ts";
import type { PeopleById } from "./readBooking.ts";
import { readBusiness, readCustomer, readDetails, readService, readStaffMember } from "./readBusiness.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";
import { listRows } from "./rowReadings.ts";
import type { ReadRow } from "./rowReadings.ts";
import { scopesFor } from "./scopes.ts";

/** Graph lists no more businesses than this, and has no way to ask for the rest. */
const mostBusinesses = 500;

/**
 * Roles that were added after the first version are only told to those who ask for them.
 * Source: https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations
 */
const laterMembers = { prefer: "include-unknown-enum-members" };

/** Staff and customers change seldom; an agenda is refreshed often. */
const peopleKeptMs = 60_000;
const namesKeptMs = 3_600_000;

/** Reads businesses. */
export interface Businesses {
  /** See GraphClient. */
  listBusinesses(query?: string, signal?: AbortSignal): Promise<Listed<BusinessSource>>;
  /** See GraphClient. */
  readBusiness(business: BusinessSource, signal?: AbortSignal): Promise<BusinessDetails>;
  /** What a business is called; its id where that cannot be read. */
  nameOf(businessId: string, signal?: AbortSignal): Promise<string>;
  /** A business's staff. `undefined` where they cannot be read: not everybody who sees appointments may see them. */
  staffOf(businessId: string, signal?: AbortSignal): Promise<PeopleById>;
  /** All customers whom a business knows, which can be thousands: for appointments that give no more than an id. */
  customersOf(businessId: string, signal?: AbortSignal): Promise<PeopleById>;
}

/** What is kept of businesses, by their ids in lower case. Several readers of one account can share it. */
export interface BusinessMemory {
  readonly names: KeptAnswers<string>;
  readonly staff: KeptAnswers<PeopleById>;
  readonly customers: KeptAnswers<PeopleById>;
}

/** Makes an empty memory. */
export function createBusinessMemory(): BusinessMemory {
  return {
    names: keepAnswers<string>(namesKeptMs),
    staff: keepAnswers<PeopleById>(peopleKeptMs),
    customers: keepAnswers<PeopleById>(peopleKeptMs),
  };
}

/** Makes the reader for one cloud and one account. */
export function createBusinesses(
  readJson: ReadJson,
  cloud: GraphClientOptions["cloud"],
  memory: BusinessMemory,
): Businesses {
  const { names, staff, customers } = memory;

  async function listPart<Item extends { readonly id: string }>(
    businessId: string,
    collection: "services" | "staffMembers" | "customers",
    readRow: ReadRow<Item>,
    signal: AbortSignal | undefined,
  ): Promise<Listed<Item>> {
    const address = `${businessAddress(cloud, businessId)}/${collection}`;
    const headers = collection === "staffMembers" ? laterMembers : undefined;
    return listRows(await readRows(readJson, businessRequest(address, businessId, signal, headers)), readRow);
  }

  async function readOwnDetails(
    business: BusinessSource,
    signal: AbortSignal | undefined,
  ): Promise<Omit<BusinessDetails, "services" | "staff">> {
    const address = businessAddress(cloud, business.id);
    const read = readDetails(await readJson(businessRequest(address, business.id, signal)));
    return "item" in read ? read.item : { id: business.id, name: business.name, notes: [read.leftOut] };
  }

  return {
    async listBusinesses(query, signal) {
      if (!cloud.hasBookings) return { items: [], notes: ["Microsoft Bookings is not offered in this cloud."] };
      const search = query === undefined || query === "" ? "" : `?query=${encodeURIComponent(query)}`;
      const address = `${cloud.graphOrigin}/v1.0/solutions/bookingBusinesses${search}`;
      const { items, notes } = listRows(await readRows(readJson, businessRequest(address, "", signal)), readBusiness);
      for (const business of items) names.keep(business.id.toLowerCase(), business.name);
      if (items.length < mostBusinesses) return { items, notes };
      const limit = `Microsoft Graph lists no more than ${mostBusinesses} businesses. Search by name to find others.`;
      return { items, notes: [...notes, limit] };
    },

    async readBusiness(business, signal) {
      const { id } = business;
      const [details, services, members] = await Promise.all([
        unlessForbidden(readOwnDetails(business, signal)),
        unlessForbidden(listPart<BookingService>(id, "services", readService, signal)),
        unlessForbidden(listPart<StaffMember>(id, "staffMembers", readStaffMember, signal)),
      ]);
      // Somebody who may read nothing of it is told so; the parts' refusals are all of one kind.
      if ("refusal" in details && "refusal" in services && "refusal" in members) throw details.refusal;
      const own = "refusal" in details ? { id, name: business.name, notes: [mayNotRead("details")] } : details;
      const offered = "refusal" in services ? { items: [], notes: [mayNotRead("services")] } : services;
      const staffed = "refusal" in members ? { items: [], notes: [mayNotRead("staff")] } : members;
      return {
        ...own,
        services: offered.items,
        staff: staffed.items,
        notes: [...own.notes, ...offered.notes, ...staffed.notes],
      };
    },

    async nameOf(businessId, signal) {
      const readName = async (): Promise<string> => {
        const address = `${businessAddress(cloud, businessId)}?$select=id,displayName`;
        const business = readBusiness(await readJson(businessRequest(address, businessId, signal)));
        if ("item" in business) return business.item.name;
        throw new GraphError("unreadable", business.leftOut);
      };
      return (await orUndefined(names.get(businessId.toLowerCase(), readName))) ?? businessId;
    },

    async staffOf(businessId, signal) {
      const readStaff = async (): Promise<PeopleById> =>
        byId((await listPart(businessId, "staffMembers", readStaffMember, signal)).items);
      return orUndefined(staff.get(businessId.toLowerCase(), readStaff));
    },

    async customersOf(businessId, signal) {
      const readCustomers = async (): Promise<PeopleById> =>
        byId((await listPart(businessId, "customers", readCustomer, signal)).items);
      return orUndefined(customers.get(businessId.toLowerCase(), readCustomers));
    },
  };
}

/** The address of a business, absolute. */
export function businessAddress(cloud: GraphClientOptions["cloud"], businessId: string): string {
  return `${cloud.graphOrigin}/v1.0/solutions/bookingBusinesses/${encodeURIComponent(businessId)}`;
}

/** A request to read something of a business. */
export function businessRequest(
  address: string,
  businessId: string,
  signal: AbortSignal | undefined,
  headers?: Readonly<Record<string, string>>,
): ReadRequest {
  return {
    address,
    ...(headers !== undefined && { headers }),
    scopes: scopesFor("readBookings"),
    mailbox: nameOfBusiness(businessId),
    ...(signal !== undefined && { signal }),
  };
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

/** What was read, unless Graph failed: names are no reason to show nothing. */
async function orUndefined<Answer>(reading: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isGraphError(error)) return undefined;
    throw error;
  }
}

interface Refusal {
  readonly refusal: Error;
}

/** What was read, unless it may not be read. Whatever else goes wrong is no property of the business, and is thrown. */
async function unlessForbidden<Answer>(reading: Promise<Answer>): Promise<Answer | Refusal> {
  try {
    return await reading;
  } catch (error) {
    if (isGraphError(error) && error.reason === "forbidden") return { refusal: error };
    throw error;
  }
}

function mayNotRead(what: string): string {
  return `This account may not read its ${what}.`;
}
