/** Signing in and out: the commands, the context keys that menus and welcome texts ask for, and other windows' changes. */
import { commands, l10n, version, window, workspace } from "vscode";
import type { ExtensionContext } from "vscode";
import { commandIds } from "./commandIds.ts";
import { contextKeys } from "./contextKeys.ts";
import type { SessionKey } from "./contextKeys.ts";
import { choosePlace, chooseSignIn, signInToSandbox } from "./lazySignIn.ts";
import { registerAccounts } from "./lazyAccounts.ts";
import { askWhenChallenged, tellPlaceClosed, tellWhenSettingsAreBad, trySignIn } from "./lazyTrouble.ts";
import type { Log } from "./log.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { RegisterCommand } from "./registerCommand.ts";
import { followOtherWindows } from "./otherWindows.ts";
import { readOutbox } from "./sandboxOutbox.ts";
import { sandboxStartOf } from "./sandboxStart.ts";
import { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { registerAppRegistration } from "./registerAppRegistration.ts";

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
  const sandbox = sandboxStartOf(process.env);
  const inBackground = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      log.error("The session could not follow a change", error);
    });
  };
  const session: Session = new Session({
    secrets: context.secrets,
    memory: context.globalState,
    settings,
    chooseSignIn,
    choosePlace,
    signInToSandbox,
    userAgent: `Unbook/${versionOf(context)} (VS Code ${version})`,
    log: (line) => {
      log.info(line);
    },
    onError: (what, error) => {
      log.error(what, error);
    },
    onPlaceClosed: (name, error) => {
      log.error(`The accounts in ${name} could not be brought back`, error);
      inBackground(tellPlaceClosed(session, name, error));
    },
    ...(sandbox !== undefined && { sandbox }),
  });
  context.subscriptions.push(
    session,
    session.onDidChange(() => {
      setSessionKeys(session);
    }),
    askWhenChallenged(session, (error) => {
      log.error("The person could not be asked to sign in again", error);
    }),
    tellWhenSettingsAreBad(session, settings, (error) => {
      log.error("The settings could not be told of", error);
    }),
    registerAppRegistration(register, { session, settings, documents }),
    followOtherWindows(context.secrets, (key) => {
      inBackground(session.syncWithOtherWindows(key));
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("unbook.account")) inBackground(session.settingsChanged());
    }),
    register(commandIds.signIn, async (accountId) => {
      const part = session.as(typeof accountId === "string" ? accountId : undefined);
      await trySignIn(session, async () => part.signIn());
    }),
    register(commandIds.switchAccount, async () => trySignIn(session, async () => session.switchAccount())),
    ...registerAccounts(register, { session, trySignIn: async (signIn) => trySignIn(session, signIn) }),
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

function setSessionKeys(session: Session): void {
  const { state, accounts } = session;
  // Where the main account has to sign in again, others that are shown can be worked with all the same.
  const isAtWork = accounts.some((one) => one.isShown && one.state.kind === "signedIn") && state.kind !== "signingIn";
  const value: SessionKey | undefined = isAtWork ? "signedIn" : state.kind === "unknown" ? undefined : state.kind;
  void commands.executeCommand("setContext", contextKeys.session, value);
  void commands.executeCommand("setContext", contextKeys.sandbox, session.sandbox !== undefined);
  void commands.executeCommand("setContext", contextKeys.bookings, session.active?.bookings);
}
