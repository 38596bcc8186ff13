/** What happens in one course: a plan of 200 items and everything that goes wrong with it, all of it drawn from a seed. */
import type { Fault, FaultAction } from "../../src/sandbox/server/faults.ts";
import { chanceOf } from "./chance.ts";
import type { Chance } from "./chance.ts";
import type { ChaosPool, PoolItem } from "./chaosPool.ts";
import type { DiskFaults } from "./failingDisk.ts";
import type { Pick } from "./senderTask.ts";

/** One course. */
export interface ChaosCourse {
  readonly seed: number;
  readonly picks: readonly Pick[];
  readonly itemsPerRequest: number;
  /** What goes wrong at Graph while the plan is sent. */
  readonly faults: readonly Fault[];
  /** What goes wrong at Graph when somebody comes back. Default: nothing. */
  readonly laterFaults: readonly Fault[];
  readonly disk: DiskFaults;
  /** After so many outcomes the person stops it. */
  readonly stopAfter?: number;
  /** The process is killed when Graph has answered so many requests, or after so many milliseconds. */
  readonly kill?: { readonly afterExchanges: number } | { readonly afterMs: number };
  /** Another window that sends some of the same items. */
  readonly rival?: Rival;
}

/** Another window of the same person, with a plan of its own, while the course's own plan is sent. */
export interface Rival {
  /** Which of the course's items, by index. */
  readonly picks: readonly number[];
  /** Whether it has opened the same plan document: then only one of them may send. */
  readonly hasSameDocument: boolean;
  /** How much later it begins. */
  readonly afterMs: number;
  /** How long after that its process is killed. Default: not at all. */
  readonly killAfterMs?: number;
}

const itemsInPlan = 200;

/** How long the process that sends waits for an answer. */
export const requestTimeoutMs = 2000;

/** The course of a seed. Every kind of fault strikes alone in some courses, and together with others in more. */
export function courseOf(seed: number, pool: ChaosPool): ChaosCourse {
  const chance = chanceOf(seed);
  const picks = pickItems(chance, pool, seed);
  const planned = picks.flatMap(({ poolIndex }) => pool[poolIndex] ?? []);
  const kinds = Object.keys(faultKinds) as (keyof typeof faultKinds)[];
  const [alone] = [kinds[seed % kinds.length]];
  const chosen = chance.isHit(0.4) && alone !== undefined ? [alone] : chance.some(kinds, 2 + chance.below(4));
  const faults = chosen.flatMap((kind) => faultsOf(chance, faultKinds[kind], planned));
  return {
    seed,
    picks,
    itemsPerRequest: chance.isHit(0.25) ? 1 : 8,
    faults,
    laterFaults: chance.isHit(0.3) ? faultsOf(chance, faultKinds[chance.pick(kinds)], planned) : [],
    disk: diskFaults(chance),
    ...(chance.isHit(0.15) && { stopAfter: chance.below(150) }),
    ...killOf(chance),
    ...rivalOf(chance, picks),
  };
}

/** The items of a plan: of a series either occurrences, or the series as a whole. */
function pickItems(chance: Chance, pool: ChaosPool, seed: number): readonly Pick[] {
  const ways = new Map<string, PoolItem | "parts">();
  for (const series of new Set(pool.flatMap(({ series: name }) => name ?? []))) {
    const wholes = pool.filter((item) => item.series === series && item.isWhole);
    ways.set(series, chance.isHit(0.5) ? "parts" : chance.pick([...wholes, "parts" as const]));
  }
  const free = pool.flatMap((item, index) => {
    const way = item.series === undefined ? undefined : ways.get(item.series);
    return way === undefined || way === item || (way === "parts" && !item.isWhole) ? [{ item, index }] : [];
  });
  // The rare ones are in every plan that may have them.
  const rare = free.filter(({ item: { planned, isWhole } }) => isWhole || planned.target.apiVersion === "beta");
  const others = chance.some(
    free.filter((one) => !rare.includes(one)),
    itemsInPlan - rare.length,
  );
  return [...rare, ...others].map(({ index }) => ({
    poolIndex: index,
    message: `Course ${seed}, item ${index}: sorry.`,
  }));
}

type FaultKind = (chance: Chance) => { readonly action?: FaultAction; readonly delayMs?: number };

const status = (code: number, rest: Omit<FaultAction & { kind: "status" }, "kind" | "status"> = {}): FaultKind => {
  return () => ({ action: { kind: "status", status: code, ...rest } });
};

const faultKinds = {
  throttledSeconds: status(429, { code: "ApplicationThrottled", retryAfter: "1" }),
  throttledDate: () => ({
    action: { kind: "status", status: 429, retryAfter: new Date(Date.now() + 1000).toUTCString() },
  }),
  claims: () => ({ action: { kind: "claims" } }),
  forbidden: status(403, { code: "ErrorAccessDenied" }),
  notFound: status(404, { code: "ErrorItemNotFound" }),
  conflict: status(409, { code: "ErrorIrresolvableConflict" }),
  errorBefore: status(500),
  unavailable: status(503),
  errorAfter: status(500, { afterwards: true }),
  gatewayAfter: status(504, { afterwards: true }),
  pageBefore: status(503, { html: true }),
  pageAfter: status(502, { html: true, afterwards: true }),
  resetBefore: () => ({ action: { kind: "reset", when: "before" } }),
  resetAfter: () => ({ action: { kind: "reset", when: "after" } }),
  truncated: () => ({ action: { kind: "truncate" } }),
  halfJson: () => ({ action: { kind: "halfJson" } }),
  otherType: () => ({ action: { kind: "contentType", contentType: "text/html" } }),
  hang: () => ({ action: { kind: "hang" } }),
  delay: (chance) => ({ delayMs: 20 + chance.below(80) }),
  // Around the moment at which nobody waits for the answer any more.
  lateActing: (chance) => ({ delayMs: requestTimeoutMs - 30 + chance.below(80) }),
} as const satisfies Readonly<Record<string, FaultKind>>;

/** Faults of one kind, at some of the plan's items, or at whole batches. */
function faultsOf(chance: Chance, kind: FaultKind, planned: readonly PoolItem[]): readonly Fault[] {
  if (chance.isHit(0.3)) {
    const batch = { method: "POST", path: String.raw`/\$batch$` };
    const passed: readonly Fault[] = chance.isHit(0.8) ? [{ match: batch, times: 1 + chance.below(20) }] : [];
    return [...passed, { match: batch, times: 1 + chance.below(3), ...kind(chance) }];
  }
  return chance.some(planned, 1 + chance.below(8)).map(({ planned: { target, action } }) => {
    const method = { cancel: "POST", decline: "POST", remove: "DELETE", endSeries: "PATCH" }[action.kind];
    const path = target.itemPath.slice(target.itemPath.lastIndexOf("/")).replaceAll(/[^\w%/-]/gu, "\\$&");
    // Without a method it may be the look at the item that it strikes.
    return { match: { path, ...(chance.isHit(0.8) && { method }) }, times: 1 + chance.below(2), ...kind(chance) };
  });
}

function diskFaults(chance: Chance): DiskFaults {
  const isHalfWritten = chance.isHit(0.5);
  if (chance.isHit(0.1)) {
    const first = 1 + chance.below(200);
    const count = chance.isHit(0.5) ? 1 : 1000;
    return { full: Array.from({ length: count }, (_, at) => first + at), isHalfWritten };
  }
  return { full: [], isHalfWritten, ...(chance.isHit(0.12) && { killAt: 1 + chance.below(280) }) };
}

function killOf(chance: Chance): { readonly kill?: NonNullable<ChaosCourse["kill"]> } {
  if (!chance.isHit(0.2)) return {};
  return { kill: chance.isHit(0.5) ? { afterExchanges: 1 + chance.below(60) } : { afterMs: chance.below(400) } };
}

function rivalOf(chance: Chance, picks: readonly Pick[]): { readonly rival?: Rival } {
  if (!chance.isHit(0.2)) return {};
  const count = 1 + chance.below(picks.length);
  const rival: Rival = {
    picks: chance.some([...picks.keys()], count),
    hasSameDocument: chance.isHit(0.2),
    afterMs: chance.isHit(0.5) ? 0 : chance.below(150),
    ...(chance.isHit(0.3) && { killAfterMs: chance.below(300) }),
  };
  return { rival };
}
