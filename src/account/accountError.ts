/** The one error that sign-in and token requests fail with. Facts as fields; words for people are found in editor/. */

/** Why signing in or getting a token failed. */
export type AccountErrorCode =
  /** Nobody is signed in, or the sign-in was revoked or has expired: the person has to sign in again. */
  | "signInRequired"
  /** The person, or an administrator, has to allow the permissions first. */
  | "consentRequired"
  /** The person closed or refused the sign-in. */
  | "cancelled"
  /** The sign-in was not finished in time. */
  | "timedOut"
  /** The sign-in service cannot be reached. */
  | "offline"
  /** The sign-in service refused for another reason; `serviceCode` has its code. */
  | "refused";

/** Signing in or getting a token failed. */
export class AccountError extends Error {
  override readonly name = "AccountError";
  readonly code: AccountErrorCode;
  /** The sign-in service's own code, as `AADSTS65001` or `invalid_client`; empty if it gave none. */
  readonly serviceCode: string;
  constructor(code: AccountErrorCode, message: string, options: { cause?: unknown; serviceCode?: string } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.serviceCode = options.serviceCode ?? "";
  }
}

/** Tells by name, not by class: the lazily loaded parts carry copies of the class of their own. */
export function isAccountError(error: unknown): error is AccountError {
  return error instanceof Error && error.name === "AccountError";
}
