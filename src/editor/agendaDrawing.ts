/**
 * How the Agenda view looks: its rows, and the lines beside and above them. Loaded when there is first something to draw
 * (agendaTree.ts): starting VS Code does not pay for it.
 */
import { l10n } from "vscode";
import type { TreeItem } from "vscode";
import { describeDate, describeTime } from "../agenda/describeTime.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { accountNodes } from "./accountNodes.ts";
import type { AccountAgenda, AgendaState } from "./agendaModel.ts";
import type { AgendaNode, ItemNode } from "./agendaNodes.ts";
import { agendaRow } from "./agendaRow.ts";
import type { RowState } from "./agendaRow.ts";
import type { Agenda } from "./loadAgenda.ts";
import { describeProblem } from "./problemText.ts";
import { viewerOf } from "./viewer.ts";

/** The first level of the view, with everything below it. @param shown the main account first. */
export function drawAgendas(shown: readonly AccountAgenda[], groupBy: "day" | "source"): readonly AgendaNode[] {
  return accountNodes(shown, groupBy, viewerOf);
}

/** A row. @param viewer who looks, as the holder of the node's account. */
export function drawRow(node: AgendaNode, viewer: Viewer, stateOf: (node: ItemNode) => RowState | undefined): TreeItem {
  return agendaRow(node, viewer, stateOf);
}

/** The days that a list is of, in words. */
export function describeRange({ range: { firstDay, lastDay } }: Agenda, viewer: Viewer): string {
  return `${describeDate(firstDay, "short", viewer)} – ${describeDate(lastDay, "short", viewer)}`;
}

/**
 * What stands above the rows; undefined for nothing.
 * @param lacksItems whether there are rows, but none of an item.
 */
export function describeList(
  { kind, agenda, error }: AgendaState,
  lacksItems: boolean,
  viewer: Viewer,
): string | undefined {
  if (kind === "loaded" && agenda?.sources.length !== 0 && lacksItems) {
    // Where only a notice is listed, VS Code does not show the welcome text that says so.
    return l10n.t("Nothing in these days.");
  }
  if (kind !== "failed" || agenda === undefined) return undefined;
  const time = describeTime(agenda.loadedAtUtc, viewer);
  return l10n.t("{0} This is the list from {1}.", describeProblem(error).sentence, time);
}
