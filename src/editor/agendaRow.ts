/** Draws one node of the agenda as a VS Code tree item. Tooltips are made when they are asked for. */
import { l10n, MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import { dayOf } from "../agenda/calendarDays.ts";
import { describeDay, describeSource } from "../agenda/describeDay.ts";
import type { RowText } from "../agenda/describeDay.ts";
import { describeItem, describeTitle } from "../agenda/describeItem.ts";
import { itemGlyph, itemTraits } from "../agenda/itemTraits.ts";
import { tooltipFacts } from "../agenda/tooltipFacts.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ItemState } from "../cancellation/run.ts";
import type { AgendaNode, ItemNode, NoticeNode } from "./agendaNodes.ts";
import { cancelledUri } from "./cancelledDecoration.ts";
import { commandIds } from "./commandIds.ts";
import { escapeMarkdown, markdownLink } from "./markdownText.ts";
import { describeProblem } from "./problemText.ts";
import { answerFacts, describeState } from "./stateText.ts";

/** What a run has to do with an item: overrides what the row would say. */
export interface RowState {
  readonly state: ItemState;
  readonly sendAtUtc: number;
}

/** The row of a node. */
export function agendaRow(
  node: AgendaNode,
  viewer: Viewer,
  stateOf: (node: ItemNode) => RowState | undefined,
): TreeItem {
  switch (node.kind) {
    case "day": {
      const row = groupRow(node.id, describeDay(node.day, viewer), new ThemeIcon("calendar"), "day");
      const isTodayOrPast = node.day.day <= dayOf(viewer.now, viewer.timeZone);
      row.collapsibleState = isTodayOrPast ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
      return row;
    }
    case "source": {
      const kind = node.group.source?.kind ?? "calendar";
      const icon = new ThemeIcon(kind === "business" ? "briefcase" : "calendar");
      const row = groupRow(node.id, describeSource(node.group), icon, kind);
      if (node.error !== undefined) {
        row.description = describeProblem(node.error).short;
        row.iconPath = new ThemeIcon("warning");
      } else if (node.children.length === 0) {
        row.collapsibleState = TreeItemCollapsibleState.None;
      } else if (node.group.source?.kind !== "calendar" || !node.group.source.isDefault) {
        // So that all calendars and businesses are in sight at once.
        row.collapsibleState = TreeItemCollapsibleState.Collapsed;
      }
      return row;
    }
    case "item":
      return itemRow(node, viewer, stateOf(node));
    default:
      return noticeRow(node);
  }
}

/** The tooltip of an item's row. */
export function itemTooltip({ entry, source }: ItemNode, viewer: Viewer, run: RowState | undefined): MarkdownString {
  const tooltip = new MarkdownString("", true);
  tooltip.appendMarkdown(`**${escapeMarkdown(describeTitle(entry.item))}**\n\n`);
  const facts = tooltipFacts(entry.item, viewer, source);
  for (const { name, text, url } of facts.facts) {
    tooltip.appendMarkdown(
      `${escapeMarkdown(name)}: ${url === undefined ? escapeMarkdown(text) : markdownLink(url)}  \n`,
    );
  }
  for (const sentence of facts.sentences) tooltip.appendMarkdown(`\n${escapeMarkdown(sentence)}\n`);
  if (run !== undefined) {
    const { sentence } = describeState(run.state, entry.item.kind, run.sendAtUtc, viewer);
    for (const line of [sentence, ...answerFacts(run.state)]) tooltip.appendMarkdown(`\n${escapeMarkdown(line)}\n`);
  }
  return tooltip;
}

function groupRow(id: string, text: RowText, icon: ThemeIcon, contextValue: string): TreeItem {
  const row = new TreeItem(text.label, TreeItemCollapsibleState.Expanded);
  row.id = id;
  row.description = text.description;
  row.accessibilityInformation = { label: text.spokenLabel };
  row.iconPath = icon;
  row.contextValue = contextValue;
  return row;
}

function itemRow(node: ItemNode, viewer: Viewer, run: RowState | undefined): TreeItem {
  const { item, day } = node.entry;
  const text = describeItem(item, viewer, { day, ...(node.source && { source: node.source }) });
  const row = new TreeItem(text.label, TreeItemCollapsibleState.None);
  row.id = node.id;
  row.description = text.description;
  row.iconPath = new ThemeIcon(glyphIcons[itemGlyph(item)]);
  row.accessibilityInformation = { label: text.spokenLabel };
  row.contextValue = itemTraits(item, node.source, viewer);
  if (item.kind === "event" && item.isCancelled) row.resourceUri = cancelledUri;
  const told = run === undefined ? undefined : describeState(run.state, item.kind, run.sendAtUtc, viewer);
  if (told !== undefined && run?.state.kind !== "kept") {
    row.description = told.text;
    row.iconPath = told.icon;
    if (told.token === "sent") row.resourceUri = cancelledUri;
    row.accessibilityInformation = { label: `${text.spokenLabel}, ${told.spoken}` };
    row.contextValue += ` ${told.token}`;
  }
  return row;
}

const glyphIcons = {
  cancelled: "circle-slash",
  booking: "briefcase",
  attended: "mail",
  alone: "circle-outline",
  series: "sync",
  organized: "calendar",
} as const;

function noticeRow(node: NoticeNode): TreeItem {
  const { label, description, tooltip, icon } = noticeText(node);
  const row = new TreeItem(label, TreeItemCollapsibleState.None);
  row.id = node.id;
  row.description = description;
  row.tooltip = tooltip;
  row.iconPath = new ThemeIcon(icon);
  row.contextValue = node.kind;
  // Opening Bookings for the first time is when its permission is asked for.
  if (node.kind === "bookingsNotAsked")
    row.command = { title: l10n.t("Allow Bookings…"), command: commandIds.allowBookings };
  row.accessibilityInformation = { label: `${label}, ${description}` };
  return row;
}

interface NoticeText {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon: string;
}

function noticeText(node: NoticeNode): NoticeText {
  switch (node.kind) {
    case "sourceFailed":
      return failedText(node.source.name, node.error);
    case "businessesFailed":
      return failedText(l10n.t("Bookings"), node.error);
    case "bookingsNotAsked":
      return {
        label: l10n.t("Bookings"),
        description: l10n.t("needs one more permission"),
        tooltip: l10n.t(
          "The calendar is ready. To read and cancel bookings, Unbook needs one more permission: choose Allow Bookings.",
        ),
        icon: "lock",
      };
    case "bookingsUnavailable":
      return {
        label: l10n.t("Bookings"),
        description: l10n.t("work or school accounts only"),
        tooltip: l10n.t("Microsoft offers Bookings to work and school accounts, and not in every cloud."),
        icon: "info",
      };
    case "note":
      return { label: node.source.name, description: node.text, tooltip: node.text, icon: "warning" };
    default:
      return node satisfies never;
  }
}

function failedText(label: string, error: unknown): NoticeText {
  const { short, sentence } = describeProblem(error);
  return { label, description: l10n.t("not loaded: {0}", short), tooltip: sentence, icon: "warning" };
}
