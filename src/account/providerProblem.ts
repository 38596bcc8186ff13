/**
 * What a failure of VS Code's Microsoft account means. VS Code hands on nothing but words, its own and those of its sign-in
 * extension, so that here, and only here, they are read: codes where there are any, else the fixed English sentences of
 * VS Code's source.
 * Source: https://github.com/microsoft/vscode/blob/main/src/vs/workbench/api/browser/mainThreadAuthentication.ts
 */
import { AccountError, isAccountError } from "./accountError.ts";
import { accountProblem, refusalProblem } from "./serviceRefusal.ts";

/** The `serviceCode` when VS Code has no such provider. */
export const providerMissing = "provider_missing";
/** The `serviceCode` when the system's own sign-in, which VS Code uses on Windows and macOS, has failed. */
export const brokerFailed = "platform_broker_error";
/** The `serviceCode` when VS Code's settings do not name the account's sovereign cloud. */
export const sovereignNotSet = "sovereign_cloud_not_set";

/** Said by VS Code when somebody closes its question or its list of accounts, and by its extension when they end the sign-in. */
const cancelled = /User did not consent to (?:login|account access)|\bCancell?ed\b|\buser_cancell?ed\b/iu;
const missing =
  /No authentication provider .{1,100}? is currently registered|Timed out waiting for authentication provider|Unable to find authentication provider/u;
/** The broker's own code, and what its runtime says when it fails without one. */
const broker = /\bplatform_broker_error\b|\bmsalruntime\b|\bUnexpected: \(pii\)|\bWAM\b|\bkeychain\b.*-25\d{3}/iu;
const unreachable = /\b(?:network_error|no_network_connectivity|endpoints_resolution_error|fetch failed)\b/iu;

/** The AccountError for a failure of VS Code's account. */
export function providerProblem(cause: unknown): AccountError {
  if (isAccountError(cause)) return cause;
  // Not everything that VS Code rejects with is an Error.
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const number = /\bAADSTS(?<number>\d{4,7})/u.exec(text)?.groups?.["number"];
  if (number !== undefined) {
    return refusalProblem({ error: oauthCode(text), suberror: suberrorOf(text), numbers: [Number(number)] }, cause);
  }
  if (missing.test(text)) return refused(providerMissing, "VS Code has no such account provider.", cause);
  if (broker.test(text)) return refused(brokerFailed, "The system's own sign-in has failed.", cause);
  if (cancelled.test(text)) return accountProblem("cancelled");
  if (unreachable.test(text)) return new AccountError("offline", accountProblem("offline").message, { cause });
  return refusalProblem({ error: oauthCode(text), suberror: suberrorOf(text), numbers: [] }, cause);
}

/** The sign-in library writes the OAuth code first, as in `ServerError: access_denied: AADSTS65004: …`. */
function oauthCode(text: string): string {
  return /^(?:\w*Error: )?(?<code>[a-z]+(?:_[a-z]+)+): /u.exec(text)?.groups?.["code"] ?? "";
}

function suberrorOf(text: string): string {
  return /\bconsent_required\b/u.test(text) ? "consent_required" : "";
}

function refused(serviceCode: string, message: string, cause: unknown): AccountError {
  return new AccountError("refused", message, { cause, serviceCode });
}
