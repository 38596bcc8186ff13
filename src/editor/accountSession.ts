/**
 * What whoever acts for one account sees of the session (session.ts): its state, its Graph client, and its permissions. The
 * session itself is the main account's; every other account that is signed in has one of these of its own.
 */
import type { Event } from "vscode";
import type { AccountError } from "../account/accountError.ts";
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { CloudId } from "../graph/cloud.ts";
import type { GraphClient } from "../graph/graphContract.ts";
import type { BookingsAccess } from "./bookingsAccess.ts";
import type { SignInApp } from "./signInPlace.ts";

/** What one account's requests are made with. Nothing of one account is ever asked with another's. */
export interface ActiveSession {
  readonly account: SignedInAccount;
  readonly cloudId: CloudId;
  readonly graphOrigin: string;
  readonly realm: string;
  readonly graph: GraphClient;
  readonly bookings: BookingsAccess;
  /** The permissions that this window knows to be given. There may be more, from an earlier window. */
  readonly granted: readonly string[];
}

/** Where an account stands that has signed in here once. */
export type AccountState =
  | {
      readonly kind: "needsSignIn" | "needsConsent";
      readonly account: SignedInAccount;
      /** What has shown that it is so. */
      readonly why: AccountError;
    }
  | { readonly kind: "signedIn"; readonly active: ActiveSession };

/** Where signing in stands. `unknown` until the session is first needed. */
export type SessionState = { readonly kind: "unknown" | "signedOut" | "signingIn" } | AccountState;

/** What became of asking for a permission. */
export type Allowing =
  | { readonly kind: "allowed" }
  /** The person thought better of it, or signed in anew meanwhile. */
  | { readonly kind: "dropped" }
  /** Another account gave it than the one that was asked, which goes on as before. */
  | { readonly kind: "otherAccount"; readonly expected: string; readonly cameBack: string };

/** One account's part of the session. */
export interface AccountSession {
  /** Whose it is; undefined for the main account's, whoever that is at the time. */
  readonly accountId: string | undefined;
  readonly state: SessionState;
  /** What requests can be made with; undefined while there is nothing. */
  readonly active: ActiveSession | undefined;
  /** As which app it signs in, and where; undefined before that is known. */
  readonly app: SignInApp | undefined;
  /** Where its account is signed in, as a person calls it; undefined while all accounts are at one place. */
  readonly placeName: string | undefined;
  /** Fires after every change of `state`, and of those of other accounts. */
  readonly onDidChange: Event<SessionState>;
  /** Finds out, once, whether somebody is signed in from before. Never rejects: who cannot be found is signed out. */
  restore(): Promise<void>;
  /**
   * Lets the person sign in: the account of the state if it has one, and otherwise whoever they choose. Does nothing if they
   * think better of it.
   */
  signIn(): Promise<void>;
  /**
   * Asks the person for more permissions than were given at sign-in. Meanwhile the session goes on as it is; if they are
   * given to its account, another session of that account is active afterwards, and what the one before is sending is sent.
   */
  allow(scopes: readonly string[]): Promise<Allowing>;
  /** Takes note of a failure, if it says that the session is not good any more. */
  noteFailure(error: unknown): void;
}

/** Whose state it is; undefined while there is no account. */
export function accountOf(state: AccountState): SignedInAccount;
export function accountOf(state: SessionState): SignedInAccount | undefined;
export function accountOf(state: SessionState): SignedInAccount | undefined {
  switch (state.kind) {
    case "signedIn":
      return state.active.account;
    case "needsSignIn":
    case "needsConsent":
      return state.account;
    case "unknown":
    case "signedOut":
    case "signingIn":
      return undefined;
    default:
      return state satisfies never;
  }
}

/** The claims that the person has to sign in with, as JSON; undefined for none. */
export function claimsOf(state: SessionState): string | undefined {
  return "why" in state ? state.why.claims : undefined;
}

/** What requests can be made with in a state; undefined if nothing. */
export function activeOf(state: SessionState | undefined): ActiveSession | undefined {
  return state?.kind === "signedIn" ? state.active : undefined;
}
