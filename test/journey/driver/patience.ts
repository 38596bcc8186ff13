/** How long a journey waits for what a person would wait for, and what it says when that does not come. */
import { errors } from "playwright-core";

/** How long a person would wait for something to appear, in milliseconds. */
export const patienceMs = 30_000;

/** How what is said of a journey that was played twice begins. */
export const playedTwiceMark = "Played twice: ";

/** Something did not appear in time. */
export class WaitedInVain extends Error {
  override readonly name = "WaitedInVain";
}

/** Did only the time run out? Then a machine that was busy for a moment may be the reason, unlike with what is seen wrong. */
export function isImpatience(error: unknown): error is Error {
  return error instanceof WaitedInVain || error instanceof errors.TimeoutError;
}
