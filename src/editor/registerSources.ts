/**
 * The commands by which a person says what the agenda shows. What they do stands in sourceCommands.ts, which is loaded when
 * one of them is first used: starting VS Code does not pay for it.
 */
import type { Disposable } from "vscode";
import type { AgendaNode } from "./agendaNodes.ts";
import { commandIds } from "./commandIds.ts";
import type { RegisterCommand } from "./registerCommand.ts";
import type * as SourceCommands from "./sourceCommands.ts";

/** Registers the commands. */
export function registerSources(
  register: RegisterCommand,
  options: SourceCommands.SourcesOptions,
): readonly Disposable[] {
  const load = async (): Promise<typeof SourceCommands> => import("./sourceCommands.ts");
  return [
    register(commandIds.chooseCalendars, async (node) => (await load()).chooseCalendars(options, node)),
    register(commandIds.addMailbox, async (node) => (await load()).addOtherMailbox(options, node)),
    register(commandIds.addGroupCalendar, async (node) => (await load()).addGroupCalendar(options, node)),
    register(commandIds.chooseBusinesses, async (node) => (await load()).chooseBusinesses(options, node)),
    register(commandIds.removeFromAgenda, async (node) =>
      (await load()).removeFromAgenda(options, node as AgendaNode | undefined),
    ),
    register(commandIds.allowBookings, async () => (await load()).allowBookings(options)),
    register(commandIds.allowAccess, async (node) =>
      (await load()).allowAccess(options, node as AgendaNode | undefined),
    ),
  ];
}
