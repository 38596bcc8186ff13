/**
 * What Microsoft's sign-in means by the codes with which it refuses, as far as a person or their administrator can do
 * something about them: a sentence for each, and the ways out. What kind of failure each is stands in account/serviceRefusal.ts.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
import { l10n } from "vscode";

/** A way out of a refusal. */
export type ConsentCure =
  /** Microsoft's page is asked once more. */
  | "tryAgain"
  /** An administrator has to allow or change something. */
  | "askAdmin"
  /** An administrator can allow it on a page of Microsoft's. */
  | "adminPage"
  /** The app registration, or the settings that name it, have to be put right. */
  | "register";

/** A refusal in words. */
export interface ConsentProblem {
  /** A few words for a row. */
  readonly short: string;
  /** What happened and what to do next. */
  readonly sentence: string;
  /** The likeliest first; empty where nothing can be offered. */
  readonly cures: readonly ConsentCure[];
}

/** What a code such as `AADSTS65001` means; undefined for one that there is nothing to say of. */
export function describeConsentProblem(serviceCode: string): ConsentProblem | undefined {
  switch (serviceCode) {
    case "AADSTS65001":
      return {
        short: l10n.t("permission needed"),
        sentence: l10n.t("Unbook needs a permission that you or your administrator have not given yet."),
        cures: ["tryAgain", "askAdmin", "adminPage"],
      };
    case "AADSTS65004":
      return {
        short: l10n.t("not allowed"),
        sentence: l10n.t("You did not allow it on Microsoft's page. Nothing has changed, and you can still do so."),
        cures: ["tryAgain", "askAdmin"],
      };
    case "AADSTS90094":
      return {
        short: l10n.t("administrator needed"),
        sentence: l10n.t("Your organisation lets only an administrator allow this. Ask yours, and then try again."),
        cures: ["askAdmin", "adminPage", "tryAgain"],
      };
    case "AADSTS90095":
      return {
        short: l10n.t("waits for an administrator"),
        sentence: l10n.t("Your organisation lets only an administrator allow this, and your request waits for one."),
        cures: ["askAdmin", "adminPage", "tryAgain"],
      };
    case "AADSTS50105":
      return {
        short: l10n.t("account not assigned"),
        sentence: l10n.t(
          "Your account may not use this app yet. An administrator has to add it to the app's users and groups.",
        ),
        cures: ["askAdmin", "tryAgain"],
      };
    case "AADSTS53000":
    case "AADSTS53001":
    case "AADSTS53003":
      return {
        short: l10n.t("blocked by a rule"),
        sentence: l10n.t(
          "A rule of your organisation (conditional access) blocks this sign-in, for example from this device or network. Signing in again does not help; your administrator knows what does.",
        ),
        cures: ["askAdmin"],
      };
    case "AADSTS50076":
      return {
        short: l10n.t("second proof needed"),
        sentence: l10n.t(
          "Your organisation asks for a second proof of who you are. Sign in again, and Microsoft's page asks for it.",
        ),
        cures: ["tryAgain"],
      };
    case "AADSTS50079":
      return {
        short: l10n.t("second proof needed"),
        sentence: l10n.t(
          "Your organisation asks you to set up a second proof of who you are. Sign in again, and Microsoft's page leads you through it.",
        ),
        cures: ["tryAgain"],
      };
    case "AADSTS700016":
      return {
        short: l10n.t("unknown client id"),
        sentence: l10n.t(
          "There is no app registration with this client id in your organisation. Check client id, tenant and cloud.",
        ),
        cures: ["register", "askAdmin"],
      };
    case "AADSTS7000218":
      return {
        short: l10n.t("not a public client"),
        sentence: l10n.t(
          "The app registration does not allow public clients: “Allow public client flows” has to be on, and http://localhost belongs under “Mobile and desktop applications”.",
        ),
        cures: ["register", "askAdmin"],
      };
    case "AADSTS50011":
      return {
        short: l10n.t("redirect URI missing"),
        sentence: l10n.t(
          "The app registration lacks the redirect URI http://localhost under “Mobile and desktop applications”.",
        ),
        cures: ["register", "askAdmin"],
      };
    case "AADSTS50020":
      return {
        short: l10n.t("other organisation"),
        sentence: l10n.t(
          "This account is not of the organisation that Unbook signs in to. Sign in with another account, or change the tenant.",
        ),
        cures: ["tryAgain", "register"],
      };
    case "AADSTS65002":
      return {
        short: l10n.t("client id of Microsoft's"),
        sentence: l10n.t(
          "This client id is an app of Microsoft's that may not ask for calendars, and nobody can allow it. Use an app registration of your organisation.",
        ),
        cures: ["register"],
      };
    case "AADSTS90002":
      return {
        short: l10n.t("unknown tenant"),
        sentence: l10n.t("There is no such tenant in this cloud. Check tenant and cloud."),
        cures: ["register"],
      };
    default:
      return undefined;
  }
}

/** The codes that there is something to say of, the commonest first. */
export const explainedCodes = [
  "AADSTS65001",
  "AADSTS65004",
  "AADSTS90094",
  "AADSTS90095",
  "AADSTS50011",
  "AADSTS700016",
  "AADSTS7000218",
  "AADSTS50020",
  "AADSTS50105",
  "AADSTS53000",
  "AADSTS53001",
  "AADSTS53003",
  "AADSTS50076",
  "AADSTS50079",
  "AADSTS65002",
  "AADSTS90002",
] as const;
