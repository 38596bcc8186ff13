/**
 * Helps with a sign-in or a permission that Microsoft's sign-in has refused: says what the refusal means, and offers what can
 * be done, above all a text and a page for the administrator. Loaded when something is first refused (lazyTrouble.ts).
 */
import { commands, env, l10n, Uri, window } from "vscode";
import type { MessageItem } from "vscode";
import type { AccountError } from "../account/accountError.ts";
import { scopesIn } from "../graph/cloudScopes.ts";
import { accountOf } from "./accountSession.ts";
import { adminConsentLink, adminRequest, tenantFor } from "./adminRequest.ts";
import type { AdminRequestFacts } from "./adminRequest.ts";
import { commandIds } from "./commandIds.ts";
import { describeConsentProblem } from "./consentProblem.ts";
import type { ConsentCure } from "./consentProblem.ts";
import { helpWithProvider } from "./lazyVscodeAccount.ts";
import { describeProblem } from "./problemText.ts";
import { signedInElsewhere } from "./sessionContract.ts";
import type { TriedSignIn } from "./sessionContract.ts";

/** What the person wants now. */
export type HelpAnswer = "tryAgain" | "nothing";

/**
 * Says what a refusal means, and does what the person chooses; copying and opening a page can be followed by more. A sign-in
 * that they have closed needs no words.
 * @throws {AccountError} what is no refusal, such as being offline.
 */
export async function helpWithRefusal(
  session: TriedSignIn,
  error: AccountError,
  scopes: readonly string[],
): Promise<HelpAnswer> {
  if (error.code === "cancelled") return "nothing";
  if (error.serviceCode === signedInElsewhere) return tellElsewhere();
  const provider = await helpWithProvider(error);
  if (provider !== undefined) return provider === "nothing" ? "nothing" : "tryAgain";
  if (error.code === "offline" || error.code === "timedOut" || error.code === "unexplained") throw error;
  const facts = requestFacts(session, error, scopes);
  let done: string | undefined;
  for (;;) {
    const text = consentHelpText(error, scopes, facts !== undefined);
    const items = text.buttons.map(({ title }): MessageItem => ({ title }));
    const keep: MessageItem = { title: l10n.t("Not Now"), isCloseAffordance: true };
    const detail = done === undefined ? text.detail : `${done}\n\n${text.detail}`;
    const answer = await window.showWarningMessage(text.title, { modal: true, detail }, ...items, keep);
    const cure = text.buttons.find((_, index) => items[index] === answer)?.cure;
    if (cure === undefined) return "nothing";
    if (cure === "tryAgain") return "tryAgain";
    if (cure === "register") {
      await commands.executeCommand(commandIds.setUpAppRegistration);
      return "nothing";
    }
    if (facts === undefined) return "nothing";
    done = await (cure === "askAdmin" ? copyRequest(facts) : openAdminPage(facts));
  }
}

/** What the dialog says and offers. */
export interface ConsentHelpText {
  readonly title: string;
  readonly detail: string;
  readonly buttons: readonly { readonly title: string; readonly cure: ConsentCure }[];
}

/** The dialog's words. @param hasApp whether it is known as which app Unbook signs in. */
export function consentHelpText(error: AccountError, scopes: readonly string[], hasApp: boolean): ConsentHelpText {
  const known = describeConsentProblem(error.serviceCode);
  const { short, sentence } = known ?? describeProblem(error);
  const cures = known?.cures ?? (error.code === "refused" ? ["register", "tryAgain"] : ["tryAgain"]);
  const asked = l10n.t("Asked for: {0}", scopes.join(", "));
  const said = error.serviceCode === "" ? "" : `\n${l10n.t("Microsoft's code: {0}", error.serviceCode)}`;
  return {
    title: l10n.t("Microsoft's sign-in did not allow it: {0}", short),
    detail: `${sentence}\n\n${asked}${said}`,
    buttons: cures
      .filter((cure) => hasApp || (cure !== "askAdmin" && cure !== "adminPage"))
      .map((cure) => ({ cure, title: cureTitle(cure) })),
  };
}

function cureTitle(cure: ConsentCure): string {
  switch (cure) {
    case "tryAgain":
      return l10n.t("Try Again…");
    case "askAdmin":
      return l10n.t("Copy Request for My Admin");
    case "adminPage":
      return l10n.t("Open Admin Consent Page");
    case "register":
      return l10n.t("Set Up App Registration…");
    default:
      return cure satisfies never;
  }
}

async function tellElsewhere(): Promise<HelpAnswer> {
  const accounts = l10n.t("Accounts…");
  const answer = await window.showWarningMessage(
    l10n.t(
      "This account is signed in here already, in another cloud or with another app registration, and stays so. To have it here, sign out of it there first.",
    ),
    accounts,
  );
  if (answer === accounts) await commands.executeCommand(commandIds.accounts);
  return "nothing";
}

function requestFacts(
  { app, state }: TriedSignIn,
  { serviceCode }: AccountError,
  scopes: readonly string[],
): AdminRequestFacts | undefined {
  if (app === undefined) return undefined;
  const account = accountOf(state);
  const laterScopes = scopesIn(app.graphResource).filter((scope) => !scopes.includes(scope));
  return { app, scopes, laterScopes, serviceCode, ...(account !== undefined && { account }) };
}

async function copyRequest(facts: AdminRequestFacts): Promise<string> {
  await env.clipboard.writeText(adminRequest(facts));
  return l10n.t("The request is on your clipboard: send it to your administrator.");
}

async function openAdminPage({ app, account, scopes }: AdminRequestFacts): Promise<string> {
  const link = adminConsentLink(app, tenantFor(app, account), scopes);
  return (await env.openExternal(Uri.parse(link, true)))
    ? l10n.t("The page is open in your browser. Try again once it has been allowed there.")
    : l10n.t("The browser could not be opened.");
}
