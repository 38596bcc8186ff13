/**
 * What can be done about a run that is over, whichever window it was of: open and export its report, plan again what was
 * not carried out, and look up what is unsure.
 */
import { l10n, window } from "vscode";
import { describeTitle } from "../agenda/describeItem.ts";
import { itemsToRetry } from "../cancellation/itemEnd.ts";
import { isUnsure } from "../cancellation/journal.ts";
import type { JournalledRun } from "../cancellation/journal.ts";
import { matchCancelRoute } from "../cancellation/route.ts";
import { isHeld, isSending } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import type { History } from "../sending/history.ts";
import type { LeftBehind } from "../sending/leftBehind.ts";
import { activeSession } from "./activeSession.ts";
import { clearHistory } from "./historyClearing.ts";
import { pickRun } from "./historyPicker.ts";
import { mendRefusal } from "./lazyTrouble.ts";
import { plainNotice } from "./markdownText.ts";
import type { ItemAgain, PlannedBefore } from "./planAgain.ts";
import type { RunWish } from "./runNotices.ts";
import { refusalOf } from "./runRefusal.ts";
import { exportReport, openReport } from "./runReports.ts";
import type { CancellationNode, RunsFeatureOptions } from "./runsContract.ts";
import { describeFound, lookUpAll, lookUpOne } from "./unsureLooks.ts";
import type { Look } from "./unsureLooks.ts";
import { viewerOf } from "./viewer.ts";

/** A run of this window, or of the journal. */
export type AnyRun = Run | JournalledRun;

/** What doing it needs. */
export interface RunActionsOptions extends RunsFeatureOptions {
  readonly leftBehind: LeftBehind;
  /** Reads anew what earlier windows have left. */
  readonly readLeftBehind: () => Promise<void>;
}

/** What can be done about runs. */
export class RunActions {
  readonly #options: RunActionsOptions;
  readonly #history: History;

  constructor(options: RunActionsOptions, history: History) {
    this.#options = options;
    this.#history = history;
  }

  /** The run that a row is about; without a row, the newest of this window that is not held, or one that is chosen. */
  async clicked(node: unknown): Promise<AnyRun | undefined> {
    if (typeof node === "object" && node !== null && "runId" in node) {
      return this.find((node as Extract<CancellationNode, { runId: string }>).runId);
    }
    const newest = this.#options.runs.all.find((run) => !isHeld(run));
    return newest ?? this.#chosen();
  }

  /** A run by its id, as it is now. */
  async find(runId: string): Promise<AnyRun | undefined> {
    const own = this.#options.runs.all.find(({ plan }) => plan.id === runId);
    if (own !== undefined) return own;
    const { entries } = await this.#history.list();
    return entries.find(({ journalled }) => journalled.run.runId === runId)?.journalled;
  }

  /** Does what somebody wants of a run. */
  async carryOut(wish: RunWish | "exportReport", run: AnyRun): Promise<void> {
    switch (wish) {
      case "openReport":
        return openReport(run, this.#options);
      case "exportReport":
        return exportReport(run, this.#options);
      case "planAgain":
        return this.#planAgain(run);
      case "lookUp":
        return this.#lookUp(run);
      case "mendRefusal":
        return this.#mendRefusal(run);
      default:
        return wish satisfies never;
    }
  }

  /** Looks up what is unsure: of a row's item, or of a whole run. */
  async check(node: unknown): Promise<void> {
    const clicked = node as CancellationNode;
    if (clicked.kind === "item") {
      await lookUpOne(this.#lookOf(clicked.runId, clicked.index));
      return;
    }
    if (clicked.kind === "leftItem") {
      const { leftBehind } = this.#options;
      const left = leftBehind.items.find(({ runId, index }) => runId === clicked.runId && index === clicked.index);
      if (left === undefined) return;
      const found = await lookUpOne(async () => leftBehind.check(left));
      await this.#options.readLeftBehind();
      await tellFound(left.item.title, found === "gone");
      return;
    }
    const run = await this.clicked(node);
    if (run !== undefined) await this.#lookUp(run);
  }

  /** Shows the history, and does what the person chooses there. */
  async openHistory(): Promise<void> {
    const { entries } = await this.#history.list();
    if (entries.length === 0) {
      await window.showInformationMessage(
        l10n.t(
          "Nothing was sent from this machine yet, or the history was cleared. Runs appear here once they are sent.",
        ),
      );
      return;
    }
    const wish = await pickRun(entries, viewerOf(this.#options.session.active?.account));
    if (wish === undefined) return;
    if (wish.kind === "clear") return this.clearHistory();
    const run = await this.find(wish.entry.journalled.run.runId);
    if (run !== undefined) await this.carryOut(wish.kind, run);
  }

  /** Clears the history, if that is really wanted. */
  async clearHistory(): Promise<void> {
    if ((await clearHistory(this.#history)) !== undefined) this.#options.redraw();
  }

  async #chosen(): Promise<AnyRun | undefined> {
    const { entries } = await this.#history.list();
    const wish = await pickRun(entries, viewerOf(this.#options.session.active?.account));
    return wish === undefined || wish.kind === "clear" ? undefined : wish.entry.journalled;
  }

  async #planAgain(run: AnyRun): Promise<void> {
    const { plans, leftBehind, redraw } = this.#options;
    const again = plannedBefore(run);
    if ("states" in run && isSending(run)) {
      await window.showInformationMessage(l10n.t("It is still being sent. Stop sending, or wait until it is over."));
      return;
    }
    if (again.items.length === 0) {
      await window.showInformationMessage(
        l10n.t("Nothing of it is to be planned again: everything was sent, undone, or is unsure."),
      );
      return;
    }
    if (!(await plans.planAgain(again)) || "states" in run) return;
    const { runId } = run.run;
    if (!leftBehind.runs.some(({ journalled }) => journalled.run.runId === runId)) return;
    await leftBehind.dismiss(runId);
    redraw();
  }

  /** What was refused is planned again at once: that sends nothing by itself. */
  async #mendRefusal(run: AnyRun): Promise<void> {
    const refusal = "states" in run ? refusalOf(run) : undefined;
    if (refusal === undefined || !("states" in run)) return;
    const session = this.#options.session.as(run.plan.sender.accountId);
    if (await mendRefusal(session, refusal)) await this.#planAgain(run);
  }

  async #lookUp(run: AnyRun): Promise<void> {
    const { accountId } = "states" in run ? run.plan.sender : run.run;
    const { session } = this.#options;
    const isHere = session.accounts.some(({ account }) => account.id === accountId);
    // Only whoever has sent it can look it up.
    if ((await activeSession(session.as(isHere ? accountId : undefined))) === undefined) return;
    const looks = "states" in run ? this.#looksOf(run) : this.#leftLooksOf(run);
    if (looks.length === 0) {
      const isOthers = !("states" in run) && run.items.some(isUnsure);
      await window.showInformationMessage(
        isOthers
          ? l10n.t("Only the account that sent it can look it up. Sign in as {0}.", run.run.address ?? "")
          : l10n.t("Nothing of it is unsure any more."),
      );
      return;
    }
    const found = await lookUpAll(looks);
    await this.#options.readLeftBehind();
    const runId = "states" in run ? run.plan.id : run.run.runId;
    const now = await this.find(runId);
    const again = now === undefined ? 0 : itemsToRetry(now).length;
    const plan = l10n.t("Plan {0} Again", again);
    const report = l10n.t("Open Report");
    const answer = await window.showInformationMessage(
      describeFound(found),
      ...(again > 0 ? [plan, report] : [report]),
    );
    if (now === undefined || answer === undefined) return;
    await this.carryOut(answer === plan ? "planAgain" : "openReport", now);
  }

  #looksOf({ plan, states }: Run): readonly Look[] {
    return states.flatMap((state, index) =>
      state.kind === "ended" && state.outcome.kind === "unsure" ? [this.#lookOf(plan.id, index)] : [],
    );
  }

  #lookOf(runId: string, index: number): Look {
    const { runs } = this.#options;
    return async () => {
      await runs.checkUnsure(runId, index);
      const state = runs.all.find(({ plan }) => plan.id === runId)?.states[index];
      return state?.kind === "lookedUp" ? state.found : undefined;
    };
  }

  #leftLooksOf({ run: { runId } }: JournalledRun): readonly Look[] {
    const { leftBehind } = this.#options;
    return leftBehind.items.flatMap((left) => (left.runId === runId ? [async () => leftBehind.check(left)] : []));
  }
}

/** What of a run may be planned again, and whose it is. */
function plannedBefore(run: AnyRun): PlannedBefore {
  if ("states" in run) {
    const items = itemsToRetry(run).flatMap((index): readonly ItemAgain[] => {
      const planned = run.plan.items[index];
      if (planned === undefined) return [];
      const { target, action, scope, message, item } = planned;
      return [{ target, action, scope, message, name: describeTitle(item) }];
    });
    return { sender: run.plan.sender, items, isUnlogged: run.plan.isUnlogged === true };
  }
  const { accountId, realm, address = "" } = run.run;
  const items = itemsToRetry(run).flatMap((index): readonly ItemAgain[] => {
    const item = run.run.items[index];
    const target = item && matchCancelRoute("POST", `/${item.apiVersion}${item.itemPath}/cancel`)?.target;
    if (item === undefined || target === undefined) return [];
    const { action, scope, title } = item;
    return [{ target, action, name: title, ...(scope !== undefined && { scope }) }];
  });
  // Only then is it not written down when an item begins.
  const isUnlogged = run.run.items.some(({ span }) => span === undefined);
  return { sender: { accountId, realm, address }, items, isUnlogged };
}

async function tellFound(title: string, isGone: boolean): Promise<void> {
  await window.showInformationMessage(
    isGone
      ? l10n.t(
          "“{0}” is gone: its cancellation was carried out, or somebody else has cancelled or deleted it since.",
          plainNotice(title),
        )
      : l10n.t("“{0}” still stands: its cancellation was most likely not carried out.", plainNotice(title)),
  );
}
