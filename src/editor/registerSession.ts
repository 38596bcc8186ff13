/** Signing in and out: the commands, the context keys that menus and welcome texts ask for, and other windows' changes. */
import { commands, env, l10n, Uri, version, window, workspace } from "vscode";
import type { ExtensionContext } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import { commandIds } from "./commandIds.ts";
import { contextKeys } from "./contextKeys.ts";
import type { SessionKey } from "./contextKeys.ts";
import type { Log } from "./log.ts";
import { allowStep } from "./permissionQuestion.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { RegisterCommand } from "./registerCommand.ts";
import type { SandboxAddresses } from "../sandbox/sandboxContract.ts";
import { readOutbox } from "./sandboxOutbox.ts";
import { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { settingKeys } from "./settings.ts";
import { chooseSignIn, signInToSandbox } from "./signInDialogs.ts";
import { ClientIdMissingError } from "./signInPlace.ts";
import type { SandboxStart } from "./signInPlace.ts";

/** What the session feature needs. */
export interface SessionFeatureOptions {
  readonly context: ExtensionContext;
  readonly settings: () => Settings;
  readonly log: Log;
  readonly register: RegisterCommand;
  readonly documents: ReadOnlyDocuments;
}

/** Sets the feature up. */
export function registerSession({ context, settings, log, register, documents }: SessionFeatureOptions): Session {
  const sandbox = sandboxFrom(process.env["UNBOOK_SANDBOX"], process.env["UNBOOK_SANDBOX_LOAD"]);
  const session = new Session({
    secrets: context.secrets,
    memory: context.globalState,
    settings,
    chooseSignIn,
    signInToSandbox,
    userAgent: `Unbook/${versionOf(context)} (VS Code ${version})`,
    log: (line) => {
      log.info(line);
    },
    onError: (what, error) => {
      log.error(what, error);
    },
    ...(sandbox !== undefined && { sandbox }),
  });
  const inBackground = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      log.error("The session could not follow a change", error);
    });
  };
  context.subscriptions.push(
    session,
    session.onDidChange(() => {
      setSessionKeys(session);
    }),
    context.secrets.onDidChange(({ key }) => {
      inBackground(session.syncWithOtherWindows(key));
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("unbook.account")) inBackground(session.settingsChanged());
    }),
    register(commandIds.signIn, async () => trySignIn(async () => session.signIn())),
    register(commandIds.switchAccount, async () => trySignIn(async () => session.signIn())),
    register(commandIds.allowBookings, async () => allowStep(session, "bookings")),
    register(commandIds.signOut, async () => session.signOut()),
    register(commandIds.openSandbox, async () => session.openSandbox()),
    register(commandIds.leaveSandbox, async () => session.leaveSandbox()),
    register(commandIds.showOutbox, async () => {
      if (session.sandbox === undefined) await window.showInformationMessage(l10n.t("The sandbox is not open."));
      else await documents.show("Sandbox Outbox.md", "outbox", await readOutbox(session.sandbox));
    }),
    register(commandIds.openSettings, async () => commands.executeCommand("workbench.action.openSettings", "unbook.")),
  );
  return session;
}

function versionOf({ extension }: ExtensionContext): string {
  // VS Code gives package.json as `any`; it is our own, so that it has a version.
  const manifest = extension.packageJSON as { readonly version: string };
  return manifest.version;
}

/**
 * `UNBOOK_SANDBOX` in VS Code's environment opens the sandbox at the first use, on that port; 0 takes any. With
 * `UNBOOK_SANDBOX_LOAD`, as `events=10000 businesses=600`, there is more in it. The JSON that a sandbox prints that runs by
 * itself leads there instead. For trying and testing; unlike a setting, no workspace can set them.
 */
function sandboxFrom(port: string | undefined, amounts = ""): SandboxStart | undefined {
  if (port?.startsWith("{") === true) return { outside: JSON.parse(port) as SandboxAddresses };
  if (port === undefined || !/^\d{1,5}$/.test(port)) return undefined;
  const amount = (what: string): number => Number(new RegExp(`\\b${what}=(\\d{1,6})\\b`).exec(amounts)?.[1] ?? 0);
  const load = { events: amount("events"), appointments: amount("appointments"), businesses: amount("businesses") };
  return { port: Number(port), load };
}

function setSessionKeys(session: Session): void {
  const { state } = session;
  const value: SessionKey | undefined = state.kind === "unknown" ? undefined : state.kind;
  void commands.executeCommand("setContext", contextKeys.session, value);
  void commands.executeCommand("setContext", contextKeys.sandbox, session.sandbox !== undefined);
  void commands.executeCommand("setContext", contextKeys.bookings, session.active?.bookings);
}

/** A sign-in that was stopped is no failure; one that cannot begin for want of a client id says what to do. */
async function trySignIn(signIn: () => Promise<void>): Promise<void> {
  try {
    await signIn();
  } catch (error) {
    if (isAccountError(error) && error.code === "cancelled") return;
    if (!(error instanceof ClientIdMissingError)) throw error;
    await explainClientId();
  }
}

async function explainClientId(): Promise<void> {
  const trySandbox = { title: l10n.t("Try With Sample Data") };
  const openSetting = { title: l10n.t("Open Setting") };
  const howTo = { title: l10n.t("How to Get One") };
  const keep = { title: l10n.t("Not Now"), isCloseAffordance: true };
  const answer = await window.showInformationMessage(
    l10n.t("Unbook needs the client id of an app registration of your organisation"),
    {
      modal: true,
      detail: l10n.t(
        "Unbook ships no id of its own, so that your organisation decides what it may do. An administrator sets one up once. You can try everything with sample data first.",
      ),
    },
    openSetting,
    howTo,
    trySandbox,
    keep,
  );
  if (answer === trySandbox) await commands.executeCommand(commandIds.openSandbox);
  else if (answer === openSetting) await commands.executeCommand("workbench.action.openSettings", settingKeys.clientId);
  else if (answer === howTo) await env.openExternal(Uri.parse(registrationPage, true));
}

const registrationPage = "https://learn.microsoft.com/entra/identity-platform/quickstart-register-app";
