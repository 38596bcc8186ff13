/** What this window knows of the blocks of plans: what they were when they were last read, and what has become of them. */
import type { PlanBlock, ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import type { PlanChecks } from "./planChecks.ts";
import { isSettled } from "./planStates.ts";
import type { PlanStates } from "./planStates.ts";
import type { AccountSession } from "./accountSession.ts";

/** What is known of the blocks of plans. */
export interface PlanKnowledge {
  readonly session: AccountSession;
  readonly checks: PlanChecks;
  readonly states: PlanStates;
}

/** The blocks that sending a plan now would send. */
export function blocksToSend({ blocks }: ReadPlan, states: PlanStates): readonly PlanBlock[] {
  return blocks.filter((block) => {
    const state = states.of(block);
    return state === undefined || !isSettled(state);
  });
}
