/**
 * Puts the Graph client together. This is the module that the editor loads when Graph is first needed, and with it
 * undici; what it offers is described in graphContract.ts.
 */
import { createAuthorizedCall } from "./authorizedCall.ts";
import { createReadMany } from "./batch.ts";
import type { ReadMany } from "./batch.ts";
import { createBookings } from "./bookings.ts";
import { createBusinesses, createBusinessMemory } from "./businesses.ts";
import { createCalendars } from "./calendars.ts";
import { createEventChanges } from "./eventChanges.ts";
import { findEventHomes } from "./eventHomes.ts";
import { readOneEvent } from "./events.ts";
import { gatherReads } from "./gatherReads.ts";
import type { GraphClient, GraphClientOptions } from "./graphContract.ts";
import { createLookUp } from "./lookUp.ts";
import { createMailboxLimiter } from "./mailboxLimiter.ts";
import { createMissingPermissions } from "./missingPermissions.ts";
import { createLocalNetwork, createNetwork } from "./network.ts";
import { createWithOwnScopes } from "./ownMailbox.ts";
import { createReadAny } from "./readAny.ts";
import { readItems } from "./readItems.ts";
import type { ReadItem } from "./readItems.ts";
import { createReadJson } from "./readJson.ts";
import type { ReadJson } from "./readJson.ts";
import { createSendPlanned } from "./sendPlanned.ts";
import { readSeriesGuests } from "./seriesGuests.ts";
import { createTransport } from "./transport.ts";
import { withWiderPermissions } from "./widerPermission.ts";

/** The other thing that this part of the build offers: sign-in goes over the same network. */
export { createNetworkFetch } from "./networkFetch.ts";

/** How long one request may take unless the options say otherwise. */
const defaultTimeoutMs = 30_000;

/** Makes a client for one cloud and one account. Nothing is connected until something is asked of it. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { graphOrigin } = options.cloud;
  const timeoutMs = options.requestTimeoutMs ?? defaultTimeoutMs;
  const isLocal = options.cloud.id === "sandbox";
  const network = isLocal ? createLocalNetwork(timeoutMs) : createNetwork(options.network ?? (() => ({})), timeoutMs);
  const transport = createTransport(network, timeoutMs);
  const limiter = createMailboxLimiter();
  const call = createAuthorizedCall({ ...options, tokens: withWiderPermissions(options.tokens) }, transport);
  const closing = new AbortController();
  // Closing ends every read, and every cancellation that has not left.
  const untilClosed = (signal?: AbortSignal): AbortSignal =>
    signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
  const readWhileOpen = createReadJson(options, call, limiter);
  const withOwnScopes = createWithOwnScopes(options.ownNames ?? []);
  const readJson: ReadJson = async (request) =>
    readWhileOpen({ ...withOwnScopes(request), signal: untilClosed(request.signal) });
  const send = createSendPlanned(options, call, limiter);
  const readAny = createReadAny(options, call, limiter);
  const readTogether = createReadMany(options, readJson, limiter);
  const readMany: ReadMany = async (requests, signal) => readTogether(requests.map(withOwnScopes), signal);
  const lookUp = createLookUp(readJson, options.cloud);
  const missingPermissions = createMissingPermissions(options);
  const sending = new Set<Promise<unknown>>();
  const untilRetired = async <Value>(work: Promise<Value>): Promise<Value> => {
    sending.add(work);
    return work.finally(() => sending.delete(work));
  };
  const events = createEventChanges(readJson, options.cloud);
  const calendars = createCalendars(readJson, graphOrigin);
  const businessMemory = createBusinessMemory();
  const businesses = createBusinesses(readJson, options.cloud, businessMemory);
  const bookings = createBookings(readJson, options.cloud, businesses);
  const itemReader = (read: ReadJson): ReadItem => {
    const bookingsBy = createBookings(read, options.cloud, createBusinesses(read, options.cloud, businessMemory));
    return async (target, signal) => {
      if (target.kind === "booking") return bookingsBy.readOneBooking(target, signal);
      const event = await readOneEvent(read, graphOrigin, target, signal);
      // Nobody else can mail a whole series.
      if (event.series !== "master" || !event.isOrganizer) return event;
      const guests = await readSeriesGuests(read, graphOrigin, { target, series: event }, Date.now(), signal);
      return guests === undefined ? event : { ...event, guests };
    };
  };
  async function dispose(): Promise<void> {
    closing.abort();
    events.dispose();
    await transport.dispose();
  }

  return {
    listCalendars: async (mailbox, signal) => calendars.listCalendars(mailbox, signal),
    listGroups: async (signal) => calendars.listGroups(signal),
    listEvents: async (calendar, range, signal) => events.listEvents(calendar, range, signal),
    listBusinesses: async (query, signal) => businesses.listBusinesses(query, signal),
    readBusiness: async (business, signal) => businesses.readBusiness(business, signal),
    listBookings: async (business, range, signal) => bookings.listBookings(business, range, signal),
    readItem: itemReader(readJson),
    readItems: async (targets, signal) => readItems(itemReader, readMany, targets, untilClosed(signal)),
    findEventHomes: async (found, signal) =>
      findEventHomes(gatherReads(readMany, untilClosed(signal)), graphOrigin, found),
    readAny: async (read, signal) => readAny(read, untilClosed(signal)),
    lookUp: async (planned, signal) => untilRetired(lookUp(planned, signal)),
    missingPermissions: async (items, signal) => missingPermissions(items, untilClosed(signal)),
    sendPlanned: async (items, signal, { isUnlogged = false } = {}) =>
      untilRetired(send(items, { signal: untilClosed(signal), isUnlogged })),
    dispose,
    async retire() {
      await Promise.allSettled(sending);
      await dispose();
    },
  };
}
