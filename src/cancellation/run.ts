/**
 * A run: what has become of a confirmed plan. It is held, then sent item by item, and every item ends in a state that
 * says whether anybody can have been mailed. Pure: each function gives the next run; timers and requests are elsewhere.
 */
import type { SendOutcome, UnsureOutcome } from "./outcome.ts";
import type { CancellationPlan } from "./plan.ts";

/** What has become of one item. */
export type ItemState =
  /** Confirmed, and still to be undone; nothing has been sent. */
  | { readonly kind: "held" }
  /** The hold is over, and others are sent before it; only stopping keeps it from being sent. */
  | { readonly kind: "waiting" }
  /** Its request is on the way. */
  | { readonly kind: "sending" }
  /** Taken back during the hold: nothing was sent. */
  | { readonly kind: "kept" }
  /** Left when sending was stopped, by a person or because the machine slept for too long: nothing was sent. */
  | { readonly kind: "stopped"; readonly hasSlept?: true }
  /** Left alone for a reason found right before sending: nothing was sent. */
  | { readonly kind: "skipped"; readonly reason: SkipReason }
  | { readonly kind: "ended"; readonly outcome: SendOutcome; readonly atUtc: number }
  /** Its answer was lost: the item is being looked up, and is sent once more if it proves to be still there. */
  | { readonly kind: "checking"; readonly outcome: UnsureOutcome; readonly atUtc: number }
  /** It was unsure, and the item has been looked up since. */
  | { readonly kind: "lookedUp"; readonly found: "gone" | "stillThere"; readonly atUtc: number };

/** Why an item was left alone right before sending. */
export type SkipReason = "sentBefore" | "journalFailed";

/** What has become of a confirmed plan. */
export interface Run {
  readonly plan: CancellationPlan;
  /** When the hold ends: milliseconds since 1970-01-01T00:00:00Z. */
  readonly sendAtUtc: number;
  /** One for each of the plan's items, in the same order. */
  readonly states: readonly ItemState[];
}

/** A run whose hold has just begun. */
export function heldRun(plan: CancellationPlan, sendAtUtc: number): Run {
  return { plan, sendAtUtc, states: plan.items.map(() => ({ kind: "held" })) };
}

/** The run with every item that is still held taken back. */
export function keepHeld(run: Run): Run {
  return { ...run, states: run.states.map((state) => (state.kind === "held" ? { kind: "kept" } : state)) };
}

/** The run with every item that is still held on its way: from here on nothing can be undone. */
export function endHold(run: Run): Run {
  return { ...run, states: run.states.map((state) => (state.kind === "held" ? { kind: "waiting" } : state)) };
}

/** The run with every item that still waits left alone. */
export function stopWaiting(run: Run): Run {
  return { ...run, states: run.states.map((state) => (state.kind === "waiting" ? { kind: "stopped" } : state)) };
}

/** The run with everything that was slept through left alone: what is held, and what waits. */
export function leaveSlept(run: Run): Run {
  const left: ItemState = { kind: "stopped", hasSlept: true };
  return { ...run, states: run.states.map((state) => (isToCome(state) ? left : state)) };
}

/** True if something of the run was left because the machine slept. */
export function hasSlept(run: Run): boolean {
  return run.states.some((state) => state.kind === "stopped" && state.hasSlept === true);
}

function isToCome({ kind }: ItemState): boolean {
  return kind === "held" || kind === "waiting";
}

/** The run with other states for some items, by their index. */
export function withStates(run: Run, changes: ReadonlyMap<number, ItemState>): Run {
  const states = [...run.states];
  for (const [index, state] of changes) states[index] = state;
  return { ...run, states };
}

/** True while the run's hold lasts. */
export function isHeld(run: Run): boolean {
  return run.states.some((state) => state.kind === "held");
}

/** True while a request of the run is on the way, or may yet be on its way again. */
export function isSending(run: Run): boolean {
  return run.states.some(({ kind }) => kind === "waiting" || kind === "sending" || kind === "checking");
}

/** True if an item ended in a way that the person should look at. */
export function needsAttention(state: ItemState): boolean {
  switch (state.kind) {
    case "held":
    case "waiting":
    case "sending":
    case "checking":
    case "kept":
    case "stopped":
      return false;
    case "skipped":
      return true;
    case "ended":
      return state.outcome.kind !== "sent";
    case "lookedUp":
      return state.found === "stillThere";
    default:
      return state satisfies never;
  }
}
