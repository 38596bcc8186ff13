/**
 * The sandbox's access tokens for its Graph: given out by the token endpoint, checked by the Graph half. They look like
 * Entra's, but name the sandbox as issuer and are signed with its own key.
 * Source: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
import type { BearerCheck, SandboxAccount } from "../sandboxContract.ts";
import { type AccessTokenClaims, answersChallenge, parseClaims, understandsChallenges } from "./claimsRequest.ts";
import type { TokenSigner } from "./tokenSigner.ts";

/** What the access tokens of one sandbox have in common. */
export interface AccessTokenOptions {
  readonly signer: TokenSigner;
  readonly origin: string;
  readonly clientId: string;
  readonly lifetimeSeconds: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
}

/** Gives out access tokens and checks them. */
export interface AccessTokens {
  issue(account: SandboxAccount, permissions: readonly string[], claims: AccessTokenClaims): string;
  /** What an `Authorization` header turned out to be. */
  check(authorization: string | null): BearerCheck;
  /** Every token given out so far is expired from now on. */
  expireAll(): void;
  /** Every token given out so far is revoked from now on. */
  revokeAll(): void;
  /**
   * From now on only tokens that were fetched with these claims pass; the others are answered with a challenge.
   * @throws {Error} when `claims` is not a JSON object.
   */
  demandClaims(claims: string): void;
}

/** Starts with no token given out and no claims demanded. */
export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  // Tokens are numbered, because two of them can be given out within the same millisecond.
  let lastNumber = 0;
  let expiredUpTo = 0;
  let revokedUpTo = 0;
  let demand: { readonly number: number; readonly text: string; readonly claims: AccessTokenClaims } | undefined;

  return {
    issue(account, permissions, claims) {
      const nowSeconds = Math.floor(options.now() / 1000);
      lastNumber += 1;
      return options.signer.sign({
        aud: "https://graph.microsoft.com",
        iss: `${options.origin}/${account.tenantId}/v2.0`,
        unbook_sandbox: "access",
        number: lastNumber,
        appid: options.clientId,
        tid: account.tenantId,
        oid: account.id,
        upn: account.username,
        scp: permissions.join(" "),
        iat: nowSeconds,
        nbf: nowSeconds,
        exp: nowSeconds + options.lifetimeSeconds,
        ...(understandsChallenges(claims) ? { xms_cc: ["cp1"] } : {}),
        ...(demand !== undefined && answersChallenge(claims, demand.claims) ? { demand: demand.number } : {}),
      });
    },
    check(authorization) {
      const token = /^Bearer +(\S+)$/iu.exec(authorization ?? "")?.[1];
      if (token === undefined) return { kind: authorization === null || authorization === "" ? "missing" : "foreign" };
      const payload = options.signer.read(token);
      if (payload === undefined || payload["unbook_sandbox"] !== "access") return { kind: "foreign" };
      const number = Number(payload["number"]);
      if (number <= revokedUpTo) return { kind: "revoked" };
      if (number <= expiredUpTo || Number(payload["exp"]) * 1000 <= options.now()) return { kind: "expired" };
      if (demand !== undefined && payload["demand"] !== demand.number) {
        // A client that has not said that it understands challenges is not sent one.
        return payload["xms_cc"] === undefined ? { kind: "revoked" } : { kind: "claimsNeeded", claims: demand.text };
      }
      const scopes = String(payload["scp"]).split(" ");
      return { kind: "valid", accountId: String(payload["oid"]), scopes: scopes.filter((scope) => scope !== "") };
    },
    expireAll() {
      expiredUpTo = lastNumber;
    },
    revokeAll() {
      revokedUpTo = lastNumber;
    },
    demandClaims(text) {
      const claims = parseClaims(text);
      if (claims === undefined) throw new Error("The demanded claims are not a JSON object.");
      demand = { number: (demand?.number ?? 0) + 1, text, claims };
    },
  };
}
