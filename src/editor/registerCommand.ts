/** Registers commands so that none of their failures is lost: each is worded for the person and kept in the log. */
import { commands, l10n, window } from "vscode";
import type { Disposable } from "vscode";
import { commandIds } from "./commandIds.ts";
import type { Log } from "./log.ts";
import { describeProblem } from "./problemText.ts";

/** Registers commands. */
export type RegisterCommand = (id: string, run: (...args: readonly unknown[]) => unknown) => Disposable;

/** A way to register commands that reports what they throw. */
export function commandRegistrar(log: Log): RegisterCommand {
  return (id, run) =>
    commands.registerCommand(id, async (...args: readonly unknown[]) => {
      try {
        await run(...args);
      } catch (error) {
        log.error(`${id} failed`, error);
        const showLog = l10n.t("Show Log");
        const answer = await window.showErrorMessage(describeProblem(error).sentence, showLog);
        if (answer === showLog) await commands.executeCommand(commandIds.showLog);
      }
    });
}
