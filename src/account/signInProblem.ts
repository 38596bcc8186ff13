/**
 * Turns whatever went wrong in MSAL's sign-in or token request into an AccountError. Everything is told by codes: MSAL's
 * own, and those of the service's refusal.
 * Source: https://learn.microsoft.com/entra/msal/javascript/node/errors
 */
import { AuthError, InteractionRequiredAuthError } from "@azure/msal-node";
import { AccountError, isAccountError } from "./accountError.ts";
import { accountProblem, refusalProblem, type ServiceRefusal } from "./serviceRefusal.ts";

/**
 * The AccountError for a failure of the sign-in library.
 * @param refusal what the service answered last, if it refused.
 * @param failure what the last request failed with, if it was not answered: a better cause than the library's error.
 */
export function signInProblem(cause: unknown, refusal?: ServiceRefusal, failure?: unknown): AccountError {
  if (isAccountError(cause)) return cause;
  const found = refusal ?? refusalOf(cause);
  if (found === undefined) {
    return new AccountError("refused", accountProblem("refused").message, { cause: failure ?? cause });
  }
  const otherwise = cause instanceof InteractionRequiredAuthError ? "signInRequired" : "refused";
  return refusalProblem({ ...found, ...claimsOf(cause) }, failure ?? cause, otherwise);
}

/** The claims that the service wants a person's sign-in to meet. */
function claimsOf(cause: unknown): Pick<ServiceRefusal, "claims"> {
  return cause instanceof InteractionRequiredAuthError && cause.claims !== "" ? { claims: cause.claims } : {};
}

/** Errors that the browser brings back, and those of the library itself, come only as an error of the library. */
function refusalOf(cause: unknown): ServiceRefusal | undefined {
  if (!(cause instanceof AuthError)) return undefined;
  const number = /^AADSTS(\d+)/u.exec(cause.errorMessage)?.[1];
  return { error: cause.errorCode, suberror: cause.subError, numbers: number === undefined ? [] : [Number(number)] };
}
