/** The commands about the filter of the Agenda view: set it, take it away, and save it under a name. */
import { l10n, window } from "vscode";
import { activeSession } from "./activeSession.ts";
import type { AgendaFilter } from "./agendaFilter.ts";
import type { ChoosingOptions, Choosing } from "./choosingContract.ts";
import { commandIds } from "./commandIds.ts";
import { askForFilter } from "./filterBox.ts";
import { savedFilters, saveFilter } from "./savedFilters.ts";
import { shownAgendas } from "./shownAgenda.ts";
import { viewerOf } from "./viewer.ts";

type FilterCommand = typeof commandIds.filter | typeof commandIds.clearFilter | typeof commandIds.saveFilter;

/** The commands. */
export function filterCommands(options: ChoosingOptions, filter: AgendaFilter): Pick<Choosing, FilterCommand> {
  const show = async (text: string): Promise<void> => {
    await filter.change(text);
    options.agenda.tree.refresh();
  };
  return {
    [commandIds.filter]: async () => {
      const active = await activeSession(options.session);
      if (active === undefined) return;
      const shown = await shownAgendas(options);
      const given = await askForFilter({
        title: l10n.t("Filter Agenda"),
        items: filter.candidates(shown),
        viewer: viewerOf(active.account),
        saved: savedFilters(),
        text: filter.text,
      });
      if (given !== undefined) await show(given.text);
    },
    [commandIds.clearFilter]: async () => show(""),
    [commandIds.saveFilter]: async () => {
      const { text } = filter;
      const label = await window.showInputBox({
        title: l10n.t("Save Filter"),
        prompt: l10n.t("What should “{0}” be called?", text),
        validateInput: (typed) => (typed.trim() === "" ? l10n.t("Type a name.") : undefined),
      });
      if (label === undefined) return;
      await saveFilter({ label: label.trim(), filter: text });
      window.setStatusBarMessage(l10n.t("Saved: “Unbook: Filter…” offers it from now on"), 5000);
    },
  };
}
