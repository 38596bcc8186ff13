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
  const { session, agenda } = options;
  const filter = new AgendaFilter(() => viewerOf(session.active?.account));
  const checks = new AgendaChecks();
  drawInView(options, filter, checks);
  return {
    ...filterCommands(options, filter),
    ...checkCommands(agenda.tree, checks),
    [commandIds.planSelection]: async (clicked, selected) => planSelection(options, checks, clicked, selected),
    [commandIds.planDay]: async (clicked) => planDay(options, clicked),
    [commandIds.planRange]: async () => planRange(options),
    [commandIds.planFilter]: async () => planFilter(options, filter.text),
    [commandIds.planFromFile]: async (uri) => planFromFile(options, uri),
    [commandIds.planIllness]: async () => planIllness(options),
    [commandIds.planClosing]: async () => planClosing(options),
    [commandIds.planLeaver]: async () => planLeaver(options),
    [commandIds.planService]: async () => planService(options),
  };
}

function drawInView({ context, session, agenda }: ChoosingOptions, filter: AgendaFilter, checks: AgendaChecks): void {
  const { tree } = agenda;
  let accountId = session.active?.account.id;
  tree.useChoosing({
    narrow: (loaded) => filter.narrow(loaded),
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
      const now = session.active?.account.id;
      if (now === undefined || now === accountId) return;
      // What was checked is another account's.
      accountId = now;
      checks.clear();
    }),
  );
}
