/** The list of accounts, loaded when it is first opened: starting VS Code does not pay for it. */
import type { Disposable } from "vscode";
import type * as AccountsStep from "./accountsStep.ts";
import { commandIds } from "./commandIds.ts";
import type { RegisterCommand } from "./registerCommand.ts";

/** Registers the commands about all accounts, and about each. */
export function registerAccounts(
  register: RegisterCommand,
  options: AccountsStep.AccountsOptions,
): readonly Disposable[] {
  const load = async (): Promise<typeof AccountsStep> => import("./accountsStep.ts");
  return [
    register(commandIds.accounts, async (clicked) => (await load()).showAccounts(options, accountIdOf(clicked))),
    register(commandIds.signInAs, async (username) => {
      if (typeof username === "string") await (await load()).signInAs(options, username);
    }),
    register(commandIds.signOut, async () => (await load()).signOutOfAll(options)),
  ];
}

/** The account of a row of the agenda. */
function accountIdOf(clicked: unknown): string | undefined {
  const row = clicked as { readonly account?: { readonly id?: unknown } } | undefined;
  const id = row?.account?.id;
  return typeof id === "string" ? id : undefined;
}
