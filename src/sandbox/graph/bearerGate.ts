/**
 * The gate of the sandbox's Graph: who a request's token speaks for, or the 401 that says why it is not let in.
 * Source: https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
import type { SandboxAccount, SignInService } from "../sandboxContract.ts";
import { GraphRefusal } from "./graphRefusal.ts";

/** The application id of Microsoft Graph, which challenges name. */
const graphApplicationId = "00000003-0000-0000-c000-000000000000";

/** Somebody who has been let in. */
export interface Caller {
  readonly account: SandboxAccount;
  readonly scopes: readonly string[];
}

/** Finds out who is calling. @throws {GraphRefusal} 401 */
export function letIn(
  authorization: string | null,
  signIn: Pick<SignInService, "checkBearer">,
  accounts: readonly SandboxAccount[],
  signInOrigin: string,
): Caller {
  const check = signIn.checkBearer(authorization);
  switch (check.kind) {
    case "valid": {
      const account = accounts.find((candidate) => candidate.id === check.accountId);
      if (account !== undefined) return { account, scopes: check.scopes };
      throw unauthorized("Access token validation failure.", signInOrigin);
    }
    case "missing":
      throw unauthorized("Access token is empty.", signInOrigin);
    case "expired":
      throw unauthorized("Access token has expired or is not yet valid.", signInOrigin);
    case "foreign":
      throw unauthorized("Access token validation failure. Invalid audience.", signInOrigin);
    case "revoked":
      throw unauthorized("Access token has been revoked.", signInOrigin);
    case "claimsNeeded":
      throw claimsChallenge(check.claims, signInOrigin);
    default:
      return check satisfies never;
  }
}

/** The 401 that asks for a new token which answers `claims` (JSON). */
export function claimsChallenge(claims: string, signInOrigin: string): GraphRefusal {
  const message =
    "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp";
  const encoded = Buffer.from(claims).toString("base64");
  // Graph is known to put several challenges into one header; the one with the claims is not always the first.
  const challenges = [
    plainChallenge(signInOrigin),
    `${plainChallenge(signInOrigin)}, error="insufficient_claims", claims="${encoded}"`,
  ];
  return new GraphRefusal(401, "InvalidAuthenticationToken", message, { "www-authenticate": challenges.join(", ") });
}

function unauthorized(message: string, signInOrigin: string): GraphRefusal {
  return new GraphRefusal(401, "InvalidAuthenticationToken", message, {
    "www-authenticate": plainChallenge(signInOrigin),
  });
}

function plainChallenge(signInOrigin: string): string {
  return `Bearer realm="", authorization_uri="${signInOrigin}/common/oauth2/authorize", client_id="${graphApplicationId}"`;
}
