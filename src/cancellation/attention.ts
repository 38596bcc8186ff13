/**
 * What of this window's runs still needs a look: what failed or is unsure, and was not taken up again by a later run. Pure.
 */
import { claimedAs } from "./plan.ts";
import type { CancellationPlan } from "./plan.ts";
import { needsAttention } from "./run.ts";
import type { ItemState, Run } from "./run.ts";

const names = new WeakMap<CancellationPlan, readonly string[]>();

/**
 * How many items of each run need a look, by the run's id; runs without one are left out.
 * @param runs newest first.
 */
export function needingALook(runs: readonly Run[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const takenUp = new Set<string>();
  for (const { plan, states } of runs) {
    const items = namesOf(plan);
    const count = states.filter((state, index) => needsAttention(state) && !takenUp.has(items[index] ?? "")).length;
    if (count > 0) counts.set(plan.id, count);
    for (const [index, name] of items.entries()) if (isTakenUp(states[index])) takenUp.add(name);
  }
  return counts;
}

/** What was undone or stopped leaves things as they were. */
function isTakenUp(state: ItemState | undefined): boolean {
  return state !== undefined && state.kind !== "kept" && state.kind !== "stopped";
}

function namesOf(plan: CancellationPlan): readonly string[] {
  const known =
    names.get(plan) ?? plan.items.map((planned) => `${plan.sender.realm} ${claimedAs(planned, plan.sender)}`);
  names.set(plan, known);
  return known;
}
