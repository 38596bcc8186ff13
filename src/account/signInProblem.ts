/**
 * Turns whatever went wrong in a sign-in or a token request into an AccountError. Everything is told by codes: MSAL's own,
 * the OAuth ones, and the AADSTS numbers of Microsoft Entra.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
import { AuthError, InteractionRequiredAuthError } from "@azure/msal-node";
import { AccountError, type AccountErrorCode, isAccountError } from "./accountError.ts";
import type { ServiceRefusal } from "./signInNetwork.ts";

const declinedNumbers = new Set([65004]);
/** Consent of the person, consent of an administrator, and a request to an administrator that is not answered yet. */
const consentNumbers = new Set([65001, 90094, 90095]);

const codes = new Map<string, AccountErrorCode>([
  ["consent_required", "consentRequired"],
  ["access_denied", "cancelled"],
  ["authorization_declined", "cancelled"],
  ["user_cancelled", "cancelled"],
  ["user_canceled", "cancelled"],
  ["expired_token", "timedOut"],
  ["device_code_expired", "timedOut"],
  ["user_timeout_reached", "timedOut"],
  ["network_error", "offline"],
  ["no_network_connectivity", "offline"],
  ["endpoints_resolution_error", "offline"],
  ["openid_config_error", "offline"],
  ["invalid_grant", "signInRequired"],
  ["interaction_required", "signInRequired"],
  ["login_required", "signInRequired"],
  ["no_tokens_found", "signInRequired"],
  ["refresh_token_expired", "signInRequired"],
]);

const messages: Readonly<Record<AccountErrorCode, string>> = {
  signInRequired: "A new sign-in is needed.",
  consentRequired: "The permissions have not been allowed yet.",
  cancelled: "The sign-in was cancelled.",
  timedOut: "The sign-in was not finished in time.",
  offline: "The sign-in service cannot be reached.",
  refused: "The sign-in service refused.",
};

/** An AccountError without a cause in the sign-in library, as for a sign-in that is ended from outside. */
export function accountProblem(code: AccountErrorCode): AccountError {
  return new AccountError(code, messages[code]);
}

/**
 * The AccountError for a failure of the sign-in library.
 * @param refusal what the service answered last, if it refused.
 * @param failure what the last request failed with, if it was not answered: a better cause than the library's error.
 */
export function signInProblem(cause: unknown, refusal?: ServiceRefusal, failure?: unknown): AccountError {
  if (isAccountError(cause)) return cause;
  const found = refusal ?? refusalOf(cause);
  const code = found === undefined ? "refused" : codeOf(found, cause);
  const serviceCode = found === undefined ? "" : serviceCodeOf(found);
  return new AccountError(code, serviceCode === "" ? messages[code] : `${messages[code]} (${serviceCode})`, {
    cause: failure ?? cause,
    serviceCode,
  });
}

function codeOf(refusal: ServiceRefusal, cause: unknown): AccountErrorCode {
  const { error, numbers, suberror } = refusal;
  if (numbers.some((number) => declinedNumbers.has(number))) return "cancelled";
  if (suberror === "consent_required" || numbers.some((number) => consentNumbers.has(number))) return "consentRequired";
  return codes.get(error) ?? (cause instanceof InteractionRequiredAuthError ? "signInRequired" : "refused");
}

/** Errors that the browser brings back, and those of the library itself, come only as an error of the library. */
function refusalOf(cause: unknown): ServiceRefusal | undefined {
  if (!(cause instanceof AuthError)) return undefined;
  const number = /^AADSTS(\d+)/u.exec(cause.errorMessage)?.[1];
  return { error: cause.errorCode, suberror: cause.subError, numbers: number === undefined ? [] : [Number(number)] };
}

function serviceCodeOf(refusal: ServiceRefusal): string {
  const [number] = refusal.numbers;
  return number === undefined ? refusal.error : `AADSTS${number}`;
}
