/**
 * The commands by which a person chooses what to cancel. What they do stands in choosing.ts, which is loaded when one of them
 * is first used: starting VS Code does not pay for it.
 */
import { choosingCommands } from "./choosingContract.ts";
import type { Choosing, ChoosingOptions } from "./choosingContract.ts";
import type { RegisterCommand } from "./registerCommand.ts";

/** Registers the commands. */
export function registerChoosing(register: RegisterCommand, options: ChoosingOptions): void {
  let choosing: Promise<Choosing> | undefined;
  const load = async (): Promise<Choosing> => {
    const part = await import("./choosing.ts");
    return part.createChoosing(options);
  };
  for (const id of choosingCommands) {
    const registered = register(id, async (...given) => {
      choosing ??= load();
      return (await choosing)[id](...given);
    });
    options.context.subscriptions.push(registered);
  }
}
