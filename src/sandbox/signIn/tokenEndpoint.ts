/**
 * The token endpoint: exchanges an authorization code, a refresh token or a device code for tokens. Codes and refresh tokens
 * work once; a permission that was not consented to is refused.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-access-token
 */
import { createHash } from "node:crypto";
import type { SandboxAccount } from "../sandboxContract.ts";
import type { AccessTokens } from "./accessTokens.ts";
import type { AuthorizedCode } from "./authorizeEndpoint.ts";
import { parseClaims } from "./claimsRequest.ts";
import type { Consents } from "./consents.ts";
import type { DeviceCodes } from "./deviceCodes.ts";
import { clientInfo, identityToken } from "./identityToken.ts";
import { unfitScopes } from "./interactions.ts";
import { parseScopes, type RequestedScopes } from "./requestedScopes.ts";
import {
  failureResponse,
  parameterMissing,
  scopeInvalid,
  type SignInFailure,
  signInFailures,
} from "./signInFailure.ts";
import type { SignInPolicy } from "./signInPolicy.ts";
import type { Tickets } from "./tickets.ts";
import type { TokenSigner } from "./tokenSigner.ts";

/** What a refresh token stands for. */
export interface RefreshGrant {
  readonly account: SandboxAccount;
  readonly scopes: RequestedScopes;
  /** Whether the person has proved who they are in the sign-in that it goes back to. */
  readonly isProved: boolean;
}

/** What the endpoint needs. */
export interface TokenEndpointOptions {
  readonly clientId: string;
  readonly origin: string;
  readonly signer: TokenSigner;
  readonly accessTokens: AccessTokens;
  readonly codes: Tickets<AuthorizedCode>;
  readonly refreshTokens: Tickets<RefreshGrant>;
  readonly deviceCodes: DeviceCodes;
  readonly consents: Consents;
  readonly policy: SignInPolicy;
  readonly accessTokenLifetimeSeconds: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
}

type Grant =
  | {
      readonly kind: "good";
      readonly account: SandboxAccount;
      readonly scopes: RequestedScopes;
      readonly nonce?: string | undefined;
      readonly isProved: boolean;
    }
  | { readonly kind: "failed"; readonly failure: SignInFailure };

/** Answers a form that a known client posted to the token endpoint. */
export function exchangeForTokens(form: URLSearchParams, options: TokenEndpointOptions): Response {
  const refuse = (failure: SignInFailure): Response => failureResponse(failure, options.now());
  const claims = parseClaims(form.get("claims"));
  if (claims === undefined) return refuse(signInFailures.claimsUnreadable);
  const refusal = options.policy.refusalAt("token");
  if (refusal !== undefined) return refuse(refusal);
  const asked = form.has("scope") ? parseScopes(form.get("scope")) : undefined;

  const grant = readGrant(form, options, ({ account, scopes, isProved }) => {
    const proofNeeded = isProved ? undefined : options.policy.proofNeeded(claims);
    return scopeProblem(account, asked ?? scopes, options.consents) ?? proofNeeded;
  });
  if (grant.kind === "failed") return refuse(grant.failure);

  const { account } = grant;
  const scopes = asked ?? grant.scopes;
  const wantsRefreshToken = [...scopes.openId, ...grant.scopes.openId].includes("offline_access");
  const { clientId, origin, signer } = options;
  const body = {
    token_type: "Bearer",
    scope: scopes.text,
    expires_in: options.accessTokenLifetimeSeconds,
    ext_expires_in: options.accessTokenLifetimeSeconds,
    access_token: options.accessTokens.issue(account, scopes.graph, claims),
    ...(wantsRefreshToken
      ? { refresh_token: options.refreshTokens.issue({ account, scopes: grant.scopes, isProved: grant.isProved }) }
      : {}),
    ...(scopes.openId.includes("openid")
      ? { id_token: identityToken(account, { signer, origin, clientId, nonce: grant.nonce, nowUtc: options.now() }) }
      : {}),
    client_info: clientInfo(account),
  };
  return Response.json(body, { headers: { "cache-control": "no-store" } });
}

/** Why what was granted does not give what is asked for. */
type GrantCheck = (granted: RefreshGrant) => SignInFailure | undefined;

function readGrant(form: URLSearchParams, options: TokenEndpointOptions, check: GrantCheck): Grant {
  const grantType = form.get("grant_type");
  switch (grantType) {
    case null:
      return failed(parameterMissing("grant_type"));
    case "authorization_code":
      return readCode(form, options.codes, check);
    case "refresh_token":
      return readRefreshToken(form, options.refreshTokens, check);
    // MSAL sends the short name.
    case "device_code":
    case "urn:ietf:params:oauth:grant-type:device_code": {
      const polled = options.deviceCodes.poll(form.get("device_code") ?? "");
      return polled.kind === "failed" ? polled : { ...polled, kind: "good" };
    }
    default:
      return failed(signInFailures.grantTypeUnknown);
  }
}

function readCode(form: URLSearchParams, codes: Tickets<AuthorizedCode>, check: GrantCheck): Grant {
  // A code is used up by the first attempt, also a failed one, so that its verifier cannot be guessed at.
  const code = codes.redeem(form.get("code") ?? "");
  switch (code.kind) {
    case "used":
      return failed(signInFailures.codeUsed);
    case "expired":
      return failed(signInFailures.grantExpired);
    case "revoked":
      return failed(signInFailures.grantRevoked);
    case "unknown":
      return failed(signInFailures.codeUnknown);
    case "good":
      break;
  }
  const { account, codeChallenge, isProved, nonce, redirectUri, scopes } = code.value;
  if (form.get("redirect_uri") !== redirectUri) return failed(signInFailures.redirectDiffers);
  const verifier = form.get("code_verifier");
  if (verifier === null) return failed(signInFailures.proofKeyMissing);
  if (createHash("sha256").update(verifier).digest("base64url") !== codeChallenge)
    return failed(signInFailures.proofKeyWrong);
  const problem = check({ account, scopes, isProved });
  return problem === undefined ? { kind: "good", account, scopes, nonce, isProved } : failed(problem);
}

function readRefreshToken(form: URLSearchParams, refreshTokens: Tickets<RefreshGrant>, check: GrantCheck): Grant {
  const token = form.get("refresh_token") ?? "";
  const found = refreshTokens.look(token);
  switch (found.kind) {
    case "used":
    case "unknown":
      return failed(signInFailures.refreshTokenUnknown);
    case "expired":
      return failed(signInFailures.grantExpired);
    case "revoked":
      return failed(signInFailures.grantRevoked);
    case "good":
      break;
  }
  const { account, scopes, isProved } = found.value;
  const problem = check({ account, scopes, isProved });
  // Looked at before it is used up, so that asking for too much does not end the sign-in.
  if (problem !== undefined) return failed(problem);
  refreshTokens.redeem(token);
  return { kind: "good", account, scopes, isProved };
}

function scopeProblem(account: SandboxAccount, scopes: RequestedScopes, consents: Consents): SignInFailure | undefined {
  const unfit = unfitScopes(scopes, account);
  if (unfit.length > 0) return scopeInvalid(unfit);
  return consents.missing(account.id, scopes.graph).length > 0 ? signInFailures.consentNeeded : undefined;
}

function failed(failure: SignInFailure): Grant {
  return { kind: "failed", failure };
}
