/** What the session (session.ts) needs, and what it says of the accounts that are signed in. */
import type { Memento, SecretStorage } from "vscode";
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { AccountSession, AccountState } from "./accountSession.ts";
import type { Settings } from "./settings.ts";
import type { SandboxStart } from "./sandboxStart.ts";
import type { SignInPlace } from "./signInPlace.ts";

/** How the person signs in; asks them where there is a choice. Undefined when they think better of it. */
export type ChooseSignIn = (
  place: SignInPlace,
  scopes: readonly string[],
  loginHint: string | undefined,
  signal: AbortSignal,
  /** The claims of a challenge that only a person can meet, as JSON. Default: none. */
  claims?: string,
) => Promise<SignedInAccount | undefined>;

/** A place to choose, and what a person calls it. */
export interface PlaceChoice {
  readonly key: string;
  readonly name: string;
}

/** Asks the person at which place to sign in; gives its key, or undefined when they think better of it. */
export type ChoosePlace = (places: readonly PlaceChoice[]) => Promise<string | undefined>;

/** Who is to sign in beside the others. */
export interface AddWish {
  /** Who is to sign in again. Default: whoever the person chooses. */
  readonly againId?: string;
  /** Where somebody new signs in. Default: the person is asked if there is a choice. */
  readonly placeKey?: string;
  /** Whom the sign-in begins with, by user name; it is the person's to choose somebody else. Default: nobody. */
  readonly loginHint?: string;
}

/** A sign-in that was tried: as which app, and whose if that is known. */
export type TriedSignIn = Pick<AccountSession, "app" | "state">;

/** The service code of the AccountError for an account that is signed in at another place: it is not Microsoft's. */
export const signedInElsewhere = "signed_in_elsewhere";

/** What the session needs. */
export interface SessionOptions {
  readonly secrets: SecretStorage;
  /** Remembers which accounts were worked with: their ids, and nothing secret. */
  readonly memory: Memento;
  readonly settings: () => Settings;
  readonly chooseSignIn: ChooseSignIn;
  readonly choosePlace: ChoosePlace;
  /** Plays the browser for the sandbox's organizer, so that trying sample data is one click. */
  readonly signInToSandbox: (place: SignInPlace, scopes: readonly string[]) => Promise<SignedInAccount>;
  readonly userAgent: string;
  readonly log: (line: string) => void;
  /** Takes failures that leave no other trace. */
  readonly onError: (what: string, error: unknown) => void;
  /** Is told that a place at which somebody is remembered cannot be opened; the others are. */
  readonly onPlaceClosed: (name: string, error: unknown) => void;
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
  /** Where it is signed in. */
  readonly place: SignInPlace;
  /** What a person calls that; undefined while all accounts are at one place. */
  readonly placeName: string | undefined;
}
