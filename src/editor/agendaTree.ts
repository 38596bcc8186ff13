/**
 * The Agenda view: a VS Code tree over the agenda model. It keeps the nodes of the newest state, says in the view's own
 * places what the state is, and knows what is selected.
 */
import { EventEmitter, l10n, window } from "vscode";
import type { Disposable, TreeDataProvider, TreeItem, TreeView } from "vscode";
import { describeDate, describeTime } from "../agenda/describeTime.ts";
import type { AgendaState } from "./agendaModel.ts";
import type { AgendaModel } from "./agendaModel.ts";
import { agendaNodes } from "./agendaNodes.ts";
import type { AgendaNode, ItemNode } from "./agendaNodes.ts";
import { agendaRow } from "./agendaRow.ts";
import type { RowState } from "./agendaRow.ts";
import type { Agenda } from "./loadAgenda.ts";
import { describeProblem } from "./problemText.ts";
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
}

/** What choosing items (choosing.ts) adds to the view. */
export interface RowChoosing {
  /** The agenda as far as it is shown. */
  narrow(agenda: Agenda): Agenda;
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
    const { agenda } = this.#options.model.state;
    const { active } = this.#options.session;
    const viewer = viewerOf(active?.account);
    this.#roots =
      agenda === undefined || active === undefined
        ? []
        : agendaNodes(this.#choosing?.narrow(agenda) ?? agenda, this.#options.groupBy(), viewer);
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
    const row = agendaRow(node, this.#viewer(), this.#options.stateOf);
    this.#choosing?.drawCheck(row, node);
    return row;
  }

  async resolveTreeItem(row: TreeItem, node: AgendaNode): Promise<TreeItem> {
    const { rowTooltip } = await import("./rowDetails.ts");
    const run = node.kind === "item" ? this.#options.stateOf(node) : undefined;
    const tooltip = await rowTooltip(node, this.#viewer(), run, this.#options.readBusiness);
    if (tooltip !== undefined) row.tooltip = tooltip;
    return row;
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }

  #viewer(): ReturnType<typeof viewerOf> {
    return viewerOf(this.#options.session.active?.account);
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
    this.view.description =
      active === undefined
        ? ""
        : [...counts, ...sandbox, ...this.#rangeText(state), active.account.username].join(" · ");
    const messages = active === undefined ? [] : [this.#messageOf(state), this.#choosing?.message];
    const message = messages.filter((text) => text !== undefined).join(" ");
    // An empty text would still hide the welcome view; only undefined brings it back.
    if (message === "") this.view.message = undefined as unknown as string;
    else this.view.message = message;
  }

  #rangeText({ agenda }: AgendaState): readonly string[] {
    if (agenda === undefined) return [];
    const viewer = this.#viewer();
    const { firstDay, lastDay } = agenda.range;
    return [`${describeDate(firstDay, "short", viewer)} – ${describeDate(lastDay, "short", viewer)}`];
  }

  #messageOf({ kind, agenda, error }: AgendaState): string | undefined {
    const isBare = this.#roots.length > 0 && this.allItems.length === 0 && this.#choosing?.message === undefined;
    if (kind === "loaded" && agenda?.sources.length !== 0 && isBare) {
      // Where only a notice is listed, VS Code does not show the welcome text that says so.
      return l10n.t("Nothing in these days.");
    }
    if (kind !== "failed" || agenda === undefined) return undefined;
    const time = describeTime(agenda.loadedAtUtc, this.#viewer());
    return l10n.t("{0} This is the list from {1}.", describeProblem(error).sentence, time);
  }
}

function allBelow(nodes: readonly AgendaNode[]): readonly AgendaNode[] {
  return nodes.flatMap((node) => ("children" in node ? [node, ...allBelow(node.children)] : [node]));
}
