/** The session taken apart by accounts: all of them as a list, and one of them as an AccountSession. Nothing is kept here. */
import { accountOf, activeOf } from "./accountSession.ts";
import type { AccountSession, AccountState, Allowing, SessionState } from "./accountSession.ts";
import type { AccountIds } from "./chosenAccounts.ts";
import type { SessionAccount } from "./sessionContract.ts";

/** What it asks of the session. */
interface WholeSession extends Pick<AccountSession, "app" | "onDidChange" | "restore"> {
  addAccount(accountId: string): Promise<unknown>;
  allow(scopes: readonly string[], accountId: string): Promise<Allowing>;
  noteFailure(error: unknown, accountId: string): void;
}

/** The part of the account with this id, which is signed out as long as nobody with it is signed in. */
export function partOf(session: WholeSession, accountId: string, stateOf: () => SessionState): AccountSession {
  return {
    accountId,
    get state() {
      return stateOf();
    },
    get active() {
      return activeOf(stateOf());
    },
    get app() {
      return session.app;
    },
    onDidChange: session.onDidChange,
    restore: async () => session.restore(),
    signIn: async () => {
      await session.addAccount(accountId);
    },
    allow: async (scopes) => session.allow(scopes, accountId),
    noteFailure: (error) => {
      session.noteFailure(error, accountId);
    },
  };
}

/** The accounts with these states: the main one, then those who are shown, then the others. @param hasMain false while somebody signs in instead of the main one. */
export function accountsOf(
  states: readonly AccountState[],
  { mainId, shownIds }: AccountIds,
  hasMain: boolean,
): readonly SessionAccount[] {
  return states
    .map((state): SessionAccount => {
      const account = accountOf(state);
      const isMain = hasMain && account.id === mainId;
      return { account, state, isMain, isShown: isMain || shownIds.includes(account.id) };
    })
    .toSorted((one, other) => rank(one) - rank(other));
}

function rank({ isMain, isShown }: SessionAccount): number {
  return isMain ? 0 : isShown ? 1 : 2;
}
