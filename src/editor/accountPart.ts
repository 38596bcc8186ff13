/**
 * The session taken apart by accounts: all of them as a list, and one of them as an AccountSession. Nothing of an account is
 * kept here.
 */
import type { SignedInAccount } from "../account/tokenSource.ts";
import { accountOf, activeOf } from "./accountSession.ts";
import type { AccountSession, Allowing, SessionState } from "./accountSession.ts";
import type { AccountIds } from "./chosenAccounts.ts";
import type { AddWish, SessionAccount } from "./sessionContract.ts";
import type { PlacedAccount } from "./signedInAccounts.ts";
import type { SignInPlace } from "./signInPlace.ts";

/** What it asks of the session. */
interface WholeSession extends Pick<AccountSession, "onDidChange" | "restore"> {
  readonly accounts: readonly SessionAccount[];
  addAccount(wish: AddWish): Promise<unknown>;
  allow(scopes: readonly string[], accountId: string): Promise<Allowing>;
  noteFailure(error: unknown, accountId: string): void;
}

/** Gives the part of the account with an id, the same value each time. It is signed out as long as nobody with it is signed in. */
export function partsOf(
  session: WholeSession,
  stateOf: (accountId: string) => SessionState,
): (accountId: string) => AccountSession {
  const parts = new Map<string, AccountSession>();
  return (accountId) => {
    const part = parts.get(accountId) ?? partOf(session, accountId, () => stateOf(accountId));
    parts.set(accountId, part);
    return part;
  };
}

function partOf(session: WholeSession, accountId: string, stateOf: () => SessionState): AccountSession {
  const own = (): SessionAccount | undefined => session.accounts.find(({ account }) => account.id === accountId);
  return {
    accountId,
    get state() {
      return stateOf();
    },
    get active() {
      return activeOf(stateOf());
    },
    get app() {
      return own()?.place.app;
    },
    get placeName() {
      return own()?.placeName;
    },
    onDidChange: session.onDidChange,
    restore: async () => session.restore(),
    signIn: async () => {
      await session.addAccount({ againId: accountId });
    },
    allow: async (scopes) => session.allow(scopes, accountId),
    noteFailure: (error) => {
      session.noteFailure(error, accountId);
    },
  };
}

/**
 * The accounts: the main one, then those who are shown, then the others.
 * @param hasMain false while somebody signs in instead of the main one.
 * @param nameOf what a person calls a place.
 */
export function accountsOf(
  placed: readonly PlacedAccount[],
  { mainId, shownIds }: AccountIds,
  hasMain: boolean,
  nameOf: (place: SignInPlace) => string,
): readonly SessionAccount[] {
  const isOnePlace = placed.every(({ place }) => place === placed[0]?.place);
  return placed
    .map(({ place, state }): SessionAccount => {
      const account = accountOf(state);
      const isMain = hasMain && account.id === mainId;
      const isShown = isMain || shownIds.includes(account.id);
      const placeName = isOnePlace ? undefined : nameOf(place);
      return { account, state, isMain, isShown, place, placeName };
    })
    .toSorted((one, other) => rank(one) - rank(other));
}

/**
 * Who is meant by an address, of those who are signed in here: each cloud has addresses of its own, so that two may have the same.
 * @param host the host and port of the Graph that is meant. Default: the first who has the address is taken.
 */
export function accountNamed(
  accounts: readonly SessionAccount[],
  address: string,
  host?: string,
): SessionAccount | undefined {
  const named = accounts.filter(({ account }) => account.username.toLowerCase() === address.toLowerCase());
  const isThere = ({ place }: SessionAccount): boolean => new URL(place.cloud.graphOrigin).host === host?.toLowerCase();
  // Nothing is sent as the wrong one: an address of another Graph than the account's own is not run.
  return named.find(isThere) ?? named[0];
}

/** What a person calls an account: its address, and where accounts are at several places also its place. */
export function accountTitle({
  account,
  placeName,
}: Pick<SessionAccount, "placeName"> & { readonly account: Pick<SignedInAccount, "username"> }): string {
  return [account.username, ...(placeName === undefined ? [] : [placeName])].join(" · ");
}

/** The name of an account's place, for those who take none where there is only one. */
export function placeNameOf({ placeName }: Pick<AccountSession, "placeName">): { readonly placeName?: string } {
  return placeName === undefined ? {} : { placeName };
}

function rank({ isMain, isShown }: SessionAccount): number {
  return isMain ? 0 : isShown ? 1 : 2;
}
