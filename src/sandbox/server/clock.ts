/**
 * The sandbox's own clock. It goes on evenly whatever this machine's clock is set to meanwhile, and can be set itself, so that
 * a client can be tried for hours within seconds, or with a clock that is wrong.
 */
import { performance } from "node:perf_hooks";

/** A clock. Times are milliseconds since 1970-01-01T00:00:00Z. */
export interface Clock {
  readonly now: () => number;
  set(nowUtc: number): void;
}

/** A clock that goes on from a moment. */
export function createClock(nowUtc: number): Clock {
  let atUtc = nowUtc;
  let since = performance.now();
  return {
    now: () => Math.floor(atUtc + performance.now() - since),
    set(moment) {
      atUtc = moment;
      since = performance.now();
    },
  };
}

/** Reads `{"nowUtc": 1763712000000}`; undefined for anything that is no moment that a calendar has. */
export function readMoment(json: string): number | undefined {
  try {
    const value: unknown = JSON.parse(json);
    const nowUtc = typeof value === "object" && value !== null && "nowUtc" in value ? value.nowUtc : undefined;
    return typeof nowUtc === "number" && !Number.isNaN(new Date(nowUtc).getTime()) ? nowUtc : undefined;
  } catch {
    return undefined;
  }
}
