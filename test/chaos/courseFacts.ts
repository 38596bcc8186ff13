/** The office of one course, and what has happened there: what was mailed, what still stands, and what was asked for. */
import { setTimeout as sleep } from "node:timers/promises";
import type { TokenSource } from "../../src/account/tokenSource.ts";
import type { SandboxAddresses, SandboxExchange } from "../../src/sandbox/sandboxContract.ts";
import type { Fault } from "../../src/sandbox/server/faults.ts";
import { anasTokens, openOffice, year } from "./chaosOffice.ts";
import { readOutbox } from "./chaosPool.ts";
import type { ChaosPool } from "./chaosPool.ts";
import { askSandbox } from "./chaosTokens.ts";
import type { Asked, Facts } from "./judge.ts";

/** The office of one course. */
export interface CourseOffice {
  readonly addresses: SandboxAddresses;
  /** Puts these faults in the place of those before. */
  setFaults(faults: readonly Fault[]): Promise<void>;
  /** What has happened so far. */
  facts(): Promise<Pick<Facts, "outbox" | "listed" | "asked">>;
  /** Waits until nothing has been answered for so long. */
  settled(quietMs: number): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * Opens the office of a course.
 * @param onExchange is told how many requests have been answered.
 */
export async function openCourseOffice(pool: ChaosPool, onExchange: (count: number) => void): Promise<CourseOffice> {
  const asked: Asked[] = [];
  let exchanges = 0;
  const office = await openOffice((exchange) => {
    asked.push(...askedIn(exchange));
    exchanges += 1;
    onExchange(exchanges);
  });
  const { addresses } = office;
  const tokens = anasTokens(addresses);
  return {
    addresses,
    setFaults: async (faults) => {
      const headers = { "x-unbook-sandbox": "admin" };
      const answer = await askSandbox(addresses.faultsUrl, { method: "PUT", headers, body: JSON.stringify(faults) });
      if (answer.status !== 200) throw new Error(answer.text);
    },
    facts: async () => {
      const outbox = await readOutbox(addresses);
      return { outbox, listed: await listedIds(addresses, tokens, pool), asked };
    },
    settled: async (quietMs) => {
      for (let before = -1; before !== exchanges;) {
        before = exchanges;
        await sleep(quietMs);
      }
    },
    dispose: async () => office.dispose(),
  };
}

/** Asked directly, without the code that is tried; faults are passed by, as they only strike what names an item. */
async function listedIds(
  { graphOrigin }: SandboxAddresses,
  tokens: TokenSource,
  pool: ChaosPool,
): Promise<ReadonlySet<string>> {
  let token = (await tokens.getToken({ scopes: [] })).value;
  const range = `startDateTime=${new Date(year.startUtc).toISOString()}&endDateTime=${new Date(year.endUtc).toISOString()}`;
  const ids = new Set<string>();
  for (const root of silentRoots(pool)) {
    let next: string | undefined = `${graphOrigin}/v1.0${root}/calendarView?${range}&$select=id&$top=900`;
    while (next !== undefined) {
      const headers = { authorization: `Bearer ${token}`, prefer: 'IdType="ImmutableId"' };
      const answer = await askSandbox(next, { headers });
      const [, claims] = /claims="([^"]+)"/u.exec(answer.headers["www-authenticate"] ?? "") ?? [];
      if (claims !== undefined) {
        token = (await tokens.getToken({ scopes: [], claims: Buffer.from(claims, "base64").toString() })).value;
        continue;
      }
      if (answer.status === 429) {
        // What a killed process has asked for is still being worked at.
        await sleep(100);
        continue;
      }
      if (answer.status !== 200) throw new Error(`${next} ${answer.status} ${answer.text}`);
      const page = JSON.parse(answer.text) as {
        readonly value: readonly { readonly id: string }[];
        readonly "@odata.nextLink"?: string;
      };
      for (const { id } of page.value) ids.add(id);
      next = page["@odata.nextLink"];
    }
  }
  return ids;
}

/** The calendars with items of which nobody is told, so that only their absence shows that something was done to them. */
function silentRoots(pool: ChaosPool): ReadonlySet<string> {
  const paths = pool.filter(({ mails }) => mails.length === 0).map(({ planned }) => planned.target.itemPath);
  return new Set(paths.map((itemPath) => itemPath.slice(0, itemPath.lastIndexOf("/events/"))));
}

/** Every request, also those inside a batch, with what it was answered. */
function askedIn({ method, path: asked, requestBody, status, body }: SandboxExchange): readonly Asked[] {
  if (!asked.endsWith("/$batch")) return [{ name: `${method} ${asked}`, status }];
  const version = asked.slice(0, asked.indexOf("/", 1));
  const { requests } = JSON.parse(requestBody) as {
    readonly requests: readonly { readonly id: string; readonly method: string; readonly url: string }[];
  };
  const statuses = status === 200 ? statusesIn(body) : new Map<string, number>();
  return requests.map((inner) => ({
    name: `${inner.method} ${version}${inner.url}`,
    // A batch that was refused as a whole was refused for each of its requests.
    status: statuses.get(inner.id) ?? (status === 200 ? 500 : status),
  }));
}

function statusesIn(body: string): ReadonlyMap<string, number> {
  try {
    const { responses } = JSON.parse(body) as {
      readonly responses: readonly { readonly id: string; readonly status: number }[];
    };
    return new Map(responses.map(({ id, status }) => [id, status]));
  } catch {
    return new Map();
  }
}
