/**
 * Makes MSAL clients for one app registration at one authority. Each operation gets a client of its own: clients share the
 * stored cache and nothing else, so that two operations at once cannot disturb each other's memory.
 * Source: https://learn.microsoft.com/entra/msal/javascript/node/configuration
 */
import { type AccountInfo, type Configuration, LogLevel, PublicClientApplication } from "@azure/msal-node";
import type { AccountsOptions } from "./accountContract.ts";
import type { SecretCache } from "./secretCache.ts";
import { signInOrigins } from "./signInHosts.ts";
import { redactSignInLine } from "./signInLog.ts";
import { createSignInNetwork, type Wait } from "./signInNetwork.ts";
import { signInProblem } from "./signInProblem.ts";

/** A client for one operation. */
interface OperationClient {
  readonly application: PublicClientApplication;
  /** The account with this id in the stored cache. */
  readonly findAccount: (accountId: string) => Promise<AccountInfo | undefined>;
}

/** Runs one operation with a client of its own, until it ends or the signal is aborted. */
export type RunWithClient = <Result>(
  signal: AbortSignal,
  operation: (client: OperationClient) => Promise<Result>,
) => Promise<Result>;

/**
 * Prepares the making of clients. What operations fail with is turned into an AccountError; an operation that was ended
 * through its signal fails with the signal's reason.
 * @throws {Error} when the authority is neither one of Microsoft's nor a sandbox on this machine.
 */
export function createMsalClients(options: AccountsOptions, cache: SecretCache, wait: Wait): RunWithClient {
  const origins = signInOrigins(options.authority);
  const log = (line: string): void => options.log(redactSignInLine(line));
  const { sandbox, url } = options.authority;

  return async (signal, operation) => {
    const network = createSignInNetwork({ origins, signal, wait, fetch: options.fetch ?? fetch, log });
    // Keys are left out rather than set to undefined: MSAL lets undefined override its defaults.
    const configuration: Configuration = {
      auth: {
        clientId: options.clientId,
        authority: url,
        clientCapabilities: ["CP1"],
        // With the port in knownAuthorities and the document at hand, MSAL looks nothing up about the sandbox. Its authority
        // says https because MSAL refuses http; the document's endpoints, which are what is asked, say http.
        ...(sandbox === undefined
          ? {}
          : { knownAuthorities: [new URL(url).host], authorityMetadata: sandbox.metadataJson }),
      },
      cache: { cachePlugin: cache.pluginFor(() => application.clearCache()) },
      system: {
        networkClient: network,
        disableInternalRetries: true,
        loggerOptions: {
          piiLoggingEnabled: false,
          logLevel: LogLevel.Warning,
          loggerCallback: (_level, line, containsPii) => {
            if (!containsPii) log(line);
          },
        },
      },
    };
    const application = new PublicClientApplication(configuration);
    const findAccount = async (accountId: string): Promise<AccountInfo | undefined> =>
      (await application.getAllAccounts()).find((account) => account.homeAccountId === accountId);
    try {
      return await operation({ application, findAccount });
    } catch (cause) {
      // Ended from outside: what the library makes of its broken-off request says nothing.
      signal.throwIfAborted();
      throw signInProblem(cause, network.lastRefusal(), network.lastFailure());
    }
  };
}
