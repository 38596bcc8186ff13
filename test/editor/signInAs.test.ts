/** Signing in as the account that a request names: who is asked, and what is said and kept if somebody else comes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AccountError } from "../../src/account/accountError.ts";
import { signInAs } from "../../src/editor/accountsStep.ts";
import type { Session } from "../../src/editor/session.ts";
import type { ChooseSignIn } from "../../src/editor/sessionContract.ts";
import { openSandboxSilently } from "../../src/account/sandboxBrowser.ts";
import { withNoticesClosed } from "./planStage.ts";
import { ana, lee, maria, startSandboxSession } from "./sandboxSession.ts";

interface Asked {
  readonly session: Session;
  /** With whom each sign-in began. */
  readonly hints: (string | undefined)[];
}

/** Ana is signed in. @param comes who signs in when asked; undefined for nobody. */
async function start(
  context: { after(cleanUp: () => unknown): void },
  comes: (hint: string | undefined) => string | undefined,
): Promise<Asked> {
  const hints: (string | undefined)[] = [];
  const chooseSignIn: ChooseSignIn = async (place, scopes, hint) => {
    hints.push(hint);
    const loginHint = comes(hint);
    if (loginHint === undefined) return undefined;
    const signInOrigin = place.sandbox?.addresses.signInOrigin ?? "";
    const openBrowser = async (url: string): Promise<void> => openSandboxSilently(url, signInOrigin);
    return place.accounts.signInWithBrowser({ scopes, prompt: "none", loginHint, openBrowser });
  };
  return { session: (await startSandboxSession(context, ana, { chooseSignIn })).session, hints };
}

async function signInNamed(session: Session, username: string): Promise<void> {
  await withNoticesClosed(signInAs({ session, trySignIn: async (signIn) => void (await signIn()) }, username));
}

function namesOf({ accounts }: Session): readonly string[] {
  return accounts.map(({ account, isMain }) => `${account.username}${isMain ? " main" : ""}`);
}

test("the account that is named is the one that is asked, and is an account of the window then", async (context) => {
  const { session, hints } = await start(context, (hint) => hint);
  await signInNamed(session, lee);
  assert.deepEqual([namesOf(session), hints], [[`${ana} main`, lee], [lee]]);
});

test("who comes instead is signed in, and the one that was named is not", async (context) => {
  const { session, hints } = await start(context, () => maria);
  await signInNamed(session, lee);
  assert.deepEqual([namesOf(session), hints], [[`${ana} main`, maria], [lee]]);
});

test("who comes instead and was here before changes nothing", async (context) => {
  const { session } = await start(context, () => ana);
  await signInNamed(session, lee);
  assert.deepEqual(namesOf(session), [`${ana} main`]);
  assert.equal(session.active?.account.username, ana);
});

test("who thinks better of it is told nothing and asked nothing more", async (context) => {
  const { session, hints } = await start(context, () => undefined);
  await signInAs({ session, trySignIn: async (signIn) => void (await signIn()) }, lee);
  assert.deepEqual([namesOf(session), hints], [[`${ana} main`], [lee]]);
});

test("a sign-in that fails is for whoever has begun it to say", async (context) => {
  const { session } = await start(context, () => {
    throw new AccountError("refused", "", { serviceCode: "AADSTS50105" });
  });
  const failures: unknown[] = [];
  const trySignIn = async (signIn: () => Promise<unknown>): Promise<void> => {
    await signIn().catch((error: unknown) => failures.push(error));
  };
  await signInAs({ session, trySignIn }, lee);
  assert.equal(failures.length, 1);
  assert.deepEqual(namesOf(session), [`${ana} main`]);
});
