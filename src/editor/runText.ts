/** What is said of a run of several items: how many of them are how far, in words, and how long the rest will take. */
import { l10n } from "vscode";
import { describeTimeLeft, progressOf } from "../cancellation/progress.ts";
import type { RunProgress } from "../cancellation/progress.ts";
import type { ItemStatus } from "../cancellation/itemEnd.ts";
import { mailboxName } from "../cancellation/mailboxName.ts";
import { isHeld, isSending } from "../cancellation/run.ts";
import type { ItemState, Run } from "../cancellation/run.ts";
import type { LeftBehindRun } from "../sending/leftBehind.ts";
import { reportOfJournal } from "../cancellation/report.ts";
import { secondsLeft } from "./holdSeconds.ts";
import { describeProblem } from "./problemText.ts";
import { refusalOf } from "./runRefusal.ts";

/** A run in words. */
export interface RunText {
  /** As `118 cancellations`. */
  readonly label: string;
  /** As `40 sent, 2 failed, 76 waiting · about 2 min left`. */
  readonly description: string;
  /** For screen readers: it changes when the run's state does, not with each item or second. */
  readonly spoken: string;
  readonly state: RunState;
}

/** How far a run is; once it is over, what most needs a look. */
export type RunState = "held" | "sending" | "unsure" | "failed" | "kept" | "sent";

/** The words for a run. */
export function describeRun(run: Run): RunText {
  const label = countCancellations(run.states.length);
  if (isHeld(run)) {
    const description = l10n.t("sending in {0} s", secondsLeft(run.sendAtUtc));
    return { label, description, spoken: l10n.t("{0}, held before sending", label), state: "held" };
  }
  const progress = progressOf(run, ({ target }) => mailboxName(target), Date.now());
  const counted = describeCounts(progress.counts);
  if (isSending(run)) {
    const description = [counted, ...timeLeft(progress)].join(" · ");
    return { label, description, spoken: l10n.t("{0}, being sent", label), state: "sending" };
  }
  const isKept = run.states.every(({ kind }) => kind === "kept");
  const refusal = refusalOf(run);
  const why = refusal === undefined ? [] : [describeProblem(refusal.why).short];
  const description = isKept ? l10n.t("kept: nothing was sent") : [counted, ...why].join(" · ");
  return { label, description, spoken: `${label}, ${description}`, state: isKept ? "kept" : stateOf(progress.counts) };
}

/** `118 cancellations`. */
export function countCancellations(count: number): string {
  return count === 1 ? l10n.t("1 cancellation") : l10n.t("{0} cancellations", count);
}

/** `40 sent, 2 failed, 76 waiting`; what there is none of is left out. */
export function describeCounts(counts: RunProgress["counts"]): string {
  const words: readonly (readonly [ItemStatus, string])[] = [
    ["sent", l10n.t("{0} sent", counts.sent)],
    ["failed", l10n.t("{0} failed", counts.failed)],
    ["unsure", l10n.t("{0} unsure", counts.unsure)],
    ["notSent", l10n.t("{0} not sent", counts.notSent)],
    ["skipped", l10n.t("{0} sent before", counts.skipped)],
    ["underWay", l10n.t("{0} waiting", counts.underWay)],
  ];
  return words.flatMap(([status, text]) => (counts[status] > 0 ? [text] : [])).join(", ");
}

/** `75 sent, 3 unsure, 40 not sent` of a run that broke off with an earlier window. */
export function describeLeft({ journalled, notSent, unsure }: LeftBehindRun): string {
  const { totals } = reportOfJournal(journalled);
  return describeCounts({ ...totals, unsure: unsure.length, notSent: notSent.length });
}

/** `about 2 min left`, if that can be judged. */
export function timeLeft({ leftMs, counts }: RunProgress): readonly string[] {
  return leftMs === undefined || counts.underWay === 0 ? [] : [l10n.t("about {0} left", describeTimeLeft(leftMs))];
}

/** What most needs a look of a run that is over. */
export function stateOf(counts: RunProgress["counts"]): Extract<RunState, "unsure" | "failed" | "sent"> {
  if (counts.unsure > 0) return "unsure";
  return counts.failed + counts.notSent > 0 ? "failed" : "sent";
}

/** How many of some states are how far; an item that waits or is on its way counts as waiting. */
export function countStates(run: Run, indexes: readonly number[]): RunProgress["counts"] {
  const states: readonly ItemState[] = indexes.flatMap((index) => run.states[index] ?? []);
  return progressOf({ ...run, states }, () => "", Date.now()).counts;
}
