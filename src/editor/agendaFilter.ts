/**
 * The filter of the Agenda view: which of the loaded items are shown. It asks Graph nothing, lasts as long as the window, and
 * says above the rows that it is on.
 */
import { commands, l10n, workspace } from "vscode";
import { itemMatcher } from "../agenda/filterMatch.ts";
import { describeFilter, parseItemFilter } from "../agenda/itemFilter.ts";
import { withoutSharedCopies } from "../agenda/sharedCopies.ts";
import type { ViewerAs } from "./accountNodes.ts";
import type { AccountAgenda } from "./agendaModel.ts";
import type { ListedItem } from "./chosenItems.ts";
import { contextKeys } from "./contextKeys.ts";
import type { Agenda } from "./loadAgenda.ts";
import { readSettings } from "./settings.ts";

/** The filter of the view. */
export class AgendaFilter {
  readonly #viewerAs: ViewerAs;
  #text = "";
  #counts = { shown: 0, all: 0 };

  /** @param viewerAs who looks, as the holder of an account; asked whenever the list is drawn, because what is over changes. */
  constructor(viewerAs: ViewerAs) {
    this.#viewerAs = viewerAs;
  }

  /** As it was typed; empty for none. */
  get text(): string {
    return this.#text;
  }

  /** Changes what is shown. It is up to the caller to draw the view anew. */
  async change(text: string): Promise<void> {
    this.#text = text.trim();
    await commands.executeCommand("setContext", contextKeys.filtered, this.#text !== "");
  }

  /** The agendas with what the filter finds in each. */
  narrow(shown: readonly AccountAgenda[]): readonly AccountAgenda[] {
    if (this.#text === "") return shown;
    this.#counts = { shown: 0, all: 0 };
    return shown.map((one) => (one.agenda === undefined ? one : { ...one, agenda: this.#narrowOne(one.agenda) }));
  }

  #narrowOne(agenda: Agenda): Agenda {
    const matches = itemMatcher(parseItemFilter(this.#text).filter, this.#viewerAs(agenda.sessionOf.account));
    const all = this.#unfiltered(agenda);
    const sources = all.map((loaded) => ({
      ...loaded,
      items: loaded.items.filter((item) => matches(item, loaded.source)),
    }));
    const before = this.#counts;
    this.#counts = { shown: before.shown + countItems(sources), all: before.all + countItems(all) };
    return { ...agenda, sources };
  }

  /** Every item that a filter chooses from. */
  candidates(shown: readonly AccountAgenda[]): readonly ListedItem[] {
    return shown.flatMap(({ account, agenda }) =>
      agenda === undefined
        ? []
        : this.#unfiltered(agenda).flatMap(({ source, items }) =>
            items.map((item) => ({ item, source, accountId: account.id })),
          ),
    );
  }

  /** By day a meeting is shown from one place: the copies that are not shown must not turn up because that one is hidden. */
  #unfiltered({ sources, sessionOf }: Agenda): Agenda["sources"] {
    if (readSettings(workspace.getConfiguration()).groupBy === "source") return sources;
    const shown = new Set(withoutSharedCopies(sources, this.#viewerAs(sessionOf.account).ownAddresses));
    return sources.map((loaded) => ({ ...loaded, items: loaded.items.filter((item) => shown.has(item)) }));
  }

  /** What stands above the rows; undefined while everything is shown. */
  get message(): string | undefined {
    if (this.#text === "") return undefined;
    const filter = describeFilter(parseItemFilter(this.#text).filter);
    const { shown, all } = this.#counts;
    if (shown > 0) return l10n.t("Filtered: {0} ({1} of {2} items). Clear Filter shows all.", filter, shown, all);
    return l10n.t("Filtered: {0}. None of {1} items is found: Clear Filter shows all.", filter, all);
  }
}

function countItems(sources: Agenda["sources"]): number {
  return sources.reduce((sum, { items }) => sum + items.length, 0);
}
