/** “We are closed on…”: plans everything that is still to come in some days, in the chosen businesses and calendars. */
import { l10n } from "vscode";
import { isPast } from "../agenda/itemTraits.ts";
import type { PlanOptions } from "./choosingContract.ts";
import { describeDays, typeDays } from "./dayPicker.ts";
import { missingFrom } from "./planRange.ts";
import { planSearch } from "./planSearch.ts";
import { knownSources, shownAgenda } from "./shownAgenda.ts";
import { pickSources } from "./sourcePicker.ts";
import { viewerOf } from "./viewer.ts";

/** Asks for the days and the sources, and plans what is in them. */
export async function planClosing(options: PlanOptions): Promise<void> {
  const loaded = await shownAgenda(options);
  if (loaded === undefined) return;
  const viewer = viewerOf(loaded.sessionOf.account);
  const spans = await typeDays(l10n.t("We Are Closed On"), viewer);
  if (spans === undefined) return;
  const title = l10n.t("We Are Closed On {0}", describeDays(spans, viewer));
  const sources = await pickSources(title, knownSources(loaded), ({ kind }) => kind === "business");
  if (sources === undefined) return;
  await planSearch(options, {
    what: l10n.t("Everything that is not over"),
    accountId: loaded.sessionOf.account.id,
    sources,
    spans,
    missing: missingFrom(loaded),
    choose: (listed) => ({
      items: listed.filter(({ item }) => !isPast(item, viewer) && !(item.kind === "event" && item.isCancelled)),
    }),
  });
}
