/** Draws one node of the agenda as a VS Code tree item. Tooltips of items and sources are in rowDetails.ts. */
import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import { dayOf } from "../agenda/calendarDays.ts";
import { describeDay } from "../agenda/describeDay.ts";
import type { RowText } from "../agenda/describeDay.ts";
import { describeItem } from "../agenda/describeItem.ts";
import { describeSource } from "../agenda/describeSource.ts";
import type { AgendaSource } from "../agenda/item.ts";
import { itemGlyph, itemTraits } from "../agenda/itemTraits.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ItemState } from "../cancellation/run.ts";
import { accountTitle } from "./accountPart.ts";
import type { AccountNode, AgendaNode, ItemNode, SourceNode } from "./agendaNodes.ts";
import { noticeRow } from "./noticeRow.ts";
import { describeProblem } from "./problemText.ts";
import { removalOf } from "./removal.ts";
import { accountUri, cancelledUri } from "./rowMarks.ts";
import { describeState } from "./stateText.ts";

/** What a run has to do with an item: overrides what the row would say. */
export interface RowState {
  readonly state: ItemState;
  readonly sendAtUtc: number;
}

/** The row of a node. @param viewer who looks, as the holder of the node's account. */
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
    case "source":
      return sourceRow(node);
    case "item":
      return itemRow(node, viewer, stateOf(node));
    case "account":
      return accountRow(node);
    default:
      return noticeRow(node);
  }
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

function accountRow({ id, account, placeName }: AccountNode): TreeItem {
  const { username, name } = account;
  const text = {
    label: username,
    description: joined(placeName ?? "", name === username ? undefined : name),
    spokenLabel: joined(l10n.t("Account {0}", username), placeName),
  };
  const row = groupRow(id, text, new ThemeIcon("account"), "account");
  row.tooltip = l10n.t(
    "Everything below is {0}'s, and is cancelled as that account.",
    accountTitle({ account, placeName }),
  );
  return row;
}

function sourceRow(node: SourceNode): TreeItem {
  const { source } = node.group;
  const error = node.loaded?.error;
  const icon = new ThemeIcon(source === undefined ? "calendar" : sourceIcon(source));
  const text = describeSource(node.group, node.calendarGroup);
  const row = groupRow(node.id, text, icon, sourceTokens(node));
  if (error !== undefined) {
    row.description = describeProblem(error).short;
    row.accessibilityInformation = { label: l10n.t("{0}, not loaded: {1}", text.label, row.description) };
    row.iconPath = new ThemeIcon("warning");
  } else if (node.children.length === 0) {
    row.collapsibleState = TreeItemCollapsibleState.None;
  } else if (source?.kind !== "calendar" || !source.isDefault || source.mailbox.kind !== "me") {
    // So that all calendars and businesses are in sight at once.
    row.collapsibleState = TreeItemCollapsibleState.Collapsed;
  }
  return row;
}

/** `calendar` or `business`, and `removable` for what was added. */
function sourceTokens({ group: { source } }: SourceNode): string {
  const kind = source?.kind ?? "calendar";
  return source !== undefined && removalOf(source) !== undefined ? `${kind} removable` : kind;
}

function sourceIcon(source: AgendaSource): string {
  if (source.kind === "business") return "briefcase";
  switch (source.mailbox.kind) {
    case "me":
      return "calendar";
    case "user":
      return "account";
    case "group":
      return "organization";
    default:
      return source.mailbox satisfies never;
  }
}

function itemRow(node: ItemNode, viewer: Viewer, run: RowState | undefined): TreeItem {
  const { item, day } = node.entry;
  const text = describeItem(item, viewer, { day, ...(node.source && { source: node.source }) });
  const row = new TreeItem(text.label, TreeItemCollapsibleState.None);
  row.id = node.id;
  const account = node.namesAccount === true ? node.account : undefined;
  const owner = account && accountTitle({ account, placeName: node.placeName });
  if (account !== undefined) row.resourceUri = accountUri(account);
  row.description = joined(text.description, owner);
  row.iconPath = new ThemeIcon(glyphIcons[itemGlyph(item)]);
  const spoken = owner === undefined ? text.spokenLabel : l10n.t("{0}, of {1}", text.spokenLabel, owner);
  row.accessibilityInformation = { label: spoken };
  row.contextValue = itemTraits(item, node.source, viewer);
  if (item.kind === "event" && item.isCancelled) row.resourceUri = cancelledUri;
  const told = run === undefined ? undefined : describeState(run.state, item, run.sendAtUtc, viewer);
  if (told !== undefined && run?.state.kind !== "kept") {
    row.description = joined(told.text, owner);
    row.iconPath = told.icon;
    if (told.token === "sent") row.resourceUri = cancelledUri;
    row.accessibilityInformation = { label: `${spoken}, ${told.spoken}` };
    row.contextValue += ` ${told.token}`;
  }
  return row;
}

function joined(text: string, owner: string | undefined): string {
  return [text, owner ?? ""].filter((part) => part !== "").join(" · ");
}

const glyphIcons = {
  cancelled: "circle-slash",
  booking: "briefcase",
  attended: "mail",
  alone: "circle-outline",
  series: "sync",
  organized: "calendar",
} as const;
