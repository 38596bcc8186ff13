/**
 * The Cancellations view: what was confirmed in this window and what became of it, what earlier windows left, and earlier
 * runs. This is its frame; the rows are in cancellationNodes.ts and cancellationRows.ts, loaded when there is one to show.
 */
import { EventEmitter, l10n, window } from "vscode";
import type { Disposable, TreeDataProvider, TreeItem, TreeView } from "vscode";
import { needingALook } from "../cancellation/attention.ts";
import type { Runs } from "../sending/runs.ts";
import type { CancellationNode, RunsFeature } from "./runsContract.ts";
import type { Session } from "./session.ts";
import { viewIds } from "./viewIds.ts";

/** What the view needs. */
export interface CancellationsTreeOptions {
  readonly session: Session;
  readonly runs: Runs;
  /** Loads what draws the rows. */
  readonly load: () => Promise<RunsFeature>;
  /** The same, once it is loaded. */
  readonly loaded: () => RunsFeature | undefined;
}

/** The Cancellations view. */
export class CancellationsTree implements TreeDataProvider<CancellationNode>, Disposable {
  readonly #options: CancellationsTreeOptions;
  readonly #changed = new EventEmitter<CancellationNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: TreeView<CancellationNode>;

  constructor(options: CancellationsTreeOptions) {
    this.#options = options;
    this.view = window.createTreeView<CancellationNode>(viewIds.cancellations, { treeDataProvider: this });
  }

  /**
   * Draws rows anew.
   * @param runIds the runs that have changed. Default: everything may have.
   */
  refresh(runIds?: ReadonlySet<string>): void {
    const { session, runs } = this.#options;
    const ofRuns = [...needingALook(runs.all).values()].reduce((sum, count) => sum + count, 0);
    const attention = ofRuns + (this.#options.loaded()?.leftCount ?? 0);
    this.view.description = session.sandbox === undefined ? "" : l10n.t("Sample data");
    if (this.view.badge?.value !== (attention || undefined)) {
      this.view.badge =
        attention === 0 ? undefined : { value: attention, tooltip: l10n.t("{0} cancellations need a look", attention) };
    }
    const rows = runIds && this.#options.loaded()?.rowsOf(runIds);
    if (rows === undefined || rows.length > 0) this.#changed.fire(rows);
  }

  /** Opens the view, without taking the focus, and shows the newest row: a hold has to be seen while it lasts. */
  async revealNewest(): Promise<void> {
    const [first] = await this.getChildren();
    const [newest] = first?.kind === "group" ? await this.getChildren(first) : [first];
    if (newest === undefined) return;
    await this.view.reveal(newest, { select: false, focus: false });
    // VS Code gives a tree that it makes for this no height until two seconds later, or until it is told of a message.
    this.view.message = "";
  }

  getParent(node: CancellationNode): CancellationNode | undefined {
    return this.#options.loaded()?.parentOf(node);
  }

  async getChildren(node?: CancellationNode): Promise<CancellationNode[]> {
    const feature = await this.#options.load();
    return node === undefined ? feature.roots() : feature.childrenOf(node);
  }

  async getTreeItem(node: CancellationNode): Promise<TreeItem> {
    const feature = await this.#options.load();
    return feature.rowOf(node);
  }

  resolveTreeItem(row: TreeItem, node: CancellationNode): TreeItem {
    return this.#options.loaded()?.resolveRow(row, node) ?? row;
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }
}
