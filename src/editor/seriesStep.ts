/**
 * Asks how much of each series is meant whose occurrences are planned: these occurrences, the series from there on, or all of
 * it. Asked once; for several series there is one answer for all, or one for each. The series are read for it.
 */
import { l10n, ProgressLocation, window } from "vscode";
import type { QuickPickItem } from "vscode";
import { describeTitle } from "../agenda/describeItem.ts";
import type { PlannedItem } from "../cancellation/plan.ts";
import { groupBySeries, seriesOptions } from "../cancellation/planSeries.ts";
import type { SeriesChoice, SeriesFacts, SeriesGroup } from "../cancellation/planSeries.ts";
import { seriesTarget } from "../cancellation/route.ts";
import { ianaZone } from "../graph/timeZoneName.ts";
import { planAnswers } from "./seriesAnswer.ts";
import type { ChosenSeries, ReadSeries, ReadySeries } from "./seriesAnswer.ts";
import type { ActiveSession } from "./accountSession.ts";
import { viewerOf } from "./viewer.ts";

interface ChoiceRow extends QuickPickItem {
  /** Undefined: it is asked for each series. */
  readonly choice: SeriesChoice | undefined;
  readonly isPossible: boolean;
}

/** What is planned once the person has answered; undefined if they think better of it. */
export async function chooseSeries(
  items: readonly PlannedItem[],
  active: ActiveSession,
  ready: ReadySeries,
): Promise<ChosenSeries | undefined> {
  const { series } = groupBySeries(items.map(({ item }) => item));
  if (series.length === 0) return { items, notes: [] };
  const read = await readSeries(series, items, active);
  const facts: SeriesFacts = { viewer: viewerOf(active.account), ianaZone };
  const choices = await askChoices(read, facts);
  if (choices === undefined) return undefined;
  return planAnswers(items, read, choices, { facts, ready });
}

async function readSeries(
  groups: readonly SeriesGroup[],
  items: readonly PlannedItem[],
  active: ActiveSession,
): Promise<readonly ReadSeries[]> {
  const byId = new Map(items.map((planned) => [planned.item.id, planned]));
  const found = groups.flatMap((group) => {
    const occurrence = byId.get(group.occurrences[0]?.id ?? "");
    return occurrence?.target.kind === "event" ? [{ group, occurrence, target: occurrence.target }] : [];
  });
  const targets = found.map(({ group, target }) => seriesTarget(target, group.seriesMasterId));
  const reading = { location: ProgressLocation.Window, title: l10n.t("Reading the series…") };
  const reads = await window.withProgress(reading, async () => active.graph.readItems(targets));
  return found.map((one, index) => {
    const read = reads[index];
    return { ...one, master: read?.kind === "read" && read.item.kind === "event" ? read.item : undefined };
  });
}

async function askChoices(
  series: readonly ReadSeries[],
  facts: SeriesFacts,
): Promise<ReadonlyMap<string, SeriesChoice> | undefined> {
  const common = series.length === 1 ? undefined : await ask(allTitle(series), rowsForAll(series));
  if (series.length > 1 && common === undefined) return undefined;
  const choices = new Map<string, SeriesChoice>();
  for (const one of series) {
    const chosen = common?.choice ?? (await ask(oneTitle(one), rowsFor(one, facts)))?.choice;
    if (chosen === undefined) return undefined;
    choices.set(one.group.key, chosen);
  }
  return choices;
}

/** Asks until something is chosen that can be had. */
async function ask(title: string, rows: readonly ChoiceRow[]): Promise<ChoiceRow | undefined> {
  for (;;) {
    const chosen = await window.showQuickPick(rows, {
      title,
      placeHolder: l10n.t("What do you want to cancel? Nothing is sent yet."),
      ignoreFocusOut: true,
    });
    if (chosen === undefined || chosen.isPossible) return chosen;
  }
}

function oneTitle({ occurrence }: ReadSeries): string {
  return l10n.t("“{0}” Is Part of a Series", describeTitle(occurrence.item));
}

function allTitle(series: readonly ReadSeries[]): string {
  return l10n.t("{0} Series Are Among Them", series.length);
}

function rowsFor({ group, master }: ReadSeries, facts: SeriesFacts): readonly ChoiceRow[] {
  return seriesOptions(group, master, facts).map(({ choice, label, detail, reasonAgainst }) => ({
    choice,
    isPossible: reasonAgainst === undefined,
    label: `${reasonAgainst === undefined ? iconOf(choice) : "$(circle-slash)"} ${label}`,
    detail: reasonAgainst ?? detail,
  }));
}

function rowsForAll(series: readonly ReadSeries[]): readonly ChoiceRow[] {
  const count = series.reduce((sum, { group }) => sum + group.occurrences.length, 0);
  const row = (choice: SeriesChoice | undefined, icon: string, label: string, detail: string): ChoiceRow => ({
    choice,
    isPossible: true,
    label: `${icon} ${label}`,
    detail,
  });
  return [
    row("occurrences", iconOf("occurrences"), l10n.t("Only These {0} Occurrences", count), l10n.t("the series stay")),
    row(
      "following",
      iconOf("following"),
      l10n.t("These and Following (Ends the Series)"),
      l10n.t("earlier meetings stay, all later ones go; where that cannot be had, only the chosen ones are planned"),
    ),
    row(
      "series",
      iconOf("series"),
      l10n.t("The {0} Whole Series", series.length),
      l10n.t("every past and future meeting of them"),
    ),
    row(undefined, "$(list-unordered)", l10n.t("Decide for Each Series…"), ""),
  ];
}

function iconOf(choice: SeriesChoice): string {
  switch (choice) {
    case "occurrences":
      return "$(calendar)";
    case "following":
      return "$(arrow-right)";
    case "series":
      return "$(sync)";
    default:
      return choice satisfies never;
  }
}
