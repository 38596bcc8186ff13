/** How long a journey waits for what a person would wait for, and what it says when that does not come. */
import { errors } from "playwright-core";
import { CommandFailed } from "../../host/childProcesses.ts";

/** How long a person would wait for something to appear, in milliseconds. */
export const patienceMs = 30_000;

/** How what is said of a journey that was played twice begins. */
export const playedTwiceMark = "Played twice: ";

/** Something did not appear in time. */
export class WaitedInVain extends Error {
  override readonly name = "WaitedInVain";
}

/**
 * Whether the machine may be the reason, unlike with what is seen wrong: only the time ran out, or VS Code's installer, which
 * may crash over its own file watcher, did not do its work.
 */
export function isOfTheMachine(error: unknown): error is Error {
  return [WaitedInVain, errors.TimeoutError, CommandFailed].some((kind) => error instanceof kind);
}
