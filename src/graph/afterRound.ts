/**
 * Decides what follows from what came of some requests that were sent together: which of them have ended, which go out
 * again, and how long the mailbox is left alone before that. Pure, as retryPolicy.ts is.
 */
import type { SendOutcome } from "../cancellation/outcome.ts";
import { attemptFailure } from "./readJson.ts";
import { decideRetry } from "./retryPolicy.ts";
import type { FailedAttempt } from "./retryPolicy.ts";
import type { SendStep } from "./sendTogether.ts";

/** What follows. */
export interface AfterRound {
  /** How long the mailbox is left alone. */
  readonly pauseMs: number;
  /** For each request how it has ended; undefined for one that goes out again. */
  readonly outcomes: readonly (SendOutcome | undefined)[];
}

/** How long a mailbox is left alone after a request that may have been carried out, if Graph does not say. */
const afterTroubleMs = 500;

/** Decides it. */
export function afterRound(
  steps: readonly SendStep[],
  progress: Pick<FailedAttempt, "attempt" | "elapsedMs" | "budgetMs" | "random">,
): AfterRound {
  const throttled = steps.find((step) => step.kind === "throttled");
  if (throttled !== undefined) {
    const failure = attemptFailure(throttled.answer);
    const decision = decideRetry({ purpose: "cancel", failure, ...progress });
    if (decision.kind === "retry") return { pauseMs: decision.delayMs, outcomes: steps.map(endOf) };
    // Those behind it were not even begun with, for the same reason.
    const givenUp = (step: SendStep): SendOutcome | undefined =>
      step.kind === "notBegun" ? throttled.outcome : outcomeIn(step);
    return { pauseMs: 0, outcomes: steps.map(givenUp) };
  }
  const outcomes = steps.map(endOf);
  const unsure = outcomes.find((outcome) => outcome?.kind === "unsure");
  if (unsure === undefined || !steps.some(({ kind }) => kind === "notBegun")) return { pauseMs: 0, outcomes };
  // Graph has trouble: the next ones would most likely become as unsure.
  const pauseMs = unsure.retryAfterMs ?? afterTroubleMs;
  return pauseMs > progress.budgetMs ? { pauseMs: 0, outcomes: steps.map(outcomeIn) } : { pauseMs, outcomes };
}

function endOf(step: SendStep): SendOutcome | undefined {
  return step.kind === "ended" ? step.outcome : undefined;
}

/** How a request has ended if it does not go out again; undefined for one that does in any case. */
function outcomeIn(step: SendStep): SendOutcome | undefined {
  return step.kind === "wantsToken" || step.kind === "batchNotTaken" ? undefined : step.outcome;
}
