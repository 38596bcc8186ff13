/** Plans cancelling what stands in some days: a day, a date range with its calendars and businesses, or what a filter finds. */
import { l10n } from "vscode";
import { itemMatcher } from "../agenda/filterMatch.ts";
import { describeFilter } from "../agenda/itemFilter.ts";
import { sourceKey } from "../agenda/sourceKey.ts";
import { readTypedDays } from "../agenda/typedDays.ts";
import type { DaySpan } from "../agenda/typedDays.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ListedItem } from "./chosenItems.ts";
import type { PlanOptions } from "./choosingContract.ts";
import { pickDays, typeDays, usualDays } from "./dayPicker.ts";
import { askForFilter } from "./filterBox.ts";
import type { MissingSource } from "./freshList.ts";
import type { Agenda } from "./loadAgenda.ts";
import { describeMailbox } from "../agenda/describeMailbox.ts";
import { planSearch } from "./planSearch.ts";
import type { ChosenPart, PlanSearch } from "./planSearch.ts";
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
  await planSearch(options, { ...everythingShown(loaded), spans, sources, choose });
}

/**
 * Asks for days, and for a filter over everything that the agenda shows.
 * @param text what the filter begins with.
 * @param given what a link has named, as `{ "firstDay": "2026-12-24", "lastDay": "2026-12-26", "filter": "is:series" }`: then
 *   only the filter is asked for. Anything else is not heeded.
 */
export async function planFilter(options: PlanOptions, text: string, given?: unknown): Promise<void> {
  const named = givenSearch(given);
  const loaded = await shownAgenda(options);
  if (loaded === undefined) return;
  const title = l10n.t("Plan Cancelling What a Filter Finds");
  const viewer = viewerOf(loaded.sessionOf.account);
  const { firstDay, lastDay } = loaded.range;
  const asShown = { label: l10n.t("As the Agenda Shows"), spans: [{ firstDay, lastDay }] };
  const spans = named?.spans ?? (await pickDays(title, [asShown, ...usualDays(viewer)], viewer));
  if (spans === undefined) return;
  const choose = async (listed: readonly ListedItem[]): Promise<ChosenPart | undefined> =>
    listed.length === 0 ? { items: [] } : filtered(title, listed, viewer, named?.filter ?? text);
  await planSearch(options, { ...everythingShown(loaded), spans, choose });
}

function givenSearch(value: unknown): { readonly spans: readonly DaySpan[]; readonly filter: string } | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { firstDay, lastDay, filter } = value as Readonly<Record<string, unknown>>;
  if (typeof firstDay !== "string" || typeof lastDay !== "string" || typeof filter !== "string") return undefined;
  const spans = readTypedDays(`${firstDay} to ${lastDay}`);
  return spans && { spans, filter };
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

function everythingShown(loaded: Agenda): Omit<PlanSearch, "spans" | "choose"> {
  const sources = loaded.sources.map(({ source }) => source);
  const accountId = loaded.sessionOf.account.id;
  return { what: l10n.t("Everything"), accountId, sources, missing: missingFrom(loaded) };
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
