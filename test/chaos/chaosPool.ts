/**
 * Everything that a course can plan: the items of three calendars, two groups and two businesses, each with something to do
 * to it, and what the sandbox mails when just that is done, once. What it mails was found out by asking it directly, not by
 * way of the code that is tried.
 */
import assert from "node:assert/strict";
import type { AgendaItem, CalendarEvent } from "../../src/agenda/item.ts";
import { targetOf } from "../../src/cancellation/plan.ts";
import type { PlannedAction, PlannedItem } from "../../src/cancellation/plan.ts";
import { eventTarget } from "../../src/cancellation/route.ts";
import { createGraphClient } from "../../src/graph/graphClient.ts";
import type { GraphClient } from "../../src/graph/graphContract.ts";
import type { OutboxMessage, SandboxAddresses } from "../../src/sandbox/sandboxContract.ts";
import { ana, anasTokens, openOffice, year } from "./chaosOffice.ts";
import { askSandbox } from "./chaosTokens.ts";

/** Something that can be planned. */
export interface PoolItem {
  readonly planned: Omit<PlannedItem, "message">;
  /** One text for each message, without its words: kind, item and recipient. */
  readonly mails: readonly string[];
  /** Equal for items of which at most one may be planned: a series, or the ways to treat one item. */
  readonly series: string | undefined;
  /** Whether it concerns the whole series. */
  readonly isWhole: boolean;
}

/** What is planned of an item; the message is another one each time. */
export type ChaosPool = readonly PoolItem[];

/** Names a message, without its words. */
export function mailName({ kind, itemId, to }: OutboxMessage): string {
  return `${kind} ${itemId} ${to}`;
}

/** Reads the office, and finds out what each thing mails. */
export async function readPool(): Promise<ChaosPool> {
  const office = await openOffice();
  const graph = chaosGraph(office.addresses);
  try {
    const planned = await plannable(graph);
    const pool: PoolItem[] = [];
    // What concerns a whole series would find its occurrences gone, and two such things each other.
    for (const isOneOf of [isPart, isCancelledWhole, isEnded]) {
      pool.push(...(await tried(planned.filter(isOneOf))));
    }
    return pool;
  } finally {
    await graph.dispose();
    await office.dispose();
  }
}

/** A client of Ana's. */
function chaosGraph(addresses: SandboxAddresses): GraphClient {
  return createGraphClient({
    cloud: { id: "sandbox", graphOrigin: addresses.graphOrigin, hasBookings: true },
    tokens: anasTokens(addresses),
    ownNames: [ana],
    userAgent: "Unbook/0.0.0 (chaos)",
    log: () => undefined,
  });
}

/** The messages that have been mailed so far. */
export async function readOutbox({ outboxUrl }: SandboxAddresses): Promise<readonly OutboxMessage[]> {
  return JSON.parse((await askSandbox(outboxUrl)).text) as readonly OutboxMessage[];
}

type Planned = PoolItem["planned"];

const isPart = ({ scope }: Planned): boolean => scope !== "series";
const isEnded = ({ action }: Planned): boolean => action.kind === "endSeries";
const isCancelledWhole = (planned: Planned): boolean => !isPart(planned) && !isEnded(planned);

async function plannable(graph: GraphClient): Promise<readonly Planned[]> {
  const mailboxes = [{ kind: "me" }, { kind: "user", id: "reception@contoso.com" }] as const;
  const groups = (await graph.listGroups()).items.map(({ id }) => ({ kind: "group", id }) as const);
  const planned: Planned[] = [];
  const masters = new Map<string, CalendarEvent>();
  for (const mailbox of [...mailboxes, ...groups]) {
    for (const calendar of (await graph.listCalendars(mailbox)).items.filter(({ canEdit }) => canEdit)) {
      for (const event of (await graph.listEvents(calendar, year)).items.filter(({ isCancelled }) => !isCancelled)) {
        planned.push(plannedFor(event, planned.length));
        if (event.seriesMasterId === undefined || masters.has(event.seriesMasterId)) continue;
        const master = await graph.readItem(eventTarget(event.seriesMasterId, { mailbox }));
        if (master.kind === "event") masters.set(event.seriesMasterId, master);
      }
    }
  }
  for (const master of masters.values()) planned.push(...plannedForSeries(master));
  for (const business of (await graph.listBusinesses()).items) {
    const { items } = await graph.listBookings(business, year).catch(() => ({ items: [] }));
    for (const booking of items) planned.push(plannedFor(booking, planned.length));
  }
  return planned;
}

function plannedFor(item: AgendaItem, count: number): Planned {
  const scope = item.kind === "event" && item.series !== "single" ? "occurrence" : "single";
  return { target: targetOf(item), action: actionFor(item, count), item, scope };
}

function actionFor(item: AgendaItem, count: number): PlannedAction {
  if (item.kind === "booking" || item.isOrganizer) return { kind: "cancel" };
  const answers: readonly PlannedAction[] = [
    { kind: "decline", sendsReply: true },
    { kind: "decline", sendsReply: false },
    { kind: "remove" },
  ];
  return answers[count % answers.length] ?? { kind: "remove" };
}

function plannedForSeries(item: CalendarEvent): readonly Planned[] {
  const target = targetOf(item);
  const whole: Planned = { target, action: actionFor(item, 0), item, scope: "series" };
  if (!item.isOrganizer || item.recurrence === undefined) return [whole];
  const { pattern, startDate, timeZone } = item.recurrence;
  const range = { type: "endDate", startDate, endDate: "2026-12-04" } as const;
  const recurrence = { pattern, range: { ...range, ...(timeZone !== undefined && { recurrenceTimeZone: timeZone }) } };
  return [whole, { target, action: { kind: "endSeries", recurrence }, item, scope: "series" }];
}

/** Does each of these once, and notes what it mailed; what the sandbox refuses cannot be planned. */
async function tried(all: readonly Planned[]): Promise<readonly PoolItem[]> {
  const sandbox = await openOffice();
  const { value: token } = await anasTokens(sandbox.addresses).getToken({ scopes: [] });
  const pool: PoolItem[] = [];
  let seen = 0;
  for (const planned of all) {
    const answer = await askSandbox(sandbox.addresses.graphOrigin + pathOf(planned), {
      ...requestOf(planned),
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        prefer: 'IdType="ImmutableId"',
      },
    });
    if (answer.status < 400) {
      const outbox = await readOutbox(sandbox.addresses);
      const { item, scope } = planned;
      const isWhole = scope === "series";
      const series = item.kind === "booking" ? undefined : isWhole ? item.id : item.seriesMasterId;
      pool.push({ planned, mails: outbox.slice(seen).map(mailName), series, isWhole });
      seen = outbox.length;
    } else assert.ok(answer.status < 500, answer.text);
  }
  await sandbox.dispose();
  return pool;
}

/** Written here once more: a mistake in how Unbook addresses things must not hide itself. */
function pathOf({ target, action }: Planned): string {
  const suffix = { cancel: "/cancel", decline: "/decline", remove: "", endSeries: "" }[action.kind];
  return `/${target.apiVersion}${target.itemPath}${suffix}`;
}

function requestOf({ action, target }: Planned): { readonly method: string; readonly body?: string } {
  switch (action.kind) {
    case "cancel":
      return {
        method: "POST",
        body: JSON.stringify(target.kind === "event" ? { Comment: "" } : { cancellationMessage: "" }),
      };
    case "decline":
      return { method: "POST", body: JSON.stringify({ SendResponse: action.sendsReply }) };
    case "remove":
      return { method: "DELETE" };
    case "endSeries":
      return { method: "PATCH", body: JSON.stringify({ recurrence: action.recurrence }) };
    default:
      return action satisfies never;
  }
}
