/**
 * “I am ill”: plans everything of one's own that is still to come in some days, meetings and, where one is staff, bookings.
 * Appointments with nobody else in them stay: nobody waits there.
 */
import { l10n } from "vscode";
import { addDays, dayOf } from "../agenda/calendarDays.ts";
import type { AgendaItem, AgendaSource } from "../agenda/item.ts";
import { isPast, otherOwner } from "../agenda/itemTraits.ts";
import { isOneOf, lacksPeople, peopleOf } from "../agenda/people.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ListedItem } from "./chosenItems.ts";
import type { PlanOptions } from "./choosingContract.ts";
import { daysFrom, pickDays } from "./dayPicker.ts";
import { missingFrom } from "./planRange.ts";
import { planSearch } from "./planSearch.ts";
import type { ChosenPart } from "./planSearch.ts";
import { shownAgenda } from "./shownAgenda.ts";
import { knownSources } from "./shownAgenda.ts";
import { viewerOf } from "./viewer.ts";

/** Asks for the days, and plans what is in them. */
export async function planIllness(options: PlanOptions): Promise<void> {
  const loaded = await shownAgenda(options);
  if (loaded === undefined) return;
  const viewer = viewerOf(loaded.sessionOf.account);
  const today = dayOf(viewer.now, viewer.timeZone);
  const spans = await pickDays(
    l10n.t("I Am Ill Today"),
    [
      { label: l10n.t("The Rest of Today"), spans: daysFrom(today, 1) },
      { label: l10n.t("Today and Tomorrow"), spans: daysFrom(today, 2) },
      { label: l10n.t("Tomorrow"), spans: daysFrom(addDays(today, 1), 1) },
      { label: l10n.t("Seven Days"), spans: daysFrom(today, 7) },
    ],
    viewer,
  );
  if (spans === undefined) return;
  const sources = knownSources(loaded).filter((source) => isOwn(source, viewer));
  const what = l10n.t("Your meetings, and bookings with you, that are not over");
  const accountId = loaded.sessionOf.account.id;
  await planSearch(options, { what, accountId, sources, spans, missing: missingFrom(loaded), choose: ownPart });
}

/** The part of what was found that somebody who is ill has to call off. */
export function ownPart(listed: readonly ListedItem[], viewer: Viewer): ChosenPart {
  const own = listed.filter(({ item }) => isToCome(item, viewer) && isMine(item, viewer));
  const items = own.filter(({ item }) => concernsOthers(item, viewer));
  const alone = own.length - items.length;
  return { items, ...(alone > 0 && { remark: l10n.t("{0} with nobody else in them left out", alone) }) };
}

function isOwn(source: AgendaSource, viewer: Viewer): boolean {
  if (source.kind === "business") return true;
  return source.mailbox.kind === "me" && otherOwner(source, viewer.ownAddresses) === undefined;
}

function isToCome(item: AgendaItem, viewer: Viewer): boolean {
  return !isPast(item, viewer) && !(item.kind === "event" && item.isCancelled);
}

/** Of a business's bookings, those with this member of staff. */
function isMine(item: AgendaItem, viewer: Viewer): boolean {
  return item.kind === "event" || item.staff.some((person) => isOneOf(person, viewer.ownAddresses));
}

function concernsOthers(item: AgendaItem, viewer: Viewer): boolean {
  if (item.kind === "booking" || !item.isOrganizer) return true;
  return peopleOf(item, viewer.ownAddresses).length > 0 || lacksPeople(item);
}
