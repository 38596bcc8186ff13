/**
 * The accounts of this window as a list: who is signed in, who is shown, and who is the main one; and what a person can do
 * with each. Loaded when it is first opened (lazyAccounts.ts). What signing in and out means is in session.ts.
 */
import { l10n, QuickPickItemKind, window } from "vscode";
import type { QuickPickItem } from "vscode";
import { accountNamed, accountTitle } from "./accountPart.ts";
import { sayWhatRemains } from "./lazyVscodeAccount.ts";
import { plainNotice } from "./markdownText.ts";
import type { Session } from "./session.ts";
import type { SessionAccount } from "./sessionContract.ts";

/** What the list needs. */
export interface AccountsOptions {
  readonly session: Session;
  /** Runs a sign-in, and says what it fails with. */
  readonly trySignIn: (signIn: () => Promise<unknown>) => Promise<void>;
}

interface Choice extends QuickPickItem {
  /** What choosing it does; undefined for nothing. */
  readonly act?: () => Promise<void>;
}

/** Shows the list; or, with an account, what can be done with that one. */
export async function showAccounts(options: AccountsOptions, accountId: string | undefined): Promise<void> {
  const { session } = options;
  await session.restore();
  const { accounts } = session;
  const given = accounts.find(({ account }) => account.id === accountId);
  if (given !== undefined) return showAccount(options, given);
  const add: Choice = {
    label: `$(add) ${l10n.t("Add Another Account…")}`,
    detail: l10n.t("It is shown beside the others, which go on as they are."),
    act: async () => addAccount(options),
  };
  if (accounts.length === 0) {
    return choose(l10n.t("Accounts"), l10n.t("Nobody is signed in"), [
      { label: `$(sign-in) ${l10n.t("Sign In…")}`, act: async () => options.trySignIn(async () => session.signIn()) },
    ]);
  }
  await choose(l10n.t("Accounts"), l10n.t("Choose an account to show, to make the main one, or to sign out of"), [
    ...accounts.map((one): Choice => ({ ...accountText(one), act: async () => showAccount(options, one) })),
    { label: "", kind: QuickPickItemKind.Separator },
    add,
    ...(accounts.length > 1 ? [signOutOfAllChoice(options, accounts.length)] : []),
  ]);
}

/**
 * Lets an account sign in that a request or a plan names. If somebody else does, both is said: that they are signed in, and
 * that whoever was named is not.
 */
export async function signInAs(options: AccountsOptions, username: string): Promise<void> {
  const { session, trySignIn } = options;
  for (;;) {
    const before = new Set(session.accounts.map(({ account }) => account.id));
    let hasSignedIn = false;
    await trySignIn(async () => {
      hasSignedIn = (await session.addAccount({ loginHint: username })).kind === "allowed";
    });
    if (!hasSignedIn || accountNamed(session.accounts, username) !== undefined) return;
    const other = session.accounts.find(({ account }) => !before.has(account.id));
    const [again, manage] = [l10n.t("Try Again as {0}…", username), l10n.t("Accounts…")];
    const answer = await window.showWarningMessage(plainNotice(describeOther(other, username)), again, manage);
    if (answer === manage) return showAccounts(options, undefined);
    if (answer !== again) return;
  }
}

/** @param other who has signed in; undefined for somebody who had before. */
function describeOther(other: SessionAccount | undefined, username: string): string {
  const missing = l10n.t("{0} is still not signed in, and what names that account is run as nobody else.", username);
  return other === undefined
    ? l10n.t("An account has signed in that was here before. {0}", missing)
    : l10n.t("{0} has signed in, and is shown in the agenda now. {1}", accountTitle(other), missing);
}

/** Signs out: of the one account that there is, or of all if the person says so. */
export async function signOutOfAll({ session }: Pick<AccountsOptions, "session">): Promise<void> {
  await session.restore();
  const { accounts } = session;
  if (accounts.length > 1) {
    const all = { title: l10n.t("Sign Out of All {0}", accounts.length) };
    const stay = { title: l10n.t("Stay Signed In"), isCloseAffordance: true };
    const names = accounts.map(accountTitle).join("\n");
    const detail = l10n.t(
      "{0}\n\nWhat is held or being sent for them ends where it is. To sign out of one only, use Unbook: Accounts…",
      names,
    );
    const title = l10n.t("Sign out of all {0} accounts?", accounts.length);
    if ((await window.showWarningMessage(title, { modal: true, detail }, all, stay)) !== all) return;
  }
  await session.signOut();
  await sayWhatRemains(accounts);
}

async function showAccount(options: AccountsOptions, one: SessionAccount): Promise<void> {
  const { session } = options;
  const { account, isMain, isShown, state } = one;
  const again: Choice = {
    label: `$(sign-in) ${l10n.t("Sign In Again…")}`,
    act: async () => addAccount(options, account.id),
  };
  const makeMain: Choice = {
    label: `$(star-full) ${l10n.t("Make Main")}`,
    detail: l10n.t("It stands first in the agenda, and acts where nothing else says who does."),
    act: async () => session.makeMain(account.id),
  };
  const show: Choice = isShown
    ? {
        label: `$(eye-closed) ${l10n.t("Leave Out of the Agenda")}`,
        detail: l10n.t("It stays signed in: plans and requests that name it can be sent."),
        act: async () => session.show(account.id, false),
      }
    : { label: `$(eye) ${l10n.t("Show in the Agenda")}`, act: async () => session.show(account.id, true) };
  const signOut: Choice = {
    label: `$(sign-out) ${l10n.t("Sign Out of This One")}`,
    detail: l10n.t("The others go on. What is held or being sent for this one ends where it is."),
    act: async () => {
      await session.signOutOf(account.id);
      await sayWhatRemains([one]);
    },
  };
  await choose(account.username, joined(one.placeName, describeAccount(one)), [
    ...(state.kind === "signedIn" ? [] : [again]),
    ...(isMain ? [] : [makeMain, show]),
    signOut,
  ]);
}

function signOutOfAllChoice(options: AccountsOptions, count: number): Choice {
  return {
    label: `$(sign-out) ${l10n.t("Sign Out of All {0}…", count)}`,
    act: async () => signOutOfAll(options),
  };
}

/** @param againId who is to sign in again. Default: whoever the person chooses. */
async function addAccount({ session, trySignIn }: AccountsOptions, againId?: string): Promise<void> {
  await trySignIn(async () => {
    const added = await session.addAccount(againId === undefined ? {} : { againId });
    if (added.kind !== "otherAccount") return;
    await window.showWarningMessage(
      l10n.t("{0} has signed in, and not {1}, who was asked to. Try again as {1}.", added.cameBack, added.expected),
    );
  });
}

async function choose(title: string, placeHolder: string, choices: readonly Choice[]): Promise<void> {
  const chosen = await window.showQuickPick(choices, { title, placeHolder, matchOnDescription: true });
  await chosen?.act?.();
}

function accountText(one: SessionAccount): QuickPickItem {
  const { account, isMain, isShown, state } = one;
  const icon = state.kind === "signedIn" ? (isShown ? "check" : "circle-outline") : "warning";
  return {
    label: `$(${icon}) ${account.username}`,
    ...(isMain && { description: l10n.t("main account") }),
    detail: joined(account.name === account.username ? undefined : account.name, one.placeName, describeAccount(one)),
  };
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(" · ");
}

function describeAccount({ isShown, state }: SessionAccount): string {
  switch (state.kind) {
    case "needsSignIn":
      return l10n.t("has to sign in again");
    case "needsConsent":
      return l10n.t("needs a permission");
    case "signedIn":
      return isShown ? l10n.t("shown in the agenda") : l10n.t("signed in, not shown in the agenda");
    default:
      return state satisfies never;
  }
}
