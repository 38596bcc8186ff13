/**
 * How a person signs in: with VS Code's own account, in the browser, or with a code where no browser can reach this machine.
 * In the sandbox the organizer can also be signed in without asking, so that trying sample data is one click.
 */
import { env, l10n, ProgressLocation, UIKind, Uri, window } from "vscode";
import type { BrowserSignIn, DeviceCodePrompt } from "../account/accountContract.ts";
import { openSandboxSilently } from "../account/sandboxBrowser.ts";
import type { SignedInAccount } from "../account/tokenSource.ts";
import { calendarScopes } from "../graph/scopes.ts";
import type { PlaceChoice } from "./sessionContract.ts";
import type { SignInPlace } from "./signInPlace.ts";

/** The sample account that "Try With Sample Data" signs in. */
const sandboxOrganizer = "ana.silva@contoso.com";

/** Signs the sandbox's organizer in without a browser. */
export async function signInToSandbox(place: SignInPlace, scopes: readonly string[]): Promise<SignedInAccount> {
  const signInOrigin = place.sandbox?.addresses.signInOrigin;
  if (signInOrigin === undefined) throw new Error("Only the sandbox can be signed in to without asking");
  return place.accounts.signInWithBrowser({
    // An account of VS Code's has what its person has allowed, and nobody is there to allow more.
    scopes: place.method === "vscode" ? calendarScopes : scopes,
    prompt: "none",
    loginHint: sandboxOrganizer,
    openBrowser: async (url) => openSandboxSilently(url, signInOrigin),
  });
}

/** Asks in which cloud, or with which app registration, somebody signs in. */
export async function choosePlace(places: readonly PlaceChoice[]): Promise<string | undefined> {
  const chosen = await window.showQuickPick(
    places.map(({ key, name }) => ({ label: `$(cloud) ${name}`, key })),
    { title: l10n.t("Sign In"), placeHolder: l10n.t("Which cloud is the account in?"), ignoreFocusOut: true },
  );
  return chosen?.key;
}

/**
 * Lets the person sign in, and says what is being waited for while they do.
 * @param loginHint who is asked for more permissions, or to sign in again; undefined shows the account picker.
 * @param claims what the sign-in has to meet, as JSON. Default: nothing in particular.
 * @returns undefined when they think better of it.
 */
export async function chooseSignIn(
  place: SignInPlace,
  scopes: readonly string[],
  loginHint: string | undefined,
  signal: AbortSignal,
  claims?: string,
): Promise<SignedInAccount | undefined> {
  const wish: SignInWish = {
    scopes,
    prompt: loginHint === undefined ? "select" : "again",
    ...(loginHint !== undefined && { loginHint }),
    ...(claims !== undefined && { claims }),
  };
  if (place.method === "vscode") return signInWithVscode(place, wish, signal);
  const way = await chooseWay();
  if (way === undefined) return undefined;
  return window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: place.sandbox === undefined ? l10n.t("Signing in to Microsoft") : l10n.t("Signing in to the sandbox"),
      cancellable: true,
    },
    async (progress, token) => {
      const stopped = AbortSignal.any([signal, abortedBy(token.onCancellationRequested)]);
      if (way === "code") {
        return place.accounts.signInWithDeviceCode({
          scopes,
          ...(claims !== undefined && { claims }),
          signal: stopped,
          onCode: (prompt) => {
            progress.report({ message: l10n.t("enter the code {0}", prompt.userCode) });
            void showDeviceCode(prompt);
          },
        });
      }
      progress.report({ message: l10n.t("continue in your browser") });
      return place.accounts.signInWithBrowser({
        ...wish,
        signal: stopped,
        openBrowser: async (url) => {
          const opened = await env.openExternal(Uri.parse(url, true));
          if (!opened) throw new Error("VS Code did not open the browser");
        },
      });
    },
  );
}

type SignInWish = Pick<BrowserSignIn, "scopes" | "prompt" | "loginHint" | "claims">;

/** VS Code asks in its own dialogs and has its own ways to stop them, so that a notification of ours would be one too many. */
async function signInWithVscode(
  { accounts }: SignInPlace,
  wish: SignInWish,
  signal: AbortSignal,
): Promise<SignedInAccount> {
  const title = l10n.t("Signing in with VS Code's Microsoft account");
  return window.withProgress({ location: ProgressLocation.Window, title }, async () =>
    accounts.signInWithBrowser({
      ...wish,
      signal,
      onBlocked: () => {
        void window.showWarningMessage(
          l10n.t(
            "VS Code still waits for an earlier sign-in to be finished. Stop it in VS Code's notification “Signing in to Microsoft…”; then this one begins.",
          ),
        );
      },
      openBrowser: async () => Promise.reject(new Error("VS Code opens the browser itself")),
    }),
  );
}

/** The browser comes back to this machine, which it can only do from this machine; elsewhere the person chooses. */
async function chooseWay(): Promise<"browser" | "code" | undefined> {
  if (env.remoteName === undefined && env.uiKind === UIKind.Desktop) return "browser";
  const chosen = await window.showQuickPick(
    [
      {
        label: l10n.t("$(globe) Sign In in This Browser"),
        detail: l10n.t("Works when the browser runs on the machine that VS Code's extensions run on."),
        way: "browser" as const,
      },
      {
        label: l10n.t("$(device-mobile) Sign In With a Code"),
        detail: l10n.t("Works everywhere: you type a short code on Microsoft's page, on any device."),
        way: "code" as const,
      },
    ],
    { title: l10n.t("Sign In"), placeHolder: l10n.t("VS Code runs on another machine. How do you want to sign in?") },
  );
  return chosen?.way;
}

async function showDeviceCode(prompt: DeviceCodePrompt): Promise<void> {
  const copyAndOpen = l10n.t("Copy Code and Open Page");
  const chosen = await window.showInformationMessage(
    l10n.t("Your sign-in code is {0}", prompt.userCode),
    {
      modal: true,
      detail: l10n.t(
        "Open {0} on any device and enter the code. Continue only if you started this yourself.",
        prompt.verificationUrl,
      ),
    },
    copyAndOpen,
  );
  if (chosen !== copyAndOpen) return;
  await env.clipboard.writeText(prompt.userCode);
  await env.openExternal(Uri.parse(prompt.verificationUrl, true));
}

function abortedBy(subscribe: (listener: () => void) => unknown): AbortSignal {
  const controller = new AbortController();
  subscribe(() => {
    controller.abort();
  });
  return controller.signal;
}
