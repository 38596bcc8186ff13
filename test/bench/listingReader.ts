/**
 * One client in a process of its own, so that its memory is its own: lists everything of the sandbox when it is told to,
 * and says how long it took and what it kept. Started by listing.ts.
 */
import type { Client } from "@microsoft/microsoft-graph-client";
import { createGraphClient } from "../../src/graph/graphClient.ts";
import type { SandboxAddresses } from "../../src/sandbox/sandboxContract.ts";
import { createOfficialClient, listAll } from "../independent/officialClient.ts";
import { oneToken } from "./oneToken.ts";

/** Who reads: our client, or Microsoft's as it is, with the largest pages, or with those and only the fields we read. */
export type ReaderName = "unbook" | "official" | "official with $top" | "official with $top and $select";

/** What a reader is started with, as JSON on its command line. */
export interface ReaderTask {
  readonly name: ReaderName;
  readonly addresses: SandboxAddresses;
  /** Where Graph is behind https; both clients go there. */
  readonly origin: string;
  readonly startUtc: number;
  readonly endUtc: number;
}

/** What a reader can be told to list. */
export type Listing = "events" | "appointments";

/** What a reader says after it has listed something. */
export interface Reading {
  readonly count: number;
  readonly seconds: number;
  /** The most memory that the process has had so far, above what it had before it listed anything. */
  readonly peakBytes: number;
  /** What all that has been listed takes once everything else is thrown away. */
  readonly keptBytes: number;
}

/** Lists something, and gives all of it. */
type List = (listing: Listing) => Promise<readonly unknown[]>;

const scopes = ["Calendars.ReadWrite", "Bookings.Read.All", "BookingsAppointment.ReadWrite.All"];
/** Graph's largest page of a calendarView. */
const largestTop = 1000;
/** As our client asks for. */
const fields =
  "id,subject,start,end,isAllDay,isCancelled,isOrganizer,organizer,attendees,type,seriesMasterId,sensitivity," +
  "location,onlineMeeting,onlineMeetingUrl,webLink,originalStartTimeZone,iCalUId";

const task = JSON.parse(process.argv[2] ?? "") as ReaderTask;
const tokens = await oneToken(task.addresses, scopes);
const list = task.name === "unbook" ? unbook() : official();
/** As somebody keeps it who shows it. */
const kept = new Map<Listing, readonly unknown[]>();
let peak = 0;

collectGarbage();
const before = process.memoryUsage();
process.on("message", (listing: Listing) => {
  measure(listing).then(
    (reading) => process.send?.(reading),
    (error: unknown) => {
      throw error;
    },
  );
});
process.send?.("ready");

async function measure(listing: Listing): Promise<Reading> {
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const startedAt = performance.now();
  const found = await list(listing);
  const seconds = (performance.now() - startedAt) / 1000;
  kept.set(listing, found);
  peak = Math.max(peak, process.memoryUsage.rss());
  clearInterval(watch);
  collectGarbage();
  const keptBytes = process.memoryUsage().heapUsed - before.heapUsed;
  return { count: found.length, seconds, peakBytes: peak - before.rss, keptBytes };
}

/** Our client, asked as the agenda asks it. */
function unbook(): List {
  const graph = createGraphClient({
    // Not as the sandbox, so that it takes the same https as the other client.
    cloud: { id: "global", graphOrigin: task.origin, hasBookings: true },
    tokens,
    userAgent: "Unbook/0.0.0 (bench)",
    log: () => undefined,
  });
  return async (listing) => {
    const lists =
      listing === "events"
        ? (await graph.listCalendars({ kind: "me" })).items.map(async (calendar) => graph.listEvents(calendar, task))
        : (await graph.listBusinesses()).items.map(async (business) => graph.listBookings(business, task));
    return (await Promise.all(lists)).flatMap(({ items }): readonly unknown[] => items);
  };
}

/** Microsoft's client, as its documentation has it: a page iterator for each list, one list of a mailbox at a time. */
function official(): List {
  const client = createOfficialClient(task.origin, tokens, scopes);
  return async (listing) => (listing === "events" ? officialEvents(client) : officialAppointments(client));
}

async function officialEvents(client: Client): Promise<readonly unknown[]> {
  const [start, end] = isoRange();
  const options =
    (task.name === "official" ? "" : `&$top=${largestTop}`) +
    (task.name === "official with $top and $select" ? `&$select=${fields}` : "");
  const events: unknown[] = [];
  for (const { id } of await listAll<{ readonly id: string }>(client, "/me/calendars")) {
    const view = `/me/calendars/${encodeURIComponent(id)}/calendarView?startDateTime=${start}&endDateTime=${end}${options}`;
    for (const row of await listAll(client, view, { Prefer: 'outlook.timezone="UTC"' })) events.push(row);
  }
  return events;
}

/** Without `$top`, with which appointments have been reported to come without their following pages. */
async function officialAppointments(client: Client): Promise<readonly unknown[]> {
  const [start, end] = isoRange();
  const businesses = await listAll<{ readonly id: string }>(client, "/solutions/bookingBusinesses");
  const lists = await Promise.all(
    businesses.map(async ({ id }) => {
      const path = `/solutions/bookingBusinesses/${encodeURIComponent(id)}`;
      const staff = await listAll(client, `${path}/staffMembers`);
      return { staff, appointments: await listAll(client, `${path}/calendarView?start=${start}&end=${end}`) };
    }),
  );
  return lists.flatMap(({ appointments }) => appointments);
}

function isoRange(): readonly [string, string] {
  return [new Date(task.startUtc).toISOString(), new Date(task.endUtc).toISOString()];
}

function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error("To be started with --expose-gc.");
  globalThis.gc();
}
