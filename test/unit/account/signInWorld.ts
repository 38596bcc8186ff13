/** One sandbox and the means to sign in to it: what the tests of the account folder share. */
import assert from "node:assert/strict";
import type { Accounts, SecretStore } from "../../../src/account/accountContract.ts";
import { type AccountErrorCode, isAccountError } from "../../../src/account/accountError.ts";
import { createMsalAccounts } from "../../../src/account/msalAccounts.ts";
import { openSandboxSilently } from "../../../src/account/sandboxBrowser.ts";
import type { Wait } from "../../../src/account/signInNetwork.ts";
import type { SignedInAccount } from "../../../src/account/tokenSource.ts";
import { type SeenPage, handOver, press, visit } from "../sandboxSignIn/person.ts";
import { clientId, organizer, type RunningSignIn, startSignIn } from "../sandboxSignIn/sampleSignIn.ts";

/** A sandbox, a store, and accounts that use both. */
export interface SignInWorld {
  readonly signIn: RunningSignIn;
  readonly secrets: MemorySecrets;
  readonly accounts: Accounts;
}

/** Starts a sandbox in which nobody has signed in; stopSignIns ends it. */
export async function openWorld(): Promise<SignInWorld> {
  const signIn = await startSignIn();
  const secrets = memorySecrets();
  return { signIn, secrets, accounts: accountsAt(signIn, secrets) };
}

/** Asserts that the work fails with an AccountError of this code. */
export async function assertFails(work: Promise<unknown>, code: AccountErrorCode, serviceCode?: string): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(isAccountError(error), `not an AccountError: ${String(error)}`);
    assert.equal(error.code, code);
    if (serviceCode !== undefined) assert.equal(error.serviceCode, serviceCode);
    return true;
  });
}

/** A SecretStore in memory that counts what is done to it. */
export interface MemorySecrets extends SecretStore {
  text: string | undefined;
  writes: number;
  deletes: number;
  /** Makes every later change fail. */
  isBroken: boolean;
}

export function memorySecrets(): MemorySecrets {
  const store: MemorySecrets = {
    text: undefined,
    writes: 0,
    deletes: 0,
    isBroken: false,
    async read() {
      await othersTurn();
      return store.text;
    },
    async write(value) {
      await othersTurn();
      if (store.isBroken) throw new Error("No keyring.");
      store.text = value;
      store.writes += 1;
    },
    async delete() {
      await othersTurn();
      if (store.isBroken) throw new Error("No keyring.");
      store.text = undefined;
      store.deletes += 1;
    },
  };
  return store;
}

/** Lets everything else that waits go on first, as real storage and real waiting would. */
async function othersTurn(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Polls for device codes without waiting, but lets others run. */
export const withoutWaiting: Wait = async (_durationMs, signal) => {
  await othersTurn();
  signal.throwIfAborted();
};

/** Accounts at the sandbox; `lines` takes their log. */
export function accountsAt(
  signIn: RunningSignIn,
  secrets: SecretStore = memorySecrets(),
  lines: string[] = [],
  wait: Wait = withoutWaiting,
): Accounts {
  const sandbox = { metadataJson: signIn.authorityMetadataJson, origin: signIn.origin };
  const log = (line: string): void => void lines.push(line);
  return createMsalAccounts({ clientId, authority: { url: signIn.authority, sandbox }, secrets, log }, wait);
}

/** Signs the account in without a person. */
export async function signInSilently(
  accounts: Accounts,
  signIn: RunningSignIn,
  scopes: readonly string[] = ["Calendars.Read"],
  loginHint: string = organizer.username,
): Promise<SignedInAccount> {
  return await accounts.signInWithBrowser({
    scopes,
    prompt: "none",
    loginHint,
    openBrowser: (url) => openSandboxSilently(url, signIn.origin),
  });
}

/** Chooses an account, answers the consent page if there is one, and goes back to the application. */
export async function walkThrough(
  url: string,
  accountId: string,
  answer: "accept" | "cancel" = "accept",
): Promise<readonly SeenPage[]> {
  const pages = [await visit(url)];
  if (pages.at(-1)!.html.includes('name="account"')) pages.push(await press(pages.at(-1)!, "account", accountId));
  if (pages.at(-1)!.html.includes('name="answer"')) pages.push(await press(pages.at(-1)!, "answer", answer));
  pages.push(await handOver(pages.at(-1)!));
  return pages;
}
