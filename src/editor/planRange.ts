/** Plans cancelling what stands in some days: a day, a date range with its calendars and businesses, or what a filter finds. */
import { l10n } from "vscode";
import { itemMatcher } from "../agenda/filterMatch.ts";
import { describeFilter } from "../agenda/itemFilter.ts";
import { sourceKey } from "../agenda/sourceKey.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ListedItem } from "./chosenItems.ts";
import type { PlanOptions } from "./choosingContract.ts";
import { pickDays, typeDays, usualDays } from "./dayPicker.ts";
import { askForFilter } from "./filterBox.ts";
import type { MissingSource } from "./freshList.ts";
import type { Agenda } from "./loadAgenda.ts";
import { describeMailbox } from "../agenda/describeMailbox.ts";
import { planSearch } from "./planSearch.ts";
import type { ChosenPart } from "./planSearch.ts";
import { savedFilters } from "./savedFilters.ts";
import { knownSources, shownAgenda } from "./shownAgenda.ts";
import { pickSources } from "./sourcePicker.ts";
import { viewerOf } from "./viewer.ts";

/** Asks for days, for calendars and businesses, and for a filter. */
export async function planRange(options: PlanOptions): Promise<void> {
  const loaded = await shownAgenda(options);
  if (loaded === undefined) return;
  const title = l10n.t("Plan Cancelling a Date Range");
  const viewer = viewerOf(loaded.sessionOf.account);
  const spans = await pickDays(title, usualDays(viewer), viewer);
  if (spans === undefined) return;
  const shown = new Set(loaded.sources.map(({ source }) => sourceKey(source)));
  const sources = await pickSources(title, knownSources(loaded), (source) => shown.has(sourceKey(source)));
  if (sources === undefined) return;
  const choose = async (listed: readonly ListedItem[]): Promise<ChosenPart | undefined> =>
    listed.length === 0 ? { items: [] } : filtered(title, listed, viewer, "");
  await planSearch(options, { what: l10n.t("Everything"), spans, sources, missing: missingFrom(loaded), choose });
}

/** Asks for days, and for a filter over everything that the agenda shows. @param text what the filter begins with. */
export async function planFilter(options: PlanOptions, text: string): Promise<void> {
  const loaded = await shownAgenda(options);
  if (loaded === undefined) return;
  const title = l10n.t("Plan Cancelling What a Filter Finds");
  const viewer = viewerOf(loaded.sessionOf.account);
  const { firstDay, lastDay } = loaded.range;
  const asShown = { label: l10n.t("As the Agenda Shows"), spans: [{ firstDay, lastDay }] };
  const spans = await pickDays(title, [asShown, ...usualDays(viewer)], viewer);
  if (spans === undefined) return;
  const choose = async (listed: readonly ListedItem[]): Promise<ChosenPart | undefined> =>
    listed.length === 0 ? { items: [] } : filtered(title, listed, viewer, text);
  await planSearch(options, { ...everythingShown(loaded), spans, choose });
}

/** Asks for a day, and plans everything that the agenda's calendars and businesses have on it. */
export async function planOneDay(options: PlanOptions): Promise<void> {
  const loaded = await shownAgenda(options);
  if (loaded === undefined) return;
  const viewer = viewerOf(loaded.sessionOf.account);
  const spans = await typeDays(l10n.t("Plan Cancelling a Day"), viewer);
  if (spans !== undefined) await planSearch(options, { ...everythingShown(loaded), spans });
}

/** What the agenda would show but could not list. */
export function missingFrom({ failedMailboxes, businesses }: Agenda): readonly MissingSource[] {
  return [
    ...failedMailboxes.map(({ mailbox, name, error }) => ({ name: describeMailbox(mailbox, name), error })),
    ...(businesses.kind === "failed" ? [{ name: l10n.t("Bookings"), error: businesses.error }] : []),
  ];
}

function everythingShown(loaded: Agenda): Pick<Parameters<typeof planSearch>[1], "what" | "sources" | "missing"> {
  const sources = loaded.sources.map(({ source }) => source);
  return { what: l10n.t("Everything"), sources, missing: missingFrom(loaded) };
}

async function filtered(
  title: string,
  items: readonly ListedItem[],
  viewer: Viewer,
  text: string,
): Promise<ChosenPart | undefined> {
  const given = await askForFilter({ title, items, viewer, saved: savedFilters(), text });
  if (given === undefined) return undefined;
  if (given.filter.terms.length === 0) return { items };
  const matches = itemMatcher(given.filter, viewer);
  return {
    items: items.filter(({ item, source }) => matches(item, source)),
    remark: l10n.t("filter: {0}", describeFilter(given.filter)),
  };
}
