/**
 * Lets a person choose which businesses the agenda shows. An organisation can have more than Graph lists, so that what is
 * typed is searched for by Graph: a moment after the last key, and the newest answer wins. What is chosen stays in sight.
 */
import { l10n, QuickPickItemKind, window } from "vscode";
import type { QuickPick, QuickPickItem } from "vscode";
import type { BusinessSource } from "../agenda/item.ts";
import type { Listed } from "../graph/graphContract.ts";
import { describeProblem } from "./problemText.ts";

/** How long a person pauses before what is typed is searched for. */
const pauseMs = 300;

/** No more can be chosen: each takes requests of its own whenever the agenda is loaded, and one click checks them all. */
const mostChosen = 50;

interface BusinessEntry extends QuickPickItem {
  readonly business?: BusinessSource;
}

/** What the picker needs. */
export interface BusinessPickerOptions {
  /** Those that are shown now. */
  readonly chosen: readonly BusinessSource[];
  readonly search: (query: string, signal: AbortSignal) => Promise<Listed<BusinessSource>>;
}

/** The chosen businesses; undefined if the person thinks better of it. */
export async function pickBusinesses(options: BusinessPickerOptions): Promise<readonly BusinessSource[] | undefined> {
  const picker = window.createQuickPick<BusinessEntry>();
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.title = l10n.t("Choose Businesses");
  picker.placeholder = l10n.t("Type part of a name; only names are known before opening");
  picker.ignoreFocusOut = true;
  let chosen = options.chosen;
  const searching = createSearch(options.search, (found) => {
    show(picker, chosen, found);
  });
  const answer = Promise.withResolvers<readonly BusinessSource[] | undefined>();
  picker.onDidChangeValue((query) => {
    picker.busy = true;
    searching.begin(query.trim(), pauseMs);
  });
  picker.onDidChangeSelection((selected) => {
    chosen = selected.flatMap(({ business }) => business ?? []);
  });
  picker.onDidAccept(() => {
    if (chosen.length > mostChosen) {
      picker.title = l10n.t("Choose Businesses: no more than {0}, {1} are checked", mostChosen, chosen.length);
      return;
    }
    answer.resolve(chosen);
    picker.hide();
  });
  picker.onDidHide(() => {
    answer.resolve(undefined);
  });
  picker.busy = true;
  picker.show();
  searching.begin("", 0);
  try {
    return await answer.promise;
  } finally {
    searching.dispose();
    picker.dispose();
  }
}

/** An answer to the newest search. */
type Found =
  | { readonly kind: "found"; readonly query: string; readonly listed: Listed<BusinessSource> }
  | { readonly kind: "failed"; readonly error: unknown };

/** Searches after a pause; only the newest search is ever answered. */
function createSearch(
  search: BusinessPickerOptions["search"],
  onFound: (found: Found) => void,
): { begin(query: string, afterMs: number): void; dispose(): void } {
  let running = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const run = async (query: string, { signal }: AbortController): Promise<void> => {
    let found: Found;
    try {
      found = { kind: "found", query, listed: await search(query, signal) };
    } catch (error) {
      found = { kind: "failed", error };
    }
    if (!signal.aborted) onFound(found);
  };
  const stop = (): void => {
    clearTimeout(timer);
    running.abort();
  };
  return {
    begin: (query, afterMs) => {
      stop();
      running = new AbortController();
      timer = setTimeout(() => void run(query, running), afterMs);
    },
    dispose: stop,
  };
}

/** Shows the chosen ones and what was found. Graph has searched already, so that nothing of it is filtered again. */
function show(picker: QuickPick<BusinessEntry>, chosen: readonly BusinessSource[], found: Found): void {
  const chosenIds = new Set(chosen.map(({ id }) => id.toLowerCase()));
  const chosenEntries = chosen.map(entryOf);
  const others = found.kind === "failed" ? [] : found.listed.items.filter(({ id }) => !chosenIds.has(id.toLowerCase()));
  picker.items = [
    ...(chosenEntries.length === 0 ? [] : [separator(l10n.t("chosen"))]),
    ...chosenEntries,
    ...(others.length === 0 ? [] : [separator(l10n.t("found"))]),
    ...others.map(entryOf),
  ];
  picker.selectedItems = chosenEntries;
  picker.title = titleFor(found);
  picker.busy = false;
}

/** The title says how the search went: in the list, only what can be checked has a line of its own. */
function titleFor(found: Found): string {
  if (found.kind === "failed") {
    return l10n.t("Choose Businesses: the search failed ({0})", describeProblem(found.error).short);
  }
  const { query, listed } = found;
  if (listed.items.length === 0) {
    return query === ""
      ? l10n.t("Choose Businesses: there are none")
      : l10n.t("Choose Businesses: none has “{0}” in its name", query);
  }
  if (listed.notes.length === 0) return l10n.t("Choose Businesses");
  return l10n.t("Choose Businesses: not all are listed, type part of a name to find others");
}

function entryOf(business: BusinessSource): BusinessEntry {
  return { label: business.name, description: business.id, alwaysShow: true, business };
}

function separator(label: string): BusinessEntry {
  return { label, kind: QuickPickItemKind.Separator };
}
