/**
 * The checkboxes of the Agenda view: which items are checked, and what their rows, days and sources show of it. What is not
 * shown, because of a filter or another date range, does not count as checked as long as it is hidden.
 */
import { l10n, TreeItemCheckboxState } from "vscode";
import type { TreeItem } from "vscode";
import type { AgendaNode, ItemNode } from "./agendaNodes.ts";
import { itemKey } from "./chosenItems.ts";
import type { ListedItem } from "./chosenItems.ts";

/** Which items are checked. */
export class AgendaChecks {
  readonly #keys = new Set<string>();
  /** Whether rows have checkboxes at all. */
  isOn = false;

  /** Checks or unchecks everything in some rows. */
  set(nodes: readonly AgendaNode[], isChecked: boolean): void {
    for (const node of itemsIn(nodes)) {
      if (isChecked) this.#keys.add(keyOf(node));
      else this.#keys.delete(keyOf(node));
    }
  }

  /** Unchecks everything, also what is hidden. */
  clear(): void {
    this.#keys.clear();
  }

  /** Unchecks what belongs to no account of these. */
  keepOnly(accountIds: readonly string[]): void {
    for (const key of this.#keys) if (!accountIds.some((id) => key.startsWith(`${id} `))) this.#keys.delete(key);
  }

  /** Whether everything in a row is checked; false for a row without items. */
  has(node: AgendaNode): boolean {
    const items = itemsIn([node]);
    return items.length > 0 && items.every((item) => this.#keys.has(keyOf(item)));
  }

  /** The checked items of these rows, each once. */
  among(nodes: readonly AgendaNode[]): readonly ItemNode[] {
    return distinctItems(nodes).filter((node) => this.#keys.has(keyOf(node)));
  }

  /** Adds a checkbox to a row. Rows that only say what is missing have none. */
  draw(row: TreeItem, node: AgendaNode): void {
    if (!this.isOn || itemsIn([node]).length === 0) return;
    const isChecked = this.has(node);
    const state = isChecked ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked;
    const tooltip = node.kind === "item" ? l10n.t("Check to plan cancelling it") : l10n.t("Check everything in it");
    const spoken = isChecked ? l10n.t("checked") : l10n.t("not checked");
    row.checkboxState = { state, tooltip, accessibilityInformation: { label: spoken } };
  }
}

/** Every item in some rows, each once however many rows it has. */
export function distinctItems(nodes: readonly AgendaNode[]): readonly ItemNode[] {
  return [...new Map(itemsIn(nodes).map((node) => [keyOf(node), node])).values()];
}

/** The rows of the series that an item belongs to; the row alone if it belongs to none. */
export function sameSeries(clicked: ItemNode, all: readonly ItemNode[]): readonly ItemNode[] {
  const series = seriesOf(clicked);
  if (series === undefined) return [clicked];
  return all.filter((node) => seriesOf(node) === series && node.account?.id === clicked.account?.id);
}

/** What an item's row was listed as. */
export function listedItem({ entry, source, account }: ItemNode): ListedItem {
  const accountId = account?.id;
  return {
    item: entry.item,
    ...(accountId !== undefined && { accountId }),
    ...(source !== undefined && { source }),
  };
}

function seriesOf({ entry: { item } }: ItemNode): string | undefined {
  return item.kind === "event" ? item.seriesMasterId : undefined;
}

function itemsIn(nodes: readonly AgendaNode[]): readonly ItemNode[] {
  return nodes.flatMap((node) => {
    if (node.kind === "item") return [node];
    return "children" in node ? itemsIn(node.children) : [];
  });
}

function keyOf(node: ItemNode): string {
  return itemKey(listedItem(node));
}
