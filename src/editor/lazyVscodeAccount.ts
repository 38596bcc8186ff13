/** Help with VS Code's own account, loaded when it is first needed: starting VS Code does not pay for it. */
import type { AccountError } from "../account/accountError.ts";
import type { SessionAccount } from "./sessionContract.ts";
import type { ProviderHelp } from "./vscodeAccountHelp.ts";
import { describeProviderProblem } from "./vscodeAccountText.ts";

/** Says why VS Code's account does not work and what can be done; undefined if the failure is about something else. */
export async function helpWithProvider(error: AccountError): Promise<ProviderHelp | undefined> {
  if (describeProviderProblem(error.serviceCode) === undefined) return undefined;
  const part = await import("./vscodeAccountHelp.ts");
  return part.helpWithProvider(error);
}

/**
 * Says after signing out what is left in VS Code; nothing is said of Unbook's own sign-in, of which nothing is left.
 * @param gone who has signed out; for nobody nothing is said.
 */
export async function sayWhatRemains(gone: readonly Pick<SessionAccount, "account" | "place">[]): Promise<void> {
  const usernames = gone.flatMap(({ account, place }) => (place.method === "vscode" ? [account.username] : []));
  if (usernames.length === 0) return;
  const part = await import("./vscodeAccountHelp.ts");
  await part.sayWhatRemains(usernames);
}
