/**
 * Words for failures of signing in and of getting a token, by their codes. What an organisation's refusals mean in detail
 * stands in consentProblem.ts, what VS Code's own account fails with in vscodeAccountText.ts.
 */
import { l10n } from "vscode";
import type { AccountError } from "../account/accountError.ts";
import { describeConsentProblem } from "./consentProblem.ts";
import { describeProviderProblem, noAccessSentence } from "./vscodeAccountText.ts";

/** A failure of signing in, in words. */
interface AccountProblem {
  /** A few words for a row. */
  readonly short: string;
  /** What happened and what to do next. */
  readonly sentence: string;
}

/** What it was, and what to do next. */
export function describeAccountError(error: AccountError): AccountProblem {
  const code = error.serviceCode === "" ? "" : ` (${error.serviceCode})`;
  const known = describeConsentProblem(error.serviceCode);
  if (known !== undefined) return { short: known.short, sentence: known.sentence + code };
  const ofVscode = describeProviderProblem(error.serviceCode);
  if (ofVscode !== undefined) return { short: l10n.t("VS Code's account failed"), sentence: ofVscode };
  switch (error.code) {
    case "signInRequired":
      if (error.claims !== undefined) {
        return { short: l10n.t("sign in again"), sentence: describeChallenge() + code };
      }
      return {
        short: l10n.t("sign in again"),
        sentence: l10n.t("Your sign-in has expired or was revoked. Sign in again.") + code,
      };
    case "consentRequired":
      return {
        short: l10n.t("permission needed"),
        sentence: l10n.t("Unbook needs a permission that you or your administrator have not given yet.") + code,
      };
    case "cancelled":
      return { short: l10n.t("not signed in"), sentence: l10n.t("Signing in was stopped. Nothing has changed.") };
    case "declined":
      return {
        short: l10n.t("not allowed"),
        sentence: l10n.t("You did not allow it on Microsoft's page. Nothing has changed.") + code,
      };
    case "timedOut":
      return {
        short: l10n.t("sign-in timed out"),
        sentence: l10n.t(
          "Signing in was not finished in time. Start it again. If Microsoft's page showed a code such as AADSTS50011, “Unbook: Set Up App Registration…” says what it means.",
        ),
      };
    case "offline":
      return {
        short: l10n.t("offline"),
        sentence: l10n.t("The sign-in service cannot be reached. Check your connection and try again."),
      };
    case "unexplained":
      return { short: l10n.t("no access just now"), sentence: noAccessSentence() };
    case "refused":
      return {
        short: l10n.t("sign-in refused"),
        sentence: l10n.t("The sign-in service refused{0}. Check the client id and the tenant in the settings.", code),
      };
    default:
      return error.code satisfies never;
  }
}

/** What a 401 or a 403 with claims means. */
export function describeChallenge(): string {
  return l10n.t("Your organisation asks for one more check before Microsoft Graph answers. Sign in again.");
}
