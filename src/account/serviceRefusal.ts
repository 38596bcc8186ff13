/**
 * What a refusal of the sign-in service means, told by its codes: the OAuth ones, and the AADSTS numbers of Microsoft
 * Entra. It knows nothing of the library or the provider that brought the refusal.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
import { AccountError, type AccountErrorCode } from "./accountError.ts";

/** What the sign-in service answered when it refused. */
export interface ServiceRefusal {
  /** The OAuth code, as `invalid_grant`. */
  readonly error: string;
  readonly suberror: string;
  /** AADSTS numbers. */
  readonly numbers: readonly number[];
  /** The claims (JSON) that a sign-in by the person has to meet. Default: none were named. */
  readonly claims?: string;
}

/** An AccountError without a cause in the sign-in library, as for a sign-in that is ended from outside. */
export function accountProblem(code: AccountErrorCode): AccountError {
  return new AccountError(code, messages[code]);
}

/**
 * The AccountError for a refusal.
 * @param otherwise what a refusal means whose codes are not known; `refused` if nobody knows better.
 */
export function refusalProblem(
  refusal: ServiceRefusal,
  cause: unknown,
  otherwise: AccountErrorCode = "refused",
): AccountError {
  const code = codeOf(refusal, otherwise);
  const serviceCode = serviceCodeOf(refusal);
  return new AccountError(code, serviceCode === "" ? messages[code] : `${messages[code]} (${serviceCode})`, {
    cause,
    serviceCode,
    claims: refusal.claims,
  });
}

const declinedNumbers = new Set([65004]);
/** Consent of the person, consent of an administrator, and a request to an administrator that is not answered yet. */
const consentNumbers = new Set([65001, 90094, 90095]);
/**
 * What signing in again does not mend, whatever OAuth code comes with it: an account that is not assigned to the app or not
 * of the tenant, a device or place that a rule blocks, and an app registration that is missing or not set up for this.
 */
const refusedNumbers = new Set([50011, 50020, 50105, 53000, 53001, 53003, 65002, 90002, 700016, 7000218]);

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
  declined: "The permissions were not allowed.",
  timedOut: "The sign-in was not finished in time.",
  offline: "The sign-in service cannot be reached.",
  unexplained: "There is no token, and no reason for it.",
  refused: "The sign-in service refused.",
};

function codeOf(refusal: ServiceRefusal, otherwise: AccountErrorCode): AccountErrorCode {
  const { error, numbers, suberror } = refusal;
  if (numbers.some((number) => declinedNumbers.has(number))) return "declined";
  if (numbers.some((number) => refusedNumbers.has(number))) return "refused";
  if (suberror === "consent_required" || numbers.some((number) => consentNumbers.has(number))) return "consentRequired";
  return codes.get(error) ?? otherwise;
}

function serviceCodeOf(refusal: ServiceRefusal): string {
  const [number] = refusal.numbers;
  return number === undefined ? refusal.error : `AADSTS${number}`;
}
