/**
 * From days and calendars to a plan: reads them afresh, keeps what is meant, and hands it on. Where nothing is found it says
 * what was searched, and offers to search more days.
 */
import { l10n, window } from "vscode";
import { addDays, daysBetween } from "../agenda/calendarDays.ts";
import type { AgendaSource } from "../agenda/item.ts";
import type { DaySpan } from "../agenda/typedDays.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { aimsOf } from "./chosenItems.ts";
import type { ListedItem } from "./chosenItems.ts";
import type { PlanOptions } from "./choosingContract.ts";
import { describeDays } from "./dayPicker.ts";
import { readFresh } from "./freshList.ts";
import type { MissingSource } from "./freshList.ts";
import { plainNotice } from "./markdownText.ts";
import { describeSources } from "./sourcePicker.ts";
import { viewerOf } from "./viewer.ts";

/** What is searched, and what of it is meant. */
export interface PlanSearch {
  /** What is looked for, as `Meetings and bookings`: begins the sentence that the plan says of itself. */
  readonly what: string;
  /** Whose agenda the sources are from: the account to read and to act with. */
  readonly accountId: string;
  readonly sources: readonly AgendaSource[];
  readonly spans: readonly DaySpan[];
  /** Sources that could not be listed. Default: none. */
  readonly missing?: readonly MissingSource[];
  /** What is meant of what was found; undefined if the person thinks better of it. Default: everything. */
  readonly choose?: (listed: readonly ListedItem[], viewer: Viewer) => Promise<ChosenPart | undefined> | ChosenPart;
}

/** What is meant of what was found. */
export interface ChosenPart {
  readonly items: readonly ListedItem[];
  /** What else there is to say of them, as `3 of yours alone left out`. Default: nothing. */
  readonly remark?: string;
}

/** How many days a search is widened to, step by step. */
const widerDays = [7, 30, 90, 366] as const;

/** Searches, and plans what is found. */
export async function planSearch(options: PlanOptions, search: PlanSearch): Promise<void> {
  const { accountId } = search;
  const { active } = options.session.as(accountId);
  if (active === undefined) return;
  const viewer = viewerOf(active.account);
  const { sources, spans, missing } = search;
  const listed = await readFresh({ active, sources, spans, viewer, ...(missing && { missing }) });
  if (listed === undefined) return;
  const chosen = search.choose === undefined ? { items: listed } : await search.choose(listed, viewer);
  if (chosen === undefined) return;
  if (chosen.items.length === 0) {
    const wider = await offerWider(search, listed.length, chosen.remark, viewer);
    if (wider !== undefined) await planSearch(options, { ...search, spans: wider });
    return;
  }
  const searched = l10n.t("{0}, {1}, in {2}", search.what, describeDays(spans, viewer), describeSources(sources));
  const from = chosen.remark === undefined ? `${searched}.` : `${searched}; ${chosen.remark}.`;
  await options.planChosen({ aims: aimsOf(chosen.items.map((one) => ({ ...one, accountId }))), from });
}

async function offerWider(
  { what, sources, spans }: PlanSearch,
  others: number,
  remark: string | undefined,
  viewer: Viewer,
): Promise<readonly DaySpan[] | undefined> {
  const days = describeDays(spans, viewer);
  const nothing = l10n.t("Nothing found: {0}, {1}, in {2}.", what, days, describeSources(sources));
  const rest = others === 0 ? [] : [l10n.t("{0} other items in these days are not meant.", others)];
  const wider = widen(spans);
  const search = wider && l10n.t("Search {0} Days", wider.count);
  const left = remark === undefined ? [] : [`${remark}.`];
  const answer = await window.showInformationMessage(
    plainNotice([nothing, ...left, ...rest].join(" ")),
    ...(search === undefined ? [] : [search]),
  );
  return answer !== undefined && answer === search ? wider?.spans : undefined;
}

/** The same days and those that follow, up to the next step; undefined at the last one. */
function widen(spans: readonly DaySpan[]): { readonly count: number; readonly spans: readonly DaySpan[] } | undefined {
  const [first] = spans;
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const now = daysBetween(first.firstDay, last.lastDay) + 1;
  const count = widerDays.find((days) => days > now);
  if (count === undefined) return undefined;
  return { count, spans: [{ firstDay: first.firstDay, lastDay: addDays(first.firstDay, count - 1) }] };
}
