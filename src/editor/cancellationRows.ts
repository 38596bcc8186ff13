/** Draws one row of the Cancellations view. Rows say what they have to say in words and icons, never by colour alone. */
import { l10n, MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import { describeTitle } from "../agenda/describeItem.ts";
import { describeSpan } from "../agenda/describeTime.ts";
import type { AgendaItem } from "../agenda/item.ts";
import { lacksPeople } from "../agenda/people.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { itemsToRetry } from "../cancellation/itemEnd.ts";
import { mailedPeople } from "../cancellation/people.ts";
import type { PlannedItem } from "../cancellation/plan.ts";
import { isHeld, isSending } from "../cancellation/run.ts";
import type { ItemState, Run } from "../cancellation/run.ts";
import type { HistoryEntry } from "../sending/history.ts";
import type { LeftBehindItem, LeftBehindRun } from "../sending/leftBehind.ts";
import { escapeMarkdown } from "./markdownText.ts";
import { describeEnd } from "./runNotices.ts";
import { refusalOf } from "./runRefusal.ts";
import type { RunGroup } from "./runsContract.ts";
import { countCancellations, countStates, describeCounts, describeLeft, describeRun, stateOf } from "./runText.ts";
import type { RunState } from "./runText.ts";
import { answerFacts, describeState } from "./stateText.ts";

const icons: Readonly<Record<RunState, string>> = {
  held: "watch",
  sending: "sync~spin",
  unsure: "question",
  failed: "warning",
  kept: "discard",
  sent: "circle-slash",
};

/** The heading above runs that are equally far. */
export function groupRow(group: RunGroup): TreeItem {
  const row = new TreeItem(groupTitle(group), TreeItemCollapsibleState.Expanded);
  // Without an icon of its own VS Code would draw the rows below it as far to the left as the heading.
  row.iconPath = new ThemeIcon(groupIcons[group]);
  return row;
}

const groupIcons: Readonly<Record<RunGroup, string>> = {
  held: "watch",
  sending: "sync",
  look: "bell-dot",
  done: "pass",
};

function groupTitle(group: RunGroup): string {
  switch (group) {
    case "held":
      return l10n.t("Held");
    case "sending":
      return l10n.t("Being Sent");
    case "look":
      return l10n.t("Needs a Look");
    case "done":
      return l10n.t("Done");
    default:
      return group satisfies never;
  }
}

/** The row of a run of several items. */
export function runRow(run: Run): TreeItem {
  const { label, description, spoken, state } = describeRun(run);
  const row = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
  row.description = description;
  row.iconPath = new ThemeIcon(icons[state]);
  const refusal = refusalOf(run);
  if (refusal !== undefined) row.tooltip = describeEnd(run, refusal.why);
  row.accessibilityInformation = { label: spoken };
  row.contextValue = ["run", state, ...whatCanBeDone(run)].join(" ");
  return row;
}

/** The row of some of a run's many items. */
export function partRow(run: Run, first: number, indexes: readonly number[], viewer: Viewer): TreeItem {
  const label = l10n.t("{0} to {1}", first + 1, first + indexes.length);
  const row = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
  const [soonest] = indexes;
  const item = soonest === undefined ? undefined : run.plan.items[soonest]?.item;
  const from = item === undefined ? [] : [l10n.t("from {0}", describeSpan(item.span, viewer))];
  row.description = [...from, ...(isHeld(run) ? [] : [describeCounts(countStates(run, indexes))])].join(" · ");
  row.accessibilityInformation = { label: [label, ...from].join(", ") };
  return row;
}

/** The row of an item of a run of this window. */
export function itemRow(run: Run, index: number, viewer: Viewer): TreeItem {
  const planned = run.plan.items[index];
  const state = run.states[index];
  const row = new TreeItem(planned === undefined ? "" : describeTitle(planned.item));
  if (planned === undefined || state === undefined) return row;
  const { item } = planned;
  const told = describeState(state, item, run.sendAtUtc, viewer);
  row.description = `${told.text} · ${describePeople(item, run.plan.sender.address)}`;
  row.iconPath = told.icon;
  row.contextValue = run.states.length === 1 ? [told.token, ...whatCanBeDone(run)].join(" ") : told.token;
  row.accessibilityInformation = {
    label: [describeTitle(item), describeSpan(item.span, viewer, "spoken"), told.spoken, ...answerFacts(state)].join(
      ", ",
    ),
  };
  return row;
}

/** What is shown when somebody rests on the row of an item. */
export function itemTooltip(run: Run, planned: PlannedItem, state: ItemState, viewer: Viewer): MarkdownString {
  const { item } = planned;
  const { sentence } = describeState(state, item, run.sendAtUtc, viewer);
  const tooltip = new MarkdownString();
  tooltip.appendMarkdown(`**${escapeMarkdown(describeTitle(item))}**\n\n`);
  tooltip.appendMarkdown(`${escapeMarkdown(describeSpan(item.span, viewer))}\n\n${escapeMarkdown(sentence)}\n\n`);
  tooltip.appendMarkdown(`${escapeMarkdown(l10n.t("As {0}", run.plan.sender.address))}\n\n`);
  for (const fact of answerFacts(state)) tooltip.appendMarkdown(`${escapeMarkdown(fact)}  \n`);
  return tooltip;
}

/** The row of a run that broke off with an earlier window. */
export function leftRunRow(left: LeftBehindRun): TreeItem {
  const { journalled, notSent, unsure } = left;
  const row = new TreeItem(
    countCancellations(journalled.items.length),
    unsure.length > 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None,
  );
  row.description = l10n.t("{0} · VS Code ended while they were being sent", describeLeft(left));
  row.iconPath = new ThemeIcon(unsure.length > 0 ? "question" : "warning");
  row.tooltip = l10n.t(
    "VS Code ended in the middle of this run. Nothing of it will be sent by itself: look the unsure ones up, and plan again what was not sent.",
  );
  row.contextValue = [
    "run reported",
    ...(unsure.length > 0 ? ["unsure"] : []),
    ...(notSent.length > 0 ? ["retryable"] : []),
  ].join(" ");
  return row;
}

/** The row of an item that an earlier window left unsure. */
export function leftItemRow({ item }: LeftBehindItem): TreeItem {
  const row = new TreeItem(item.title);
  row.description = l10n.t("unsure · VS Code ended while it was being sent");
  row.iconPath = new ThemeIcon("question");
  row.contextValue = "unsure reported";
  row.tooltip = l10n.t(
    "VS Code ended while this cancellation was on its way. It will not be sent again by itself. Check what happened.",
  );
  return row;
}

/** The row that holds the runs of earlier windows. */
export function earlierRow(count: number): TreeItem {
  const row = new TreeItem(l10n.t("Earlier"), TreeItemCollapsibleState.Collapsed);
  row.description = count === 1 ? l10n.t("1 run") : l10n.t("{0} runs", count);
  row.iconPath = new ThemeIcon("history");
  return row;
}

/** The row of a run of an earlier window that is over. */
export function pastRow({ journalled, startedUtc, totals, senderAddress }: HistoryEntry, viewer: Viewer): TreeItem {
  const [only, second] = journalled.run.items;
  const label = only !== undefined && second === undefined ? only.title : countCancellations(journalled.items.length);
  const row = new TreeItem(label);
  const time = describeSpan({ kind: "timed", startUtc: startedUtc, endUtc: startedUtc }, viewer);
  row.description = `${describeCounts(totals)} · ${time}`;
  row.iconPath = new ThemeIcon(icons[stateOf(totals)]);
  row.tooltip = senderAddress === "" ? time : l10n.t("{0}, as {1}", time, senderAddress);
  row.accessibilityInformation = { label: `${label}, ${row.description}` };
  row.contextValue = ["past reported", ...(itemsToRetry(journalled).length > 0 ? ["retryable"] : [])].join(" ");
  return row;
}

function whatCanBeDone(run: Run): readonly string[] {
  if (isHeld(run)) return [];
  const isOver = !isSending(run);
  return [
    "reported",
    ...(isOver && itemsToRetry(run).length > 0 ? ["retryable"] : []),
    ...(isOver && refusalOf(run) !== undefined ? ["tokenRefused"] : []),
  ];
}

/** Nobody is counted as mailed or not who could not be read. */
function describePeople(item: AgendaItem, senderAddress: string): string {
  const people = mailedPeople([item], { ownAddresses: [senderAddress] }).people.length;
  if (lacksPeople(item)) return people === 0 ? l10n.t("people not known") : l10n.t("{0} or more people", people);
  return people === 1 ? l10n.t("1 person") : l10n.t("{0} people", people);
}

/** A row whose run has been cleared since it was asked for; the next drawing takes it away. */
export function missingRow(): TreeItem {
  return new TreeItem(l10n.t("No longer listed"));
}
