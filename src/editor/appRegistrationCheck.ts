/**
 * Takes the ids of an app registration: asks for them, writes them into the user's settings, and tries a sign-in with them.
 * What came of it is said in words. A workspace cannot be given them.
 */
import { commands, ConfigurationTarget, l10n, window, workspace } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import { calendarScopes } from "../graph/scopes.ts";
import { commandIds } from "./commandIds.ts";
import type { RegistrationCloud } from "./appRegistrationClouds.ts";
import { readClientId, readTenantId } from "./appRegistrationIds.ts";
import type { ClientIdProblem, TenantIdProblem } from "./appRegistrationIds.ts";
import { helpWithRefusal } from "./lazyTrouble.ts";
import type { Session } from "./session.ts";
import { settingKeys } from "./settings.ts";
import type { Settings } from "./settings.ts";

/** The ids of an app registration, good as far as can be told by looking at them. */
export interface RegistrationIds {
  readonly clientId: string;
  readonly tenantId: string;
}

/** Asks, writes, and tries; whatever the person leaves is left. */
export async function checkAndSave(session: Session, cloud: RegistrationCloud, settings: Settings): Promise<void> {
  const ids = await askForIds(cloud, settings);
  if (ids === undefined) return;
  await saveRegistration(ids, cloud.id);
  // Sample data has a sign-in of its own, which would say nothing of these.
  await session.leaveSandbox();
  await session.settingsChanged();
  await tryToSignIn(session);
}

/** Writes the ids and the cloud into the user's settings. */
export async function saveRegistration(
  { clientId, tenantId }: RegistrationIds,
  cloud: Settings["cloud"],
): Promise<void> {
  const configuration = workspace.getConfiguration();
  await configuration.update(settingKeys.cloud, cloud, ConfigurationTarget.Global);
  await configuration.update(settingKeys.tenantId, tenantId, ConfigurationTarget.Global);
  await configuration.update(settingKeys.clientId, clientId, ConfigurationTarget.Global);
}

/** Tries a sign-in, and says what came of it; false if nobody is signed in at the end. */
export async function tryToSignIn(session: Pick<Session, "switchAccount" | "active"> & HelpSession): Promise<boolean> {
  for (;;) {
    try {
      await session.switchAccount();
      return await tellResult(session);
    } catch (error) {
      if (!isAccountError(error)) throw error;
      if ((await helpWithRefusal(session, error, calendarScopes)) !== "tryAgain") return tellResult(session);
    }
  }
}

type HelpSession = Parameters<typeof helpWithRefusal>[0];

async function tellResult({ active }: Pick<Session, "active">): Promise<boolean> {
  if (active === undefined) {
    await tellUntried();
    return false;
  }
  const { items } = await active.graph.listCalendars({ kind: "me" });
  const show = l10n.t("Show Agenda");
  const answer = await window.showInformationMessage(
    l10n.t(
      "The app registration works: {0} is signed in, and {1} calendars can be read.",
      active.account.username,
      items.length,
    ),
    show,
  );
  if (answer === show) await commands.executeCommand("unbook.agenda.focus");
  return true;
}

async function tellUntried(): Promise<void> {
  const again = l10n.t("Sign In");
  const answer = await window.showWarningMessage(
    l10n.t(
      "The ids are saved in your user settings, but nobody has signed in with them yet. If Microsoft's page showed a code that begins with AADSTS, the guide says what it means.",
    ),
    again,
  );
  if (answer === again) await commands.executeCommand(commandIds.signIn);
}

async function askForIds(cloud: RegistrationCloud, settings: Settings): Promise<RegistrationIds | undefined> {
  const clientId = await window.showInputBox({
    title: l10n.t("Check and Save: Client ID ({0})", cloud.label),
    prompt: l10n.t("The “Application (client) ID” of the app registration's overview."),
    placeHolder: "00000000-0000-0000-0000-000000000000",
    value: settings.clientId,
    ignoreFocusOut: true,
    validateInput: clientIdProblem,
  });
  const client = readClientId(clientId ?? "");
  if (clientId === undefined || client.kind === "wrong") return undefined;
  const tenantId = await window.showInputBox({
    title: l10n.t("Check and Save: Tenant"),
    prompt: l10n.t(
      "The “Directory (tenant) ID” of the overview, or a domain as contoso.com. For an app of several organisations: organizations; with personal accounts: common or consumers.",
    ),
    value: settings.tenantId,
    ignoreFocusOut: true,
    validateInput: (text) => tenantIdProblem(text, client.id),
  });
  const tenant = readTenantId(tenantId ?? "", client.id);
  return tenantId === undefined || tenant.kind === "wrong" ? undefined : { clientId: client.id, tenantId: tenant.id };
}

/** What is wrong with a client id, as a sentence; undefined if nothing is. */
export function clientIdProblem(text: string): string | undefined {
  const read = readClientId(text);
  return read.kind === "id" ? undefined : describeClientId(read.why);
}

function describeClientId(why: ClientIdProblem): string {
  switch (why) {
    case "empty":
      return l10n.t("Paste the client id.");
    case "malformed":
      return l10n.t("A client id has 32 digits and letters a to f, in groups of 8, 4, 4, 4 and 12. Copy it again.");
    case "ofMicrosoft":
      return l10n.t("This is an app of Microsoft's own. Use the client id of your organisation's registration.");
    default:
      return why satisfies never;
  }
}

/** What is wrong with a tenant, as a sentence; undefined if nothing is. */
export function tenantIdProblem(text: string, clientId: string): string | undefined {
  const read = readTenantId(text, clientId);
  return read.kind === "id" ? undefined : describeTenantId(read.why);
}

function describeTenantId(why: TenantIdProblem): string {
  switch (why) {
    case "empty":
      return l10n.t("Paste the tenant id, or write a domain of your organisation.");
    case "malformed":
      return l10n.t(
        "A tenant is an id like the client id, or a domain as contoso.com, without https:// and without a path.",
      );
    case "clientId":
      return l10n.t("This is the client id once more. The tenant id stands below it in the overview.");
    default:
      return why satisfies never;
  }
}
