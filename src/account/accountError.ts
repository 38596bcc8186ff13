/** The one error that sign-in and token requests fail with. Facts as fields; words for people are found in editor/. */

/** Why signing in or getting a token failed. */
export type AccountErrorCode =
  /** Nobody is signed in, or the sign-in was revoked or has expired: the person has to sign in again. */
  | "signInRequired"
  /** The person, or an administrator, has to allow the permissions first. */
  | "consentRequired"
  /** The person closed the sign-in. */
  | "cancelled"
  /** The person was asked for permissions, and did not allow them. */
  | "declined"
  /** The sign-in was not finished in time. */
  | "timedOut"
  /** The sign-in service cannot be reached. */
  | "offline"
  /** There is no token, and nobody says why: VS Code's own account keeps such failures to itself. Nobody is signed out by it. */
  | "unexplained"
  /** The sign-in service refused for another reason; `serviceCode` has its code. */
  | "refused";

/** Signing in or getting a token failed. */
export class AccountError extends Error {
  override readonly name = "AccountError";
  readonly code: AccountErrorCode;
  /** The sign-in service's own code, as `AADSTS65001` or `invalid_client`; empty if it gave none. */
  readonly serviceCode: string;
  /** The claims (JSON) that only the person can meet, by signing in with them; undefined if none were asked for. */
  readonly claims: string | undefined;
  constructor(code: AccountErrorCode, message: string, options: AccountErrorFacts = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.serviceCode = options.serviceCode ?? "";
    this.claims = options.claims;
  }
}

/** What else is known of a failure. Default: nothing. */
export interface AccountErrorFacts {
  readonly cause?: unknown;
  readonly serviceCode?: string;
  readonly claims?: string | undefined;
}

/** Tells by name, not by class: the lazily loaded parts carry copies of the class of their own. */
export function isAccountError(error: unknown): error is AccountError {
  return error instanceof Error && error.name === "AccountError";
}
