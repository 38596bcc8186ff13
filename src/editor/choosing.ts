/**
 * Choosing what to cancel: the view's filter and checkboxes, and the ways to a plan that begin with a selection, with days, a
 * file or an occasion. Every way ends in `planChosen`; nothing here confirms or sends. Loaded when a command of it is first
 * used (registerChoosing.ts).
 */
import { l10n, TreeItemCheckboxState } from "vscode";
import { AgendaChecks } from "./agendaChecks.ts";
import { AgendaFilter } from "./agendaFilter.ts";
import { changeChecks, checkCommands } from "./checkCommands.ts";
import type { Choosing, ChoosingOptions } from "./choosingContract.ts";
import { commandIds } from "./commandIds.ts";
import { filterCommands } from "./filterCommands.ts";
import { planClosing } from "./planClosing.ts";
import { planFromFile } from "./planFromFile.ts";
import { planIllness } from "./planIllness.ts";
import { planLeaver } from "./planLeaver.ts";
import { planFilter, planRange } from "./planRange.ts";
import { planDay, planSelection } from "./planRows.ts";
import { planService } from "./planService.ts";
import { viewerOf } from "./viewer.ts";

/** Makes the commands, and gives the view its filter and checkboxes. */
export function createChoosing(options: ChoosingOptions): Choosing {
  const { agenda } = options;
  const filter = new AgendaFilter(viewerOf);
  const checks = new AgendaChecks();
  drawInView(options, filter, checks);
  return {
    ...filterCommands(options, filter),
    ...checkCommands(agenda.tree, checks),
    [commandIds.planSelection]: async (clicked, selected) => planSelection(options, checks, clicked, selected),
    [commandIds.planDay]: async (clicked) => planDay(options, clicked),
    [commandIds.planRange]: async () => planRange(options),
    [commandIds.planFilter]: async (given) => planFilter(options, filter.text, given),
    [commandIds.planFromFile]: async (uri) => planFromFile(options, uri),
    [commandIds.planIllness]: async () => planIllness(options),
    [commandIds.planClosing]: async () => planClosing(options),
    [commandIds.planLeaver]: async () => planLeaver(options),
    [commandIds.planService]: async () => planService(options),
  };
}

function drawInView({ context, session, agenda }: ChoosingOptions, filter: AgendaFilter, checks: AgendaChecks): void {
  const { tree } = agenda;
  tree.useChoosing({
    narrow: (shown) => filter.narrow(shown),
    drawCheck: (row, node) => {
      checks.draw(row, node);
    },
    get counts() {
      return checks.isOn ? [l10n.t("{0} checked", checks.among(tree.roots).length)] : [];
    },
    get message() {
      // Where nothing at all is listed the welcome text offers the way back, and VS Code shows only one of the two.
      return tree.roots.length === 0 ? undefined : filter.message;
    },
  });
  context.subscriptions.push(
    tree.view.onDidChangeCheckboxState(({ items }) => {
      changeChecks(tree, checks, () => {
        for (const [node, state] of items) checks.set([node], state === TreeItemCheckboxState.Checked);
      });
    }),
    session.onDidChange(() => {
      // While somebody signs in nobody is shown, and may be again a moment later.
      const shown = session.accounts.filter(({ isShown }) => isShown);
      if (session.active !== undefined) checks.keepOnly(shown.map(({ account }) => account.id));
    }),
  );
}
