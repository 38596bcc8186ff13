/**
 * A session of its own in a sandbox of its own, beside the one that the extension may have: for tests in the extension host
 * of what takes a session. Signed in over HTTP as a person would be, but without one.
 */
import assert from "node:assert/strict";
import type { Memento, SecretStorage } from "vscode";
import { openSandboxSilently } from "../../src/account/sandboxBrowser.ts";
import type { SignedInAccount } from "../../src/account/tokenSource.ts";
import { Session } from "../../src/editor/session.ts";
import type { ChoosePlace, ChooseSignIn } from "../../src/editor/sessionContract.ts";
import type { ActiveSession } from "../../src/editor/accountSession.ts";
import { readSettings } from "../../src/editor/settings.ts";
import type { SandboxStart } from "../../src/editor/sandboxStart.ts";
import type { SignInPlace } from "../../src/editor/signInPlace.ts";

/** Who can sign in. */
export const ana = "ana.silva@contoso.com";
export const lee = "lee.park@contoso.com";
/** Has a personal account. */
export const maria = "maria.rossi@outlook.com";

/** What may be other than usual in a session of a test. */
export interface SandboxSessionOptions {
  /** Where it signs in. Default: a sandbox of its own. */
  readonly sandbox?: SandboxStart;
  /** What an earlier window has left. Default: nothing. */
  readonly memory?: Memento;
  readonly secrets?: SecretStorage;
  /** What the person does when they are asked to sign in. Default: `next` signs in, and allows everything. */
  readonly chooseSignIn?: ChooseSignIn;
  /** Where they do it if there is a choice. Default: at the last place, which is beside the first. */
  readonly choosePlace?: ChoosePlace;
  /** What is allowed from the start. Default: what the sandbox allows. */
  readonly allowed?: readonly string[];
}

/**
 * Starts a session in which Ana is signed in; it and its sandbox end with the test, which fails if something went wrong
 * unseen.
 * @param next who signs in when the person is asked to.
 */
export async function startSandboxSession(
  context: { after(cleanUp: () => unknown): void },
  next: string | ((place: SignInPlace) => string) = ana,
  { sandbox = { port: 0 }, memory = memento(), secrets = secretStorage(), ...options }: SandboxSessionOptions = {},
): Promise<{ readonly session: Session; readonly active: ActiveSession }> {
  const errors: unknown[] = [];
  const session = new Session({
    secrets,
    memory,
    settings: () => readSettings({ inspect: () => undefined, get: () => undefined }),
    chooseSignIn:
      options.chooseSignIn ??
      (async (place, scopes) => signIn(place, scopes, typeof next === "string" ? next : next(place))),
    choosePlace: options.choosePlace ?? (async (places) => places.at(-1)?.key),
    signInToSandbox: async (place, scopes) => signIn(place, options.allowed ?? scopes, ana),
    userAgent: "Unbook/0.0.0 (test)",
    log: () => undefined,
    onError: (what, error) => errors.push(what, error),
    onPlaceClosed: (name, error) => errors.push(name, error),
    sandbox,
  });
  context.after(async () => {
    await session.leaveSandbox();
    session.dispose();
    assert.deepEqual(errors, []);
  });
  await session.restore();
  const { active } = session;
  assert.ok(active !== undefined, String(errors));
  return { session, active };
}

async function signIn(place: SignInPlace, scopes: readonly string[], loginHint: string): Promise<SignedInAccount> {
  const signInOrigin = place.sandbox?.addresses.signInOrigin ?? "";
  return place.accounts.signInWithBrowser({
    scopes,
    prompt: "none",
    loginHint,
    openBrowser: async (url) => openSandboxSilently(url, signInOrigin),
  });
}

/** A memory of VS Code's that lasts as long as the test. */
export function memento(): Memento {
  const kept = new Map<string, unknown>();
  return {
    // As VS Code has it: whoever asks knows what was kept.
    get: <Value>(key: string, fallback?: Value) => (kept.has(key) ? (kept.get(key) as Value) : fallback),
    update: async (key, value) => void (value === undefined ? kept.delete(key) : kept.set(key, value)),
    keys: () => [...kept.keys()],
  };
}

/** A secret storage that lasts as long as the test. */
export function secretStorage(): SecretStorage {
  const secrets = new Map<string, string>();
  return {
    get: async (key) => secrets.get(key),
    store: async (key, value) => void secrets.set(key, value),
    delete: async (key) => void secrets.delete(key),
    keys: async () => [...secrets.keys()],
    onDidChange: () => ({ dispose: () => undefined }),
  };
}
