/**
 * Sign-in with VS Code's own account. VS Code asks the person, keeps the refresh tokens and shares the account among
 * extensions; here is remembered who has signed in to Unbook, and only those are Unbook's. Nobody is ever asked but by
 * signing in, and signing out ends nothing for other extensions.
 */
import { untilAborted } from "./abortedWait.ts";
import type { Accounts, BrowserSignIn, SecretStore } from "./accountContract.ts";
import { AccountError } from "./accountError.ts";
import type { AccountProvider, ProviderAccount, ProviderRequest, ProviderSession } from "./accountProvider.ts";
import { createChangeFollower } from "./changeFollower.ts";
import { claimsHeader } from "./claimsHeader.ts";
import { createKnownAccounts, withAccount } from "./knownAccounts.ts";
import { signedInAccountOf } from "./providerIdentity.ts";
import { providerProblem } from "./providerProblem.ts";
import { type AppRegistration, providerScopes } from "./providerScopes.ts";
import { createProviderTokens, listInTime } from "./providerTokens.ts";
import { accountProblem } from "./serviceRefusal.ts";
import { type Wait, waitOnTimer } from "./signInNetwork.ts";
import type { ReachSignIn } from "./signInReach.ts";

/** What sign-in with VS Code's own account needs. */
export interface ProviderAccountsOptions {
  readonly provider: AccountProvider;
  readonly registration: AppRegistration;
  /** Where it is remembered who has signed in: names and ids, no tokens. */
  readonly secrets: SecretStore;
  readonly reach: ReachSignIn;
  /** Takes warnings, without personal data. */
  readonly log: (line: string) => void;
  /** Milliseconds since 1970-01-01T00:00:00Z. Default: this machine's clock. */
  readonly now?: () => number;
  /** Default: on a timer. */
  readonly wait?: Wait;
}

/** VS Code tries up to three ways to sign in, one after the other, each for five minutes, and says nothing meanwhile. */
const defaultTimeoutMs = 15 * 60_000;

/** Signs in with one app registration at one of VS Code's account providers. */
export function createProviderAccounts(options: ProviderAccountsOptions): Accounts {
  const { provider, registration, reach, log, now = Date.now, wait = waitOnTimer } = options;
  const known = createKnownAccounts(options.secrets, log);
  const tokens = createProviderTokens({ provider, registration, known, reach, now, wait, log });
  const closing = new AbortController();
  const follower = createChangeFollower({
    follow: noteWhoIsGone,
    wait,
    onError: () => log("VS Code's accounts could not be followed."),
  });
  const stopListening = provider.onDidChange(() => follower.notice());
  let attempts = 0;
  /** Questions that VS Code is still asking, also those for which nobody waits any more. */
  let openQuestions = 0;
  let pending: AbortController | undefined;

  /** The other windows, and this one's session, see it by the change of the store. */
  async function noteWhoIsGone(): Promise<boolean> {
    const all = await listInTime(provider, wait);
    if (all === undefined) return false;
    const present = new Set(all.map(({ id }) => id));
    return known.change((list) =>
      list.map((one) =>
        one.isGone === present.has(one.account.id) ? { ...one, isGone: !present.has(one.account.id) } : one,
      ),
    );
  }

  async function accountNamed(loginHint: string | undefined): Promise<ProviderAccount | undefined> {
    if (loginHint === undefined) return undefined;
    const isHinted = (label: string): boolean => label.toLowerCase() === loginHint.toLowerCase();
    const one = (await known.read()).find(({ account }) => isHinted(account.username));
    if (one !== undefined) return { id: one.account.id, label: one.account.username };
    return (await listInTime(provider, wait))?.find(({ label }) => isHinted(label));
  }

  async function findSilently(asked: ProviderRequest, loginHint: string | undefined): Promise<ProviderSession> {
    const session = await provider.find(asked);
    const isHinted = loginHint === undefined || session?.account.label.toLowerCase() === loginHint.toLowerCase();
    if (session === undefined || !isHinted) throw accountProblem("signInRequired");
    return session;
  }

  /** Waits for the person; an earlier sign-in is not waited for any more, but VS Code may be asking on. */
  async function ask(asked: ProviderRequest, request: BrowserSignIn): Promise<ProviderSession> {
    pending?.abort(accountProblem("cancelled"));
    const current = new AbortController();
    pending = current;
    const stop = (): void => current.abort(accountProblem("cancelled"));
    const timer = setTimeout(() => current.abort(accountProblem("timedOut")), request.timeoutMs ?? defaultTimeoutMs);
    const endings = [request.signal, closing.signal].filter((signal) => signal !== undefined);
    for (const signal of endings) signal.addEventListener("abort", stop, { once: true });
    if (openQuestions > 0) request.onBlocked?.();
    openQuestions += 1;
    attempts += 1;
    try {
      // What VS Code has silently would be given at once, and be refused again.
      const isAnew = tokens.isRepeated(asked.account?.id);
      const question = provider.ask({ ...asked, attempt: attempts, ...(isAnew && { isAnew }) });
      return await untilAborted(
        question.finally(() => (openQuestions -= 1)),
        current.signal,
      );
    } finally {
      clearTimeout(timer);
      for (const signal of endings) signal.removeEventListener("abort", stop);
      if (pending === current) pending = undefined;
    }
  }

  return {
    async signInWithBrowser(request) {
      if (closing.signal.aborted || request.signal?.aborted === true) throw accountProblem("cancelled");
      const scopes = providerScopes(registration, request.scopes);
      const account = await accountNamed(request.loginHint);
      const asked: ProviderRequest = {
        scopes,
        ...(account !== undefined && { account }),
        ...(request.claims !== undefined && { claimsHeader: claimsHeader(request.claims) }),
      };
      try {
        const session = await (request.prompt === "none"
          ? findSilently(asked, request.loginHint)
          : ask(asked, request));
        const signedIn = signedInAccountOf(session);
        await known.change((list) => withAccount(list, signedIn, request.scopes));
        tokens.hold(session, request.scopes);
        return signedIn;
      } catch (error) {
        throw providerProblem(error);
      }
    },

    signInWithDeviceCode: async () => {
      throw new Error("VS Code decides itself when to sign in with a code");
    },

    async listAccounts() {
      await noteWhoIsGone();
      const list = await known.read();
      for (const { account, isGone } of list) if (isGone) tokens.forget(account.id);
      return list.filter(({ isGone }) => !isGone).map(({ account }) => account);
    },

    tokensOf: (accountId) => ({ getToken: (request, signal) => tokens.getToken(accountId, request, signal) }),

    async signOut(accountId) {
      await known.change((list) => list.filter(({ account }) => account.id !== accountId));
      tokens.forget(accountId);
      // A sign-out that the store has not taken would be undone by the next start.
      if (known.isUnsaved()) {
        const serviceCode = "secret_storage";
        throw new AccountError("refused", "The sign-in could not be removed from the secret storage.", { serviceCode });
      }
    },

    async dispose() {
      stopListening();
      follower.dispose();
      closing.abort();
    },
  };
}
