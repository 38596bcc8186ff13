/**
 * Notices that a token can only be had if the person signs in again, and with which claims. What Graph has asked for in a
 * challenge is not lost when the sign-in service then only says that somebody has to act.
 * Source: https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
import { AccountError, isAccountError } from "../account/accountError.ts";
import type { TokenSource } from "../account/tokenSource.ts";

/**
 * The same tokens.
 * @param onNeed is told of each failure that only a sign-in by the person mends; its claims are those to sign in with.
 */
export function rememberNeed(tokens: TokenSource, onNeed: (why: AccountError) => void): TokenSource {
  return {
    async getToken(request, signal) {
      try {
        return await tokens.getToken(request, signal);
      } catch (error) {
        if (!isAccountError(error) || error.code !== "signInRequired") throw error;
        const why = withClaims(error, error.claims ?? request.claims);
        onNeed(why);
        throw why;
      }
    },
  };
}

function withClaims(error: AccountError, claims: string | undefined): AccountError {
  if (error.claims === claims) return error;
  const { code, message, serviceCode } = error;
  return new AccountError(code, message, { cause: error, serviceCode, claims });
}
