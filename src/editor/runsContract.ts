/**
 * What showing runs, reporting on them and their history (runsFeature.ts) needs, and what it is to the rest of the editor.
 * It is loaded when there is something to show or one of its commands is used: starting VS Code does not pay for it.
 */
import type { Memento, TreeItem } from "vscode";
import type { CancellationPlan } from "../cancellation/plan.ts";
import type { Run } from "../cancellation/run.ts";
import type { Journal } from "../sending/journalFolder.ts";
import type { LookUpSought } from "../sending/lostAnswers.ts";
import type { Runs } from "../sending/runs.ts";
import { commandIds } from "./commandIds.ts";
import type { Log } from "./log.ts";
import type { Plans } from "./plans.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";

/** How far runs are that stand together, in the order of their groups: `look` for what somebody should look at. */
export type RunGroup = "held" | "sending" | "look" | "done";

/** A row of the Cancellations view. The same row is the same value as long as it is shown. */
export type CancellationNode =
  /** A heading above runs that are equally far, where not all of them are. */
  | { readonly kind: "group"; readonly id: string; readonly group: RunGroup }
  /** A run of several items of this window. */
  | { readonly kind: "run"; readonly id: string; readonly runId: string }
  /** Some of a run's many items, in the order of their starts. */
  | {
      readonly kind: "part";
      readonly id: string;
      readonly runId: string;
      readonly first: number;
      readonly indexes: readonly number[];
    }
  /** One item of a run of this window. */
  | { readonly kind: "item"; readonly id: string; readonly runId: string; readonly index: number }
  /** A run that broke off with an earlier window. */
  | { readonly kind: "leftRun"; readonly id: string; readonly runId: string }
  /** An item that an earlier window left unsure. */
  | { readonly kind: "leftItem"; readonly id: string; readonly runId: string; readonly index: number }
  /** What holds the runs of earlier windows that are over. */
  | { readonly kind: "earlier"; readonly id: string }
  | { readonly kind: "past"; readonly id: string; readonly runId: string };

/** What the feature needs. */
export interface RunsFeatureOptions {
  readonly session: Session;
  readonly settings: () => Settings;
  readonly runs: Runs;
  /** Finds out what became of an item that is unsure. */
  readonly lookUp: LookUpSought;
  readonly journal: Journal;
  /** Where the journal is kept, absolute. */
  readonly journalFolder: string;
  readonly isAlive: (pid: number, sinceUtc: number) => boolean;
  readonly countPeople: (plan: CancellationPlan, index: number) => number;
  readonly plans: Pick<Plans, "planAgain">;
  readonly documents: ReadOnlyDocuments;
  /** What was told once is not told again. */
  readonly globalState: Memento;
  readonly log: Log;
  /** Draws the whole Cancellations view anew. */
  readonly redraw: () => void;
}

/** The feature, once it is loaded. */
export interface RunsFeature {
  /** The rows on the first level: what is held, what is being sent, what needs a look, what is done, and earlier runs. */
  roots(): Promise<CancellationNode[]>;
  childrenOf(node: CancellationNode): Promise<CancellationNode[]>;
  parentOf(node: CancellationNode): CancellationNode | undefined;
  rowOf(node: CancellationNode): TreeItem;
  /** Adds what is only needed when somebody rests on a row. */
  resolveRow(row: TreeItem, node: CancellationNode): TreeItem;
  /** The rows to draw anew when these runs have changed; undefined for all. */
  rowsOf(runIds: ReadonlySet<string>): CancellationNode[] | undefined;
  /** Shows how far a run that is being sent has come, and says so when it is over. May be called again and again. */
  follow(run: Run): void;
  /** Reads what earlier windows have left, shows it, and tells it once, with what cannot be read of the journal. */
  readLeftBehind(): Promise<void>;
  /** How many items earlier windows have left that need a look. */
  readonly leftCount: number;
  /** Throws away what is older than the settings say. */
  tidyHistory(): Promise<void>;
  dispose(): void;
  readonly act: Readonly<Record<(typeof runCommands)[number], (...given: readonly unknown[]) => Promise<void>>>;
}

/** The commands that the feature carries out. */
export const runCommands = [
  commandIds.checkUnsure,
  commandIds.openReport,
  commandIds.exportReport,
  commandIds.retryFailed,
  commandIds.mendRefusal,
  commandIds.openHistory,
  commandIds.clearHistory,
] as const;
