/**
 * Puts the Graph client together. This is the module that the editor loads when Graph is first needed, and with it
 * undici; what it offers is described in graphContract.ts.
 */
import { createAuthorizedCall } from "./authorizedCall.ts";
import { createBookings } from "./bookings.ts";
import { listCalendars, listEvents, readOneEvent } from "./events.ts";
import type { GraphClient, GraphClientOptions } from "./graphContract.ts";
import { createMailboxLimiter } from "./mailboxLimiter.ts";
import { createReadJson } from "./readJson.ts";
import type { ReadJson } from "./readJson.ts";
import { createSendCancellation } from "./sendCancellation.ts";
import { createTransport } from "./transport.ts";

/** How long one request may take unless the options say otherwise. */
const defaultTimeoutMs = 30_000;

/** Makes a client for one cloud and one account. Nothing is connected until something is asked of it. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { graphOrigin } = options.cloud;
  const transport = createTransport(options.cloud, options.requestTimeoutMs ?? defaultTimeoutMs);
  const limiter = createMailboxLimiter();
  const call = createAuthorizedCall(options, transport);
  const closing = new AbortController();
  // Closing ends every read, and every cancellation that has not left.
  const untilClosed = (signal?: AbortSignal): AbortSignal =>
    signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
  const readWhileOpen = createReadJson(options, call, limiter);
  const readJson: ReadJson = async (request) => readWhileOpen({ ...request, signal: untilClosed(request.signal) });
  const send = createSendCancellation(options, call, limiter);
  const bookings = createBookings(readJson, options.cloud);
  return {
    listCalendars: async (signal) => listCalendars(readJson, graphOrigin, signal),
    listEvents: async (calendar, range, signal) => listEvents(readJson, graphOrigin, calendar, range, signal),
    listBusinesses: async (signal) => bookings.listBusinesses(signal),
    listBookings: async (business, range, signal) => bookings.listBookings(business, range, signal),
    readItem: async (target, signal) =>
      target.kind === "booking"
        ? bookings.readOneBooking(target, signal)
        : readOneEvent(readJson, graphOrigin, target, signal),
    sendCancellation: async (target, message, signal) => send(target, message, untilClosed(signal)),
    async dispose() {
      // A cancellation that has left is given the time to be answered.
      closing.abort();
      await transport.dispose();
    },
  };
}
