/** First records of runs, for the tests of the journal. */
import { runRecord } from "../../../src/cancellation/journal.ts";
import type { RunFacts, RunRecord } from "../../../src/cancellation/journal.ts";
import type { CancellationPlan } from "../../../src/cancellation/plan.ts";

/** The first record of a run of a process that is long gone; each of its facts can be set. */
export function firstRecord(plan: CancellationPlan, facts: Partial<RunFacts> = {}): RunRecord {
  return runRecord(plan, {
    at: new Date("2026-11-24T08:00:00.000Z"),
    pid: 4711,
    holdMs: 10_000,
    peopleOf: () => 2,
    mailboxOf: () => "me",
    digestOf: (message) => `${message.length}`,
    storesNames: true,
    ...facts,
  });
}
