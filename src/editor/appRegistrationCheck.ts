/**
 * Takes the ids of an app registration: asks for them, writes them into the user's settings, and tries a sign-in with them.
 * What came of it is said in words. A workspace cannot be given them.
 */
import { commands, ConfigurationTarget, l10n, window, workspace } from "vscode";
import { AccountError, isAccountError } from "../account/accountError.ts";
import { calendarScopes } from "../graph/scopes.ts";
import { activeOf } from "./accountSession.ts";
import { commandIds } from "./commandIds.ts";
import type { RegistrationCloud } from "./appRegistrationClouds.ts";
import { readClientId, readTenantId } from "./appRegistrationIds.ts";
import type { ClientIdProblem, TenantIdProblem } from "./appRegistrationIds.ts";
import { describeConsentProblem, explainedCodes } from "./consentProblem.ts";
import { helpWithRefusal } from "./lazyTrouble.ts";
import { comparedKey, registrationKey, registrationNames } from "./registrations.ts";
import type { Registration } from "./registrations.ts";
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
  const registration: Registration = { ...ids, cloud: cloud.id };
  const place = await askForPlace(registration, settings.registrations);
  if (place === undefined) return;
  await saveRegistration(registration, place);
  // Sample data has a sign-in of its own, which would say nothing of these.
  await session.leaveSandbox();
  await session.settingsChanged();
  await tryToSignIn(session, registrationKey(registration), place);
}

/** Where a registration is written: in the settings of the main one, or in the list of those beside it. */
export type RegistrationPlace = "main" | "beside";

/** Writes a registration into the user's settings, where the same one is replaced. */
export async function saveRegistration(registration: Registration, place: RegistrationPlace): Promise<void> {
  const configuration = workspace.getConfiguration();
  const { cloud, clientId, tenantId } = registration;
  const listed: unknown = configuration.inspect(settingKeys.otherRegistrations)?.globalValue;
  // What is wrong in the list is the person's to correct, and stays.
  const others = (Array.isArray(listed) ? (listed as readonly unknown[]) : []).filter(
    (one) => !isSame(one, registration),
  );
  const wanted = place === "main" ? others : [...others, { cloud, clientId, tenantId }];
  if (wanted.length > 0 || listed !== undefined) {
    await configuration.update(settingKeys.otherRegistrations, wanted, ConfigurationTarget.Global);
  }
  if (place === "beside") return;
  await configuration.update(settingKeys.cloud, cloud, ConfigurationTarget.Global);
  await configuration.update(settingKeys.tenantId, tenantId, ConfigurationTarget.Global);
  await configuration.update(settingKeys.clientId, clientId, ConfigurationTarget.Global);
}

function isSame(listed: unknown, { cloud, clientId }: Registration): boolean {
  if (typeof listed !== "object" || listed === null || !("cloud" in listed) || !("clientId" in listed)) return false;
  return listed.cloud === cloud && String(listed.clientId).toLowerCase() === clientId;
}

/** Asks whether a registration is to stand beside those that there are; undefined if the person thinks better of it. */
async function askForPlace(
  registration: Registration,
  known: readonly Registration[],
): Promise<RegistrationPlace | undefined> {
  const [main] = known;
  const key = registrationKey(registration);
  if (main === undefined || comparedKey(main) === key) return "main";
  if (known.some((one) => registrationKey(one) === key)) return "beside";
  const [name = "", other = ""] = registrationNames([main, registration]);
  const chosen = await window.showQuickPick(
    [
      {
        label: `$(add) ${l10n.t("Add It Beside {0}", name)}`,
        detail: l10n.t("Accounts of both can be signed in at once."),
        place: "beside" as const,
      },
      {
        label: `$(arrow-swap) ${l10n.t("Use It Instead of {0}", name)}`,
        detail: l10n.t("Accounts that are signed in there are left."),
        place: "main" as const,
      },
    ],
    {
      title: l10n.t("Check and Save: {0}", other),
      placeHolder: l10n.t("{0} is set up already", name),
      ignoreFocusOut: true,
    },
  );
  return chosen?.place;
}

/**
 * Tries a sign-in, and says what came of it; false if nobody is signed in there at the end.
 * @param placeKey where, as registrationKey names it.
 */
export async function tryToSignIn(
  session: Pick<Session, "switchAccount" | "addAccount" | "accounts" | "tried">,
  placeKey: string,
  place: RegistrationPlace,
): Promise<boolean> {
  for (;;) {
    try {
      await (place === "main" ? session.switchAccount(placeKey) : session.addAccount({ placeKey }));
      return await tellResult(session, placeKey);
    } catch (error) {
      if (!isAccountError(error)) throw error;
      const answer = await helpWithRefusal(session.tried, error, calendarScopes);
      if (answer !== "tryAgain") return tellResult(session, placeKey, error.code !== "cancelled");
    }
  }
}

/** @param isExplained whether the person has just been told why it failed. */
async function tellResult(
  { accounts, tried }: Pick<Session, "accounts" | "tried">,
  placeKey: string,
  isExplained = false,
): Promise<boolean> {
  const states = accounts.flatMap(({ place, state }) => (place.key === placeKey ? state : []));
  const active = states.map(activeOf).find((one) => one !== undefined);
  if (active === undefined) {
    await tellUntried(tried, isExplained);
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

/** Microsoft's page keeps most of what is wrong with a registration to itself; whoever reads a code there can bring it here. */
async function tellUntried(tried: Session["tried"], isExplained: boolean): Promise<void> {
  const [explain, again] = [l10n.t("Explain a Code…"), l10n.t("Sign In")];
  const saved = l10n.t("The ids are saved in your user settings, but nobody has signed in with them yet.");
  const question = l10n.t("Did Microsoft's page show a code that begins with AADSTS?");
  const answer = isExplained
    ? await window.showWarningMessage(saved, again)
    : await window.showWarningMessage(`${saved} ${question}`, explain, again);
  const isWanted = answer === explain ? await explainCode(tried) : answer === again;
  if (isWanted) await commands.executeCommand(commandIds.signIn);
}

/** Says what a code of Microsoft's page means and what helps; true if the person wants to try again. */
async function explainCode(tried: Session["tried"]): Promise<boolean> {
  const codes = explainedCodes.map((code) => ({ label: code, description: describeConsentProblem(code)?.short ?? "" }));
  const chosen = await window.showQuickPick(codes, {
    title: l10n.t("Which Code Did Microsoft's Page Show?"),
    placeHolder: l10n.t("Type its number, or choose it"),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (chosen === undefined) return false;
  const error = new AccountError("refused", "Said by Microsoft's page.", { serviceCode: chosen.label });
  return (await helpWithRefusal(tried, error, calendarScopes)) === "tryAgain";
}

async function askForIds(cloud: RegistrationCloud, settings: Settings): Promise<RegistrationIds | undefined> {
  const known = settings.registrations.find((one) => one.cloud === cloud.id);
  const clientId = await window.showInputBox({
    title: l10n.t("Check and Save: Client ID ({0})", cloud.label),
    prompt: l10n.t("The “Application (client) ID” of the app registration's overview."),
    placeHolder: "00000000-0000-0000-0000-000000000000",
    value: known?.clientId ?? "",
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
    value: known?.tenantId ?? settings.tenantId,
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
