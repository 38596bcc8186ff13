/** What has become of the items of plans in this window's runs: the newest word on each. */
import { isSameSender } from "../cancellation/plan.ts";
import type { PlannedItem } from "../cancellation/plan.ts";
import type { ItemState, Run } from "../cancellation/run.ts";
import { targetKey } from "../cancellation/target.ts";
import type { Runs } from "../sending/runs.ts";
import { senderOf } from "./sender.ts";
import type { AccountSession } from "./accountSession.ts";

/** What has become of one item. */
export interface PlanItemState {
  readonly state: ItemState;
  readonly planned: PlannedItem;
  /** When the hold of its run ends: milliseconds since 1970-01-01T00:00:00Z. */
  readonly sendAtUtc: number;
}

/** What is to be done to which item. */
export type PlannedDeed = Pick<PlannedItem, "target" | "action">;

/** The states of items, looked up by what is done to which target. */
export class PlanStates {
  readonly #runs: Pick<Runs, "all">;
  readonly #session: AccountSession;
  #known: ReadonlyMap<string, PlanItemState> | undefined;
  #revision = 0;

  constructor(runs: Pick<Runs, "all">, session: AccountSession) {
    this.#runs = runs;
    this.#session = session;
  }

  /** Changes whenever the runs may have changed. */
  get revision(): number {
    return this.#revision;
  }

  /** Looks again at the runs when it is next asked. */
  refresh(): void {
    this.#revision += 1;
    this.#known = undefined;
  }

  /** What has become of doing this to it; undefined if no run of this window does, or did. */
  of(planned: PlannedDeed): PlanItemState | undefined {
    this.#known ??= this.#find();
    return this.#known.get(deedKey(planned));
  }

  #find(): ReadonlyMap<string, PlanItemState> {
    const { active } = this.#session;
    const found = new Map<string, PlanItemState>();
    if (active === undefined) return found;
    const sender = senderOf(active);
    const mine = this.#runs.all.filter(({ plan }) => isSameSender(plan.sender, sender));
    // The newest come last, and have the last word.
    for (const run of mine.toReversed()) for (const [key, state] of statesOf(run)) found.set(key, state);
    return found;
  }
}

/** Whether an item is not to be sent again by sending its plan again: it is on its way, was sent, or may have been. */
export function isSettled({ state }: PlanItemState): boolean {
  switch (state.kind) {
    case "held":
    case "waiting":
    case "sending":
    case "checking":
      return true;
    case "kept":
    case "stopped":
      return false;
    case "skipped":
      return state.reason === "sentBefore";
    case "ended":
      return state.outcome.kind === "sent" || state.outcome.kind === "unsure";
    case "lookedUp":
      return state.found === "gone";
    default:
      return state satisfies never;
  }
}

function statesOf({ plan, states, sendAtUtc }: Run): readonly (readonly [string, PlanItemState])[] {
  return plan.items.flatMap((planned, index) => {
    const state = states[index];
    return state === undefined ? [] : [[deedKey(planned), { state, planned, sendAtUtc }] as const];
  });
}

/** Equal for the same deed. Something else that was done to the item has another: a series may be ended earlier still. */
export function deedKey({ target, action }: PlannedDeed): string {
  const until = action.kind === "endSeries" ? ` ${action.recurrence.range.endDate}` : "";
  return `${action.kind}${until} ${targetKey(target)}`;
}
