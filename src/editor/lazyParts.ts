/**
 * The heavy parts (undici, MSAL, the sandbox's server), loaded when they are first needed. The build turns each import
 * below into a file of its own, so that starting VS Code does not pay for them.
 */
import type { Accounts, AccountsOptions } from "../account/accountContract.ts";
import type { GraphClient, GraphClientOptions, NetworkSettings } from "../graph/graphContract.ts";
import type { NetworkFetch } from "../graph/networkFetch.ts";
import type { Sandbox, SandboxOptions } from "../sandbox/sandboxContract.ts";
import type { VscodeAccountsOptions } from "./vscodeAccount.ts";

/** Loads the Graph client and makes one. */
export async function createGraphClient(options: GraphClientOptions): Promise<GraphClient> {
  const part = await import("../graph/graphClient.ts");
  return part.createGraphClient(options);
}

/** Loads the Graph client's network, for whatever else has to go the same way. */
export async function createNetworkFetch(readSettings: () => NetworkSettings): Promise<NetworkFetch> {
  const part = await import("../graph/graphClient.ts");
  return part.createNetworkFetch(readSettings);
}

/** Loads MSAL and makes the accounts. */
export async function createAccounts(options: AccountsOptions): Promise<Accounts> {
  const part = await import("../account/msalAccounts.ts");
  return part.createMsalAccounts(options);
}

/** Loads what signs in with VS Code's own account, without MSAL, and makes the accounts. */
export async function createVscodeAccounts(options: VscodeAccountsOptions): Promise<Accounts> {
  const part = await import("./vscodeAccount.ts");
  return part.createVscodeAccounts(options);
}

/** Loads the sandbox and starts it. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const part = await import("../sandbox/main.ts");
  return part.startSandbox(options);
}
