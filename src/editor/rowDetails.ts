/**
 * What a row of the agenda says beyond its one line: the tooltip, and the details as a document. Loaded when somebody first
 * looks at one of them: starting VS Code does not pay for it.
 */
import { l10n, ProgressLocation, window } from "vscode";
import type { MarkdownString } from "vscode";
import { tooltipFacts } from "../agenda/tooltipFacts.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { AgendaNode, ItemNode } from "./agendaNodes.ts";
import type { RowState } from "./agendaRow.ts";
import { businessDetails } from "./businessDetails.ts";
import { appendSentence, factTooltip } from "./factTooltip.ts";
import { itemDetails } from "./itemDetails.ts";
import { sourceTooltip } from "./sourceTooltip.ts";
import type { ReadBusiness } from "./sourceTooltip.ts";
import { answerFacts, describeState } from "./stateText.ts";

/** A document about one thing; `key` tells it apart from those about others. */
export interface RowDetails {
  readonly key: string;
  readonly text: string;
}

/** The tooltip of a row; undefined for one that says everything itself. */
export async function rowTooltip(
  node: AgendaNode,
  viewer: Viewer,
  run: RowState | undefined,
  readBusiness: ReadBusiness,
): Promise<MarkdownString | undefined> {
  if (node.kind === "item") return itemTooltip(node, viewer, run);
  return node.kind === "source" ? sourceTooltip(node, viewer, readBusiness) : undefined;
}

/** The details of an item or a business; undefined for other rows. */
export async function rowDetails(
  node: AgendaNode,
  viewer: Viewer,
  readBusiness: ReadBusiness,
): Promise<RowDetails | undefined> {
  if (node.kind === "item") return { key: node.entry.item.id, text: itemDetails(node, viewer) };
  if (node.kind !== "source" || node.group.source?.kind !== "business") return undefined;
  const business = node.group.source;
  const reading = { location: ProgressLocation.Window, title: l10n.t("Reading the business…") };
  const details = await window.withProgress(reading, async () => readBusiness(business, node.account.id));
  return { key: business.id, text: businessDetails(details) };
}

function itemTooltip({ entry, source }: ItemNode, viewer: Viewer, run: RowState | undefined): MarkdownString {
  const tooltip = factTooltip(tooltipFacts(entry.item, viewer, source));
  if (run !== undefined) {
    const { sentence } = describeState(run.state, entry.item, run.sendAtUtc, viewer);
    for (const line of [sentence, ...answerFacts(run.state)]) appendSentence(tooltip, line);
  }
  return tooltip;
}
