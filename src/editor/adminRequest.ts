/**
 * What somebody sends to their administrator so that Unbook may be used: a text that says which app, which permissions and
 * why, and the page on which they can be allowed. It only holds what the administrator needs.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
import { l10n } from "vscode";
import type { SignInApp } from "./signInPlace.ts";

/** Who asks for what. */
export interface AdminRequestFacts {
  readonly app: SignInApp;
  /** Who asks, if they are known. */
  readonly account?: { readonly name: string; readonly username: string; readonly tenantId: string };
  /** The delegated permissions that are needed now. */
  readonly scopes: readonly string[];
  /** Those that are asked for later, when what they are for is first used. */
  readonly laterScopes: readonly string[];
  /** What Microsoft's sign-in said, as `AADSTS90094`; empty if nothing. */
  readonly serviceCode: string;
}

/** The text to send. */
export function adminRequest({ app, account, scopes, laterScopes, serviceCode }: AdminRequestFacts): string {
  const tenant = tenantFor(app, account);
  const later =
    laterScopes.length === 0
      ? []
      : [
          l10n.t("Later it asks for these, each when what it is for is first used. You can allow them now as well:"),
          ...laterScopes.map(permissionLine),
          "",
          l10n.t("Page for all of them: {0}", adminConsentLink(app, tenant, [...scopes, ...laterScopes])),
          "",
        ];
  return [
    l10n.t("Hello,"),
    "",
    l10n.t(
      "I would like to use Unbook, an extension of Visual Studio Code. It shows my bookings and meetings and cancels the ones that I choose, after showing me who will be mailed.",
    ),
    serviceCode === ""
      ? l10n.t("For this, an administrator has to allow it:")
      : l10n.t("Microsoft's sign-in says that an administrator has to help ({0}):", serviceCode),
    "",
    l10n.t("App registration (client id): {0}", app.clientId),
    l10n.t("Tenant: {0}", tenant),
    ...(account === undefined ? [] : [l10n.t("My account: {0}", account.username)]),
    l10n.t("Delegated permissions, with which it can do no more than I can do myself:"),
    ...scopes.map(permissionLine),
    "",
    l10n.t("Page on which you can look at this and allow it: {0}", adminConsentLink(app, tenant, scopes)),
    "",
    ...later,
    l10n.t(
      "Afterwards the browser may show that http://localhost cannot be reached: that is expected, the permission has been saved. Unbook has no secret and no application permissions.",
    ),
    "",
    account === undefined ? l10n.t("Thank you!") : l10n.t("Thank you!\n{0}", account.name),
    "",
  ].join("\n");
}

/** The page on which an administrator allows permissions for the whole organisation. */
export function adminConsentLink(
  { clientId, signInOrigin, graphResource }: SignInApp,
  tenant: string,
  scopes: readonly string[],
): string {
  const page = new URL(`/${encodeURIComponent(tenant)}/v2.0/adminconsent`, signInOrigin);
  page.search = new URLSearchParams({
    client_id: clientId,
    scope: scopes.map((scope) => `${graphResource}/${scope}`).join(" "),
    redirect_uri: "http://localhost",
  }).toString();
  return page.href;
}

/** The tenant to ask in: the account's own where the settings name none. */
export function tenantFor({ tenantId }: SignInApp, account?: { readonly tenantId: string }): string {
  const isAny = tenantId === "organizations" || tenantId === "common";
  return isAny && account !== undefined ? account.tenantId : tenantId;
}

function permissionLine(scope: string): string {
  return `- ${scope}: ${describePermission(scope)}`;
}

/** What a delegated permission lets Unbook do, in a few words. */
export function describePermission(scope: string): string {
  switch (scope) {
    case "Calendars.Read":
      return l10n.t("read one's own calendars");
    case "Calendars.ReadWrite":
      return l10n.t("cancel one's own meetings");
    case "Calendars.Read.Shared":
      return l10n.t("read calendars that others have shared");
    case "Calendars.ReadWrite.Shared":
      return l10n.t("cancel meetings in calendars that others have shared for editing");
    case "Group.Read.All":
      return l10n.t("read the calendars of one's groups");
    case "Group.ReadWrite.All":
      return l10n.t("cancel meetings in the calendars of one's groups");
    case "Bookings.Read.All":
      return l10n.t("read bookings of businesses in which one has a role");
    case "BookingsAppointment.ReadWrite.All":
      return l10n.t("cancel bookings of businesses in which one has a role");
    default:
      return l10n.t("see Microsoft's permissions reference");
  }
}
