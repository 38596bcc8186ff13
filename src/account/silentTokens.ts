/**
 * Access tokens without asking anybody: from the cache, or with the refresh token. Equal requests share one answer, and one
 * account's requests go one after the other, because a sign-in service may let a refresh token be used only once.
 */
import { untilAborted } from "./abortedWait.ts";
import type { RunWithClient } from "./msalClients.ts";
import { accountProblem } from "./serviceRefusal.ts";
import type { AccessToken, TokenRequest } from "./tokenSource.ts";
import { createTurnQueue, type TurnQueue } from "./turnQueue.ts";

/** Gives tokens for any account of the cache. */
export interface SilentTokens {
  /** @throws {AccountError} when a token cannot be had silently. */
  getToken(accountId: string, request: TokenRequest, signal?: AbortSignal): Promise<AccessToken>;
}

/** What silent tokens need. */
export interface SilentTokenOptions {
  readonly runWithClient: RunWithClient;
  /** Aborted when nobody needs tokens any more. */
  readonly closing: AbortSignal;
}

/** Starts with no request under way. */
export function createSilentTokens(options: SilentTokenOptions): SilentTokens {
  const turns = new Map<string, TurnQueue>();
  const underWay = new Map<string, Promise<AccessToken>>();

  async function fetchToken(accountId: string, request: TokenRequest): Promise<AccessToken> {
    return await options.runWithClient(options.closing, async ({ application, findAccount }) => {
      const account = await findAccount(accountId);
      if (account === undefined) throw accountProblem("signInRequired");
      const result = await application.acquireTokenSilent({
        account,
        scopes: [...request.scopes],
        ...(request.claims === undefined ? {} : { claims: request.claims }),
        ...(request.forceRefresh === true ? { forceRefresh: true } : {}),
      });
      return { value: result.accessToken, expiresAtUtc: result.expiresOn?.getTime() ?? Date.now() };
    });
  }

  function shared(accountId: string, request: TokenRequest): Promise<AccessToken> {
    const { claims = "", forceRefresh = false, scopes } = request;
    const key = JSON.stringify([accountId, scopes.toSorted(), claims, forceRefresh]);
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const queue = turns.get(accountId) ?? createTurnQueue();
    turns.set(accountId, queue);
    const token = queue.run(() => fetchToken(accountId, request)).finally(() => underWay.delete(key));
    underWay.set(key, token);
    return token;
  }

  return {
    async getToken(accountId, request, signal) {
      if (signal?.aborted === true) throw accountProblem("cancelled");
      const token = shared(accountId, request);
      if (signal === undefined) return await token;
      try {
        // Who stops waiting does not end it for the others.
        return await untilAborted(token, signal);
      } catch (error) {
        throw signal.aborted ? accountProblem("cancelled") : error;
      }
    },
  };
}
