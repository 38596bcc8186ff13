/**
 * Sign-in on MSAL, Microsoft's own library: in the browser or with a device code, tokens refreshed silently, the cache in a
 * SecretStore that all windows share. Use one SecretStore for each pair of app registration and authority.
 * Source: https://learn.microsoft.com/entra/msal/javascript/node
 */
import type { AccountInfo, AuthenticationResult } from "@azure/msal-node";
import type { Accounts, AccountsOptions } from "./accountContract.ts";
import { AccountError } from "./accountError.ts";
import { signInInBrowser } from "./browserSignIn.ts";
import { createMsalClients } from "./msalClients.ts";
import { isPersonalTenant } from "./personalTenant.ts";
import { createSecretCache } from "./secretCache.ts";
import { type Wait, waitOnTimer } from "./signInNetwork.ts";
import { accountProblem } from "./serviceRefusal.ts";
import { createSilentTokens } from "./silentTokens.ts";
import type { SignedInAccount } from "./tokenSource.ts";

const defaultTimeoutMs = 300_000;

/**
 * Signs in with one app registration at one authority. `wait` is how the polling for a device code waits.
 * @throws {Error} when the authority is neither one of Microsoft's nor a sandbox on this machine.
 */
export function createMsalAccounts(options: AccountsOptions, wait: Wait = waitOnTimer): Accounts {
  const cache = createSecretCache(options.secrets, options.log);
  const runWithClient = createMsalClients(options, cache, wait);
  const closing = new AbortController();
  const tokens = createSilentTokens({ runWithClient, closing: closing.signal });
  let pending: PendingSignIn | undefined;

  /** Only one sign-in is pending at a time: beginning another ends it. */
  async function signIn(
    limits: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
    start: (ending: AbortSignal) => Promise<AuthenticationResult | null>,
  ): Promise<SignedInAccount> {
    if (closing.signal.aborted || limits.signal?.aborted === true) throw accountProblem("cancelled");
    pending?.end();
    const current = beginSignIn(limits);
    pending = current;
    try {
      const account = (await start(current.ending))?.account;
      if (account === undefined || account === null) throw accountProblem("refused");
      return signedInAccount(account);
    } finally {
      current.dispose();
      if (pending === current) pending = undefined;
    }
  }

  return {
    signInWithBrowser: (request) =>
      signIn({ timeoutMs: defaultTimeoutMs, ...request }, (ending) => signInInBrowser(runWithClient, request, ending)),

    signInWithDeviceCode: (request) =>
      signIn(request, (ending) =>
        runWithClient(ending, ({ application }) =>
          application.acquireTokenByDeviceCode({
            scopes: [...request.scopes],
            ...(request.claims === undefined ? {} : { claims: request.claims }),
            deviceCodeCallback: ({ expiresIn, userCode, verificationUri }) =>
              request.onCode({
                userCode,
                verificationUrl: verificationUri,
                expiresAtUtc: Date.now() + expiresIn * 1000,
              }),
          }),
        ),
      ),

    listAccounts: () =>
      runWithClient(closing.signal, async ({ application }) =>
        (await application.getAllAccounts()).map(signedInAccount),
      ),

    tokensOf: (accountId) => ({ getToken: (request, signal) => tokens.getToken(accountId, request, signal) }),

    async signOut(accountId) {
      await runWithClient(closing.signal, async ({ application, findAccount }) => {
        const account = await findAccount(accountId);
        if (account !== undefined) await application.getTokenCache().removeAccount(account);
      });
      // A sign-out that the store has not taken would be undone by the next start.
      if (cache.isUnsaved()) {
        const serviceCode = "secret_storage";
        throw new AccountError("refused", "The sign-in could not be removed from the secret storage.", { serviceCode });
      }
    },

    async dispose() {
      const ended = pending?.ended;
      pending?.end();
      closing.abort(accountProblem("cancelled"));
      await ended;
    },
  };
}

/** A sign-in that waits for its person. */
interface PendingSignIn {
  /** Aborted, with an AccountError as reason, when the sign-in has to end early. */
  readonly ending: AbortSignal;
  /** Fulfilled when the sign-in is over, one way or the other. */
  readonly ended: Promise<void>;
  /** Ends it early, as cancelled. */
  end(): void;
  dispose(): void;
}

function beginSignIn(limits: { readonly signal?: AbortSignal; readonly timeoutMs?: number }): PendingSignIn {
  const ending = new AbortController();
  const ended = Promise.withResolvers<void>();
  const end = (): void => ending.abort(accountProblem("cancelled"));
  limits.signal?.addEventListener("abort", end, { once: true });
  const timer =
    limits.timeoutMs === undefined
      ? undefined
      : setTimeout(() => ending.abort(accountProblem("timedOut")), limits.timeoutMs);
  return {
    ending: ending.signal,
    ended: ended.promise,
    end,
    dispose() {
      clearTimeout(timer);
      limits.signal?.removeEventListener("abort", end);
      ended.resolve();
    },
  };
}

function signedInAccount(account: AccountInfo): SignedInAccount {
  return {
    id: account.homeAccountId,
    username: account.username,
    name: account.name ?? account.username,
    tenantId: account.tenantId,
    isPersonal: isPersonalTenant(account.tenantId),
  };
}
