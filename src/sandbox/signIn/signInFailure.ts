/**
 * How the sandbox's sign-in refuses: the OAuth error codes and AADSTS numbers that Microsoft Entra answers with, in its
 * shape. The sentences are ours and begin as Entra's do, with the number.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
import { randomUUID } from "node:crypto";

/** One way of refusing. */
export interface SignInFailure {
  /** The OAuth code, as `invalid_grant`. */
  readonly error: string;
  /** The AADSTS number, where Entra documents one. */
  readonly number?: number;
  /** What sign-in libraries tell "sign in again" from "ask for consent" by. */
  readonly suberror?: string;
  /** The claims (JSON) that a sign-in by the person has to meet. Default: none. */
  readonly claims?: string;
  readonly sentence: string;
}

/** The refusals that need nothing filled in. */
export const signInFailures = {
  accessDenied: { error: "access_denied", number: 65004, sentence: "The user declined to consent to access the app." },
  adminNeeded: { error: "access_denied", number: 90094, sentence: "The grant requires administrator permission." },
  signInNeeded: {
    error: "login_required",
    number: 50058,
    sentence: "A silent sign-in was sent but no user is signed in.",
  },
  proofKeyMissing: {
    error: "invalid_request",
    number: 9002325,
    sentence: "Proof Key for Code Exchange with S256 is required.",
  },
  codeUnknown: { error: "invalid_grant", number: 70000, sentence: "The authorization code is not valid." },
  codeUsed: { error: "invalid_grant", number: 54005, sentence: "The authorization code was already redeemed." },
  grantExpired: {
    error: "invalid_grant",
    number: 70008,
    suberror: "bad_token",
    sentence: "The code or refresh token has expired.",
  },
  grantRevoked: {
    error: "invalid_grant",
    number: 50173,
    suberror: "bad_token",
    sentence: "The grant was revoked; a fresh sign-in is needed.",
  },
  refreshTokenUnknown: {
    error: "invalid_grant",
    number: 70000,
    suberror: "bad_token",
    sentence: "The refresh token is not valid.",
  },
  redirectDiffers: {
    error: "invalid_grant",
    number: 500112,
    sentence: "The redirect address differs from that of the code.",
  },
  proofKeyWrong: { error: "invalid_grant", number: 501481, sentence: "The code_verifier does not match." },
  consentNeeded: {
    error: "invalid_grant",
    number: 65001,
    suberror: "consent_required",
    sentence: "The user or administrator has not consented to use the application.",
  },
  clientUnknown: { error: "unauthorized_client", number: 700016, sentence: "No such application in the directory." },
  tenantUnknown: { error: "invalid_request", number: 90002, sentence: "No such tenant." },
  grantTypeUnknown: { error: "unsupported_grant_type", number: 70003, sentence: "This grant type is not supported." },
  claimsUnreadable: { error: "invalid_request", number: 50148, sentence: "The claims parameter is not a JSON object." },
  authorizationPending: { error: "authorization_pending", number: 70016, sentence: "The user has not signed in yet." },
  // Entra documents the three codes below without a number.
  authorizationDeclined: { error: "authorization_declined", sentence: "The user declined the sign-in." },
  slowDown: { error: "slow_down", sentence: "Polled too fast." },
  deviceCodeExpired: { error: "expired_token", sentence: "The device code has expired." },
  deviceCodeUnknown: { error: "bad_verification_code", number: 70018, sentence: "The device code is not known." },
} satisfies Readonly<Record<string, SignInFailure>>;

/** A parameter that has to be there is not. */
export function parameterMissing(name: string): SignInFailure {
  return { error: "invalid_request", number: 900144, sentence: `The request must contain the parameter '${name}'.` };
}

/** A scope that does not exist, or that this kind of account cannot be asked for. */
export function scopeInvalid(scopes: readonly string[]): SignInFailure {
  const names = scopes.join(" ");
  return { error: "invalid_scope", number: 70011, sentence: `The scope '${names}' is not valid for this account.` };
}

/** The failure as the page or the token endpoint words it: with the number in front, as Entra does. */
export function failureDescription(failure: SignInFailure): string {
  return failure.number === undefined ? failure.sentence : `AADSTS${failure.number}: ${failure.sentence}`;
}

/** The token endpoint's answer: 400 with the JSON that Entra sends. */
export function failureResponse(failure: SignInFailure, nowUtc: number): Response {
  const body = {
    error: failure.error,
    error_description: failureDescription(failure),
    error_codes: failure.number === undefined ? [] : [failure.number],
    timestamp: new Date(nowUtc).toISOString().replace("T", " ").replace(/\.\d+/u, ""),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    ...(failure.suberror === undefined ? {} : { suberror: failure.suberror }),
    ...(failure.claims === undefined ? {} : { claims: failure.claims }),
  };
  return Response.json(body, { status: 400, headers: { "cache-control": "no-store" } });
}
