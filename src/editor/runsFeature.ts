/**
 * Runs as a person sees them: the rows of the Cancellations view, how far each run has come, what is said when it is over
 * or was broken off, and their history. It sends nothing.
 */
import { commands, l10n } from "vscode";
import type { TreeItem } from "vscode";
import { hasSlept, isHeld, isSending } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import { History } from "../sending/history.ts";
import type { HistoryEntry } from "../sending/history.ts";
import type { JournalProblem } from "../sending/journalFolder.ts";
import { LeftBehind } from "../sending/leftBehind.ts";
import { accountTitle } from "./accountPart.ts";
import { activeOf } from "./accountSession.ts";
import type { AccountSession } from "./accountSession.ts";
import { CancellationNodes } from "./cancellationNodes.ts";
import type { ShownRuns } from "./cancellationNodes.ts";
import {
  earlierRow,
  groupRow,
  itemRow,
  itemTooltip,
  leftItemRow,
  leftRunRow,
  missingRow,
  partRow,
  pastRow,
  runRow,
} from "./cancellationRows.ts";
import { commandIds } from "./commandIds.ts";
import { askInstead } from "./lazyTrouble.ts";
import { RunActions } from "./runActions.ts";
import { tellDamaged, tellEnd, tellLeft, tellSeveralLeft } from "./runNotices.ts";
import type { RunWish } from "./runNotices.ts";
import { RunProgressDisplay } from "./runProgress.ts";
import { refusalOf } from "./runRefusal.ts";
import type { RunRefusal } from "./runRefusal.ts";
import type { CancellationNode, RunsFeature, RunsFeatureOptions } from "./runsContract.ts";
import { senderOf } from "./sender.ts";
import { viewerOf } from "./viewer.ts";
import { viewIds } from "./viewIds.ts";

/** So many broken-off runs are told one by one. */
const mostTold = 3;
const toldProblemsKey = "unbook.toldJournalProblems";

/** Runs in this window. */
export class RunsPresenter implements RunsFeature {
  readonly #options: RunsFeatureOptions;
  readonly #history: History;
  readonly #leftBehind: LeftBehind;
  readonly #actions: RunActions;
  readonly #nodes = new CancellationNodes();
  readonly #progress: RunProgressDisplay;
  /** The runs whose end has been told, or need not be. */
  readonly #toldEnds = new Set<string>();
  readonly #toldRuns = new Set<string>();
  readonly #toldProblems = new Set<string>();
  #entries: readonly HistoryEntry[] = [];
  #knowsHistory = false;
  readonly act: RunsFeature["act"];

  constructor(options: RunsFeatureOptions) {
    this.#options = options;
    this.#history = new History(options);
    const redraw = (): void => {
      this.#knowsHistory = false;
      options.redraw();
    };
    const readLeftBehind = async (): Promise<void> => this.readLeftBehind();
    this.#leftBehind = new LeftBehind(options);
    const actions = new RunActions({ ...options, redraw, readLeftBehind, leftBehind: this.#leftBehind }, this.#history);
    this.#actions = actions;
    this.#progress = new RunProgressDisplay({
      stop: (runId) => {
        options.runs.stop(runId);
      },
    });
    const onRun =
      (wish: Parameters<RunActions["carryOut"]>[0]) =>
      async (node: unknown): Promise<void> => {
        const run = await actions.clicked(node);
        if (run !== undefined) await actions.carryOut(wish, run);
      };
    this.act = {
      [commandIds.checkUnsure]: async (node) => actions.check(node),
      [commandIds.openReport]: onRun("openReport"),
      [commandIds.exportReport]: onRun("exportReport"),
      [commandIds.retryFailed]: onRun("planAgain"),
      [commandIds.mendRefusal]: onRun("mendRefusal"),
      [commandIds.openHistory]: async () => actions.openHistory(),
      [commandIds.clearHistory]: async () => actions.clearHistory(),
    };
  }

  async roots(): Promise<CancellationNode[]> {
    if (!this.#knowsHistory) await this.#readHistory();
    return this.#nodes.roots(this.#shown);
  }

  async childrenOf(node: CancellationNode): Promise<CancellationNode[]> {
    return this.#nodes.childrenOf(node, this.#shown);
  }

  parentOf(node: CancellationNode): CancellationNode | undefined {
    return this.#nodes.parentOf(node);
  }

  rowOf(node: CancellationNode): TreeItem {
    const row = this.#draw(node) ?? missingRow();
    row.id = node.id;
    this.#nameSender(row, node);
    return row;
  }

  /** Where several accounts are signed in, a run says which one sends. */
  #nameSender(row: TreeItem, node: CancellationNode): void {
    const run = "runId" in node ? this.#run(node.runId) : undefined;
    const isFirstLevel = node.kind === "run" || (node.kind === "item" && run?.states.length === 1);
    if (run === undefined || !isFirstLevel || this.#options.session.accounts.length < 2) return;
    const { address, accountId } = run.plan.sender;
    const { placeName } = this.#options.session.as(accountId);
    const sender = accountTitle({ account: { username: address }, placeName });
    row.description = l10n.t("{0} · as {1}", String(row.description), sender);
    row.accessibilityInformation = { label: l10n.t("{0}, as {1}", row.accessibilityInformation?.label ?? "", sender) };
  }

  #viewerAs(run: Run): ReturnType<typeof viewerOf> {
    return viewerOf(this.#options.session.as(run.plan.sender.accountId).active?.account);
  }

  resolveRow(row: TreeItem, node: CancellationNode): TreeItem {
    if (node.kind !== "item") return row;
    const run = this.#run(node.runId);
    const planned = run?.plan.items[node.index];
    const state = run?.states[node.index];
    if (run === undefined || planned === undefined || state === undefined) return row;
    row.tooltip = itemTooltip(run, planned, state, this.#viewerAs(run));
    return row;
  }

  rowsOf(runIds: ReadonlySet<string>): CancellationNode[] | undefined {
    return this.#nodes.changed(runIds, this.#shown);
  }

  follow(run: Run): void {
    const { id } = run.plan;
    this.#progress.show(run);
    if (isHeld(run) || isSending(run) || this.#toldEnds.has(id)) return;
    this.#toldEnds.add(id);
    this.#knowsHistory = false;
    const session = this.#options.session.as(run.plan.sender.accountId);
    // Who has signed out meanwhile knows why the rest was not sent.
    const refusal = session.state.kind === "signedOut" ? undefined : refusalOf(run);
    // The row and the status bar say it of a single one, unless nobody was there to see it, or something has to be done.
    if (run.states.length === 1 && !hasSlept(run) && refusal === undefined) return;
    this.#tell(async () => {
      const wish = await (refusal === undefined ? tellEnd(run) : this.#tellRefused(run, session, refusal));
      const now = await this.#actions.find(id);
      if (wish !== undefined && now !== undefined) await this.#actions.carryOut(wish, now);
    });
  }

  /** As the one question about the account, however often it was refused. */
  async #tellRefused(run: Run, session: AccountSession, { why }: RunRefusal): Promise<RunWish | undefined> {
    return askInstead(session, why, async (isOnly) => {
      const { state } = session;
      // What is known of the account says more, such as what Microsoft Graph had asked for.
      return tellEnd(run, { why: state.kind === "needsSignIn" ? state.why : why, canMend: isOnly });
    });
  }

  get leftCount(): number {
    return this.#leftBehind.runs.reduce((count, { unsure, notSent }) => count + unsure.length + notSent.length, 0);
  }

  async readLeftBehind(): Promise<void> {
    const { session, runs, redraw } = this.#options;
    const senders = session.accounts.flatMap(({ state }) => {
      const active = activeOf(state);
      return active === undefined ? [] : [senderOf(active)];
    });
    const own = new Set(runs.all.map(({ plan }) => plan.id));
    try {
      await this.#leftBehind.load(senders, own);
    } catch (error) {
      this.#options.log.error("The journal cannot be read", error);
    }
    this.#knowsHistory = false;
    redraw();
    this.#tellLeftRuns();
    this.#tellProblems();
  }

  dispose(): void {
    this.#leftBehind.dispose();
  }

  #tellLeftRuns(): void {
    const untold = this.#leftBehind.runs.filter(({ journalled }) => !this.#toldRuns.has(journalled.run.runId));
    for (const { journalled } of untold) this.#toldRuns.add(journalled.run.runId);
    if (untold.length > mostTold) {
      this.#tell(async () => {
        if (await tellSeveralLeft(untold.length)) await commands.executeCommand(`${viewIds.cancellations}.focus`);
      });
    } else {
      for (const left of untold) {
        this.#tell(async () => {
          const wish = await tellLeft(left);
          if (wish !== undefined) await this.#actions.carryOut(wish, left.journalled);
        });
      }
    }
  }

  #tellProblems(): void {
    const { globalState } = this.#options;
    const { problems: all } = this.#leftBehind;
    if (all.length === 0) return;
    const told = globalState.get<readonly string[]>(toldProblemsKey, []);
    const problems = all.filter((problem) => !told.includes(nameOf(problem)));
    if (problems.length === 0) return;
    const names = all.map(nameOf);
    if (names.every((name) => this.#toldProblems.has(name))) return;
    for (const name of names) this.#toldProblems.add(name);
    this.#tell(async () => {
      await tellDamaged(problems, this.#options.journalFolder);
      // Somebody has seen it: it is not told at the next start.
      await globalState.update(toldProblemsKey, names);
    });
  }

  async tidyHistory(): Promise<void> {
    await this.#history.keepDays(this.#options.settings().historyDays, Date.now());
  }

  async #readHistory(): Promise<void> {
    this.#knowsHistory = true;
    try {
      this.#entries = (await this.#history.list()).entries;
    } catch (error) {
      this.#options.log.error("The history cannot be read", error);
    }
  }

  get #shown(): ShownRuns {
    const { runs } = this.#options;
    const shown = new Set([
      ...runs.all.map(({ plan }) => plan.id),
      ...this.#leftBehind.runs.map(({ journalled }) => journalled.run.runId),
    ]);
    return {
      runs: runs.all,
      left: this.#leftBehind.runs,
      past: this.#entries.filter(({ journalled }) => !shown.has(journalled.run.runId)),
    };
  }

  #draw(node: CancellationNode): TreeItem | undefined {
    const viewer = viewerOf(this.#options.session.active?.account);
    const { left, past } = this.#shown;
    switch (node.kind) {
      case "group":
        return groupRow(node.group);
      case "run": {
        const run = this.#run(node.runId);
        return run && runRow(run);
      }
      case "part": {
        const run = this.#run(node.runId);
        return run && partRow(run, node.first, node.indexes, viewer);
      }
      case "item": {
        const run = this.#run(node.runId);
        return run && itemRow(run, node.index, this.#viewerAs(run));
      }
      case "leftRun": {
        const found = left.find(({ journalled }) => journalled.run.runId === node.runId);
        return found && leftRunRow(found);
      }
      case "leftItem": {
        const found = left
          .flatMap(({ unsure }) => unsure)
          .find(({ runId, index }) => runId === node.runId && index === node.index);
        return found && leftItemRow(found);
      }
      case "earlier":
        return earlierRow(past.length);
      case "past": {
        const found = past.find(({ journalled }) => journalled.run.runId === node.runId);
        return found && pastRow(found, viewer);
      }
      default:
        return node satisfies never;
    }
  }

  #run(runId: string): Run | undefined {
    return this.#options.runs.all.find(({ plan }) => plan.id === runId);
  }

  /** A notification stands until somebody answers it: nothing waits for that. */
  #tell(telling: () => Promise<void>): void {
    telling().catch((error: unknown) => {
      this.#options.log.error("What was chosen in a notification could not be done", error);
    });
  }
}

function nameOf(problem: JournalProblem): string {
  return `${problem.kind} ${problem.file}${problem.kind === "damagedLines" ? ` ${problem.lines}` : ""}`;
}
