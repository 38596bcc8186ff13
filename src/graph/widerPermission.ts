/**
 * Reads with a wider permission where only that one was given: to cancel is also to read, but the sign-in service compares
 * permissions by name. Who has allowed an earlier Unbook more than is asked for today is not asked again.
 * Source: https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview
 */
import { isAccountError } from "../account/accountError.ts";
import type { AccessToken, TokenRequest, TokenSource } from "../account/tokenSource.ts";
import { widerScopesFor } from "./scopes.ts";

/** The same tokens; where the permissions of a request were not given, those of wider ones. */
export function withWiderPermissions(tokens: TokenSource): TokenSource {
  /** The requests, by their permissions, for which only the wider ones are known to be given. */
  const widened = new Set<string>();

  async function getWider(request: TokenRequest, wider: readonly string[], signal?: AbortSignal): Promise<AccessToken> {
    const token = await tokens.getToken({ ...request, scopes: wider }, signal);
    widened.add(keyOf(request));
    return token;
  }

  return {
    async getToken(request, signal) {
      const wider = widerScopesFor(request.scopes);
      if (wider === undefined) return tokens.getToken(request, signal);
      const first = widened.has(keyOf(request));
      try {
        return await (first ? getWider(request, wider, signal) : tokens.getToken(request, signal));
      } catch (error) {
        if (!lacksConsent(error)) throw error;
        widened.delete(keyOf(request));
        try {
          return await (first ? tokens.getToken(request, signal) : getWider(request, wider, signal));
        } catch (second) {
          // What is missing is what was asked for, and not the wider permission.
          throw lacksConsent(second) && !first ? error : second;
        }
      }
    },
  };
}

function keyOf({ scopes }: TokenRequest): string {
  return scopes.join(" ");
}

function lacksConsent(error: unknown): boolean {
  return isAccountError(error) && error.code === "consentRequired";
}
