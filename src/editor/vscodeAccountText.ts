/** Words for what can go wrong with VS Code's own Microsoft account, beside what Microsoft's sign-in itself refuses. */
import { l10n } from "vscode";
import { brokerFailed, providerMissing, sovereignNotSet } from "../account/providerProblem.ts";

/** A sentence for a service code, with what to do; undefined for one that is not about VS Code's account. */
export function describeProviderProblem(serviceCode: string): string | undefined {
  switch (serviceCode) {
    case providerMissing:
      return l10n.t(
        "This VS Code has no Microsoft account: its built-in extension “Microsoft Account” is switched off or missing. Set “unbook.account.method” to “msal” to use Unbook's own sign-in.",
      );
    case sovereignNotSet:
      return l10n.t(
        "VS Code does not sign in to your cloud: its setting “microsoft-sovereign-cloud.environment” names none, or another one. Set it, or set “unbook.account.method” to “msal” to use Unbook's own sign-in.",
      );
    case brokerFailed:
      return l10n.t(
        "The system's own sign-in, which VS Code uses, has failed. Set “microsoft-authentication.implementation” to “msal-no-broker” to sign in with the browser instead, and try again.",
      );
    default:
      return undefined;
  }
}

/** What it means that VS Code gives no token and no reason. */
export function noAccessSentence(): string {
  return l10n.t(
    "VS Code gave no access to your Microsoft account just now, and does not say why. Check your connection and try again; if it stays like this, sign in again.",
  );
}
