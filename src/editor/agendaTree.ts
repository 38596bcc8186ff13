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
import { agendaRow, itemTooltip } from "./agendaRow.ts";
import type { RowState } from "./agendaRow.ts";
import { describeProblem } from "./problemText.ts";
import type { Session } from "./session.ts";
import { sourceTooltip } from "./sourceTooltip.ts";
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

/** The Agenda view. */
export class AgendaTree implements TreeDataProvider<AgendaNode>, Disposable {
  readonly #options: AgendaTreeOptions;
  readonly #changed = new EventEmitter<AgendaNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: TreeView<AgendaNode>;
  readonly #parents = new Map<string, AgendaNode>();
  #roots: readonly AgendaNode[] = [];

  constructor(options: AgendaTreeOptions) {
    this.#options = options;
    this.view = window.createTreeView<AgendaNode>(viewIds.agenda, {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
  }

  /** The items of the selected rows, each once. */
  get selectedItems(): readonly ItemNode[] {
    return this.view.selection.filter((node) => node.kind === "item");
  }

  /** Every item that is listed, in the tree's order. */
  get allItems(): readonly ItemNode[] {
    return itemsBelow(this.#roots);
  }

  /** Draws everything anew from the model. */
  refresh(): void {
    const { agenda } = this.#options.model.state;
    const { active } = this.#options.session;
    const viewer = viewerOf(active?.account);
    this.#roots =
      agenda === undefined || active === undefined ? [] : agendaNodes(agenda, this.#options.groupBy(), viewer);
    this.#parents.clear();
    this.#keepParents(this.#roots);
    this.#describeView();
    this.#changed.fire(undefined);
  }

  /** Draws the rows of some items anew, because what a run says of them has changed. */
  refreshItems(concerns: (node: ItemNode) => boolean): void {
    for (const node of this.allItems) if (concerns(node)) this.#changed.fire(node);
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
    return agendaRow(node, this.#viewer(), this.#options.stateOf);
  }

  async resolveTreeItem(row: TreeItem, node: AgendaNode): Promise<TreeItem> {
    if (node.kind === "item") row.tooltip = itemTooltip(node, this.#viewer(), this.#options.stateOf(node));
    if (node.kind === "source") row.tooltip = await sourceTooltip(node, this.#viewer(), this.#options.readBusiness);
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
    this.view.description =
      active === undefined ? "" : [...sandbox, ...this.#rangeText(state), active.account.username].join(" · ");
    const message = active === undefined ? undefined : this.#messageOf(state);
    // An empty text would still hide the welcome view; only undefined brings it back.
    if (message === undefined) this.view.message = undefined as unknown as string;
    else this.view.message = message;
  }

  #rangeText({ agenda }: AgendaState): readonly string[] {
    if (agenda === undefined) return [];
    const viewer = this.#viewer();
    const { firstDay, lastDay } = agenda.range;
    return [`${describeDate(firstDay, "short", viewer)} – ${describeDate(lastDay, "short", viewer)}`];
  }

  #messageOf({ kind, agenda, error }: AgendaState): string | undefined {
    if (kind === "loaded" && agenda?.sources.length !== 0 && this.#roots.length > 0 && this.allItems.length === 0) {
      // Where only a notice is listed, VS Code does not show the welcome text that says so.
      return l10n.t("Nothing in these days.");
    }
    if (kind !== "failed" || agenda === undefined) return undefined;
    const time = describeTime(agenda.loadedAtUtc, this.#viewer());
    return l10n.t("{0} This is the list from {1}.", describeProblem(error).sentence, time);
  }
}

function itemsBelow(nodes: readonly AgendaNode[]): readonly ItemNode[] {
  return nodes.flatMap((node) => {
    if (node.kind === "item") return [node];
    return "children" in node ? itemsBelow(node.children) : [];
  });
}
