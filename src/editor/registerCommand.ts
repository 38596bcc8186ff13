/** Registers commands so that none of their failures is lost: each is worded for the person and kept in the log. */
import { commands, l10n, window } from "vscode";
import type { Disposable } from "vscode";
import { commandIds } from "./commandIds.ts";
import { wordProblem } from "./lazyProblems.ts";
import type { Log } from "./log.ts";

/** Registers commands. */
export type RegisterCommand = (id: string, run: (...args: readonly unknown[]) => unknown) => Disposable;

/** A way to register commands that reports what they throw. */
export function commandRegistrar(log: Log): RegisterCommand {
  return (id, run) => commands.registerCommand(id, reporting(id, log, run));
}

/** Does the same, gives nothing back, and reports what is thrown. @param what names it in the log. */
export function reporting(
  what: string,
  log: Log,
  run: (...args: readonly unknown[]) => unknown,
): (...args: readonly unknown[]) => Promise<void> {
  return async (...args) => {
    try {
      await run(...args);
    } catch (error) {
      log.error(`${what} failed`, error);
      const showLog = l10n.t("Show Log");
      const answer = await window.showErrorMessage((await wordProblem(error)).sentence, showLog);
      if (answer === showLog) await commands.executeCommand(commandIds.showLog);
    }
  };
}
