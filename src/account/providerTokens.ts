/**
 * Access tokens from VS Code's own account, without asking anybody. Equal requests share one answer, and an answer is held for
 * some minutes: each question to VS Code goes through two processes, and with a tenant's domain also to the network.
 */
import { untilAborted } from "./abortedWait.ts";
import { AccountError } from "./accountError.ts";
import type { AccountProvider, ProviderAccount, ProviderRequest, ProviderSession } from "./accountProvider.ts";
import { claimsHeader } from "./claimsHeader.ts";
import { type KnownAccount, type KnownAccounts, withAccount } from "./knownAccounts.ts";
import { providerProblem } from "./providerProblem.ts";
import { type AppRegistration, providerScopes } from "./providerScopes.ts";
import { accountProblem } from "./serviceRefusal.ts";
import type { Wait } from "./signInNetwork.ts";
import type { ReachSignIn } from "./signInReach.ts";
import { withinTime } from "./timeLimit.ts";
import type { AccessToken, SignedInAccount, TokenRequest } from "./tokenSource.ts";

/** Gives tokens for any account that is known. */
export interface ProviderTokens {
  /** @throws {AccountError} when a token cannot be had silently. */
  getToken(accountId: string, request: TokenRequest, signal?: AbortSignal): Promise<AccessToken>;
  /** Holds a token that a sign-in has brought, in place of all that are held of its account. */
  hold(session: ProviderSession, permissions: readonly string[]): void;
  /** Lets go of an account's tokens. */
  forget(accountId: string): void;
  /** Whether VS Code gave the same token once more when a fresh one was wanted, as it does until that expires. */
  isRepeated(accountId: string | undefined): boolean;
}

/** What it needs. */
export interface ProviderTokenOptions {
  readonly provider: AccountProvider;
  readonly registration: AppRegistration;
  readonly known: KnownAccounts;
  readonly reach: ReachSignIn;
  readonly now: () => number;
  readonly wait: Wait;
  /** Takes warnings, without personal data. */
  readonly log: (line: string) => void;
}

/** VS Code tells no expiry, but gives no token that has less than five minutes left. */
const heldMs = 4 * 60_000;
/** While anybody signs in to any extension, VS Code answers nobody; that can take five minutes and more. */
const silentLimitMs = 60_000;
const listLimitMs = 5000;

/** Everybody who is signed in in VS Code; undefined if VS Code does not say, or not soon. */
export async function listInTime(
  provider: AccountProvider,
  wait: Wait,
): Promise<readonly ProviderAccount[] | undefined> {
  return withinTime(provider.listAccounts(), listLimitMs, wait, undefined).catch(() => undefined);
}

/** Starts with no token. */
export function createProviderTokens(options: ProviderTokenOptions): ProviderTokens {
  const { provider, registration, known, reach, now, wait, log } = options;
  const held = new Map<string, Map<string, AccessToken>>();
  const underWay = new Map<string, Promise<AccessToken>>();
  const repeated = new Set<string>();

  function put(session: ProviderSession, permissions: readonly string[]): AccessToken {
    const token = { value: session.accessToken, expiresAtUtc: now() + heldMs };
    const tokens = held.get(session.account.id) ?? new Map<string, AccessToken>();
    held.set(session.account.id, tokens.set(nameOf(permissions), token));
    return token;
  }

  function heldToken(accountId: string, permissions: readonly string[]): AccessToken | undefined {
    const token = held.get(accountId)?.get(nameOf(permissions));
    const leftMs = (token?.expiresAtUtc ?? 0) - now();
    // More than can be left: the clock was set back, and nobody knows how old the token is.
    return leftMs > 0 && leftMs <= heldMs ? token : undefined;
  }

  async function fetchToken(accountId: string, request: TokenRequest): Promise<AccessToken> {
    const scopes = providerScopes(registration, request.scopes);
    const one = await findKnown(accountId);
    const account: ProviderAccount = { id: accountId, label: one.account.username };
    const header = request.claims === undefined ? {} : { claimsHeader: claimsHeader(request.claims) };
    const session = await find({ scopes, account, ...header });
    // The scopes of the session only say what was asked for; what is given, Graph will tell.
    if (session?.account.id === accountId) {
      const username = session.account.label;
      const isNew = request.scopes.some((permission) => !one.permissions.includes(permission));
      if (isNew || username !== one.account.username) {
        await known.change((all) => noteToken(all, { ...one.account, username }, request.scopes));
      }
      // It may have been signed out while its token was on the way.
      await findKnown(accountId);
      const before = held.get(accountId)?.get(nameOf(request.scopes));
      if (request.forceRefresh === true && before?.value === session.accessToken) repeated.add(accountId);
      return put(session, request.scopes);
    }
    if (session !== undefined) log("VS Code gave the session of another account than was asked for; it is not used.");
    throw await explain(one, request);
  }

  async function findKnown(accountId: string): Promise<KnownAccount> {
    const one = (await known.read()).find(({ account }) => account.id === accountId);
    if (one === undefined) throw accountProblem("signInRequired");
    return one;
  }

  async function find(request: ProviderRequest): Promise<ProviderSession | undefined> {
    try {
      const session = await withinTime(provider.find(request), silentLimitMs, wait, "overdue" as const);
      if (session !== "overdue") return session;
    } catch (error) {
      throw providerProblem(error);
    }
    throw accountProblem("unexplained");
  }

  /** What can be known of why VS Code gave nothing. Nobody is signed out on a mere suspicion. */
  async function explain({ account, permissions }: KnownAccount, request: TokenRequest): Promise<AccountError> {
    if (request.claims !== undefined) {
      return new AccountError("signInRequired", accountProblem("signInRequired").message, { claims: request.claims });
    }
    const all = await listInTime(provider, wait);
    if (all?.some(({ id }) => id === account.id) === false) return accountProblem("signInRequired");
    try {
      await reach();
    } catch (cause) {
      return new AccountError("offline", accountProblem("offline").message, { cause });
    }
    // One that was never had may wait for the person's word, or an administrator's; asking for it is their decision, too.
    const isHad = request.scopes.every((permission) => permissions.includes(permission));
    return accountProblem(isHad ? "unexplained" : "consentRequired");
  }

  function shared(accountId: string, request: TokenRequest): Promise<AccessToken> {
    const { claims = "", forceRefresh = false, scopes } = request;
    const key = JSON.stringify([accountId, nameOf(scopes), claims, forceRefresh]);
    const asked = underWay.get(key);
    if (asked !== undefined) return asked;
    const token = fetchToken(accountId, request).finally(() => underWay.delete(key));
    underWay.set(key, token);
    return token;
  }

  return {
    async getToken(accountId, request, signal) {
      if (signal?.aborted === true) throw accountProblem("cancelled");
      // VS Code cannot be asked for a fresh token without claims; asking it at all is the best there is.
      const isFreshWanted = request.claims !== undefined || request.forceRefresh === true;
      const token = isFreshWanted ? undefined : heldToken(accountId, request.scopes);
      if (token !== undefined) return token;
      const fetched = shared(accountId, request);
      if (signal === undefined) return await fetched;
      try {
        // Who stops waiting does not end it for the others.
        return await untilAborted(fetched, signal);
      } catch (error) {
        throw signal.aborted ? accountProblem("cancelled") : error;
      }
    },
    hold(session, permissions) {
      held.delete(session.account.id);
      repeated.delete(session.account.id);
      put(session, permissions);
    },
    forget: (accountId) => void held.delete(accountId),
    isRepeated: (accountId) => accountId !== undefined && repeated.has(accountId),
  };
}

function nameOf(permissions: readonly string[]): string {
  return [...new Set(permissions)].toSorted().join(" ");
}

/** Only if the account is still known. */
function noteToken(
  all: readonly KnownAccount[],
  account: SignedInAccount,
  permissions: readonly string[],
): readonly KnownAccount[] {
  return all.some((one) => one.account.id === account.id) ? withAccount(all, account, permissions) : all;
}
