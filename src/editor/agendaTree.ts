/**
 * The Agenda view: a VS Code tree over the agenda model. It keeps the nodes of the newest state, says in the view's own
 * places what the state is, and knows what is selected.
 */
import { EventEmitter, l10n, TreeItem, window } from "vscode";
import type { Disposable, TreeDataProvider, TreeView } from "vscode";
import type * as Drawing from "./agendaDrawing.ts";
import type { AccountAgenda, AgendaModel } from "./agendaModel.ts";
import type { AgendaNode, ItemNode } from "./agendaNodes.ts";
import type { RowState } from "./agendaRow.ts";
import type { Session } from "./session.ts";
import type { ReadBusiness } from "./sourceTooltip.ts";
import { viewerOf } from "./viewer.ts";
import { viewIds } from "./viewIds.ts";

/** What the view needs besides the model. */
export interface AgendaTreeOptions {
  readonly session: Session;
  readonly model: AgendaModel;
  readonly groupBy: () => "day" | "source";
  readonly stateOf: (node: ItemNode) => RowState | undefined;
  readonly readBusiness: ReadBusiness;
  /** Takes failures that leave no other trace. */
  readonly onError: (what: string, error: unknown) => void;
}

/** What choosing items (choosing.ts) adds to the view. */
export interface RowChoosing {
  /** The agendas as far as they are shown. */
  narrow(shown: readonly AccountAgenda[]): readonly AccountAgenda[];
  /** Adds a checkbox to a row. */
  drawCheck(row: TreeItem, node: AgendaNode): void;
  /** What stands first in the line beside the view's title. */
  readonly counts: readonly string[];
  /** The line above the rows; undefined for none. */
  readonly message: string | undefined;
}

/** The Agenda view. */
export class AgendaTree implements TreeDataProvider<AgendaNode>, Disposable {
  readonly #options: AgendaTreeOptions;
  readonly #changed = new EventEmitter<AgendaNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: TreeView<AgendaNode>;
  readonly #parents = new Map<string, AgendaNode>();
  #roots: readonly AgendaNode[] = [];
  #choosing: RowChoosing | undefined;
  #drawing: typeof Drawing | undefined;
  #isLoading = false;
  /** Kept, because `view.selection` is empty for a moment whenever the rows are drawn anew. */
  #selectedIds: readonly string[] = [];

  constructor(options: AgendaTreeOptions) {
    this.#options = options;
    this.view = window.createTreeView<AgendaNode>(viewIds.agenda, {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    });
    this.view.onDidChangeSelection(({ selection }) => {
      this.#selectedIds = selection.map(({ id }) => id);
    });
  }

  /** The items of the selected rows. */
  get selectedItems(): readonly ItemNode[] {
    return this.selectedRows.filter((node) => node.kind === "item");
  }

  /** The selected rows as they are now; what is not shown any more is not selected, either. */
  get selectedRows(): readonly AgendaNode[] {
    const shown = new Map(this.rows.map((node) => [node.id, node]));
    return this.#selectedIds.flatMap((id) => shown.get(id) ?? []);
  }

  /** The first level of what is shown. */
  get roots(): readonly AgendaNode[] {
    return this.#roots;
  }

  /** Everything that is listed, on every level, in the tree's order. */
  get rows(): readonly AgendaNode[] {
    return allBelow(this.#roots);
  }

  /** Every item that is listed, in the tree's order. */
  get allItems(): readonly ItemNode[] {
    return this.rows.filter((node) => node.kind === "item");
  }

  /** Lets a part that is loaded later narrow the list and draw on its rows. */
  useChoosing(choosing: RowChoosing): void {
    this.#choosing = choosing;
  }

  /** Draws everything anew from the model. */
  refresh(): void {
    const { session, model, groupBy } = this.#options;
    const { shown } = model.state;
    // Nobody is shown whom the person is just leaving, and where there is only trouble the welcome texts say what to do.
    const isBare = session.state.kind === "signingIn" || shown.every(({ agenda }) => agenda === undefined);
    if (!isBare && this.#drawing === undefined) return this.#loadDrawing();
    this.#roots = isBare ? [] : (this.#drawing?.drawAgendas(this.#choosing?.narrow(shown) ?? shown, groupBy()) ?? []);
    this.#parents.clear();
    this.#keepParents(this.#roots);
    this.#describeView();
    this.#changed.fire(undefined);
  }

  /** Draws the rows of some items anew, because what a run says of them has changed. */
  refreshItems(concerns: (node: ItemNode) => boolean): void {
    for (const node of this.allItems) if (concerns(node)) this.#changed.fire(node);
  }

  /** Draws some rows anew, and what the view says of all of them. */
  refreshRows(rows: readonly AgendaNode[]): void {
    this.#describeView();
    for (const row of rows) this.#changed.fire(row);
  }

  async getChildren(node?: AgendaNode): Promise<AgendaNode[]> {
    if (node !== undefined) return "children" in node ? [...node.children] : [];
    // The first time anybody looks at the view is when the session is first needed.
    await this.#options.session.restore();
    return [...this.#roots];
  }

  getParent(node: AgendaNode): AgendaNode | undefined {
    return this.#parents.get(node.id);
  }

  getTreeItem(node: AgendaNode): TreeItem {
    // There is no node before there is something to draw it with.
    if (this.#drawing === undefined) return new TreeItem("");
    const row = this.#drawing.drawRow(node, this.#viewer(node), this.#options.stateOf);
    this.#choosing?.drawCheck(row, node);
    return row;
  }

  async resolveTreeItem(row: TreeItem, node: AgendaNode): Promise<TreeItem> {
    const { rowTooltip } = await import("./rowDetails.ts");
    const run = node.kind === "item" ? this.#options.stateOf(node) : undefined;
    const tooltip = await rowTooltip(node, this.#viewer(node), run, this.#options.readBusiness);
    if (tooltip !== undefined) row.tooltip = tooltip;
    return row;
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }

  #viewer(node?: AgendaNode): ReturnType<typeof viewerOf> {
    const account = node !== undefined && "account" in node ? node.account : undefined;
    return viewerOf(account ?? this.#options.session.active?.account);
  }

  #keepParents(nodes: readonly AgendaNode[]): void {
    for (const node of nodes) {
      if (!("children" in node)) continue;
      for (const child of node.children) this.#parents.set(child.id, node);
      this.#keepParents(node.children);
    }
  }

  /** The line beside the view's title says whose agenda this is; the line above the rows only what is out of order. */
  #describeView(): void {
    const { active } = this.#options.session;
    const { state } = this.#options.model;
    const sandbox = active?.cloudId === "sandbox" ? [l10n.t("Sample data")] : [];
    const counts = this.#choosing?.counts ?? [];
    const others = state.shown.length > 1 ? [l10n.t("and {0} more", state.shown.length - 1)] : [];
    const { agenda } = state;
    const range = agenda && this.#drawing?.describeRange(agenda, this.#viewer());
    const owner = active === undefined ? "" : [active.account.username, ...others].join(" ");
    const parts = [...counts, ...sandbox, range ?? "", owner].filter((part) => part !== "");
    this.view.description = active === undefined ? "" : parts.join(" · ");
    const lacksItems = this.#roots.length > 0 && this.allItems.length === 0 && this.#choosing?.message === undefined;
    const list = this.#drawing?.describeList(state, lacksItems, this.#viewer());
    const message = active === undefined ? "" : [list, this.#choosing?.message].filter((text) => text).join(" ");
    // An empty text would still hide the welcome view; only undefined brings it back.
    if (message === "") this.view.message = undefined as unknown as string;
    else this.view.message = message;
  }

  #loadDrawing(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    import("./agendaDrawing.ts").then(
      (drawing) => {
        this.#drawing = drawing;
        this.refresh();
      },
      (error: unknown) => {
        this.#isLoading = false;
        this.#options.onError("The agenda cannot be drawn", error);
      },
    );
  }
}

function allBelow(nodes: readonly AgendaNode[]): readonly AgendaNode[] {
  return nodes.flatMap((node) => ("children" in node ? [node, ...allBelow(node.children)] : [node]));
}
