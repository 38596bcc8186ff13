/** Plans what is checked or selected in the Agenda view, or what stands on one of its days. */
import { commands, l10n, window } from "vscode";
import { describeDate } from "../agenda/describeTime.ts";
import { activeSession } from "./activeSession.ts";
import { distinctItems, listedItem } from "./agendaChecks.ts";
import type { AgendaChecks } from "./agendaChecks.ts";
import type { AgendaNode, ItemNode } from "./agendaNodes.ts";
import { aimsOf } from "./chosenItems.ts";
import type { ChoosingOptions } from "./choosingContract.ts";
import { commandIds } from "./commandIds.ts";
import { planOneDay } from "./planRange.ts";
import { viewerOf } from "./viewer.ts";

/** Plans the clicked rows; without any what is checked; without that what is selected. */
export async function planSelection(
  options: ChoosingOptions,
  checks: AgendaChecks,
  clicked: unknown,
  selected: unknown,
): Promise<void> {
  if ((await activeSession(options.session)) === undefined) return;
  const { tree } = options.agenda;
  const rows = clickedRows(clicked, selected);
  const checked = rows === undefined && checks.isOn ? checks.among(tree.roots) : [];
  if (checked.length > 0) return planItems(options, checked, l10n.t("Checked in the agenda."));
  // What is selected in a view that nobody sees is not meant.
  const meant = rows ?? (tree.view.visible ? tree.selectedRows : []);
  const items = distinctItems(meant);
  if (items.length > 0) return planItems(options, items, l10n.t("Selected in the agenda."));
  if (checks.isOn) {
    await window.showInformationMessage(l10n.t("Nothing is checked in the agenda."));
    return;
  }
  const several = l10n.t("Select Several");
  const answer = await window.showInformationMessage(l10n.t("Nothing is selected in the agenda."), several);
  if (answer === several) await commands.executeCommand(commandIds.selectSeveral);
}

/** Plans what is shown on the clicked day; without one, asks for a day and reads it afresh. */
export async function planDay(options: ChoosingOptions, clicked: unknown): Promise<void> {
  const node = clickedRows(clicked, undefined)?.[0];
  if (node?.kind !== "day") return planOneDay(options);
  const day = describeDate(node.day.day, "short", viewerOf(options.session.active?.account));
  await planItems(options, distinctItems([node]), l10n.t("{0}, as shown in the agenda.", day));
}

/** The rows that a menu hands over: the clicked one and, if it is one of several selected, all of them. */
export function clickedRows(clicked: unknown, selected: unknown): readonly AgendaNode[] | undefined {
  if (typeof clicked !== "object" || clicked === null) return undefined;
  return Array.isArray(selected) ? (selected as readonly AgendaNode[]) : [clicked as AgendaNode];
}

async function planItems(options: ChoosingOptions, items: readonly ItemNode[], from: string): Promise<void> {
  await options.planChosen({ aims: aimsOf(items.map(listedItem)), from });
}
