/** What the session (session.ts) needs, and what it says of the accounts that are signed in. */
import type { Memento, SecretStorage } from "vscode";
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { AccountState } from "./accountSession.ts";
import type { Settings } from "./settings.ts";
import type { SandboxStart, SignInPlace } from "./signInPlace.ts";

/** How the person signs in; asks them where there is a choice. Undefined when they think better of it. */
export type ChooseSignIn = (
  place: SignInPlace,
  scopes: readonly string[],
  loginHint: string | undefined,
  signal: AbortSignal,
  /** The claims of a challenge that only a person can meet, as JSON. Default: none. */
  claims?: string,
) => Promise<SignedInAccount | undefined>;

/** What the session needs. */
export interface SessionOptions {
  readonly secrets: SecretStorage;
  /** Remembers which accounts were worked with: their ids, and nothing secret. */
  readonly memory: Memento;
  readonly settings: () => Settings;
  readonly chooseSignIn: ChooseSignIn;
  /** Plays the browser for the sandbox's organizer, so that trying sample data is one click. */
  readonly signInToSandbox: (place: SignInPlace, scopes: readonly string[]) => Promise<SignedInAccount>;
  readonly userAgent: string;
  readonly log: (line: string) => void;
  /** Takes failures that leave no other trace. */
  readonly onError: (what: string, error: unknown) => void;
  /** When set, the first use opens the sandbox. */
  readonly sandbox?: SandboxStart;
}

/** An account that is signed in here, or has to sign in again. */
export interface SessionAccount {
  readonly account: SignedInAccount;
  readonly state: AccountState;
  /** Whether it acts where nothing says otherwise. */
  readonly isMain: boolean;
  /** Whether the agenda shows it. It always shows the main one. */
  readonly isShown: boolean;
}
