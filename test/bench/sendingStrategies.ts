/**
 * The ways to cancel many items that are compared: ours as it ships, Microsoft's own client as its documentation has it,
 * a plain loop, and what else the limits of Graph would allow. Each sends every item until it is taken, as somebody would
 * who waits as long as Graph asks for.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  BatchRequestContent,
  type BatchRequestStep,
  type BatchResponseBody,
  BatchResponseContent,
} from "@microsoft/microsoft-graph-client";
import type { PlannedItem } from "../../src/cancellation/plan.ts";
import { requestFor } from "../../src/cancellation/plannedRequest.ts";
import type { PlannedRequest } from "../../src/cancellation/plannedRequest.ts";
import { mailboxName } from "../../src/cancellation/mailboxName.ts";
import type { GraphClient } from "../../src/graph/graphContract.ts";
import { createJournalFolder } from "../../src/sending/journalFolder.ts";
import { Runs } from "../../src/sending/runs.ts";
import { createOfficialClient } from "../independent/officialClient.ts";

/** What the strategies send with. */
export interface SendingTools {
  readonly graph: GraphClient;
  /** As `http://127.0.0.1:41999`. */
  readonly origin: string;
  /** The same Graph behind https, which Microsoft's client insists on. */
  readonly secureOrigin: string;
  readonly token: string;
}

/** Sends all of them. */
type Strategy = (tools: SendingTools, items: readonly PlannedItem[]) => Promise<void>;

/** What the requests of one strategy look like. */
interface Shape {
  readonly perRequest: number;
  /** Requests at a time in one mailbox. */
  readonly atATime: number;
  readonly isChained: boolean;
}

/** By name; ours is the first. */
export const strategies: ReadonlyMap<string, Strategy> = new Map<string, Strategy>([
  ["unbook", unbook],
  ["official client, batches of 20", official],
  ["one request after the other", oneAfterTheOther],
  ["single requests, 4 at a time", shaped({ perRequest: 1, atATime: 4, isChained: false })],
  ["batches of 4", shaped({ perRequest: 4, atATime: 1, isChained: false })],
  ["batches of 20", shaped({ perRequest: 20, atATime: 1, isChained: false })],
  ["batches of 20, 4 at a time", shaped({ perRequest: 20, atATime: 4, isChained: false })],
  ["chained batches of 4, 4 at a time", shaped({ perRequest: 4, atATime: 4, isChained: true })],
  ["chained batches of 8, 4 at a time", shaped({ perRequest: 8, atATime: 4, isChained: true })],
  ["chained batches of 10, 4 at a time", shaped({ perRequest: 10, atATime: 4, isChained: true })],
  ["chained batches of 20, 4 at a time", shaped({ perRequest: 20, atATime: 4, isChained: true })],
]);

/** Sends some items of one mailbox; gives those that Graph has not taken yet, and how long it asked to wait. */
type SendSome = (
  items: readonly PlannedRequest[],
) => Promise<{ readonly left: readonly PlannedRequest[]; readonly waitMs: number }>;

/** All mailboxes side by side, each with so many requests at a time. */
async function inLanes(
  items: readonly PlannedRequest[],
  perRequest: number,
  atATime: number,
  send: SendSome,
): Promise<void> {
  const mailboxes = Map.groupBy(items, ({ target }) => mailboxName(target));
  const lane = async (waiting: (readonly PlannedRequest[])[]): Promise<void> => {
    for (let some = waiting.shift(); some !== undefined; some = waiting.shift()) {
      const { left, waitMs } = await send(some);
      if (left.length > 0) waiting.unshift(left);
      await wait(waitMs);
    }
  };
  await Promise.all(
    [...mailboxes.values()].flatMap((own) => {
      const waiting = [...evenParts(own, perRequest, atATime)];
      return Array.from({ length: atATime }, async () => lane(waiting));
    }),
  );
}

/** Parts of at most so many, as many of them as keep all lanes at work to the end. */
function evenParts<Item>(items: readonly Item[], most: number, lanes: number): readonly (readonly Item[])[] {
  const count = Math.min(items.length, Math.ceil(items.length / (most * lanes)) * lanes);
  const start = (part: number): number => Math.floor((part * items.length) / count);
  return Array.from({ length: count }, (_, part) => items.slice(start(part), start(part + 1)));
}

/** As it ships, with a journal on the disk, in which every item stands before its request leaves. */
async function unbook({ graph }: SendingTools, items: readonly PlannedItem[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-bench-journal-"));
  const runs = new Runs({
    journal: createJournalFolder(folder),
    holdMs: () => 0,
    send: async (plan, indexes, signal) =>
      graph.sendPlanned(
        indexes.flatMap((index) => plan.items[index] ?? []),
        signal,
      ),
    lookUp: async (_sender, planned) => graph.lookUp(planned),
    mailboxOf: ({ target }) => mailboxName(target),
    countPeople: () => 1,
    onChange: () => undefined,
    onError: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  const sender = { accountId: "bench", address: "ana.silva@contoso.com", realm: "bench" };
  await runs.hold({ id: "bench", sender, items });
  while (runs.all[0]?.states.some(({ kind }) => kind === "held") === true) await wait(1);
  await runs.settled();
  const failed = runs.all[0]?.states.filter((state) => state.kind !== "ended" || state.outcome.kind !== "sent") ?? [];
  if (failed.length > 0) throw new Error(`Not sent: ${JSON.stringify(failed.slice(0, 3))}`);
  runs.dispose();
  await rm(folder, { recursive: true, force: true });
}

function shaped({ perRequest, atATime, isChained }: Shape): Strategy {
  return async (tools, items) =>
    inLanes(items, perRequest, atATime, async (some) =>
      some.length === 1 ? sendAlone(tools, some) : sendBatch(tools, some, isChained),
    );
}

async function oneAfterTheOther(tools: SendingTools, items: readonly PlannedRequest[]): Promise<void> {
  for (const item of items) {
    const { left } = await sendAlone(tools, [item]);
    if (left.length > 0) throw new Error("A loop was throttled.");
  }
}

const sendAlone = async (tools: SendingTools, [item]: readonly PlannedRequest[]): ReturnType<SendSome> => {
  if (item === undefined) throw new Error("There is nothing to send.");
  const { path: address, body } = requestFor(item);
  const answer = await post(tools, address, body);
  await answer.arrayBuffer();
  if (answer.ok) return { left: [], waitMs: 0 };
  if (answer.status !== 429) throw new Error(`Graph answered ${answer.status}`);
  return { left: [item], waitMs: Number(answer.headers.get("retry-after")) * 1000 };
};

interface InnerAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const sendBatch = async (
  tools: SendingTools,
  items: readonly PlannedRequest[],
  isChained: boolean,
): ReturnType<SendSome> => {
  const requests = items.map((item, index) => {
    const { method, path: url, body } = requestFor(item);
    const chain = isChained && index > 0 ? { dependsOn: [String(index - 1)] } : {};
    return { id: String(index), method, url, headers: { "content-type": "application/json" }, body, ...chain };
  });
  const answer = await post(tools, "/$batch", { requests });
  const { responses } = (await answer.json()) as { readonly responses: readonly InnerAnswer[] };
  return leftOf(
    items,
    responses.map(({ id, status, headers = {} }) => ({
      place: Number(id),
      status,
      retryAfter: headers["Retry-After"] ?? "0",
    })),
  );
};

function leftOf(
  items: readonly PlannedRequest[],
  answers: readonly { readonly place: number; readonly status: number; readonly retryAfter: string }[],
): Awaited<ReturnType<SendSome>> {
  const failed = answers.filter(({ status }) => status >= 300);
  const fatal = failed.find(({ status }) => status !== 429 && status !== 424);
  if (fatal !== undefined) throw new Error(`Graph answered ${fatal.status}`);
  const waitMs = Math.max(0, ...failed.map(({ retryAfter }) => Number(retryAfter) * 1000));
  return { left: failed.flatMap(({ place }) => items[place] ?? []), waitMs };
}

async function post({ origin, token }: SendingTools, address: string, body: unknown): Promise<Response> {
  return fetch(`${origin}/v1.0${address}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** One batch after the other, as https://learn.microsoft.com/graph/sdks/batch-requests shows it. */
async function official(tools: SendingTools, items: readonly PlannedRequest[]): Promise<void> {
  const tokens = {
    getToken: async () => Promise.resolve({ value: tools.token, expiresAtUtc: Number.MAX_SAFE_INTEGER }),
  };
  const client = createOfficialClient(tools.secureOrigin, tokens, []);
  const waiting = [...items];
  for (let some = waiting.splice(0, 20); some.length > 0; some = waiting.splice(0, 20)) {
    const steps = some.map((item, index): BatchRequestStep => {
      const { method, path: address, body } = requestFor(item);
      const headers = { "content-type": "application/json" };
      const request = new Request(`${tools.secureOrigin}${address}`, { method, headers, body: JSON.stringify(body) });
      return { id: String(index), request };
    });
    const content = await new BatchRequestContent(steps).getContent();
    const answer = (await client.api("/$batch").post(content)) as BatchResponseBody;
    const responses = [...new BatchResponseContent(answer).getResponses()];
    const { left, waitMs } = leftOf(
      some,
      responses.map(([id, { status, headers }]) => ({
        place: Number(id),
        status,
        retryAfter: headers.get("retry-after") ?? "0",
      })),
    );
    waiting.unshift(...left);
    await wait(waitMs);
  }
}
