/** The commands about the checkboxes of the Agenda view. What they check is what is shown. */
import { commands } from "vscode";
import { sameSeries } from "./agendaChecks.ts";
import type { AgendaChecks } from "./agendaChecks.ts";
import type { AgendaNode } from "./agendaNodes.ts";
import type { AgendaTree } from "./agendaTree.ts";
import type { Choosing } from "./choosingContract.ts";
import { commandIds } from "./commandIds.ts";
import { contextKeys } from "./contextKeys.ts";
import { clickedRows } from "./planRows.ts";
import { itemNode } from "./registerAgenda.ts";

type CheckCommand =
  | typeof commandIds.selectSeveral
  | typeof commandIds.stopSelecting
  | typeof commandIds.toggleCheck
  | typeof commandIds.checkAll
  | typeof commandIds.uncheckAll
  | typeof commandIds.checkSameSeries
  | typeof commandIds.checkSameDay;

/** The commands. */
export function checkCommands(tree: AgendaTree, checks: AgendaChecks): Pick<Choosing, CheckCommand> {
  const select = async (isOn: boolean): Promise<void> => {
    checks.isOn = isOn;
    if (!isOn) checks.clear();
    await commands.executeCommand("setContext", contextKeys.selecting, isOn);
    tree.refresh();
  };
  const check = async (nodes: readonly AgendaNode[], isChecked: boolean): Promise<void> => {
    if (!checks.isOn) await select(true);
    changeChecks(tree, checks, () => {
      checks.set(nodes, isChecked);
    });
  };
  const rowsOf = (clicked: unknown, selected: unknown): readonly AgendaNode[] =>
    clickedRows(clicked, selected) ?? tree.selectedRows;
  return {
    [commandIds.selectSeveral]: async () => select(true),
    [commandIds.stopSelecting]: async () => select(false),
    [commandIds.toggleCheck]: async () => {
      const rows = tree.selectedRows;
      await check(rows, !rows.every((row) => checks.has(row)));
    },
    [commandIds.checkAll]: async () => check(tree.roots, true),
    [commandIds.uncheckAll]: async () => {
      changeChecks(tree, checks, () => {
        checks.clear();
      });
    },
    [commandIds.checkSameSeries]: async (clicked, selected) => {
      const items = rowsOf(clicked, selected).flatMap((row) => itemNode(row) ?? []);
      const series = items.flatMap((item) => sameSeries(item, tree.allItems));
      await check(series, true);
    },
    [commandIds.checkSameDay]: async (clicked, selected) => {
      const days = new Set(rowsOf(clicked, selected).flatMap((row) => itemNode(row)?.entry.day ?? []));
      await check(
        tree.allItems.filter(({ entry }) => days.has(entry.day)),
        true,
      );
    },
  };
}

/** If more rows than these change at once, the view is drawn anew as a whole. */
const mostSingleRows = 100;

/**
 * Changes what is checked, and draws the rows that look different then. Not the others: while VS Code draws everything anew,
 * a row that is clicked on is for a moment no row that it knows.
 */
export function changeChecks(tree: AgendaTree, checks: AgendaChecks, change: () => void): void {
  const before = new Set(tree.rows.filter((row) => checks.has(row)).map(({ id }) => id));
  change();
  const changed = tree.rows.filter((row) => checks.has(row) !== before.has(row.id));
  if (changed.length > mostSingleRows) tree.refresh();
  else tree.refreshRows(changed);
}
