/**
 * Shows how far runs that are being sent have come: always in the Cancellations view, and for a run of many items, or one
 * that takes long, also as a notification with which it can be stopped.
 */
import { l10n, ProgressLocation, window } from "vscode";
import type { CancellationToken, Progress } from "vscode";
import { mailboxName } from "../cancellation/mailboxName.ts";
import { progressOf } from "../cancellation/progress.ts";
import { isSending } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import { countCancellations, timeLeft } from "./runText.ts";
import { viewIds } from "./viewIds.ts";

/** What can be done to a run meanwhile. */
export interface RunProgressOptions {
  readonly stop: (runId: string) => void;
}

/** A run of more items than this has a notification at once. */
const manyItems = 20;
/** Any other has one when it takes longer than this. */
const longMs = 10_000;

/** What is being shown of one run. */
interface Shown {
  run: Run;
  readonly end: () => void;
  readonly ended: Promise<void>;
  readonly timer: NodeJS.Timeout;
  isNotified: boolean;
  report: (run: Run) => void;
}

/** The progress of this window's runs. */
export class RunProgressDisplay {
  readonly #options: RunProgressOptions;
  readonly #shown = new Map<string, Shown>();

  constructor(options: RunProgressOptions) {
    this.#options = options;
  }

  /** Takes a run as it is now; it may be over. */
  show(run: Run): void {
    const before = this.#shown.get(run.plan.id);
    if (!isSending(run)) {
      if (before === undefined) return;
      this.#shown.delete(run.plan.id);
      clearTimeout(before.timer);
      before.end();
      return;
    }
    const shown = before ?? this.#begin(run);
    shown.run = run;
    if (run.states.length > manyItems) this.#notify(shown);
    shown.report(run);
  }

  #begin(run: Run): Shown {
    const { promise, resolve } = Promise.withResolvers<void>();
    const shown: Shown = {
      run,
      end: resolve,
      ended: promise,
      timer: setTimeout(() => {
        this.#notify(shown);
      }, longMs),
      isNotified: false,
      report: () => undefined,
    };
    this.#shown.set(run.plan.id, shown);
    void window.withProgress({ location: { viewId: viewIds.cancellations } }, async () => promise);
    return shown;
  }

  #notify(shown: Shown): void {
    // What is only being looked up may take minutes, and stopping it changes little.
    const isLeaving = shown.run.states.some(({ kind }) => kind === "waiting" || kind === "sending");
    if (shown.isNotified || !isLeaving) return;
    shown.isNotified = true;
    const { plan, states } = shown.run;
    const options = {
      location: ProgressLocation.Notification,
      title: l10n.t("Sending {0}", countCancellations(states.length)),
      cancellable: true,
    };
    const follow = async (progress: Progress<ProgressStep>, token: CancellationToken): Promise<void> => {
      const stopping = token.onCancellationRequested(() => {
        this.#options.stop(plan.id);
      });
      let done = 0;
      shown.report = (run) => {
        const now = progressOf(run, ({ target }) => mailboxName(target), Date.now());
        progress.report({ increment: (100 * (now.done - done)) / now.total, message: describeProgress(now) });
        done = now.done;
      };
      shown.report(shown.run);
      await shown.ended;
      stopping.dispose();
    };
    void window.withProgress(options, follow);
  }
}

interface ProgressStep {
  readonly message: string;
  readonly increment: number;
}

function describeProgress(progress: ReturnType<typeof progressOf>): string {
  const counted = l10n.t("{0} of {1}", progress.done, progress.total);
  const hint = l10n.t("press Cancel to stop sending; what was sent stays sent");
  return [counted, ...timeLeft(progress), hint].join(" · ");
}
