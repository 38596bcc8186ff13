/**
 * One strategy in a process of its own, so that its memory is its own: finds items to cancel, cancels them when it is told
 * to, and says how long it took. Started by sending.ts.
 */
import type { AgendaItem } from "../../src/agenda/item.ts";
import { createGraphClient } from "../../src/graph/graphClient.ts";
import { targetOf } from "../../src/cancellation/plan.ts";
import type { PlannedItem } from "../../src/cancellation/plan.ts";
import type { SandboxAddresses } from "../../src/sandbox/sandboxContract.ts";
import { oneToken } from "./oneToken.ts";
import { strategies } from "./sendingStrategies.ts";

/** What a process is started with, as JSON on its command line. */
export interface SendingTask {
  readonly strategy: string;
  readonly addresses: SandboxAddresses;
  /** Where Graph is behind https. */
  readonly secureOrigin: string;
  /** How many items to cancel, in equal parts over the mailboxes. */
  readonly items: number;
  /** 1: the account's own. More: businesses. */
  readonly mailboxes: number;
  readonly startUtc: number;
  readonly endUtc: number;
}

/** What a process says when it has sent everything. */
export interface SendingResult {
  readonly seconds: number;
  /** The most memory that the process has had meanwhile, above what it had before. */
  readonly peakBytes: number;
  /** What it has kept once everything else is thrown away. */
  readonly keptBytes: number;
}

const scopes = ["Calendars.ReadWrite", "Bookings.Read.All", "BookingsAppointment.ReadWrite.All"];
const task = JSON.parse(process.argv[2] ?? "") as SendingTask;
const strategy = strategies.get(task.strategy);
if (strategy === undefined) throw new Error(`There is no strategy ${task.strategy}.`);
const tokens = await oneToken(task.addresses, scopes);
const { value: token } = await tokens.getToken({ scopes });
const { graphOrigin: origin } = task.addresses;
const graph = createGraphClient({
  cloud: { id: "sandbox", graphOrigin: origin, hasBookings: true },
  tokens,
  userAgent: "Unbook/0.0.0 (bench)",
  log: () => undefined,
});
const items = await findItems();

process.on("message", () => {
  measure().then(
    (result) => process.send?.(result),
    (error: unknown) => {
      throw error;
    },
  );
});
process.send?.("ready");

async function findItems(): Promise<readonly PlannedItem[]> {
  const perMailbox = task.items / task.mailboxes;
  const lists = task.mailboxes === 1 ? [await ownMeetings()] : await branchAppointments();
  const chosen = lists.slice(0, task.mailboxes).map((list) => list.slice(0, perMailbox));
  if (chosen.flat().length !== task.items) throw new Error(`There are only ${chosen.flat().length} items.`);
  return chosen.flat();
}

async function ownMeetings(): Promise<readonly PlannedItem[]> {
  const calendars = (await graph.listCalendars({ kind: "me" })).items.filter(({ isDefault }) => isDefault);
  const lists = await Promise.all(calendars.map(async (calendar) => graph.listEvents(calendar, task)));
  const own = lists
    .flatMap((list) => list.items)
    .filter((event) => event.isOrganizer && event.attendees.length > 0 && event.series === "single");
  return own.map(planned);
}

async function branchAppointments(): Promise<readonly (readonly PlannedItem[])[]> {
  const branches = (await graph.listBusinesses()).items.filter(({ name }) => /^Contoso Dental \d+$/u.test(name));
  const lists = await Promise.all(branches.map(async (branch) => graph.listBookings(branch, task)));
  return lists.map((list) => list.items.map(planned));
}

function planned(item: AgendaItem): PlannedItem {
  const action = { kind: "cancel" } as const;
  return {
    target: targetOf(item),
    action,
    item,
    scope: "single",
    message: "We are closed that day, sorry. Please choose another one.",
  };
}

async function measure(): Promise<SendingResult> {
  collectGarbage();
  const before = process.memoryUsage();
  let peak = before.rss;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const startedAt = performance.now();
  await strategy?.({ graph, origin, secureOrigin: task.secureOrigin, token }, items);
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(watch);
  collectGarbage();
  return { seconds, peakBytes: peak - before.rss, keptBytes: process.memoryUsage().heapUsed - before.heapUsed };
}

function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error("To be started with --expose-gc.");
  globalThis.gc();
}
