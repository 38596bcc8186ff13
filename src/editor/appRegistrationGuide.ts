/**
 * The guide to an app registration, as a document for whoever sets it up: why, who, how long, three ways to do it, and what
 * the sign-in's codes mean when it does not work. Its headings are what the lenses of appRegistrationLenses.ts stand above.
 */
import { l10n } from "vscode";
import { describePermission } from "./adminRequest.ts";
import type { RegistrationCloud } from "./appRegistrationClouds.ts";
import { azureCliScript, graphPowerShellScript, manifestExcerpt, redirectUris } from "./appRegistrationScripts.ts";
import { describeConsentProblem, explainedCodes } from "./consentProblem.ts";

/** A part of the guide. */
export type GuidePart =
  "start" | "portal" | "azureCli" | "powerShell" | "manifest" | "uris" | "permissions" | "save" | "codes";

/** The heading of a part, as it stands in the document. */
export function guideHeading(part: GuidePart): string {
  switch (part) {
    case "start":
      return `# ${l10n.t("Set Up an App Registration for Unbook")}`;
    case "portal":
      return `## ${l10n.t("In the portal")}`;
    case "azureCli":
      return `## ${l10n.t("Or with the Azure CLI")}`;
    case "powerShell":
      return `## ${l10n.t("Or with Microsoft Graph PowerShell")}`;
    case "manifest":
      return `## ${l10n.t("Or in the manifest")}`;
    case "uris":
      return `## ${l10n.t("Redirect URIs")}`;
    case "permissions":
      return `## ${l10n.t("Delegated permissions")}`;
    case "save":
      return `## ${l10n.t("Check and save")}`;
    case "codes":
      return `## ${l10n.t("When signing in fails")}`;
    default:
      return part satisfies never;
  }
}

/** The guide for a cloud, as Markdown. */
export function registrationGuide(cloud: RegistrationCloud): string {
  const cli = azureCliScript(cloud);
  return [
    guideHeading("start"),
    "",
    l10n.t("Cloud: {0}", cloud.label),
    "",
    l10n.t(
      "Unbook ships no app registration of its own, so that your organisation decides what it may do, and can take it back. It takes about ten minutes, once for the whole organisation, and costs nothing. Whoever may register apps in Microsoft Entra can do it: by default every member, otherwise an Application Developer or a Cloud Application Administrator.",
    ),
    "",
    l10n.t(
      "What is made is a public client: it has no secret, and its permissions are delegated. With them Unbook can do no more than the person who is signed in.",
    ),
    "",
    l10n.t(
      "The lenses above the headings copy, open and check; the command “Unbook: Set Up App Registration…”, run once more here, offers the same from the keyboard.",
    ),
    "",
    guideHeading("portal"),
    "",
    ...portalSteps(cloud).map((step, index) => `${index + 1}. ${step}`),
    "",
    guideHeading("azureCli"),
    "",
    ...(cli === undefined
      ? [l10n.t("The Azure CLI does not speak to this cloud's own Microsoft Graph. Use the portal or PowerShell."), ""]
      : fence("sh", cli)),
    guideHeading("powerShell"),
    "",
    ...fence("powershell", graphPowerShellScript(cloud)),
    guideHeading("manifest"),
    "",
    l10n.t("For whoever edits the manifest of a registration: these properties, and the rest stays as it is."),
    "",
    ...fence("json", manifestExcerpt(cloud)),
    guideHeading("uris"),
    "",
    l10n.t("All under “Mobile and desktop applications”; {0} stands for the client id.", "`{clientId}`"),
    "",
    ...table(
      [l10n.t("Redirect URI"), l10n.t("What for")],
      redirectUris.map((uri) => [`\`${uri}\``, uriPurpose(uri)]),
    ),
    "",
    guideHeading("permissions"),
    "",
    l10n.t(
      "Of Microsoft Graph, all delegated, the least first. The first is asked for when somebody signs in, each other one when what it is for is first used; leave out what nobody needs.",
    ),
    "",
    ...table(
      [l10n.t("Permission"), l10n.t("What for")],
      cloud.permissions.map(({ name }) => [`\`${name}\``, describePermission(name)]),
    ),
    "",
    guideHeading("save"),
    "",
    l10n.t(
      "“Check and Save…” asks for the client id and the tenant, writes them into your user settings, and tries a sign-in.",
    ),
    "",
    guideHeading("codes"),
    "",
    l10n.t("Microsoft's page, or Unbook's message, names a code:"),
    "",
    ...table(
      [l10n.t("Code"), l10n.t("What it means")],
      explainedCodes.map((code) => [`\`${code}\``, describeConsentProblem(code)?.sentence ?? ""]),
    ),
    "",
  ].join("\n");
}

function portalSteps({ portalUrl, permissions }: RegistrationCloud): readonly string[] {
  return [
    l10n.t("Open {0} and go to Microsoft Entra ID › App registrations › New registration.", `<${portalUrl}>`),
    l10n.t("Name: Unbook. Supported account types: accounts in this organizational directory only."),
    l10n.t(
      "Redirect URI: choose “Public client/native (mobile & desktop)”, and write {0}. Register.",
      "`http://localhost`",
    ),
    l10n.t(
      "Under Authentication, add the other redirect URIs that you need (below), and set “Allow public client flows” to Yes: it is for signing in with a code. Save.",
    ),
    l10n.t(
      "Under API permissions › Add a permission › Microsoft Graph › Delegated permissions, add: {0}.",
      permissions.map(({ name }) => `\`${name}\``).join(", "),
    ),
    l10n.t(
      "If you like, “Grant admin consent”: then nobody is asked. Where only administrators may allow apps, this is needed.",
    ),
    l10n.t(
      "Under Overview, copy the Application (client) ID and the Directory (tenant) ID, and come back here for “Check and Save…”.",
    ),
  ];
}

function uriPurpose(uri: (typeof redirectUris)[number]): string {
  switch (uri) {
    case "http://localhost":
      return l10n.t("signing in with the browser; always needed");
    case "https://vscode.dev/redirect":
      return l10n.t("VS Code's own Microsoft account, where VS Code runs remotely or in the browser");
    case "ms-appx-web://Microsoft.AAD.BrokerPlugin/{clientId}":
      return l10n.t("VS Code's own Microsoft account on Windows");
    case "msauth.com.msauth.unsignedapp://auth":
      return l10n.t("VS Code's own Microsoft account on macOS");
    default:
      return uri satisfies never;
  }
}

function fence(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text.trimEnd(), "```", ""];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}
