/**
 * One sign-in at a time: whoever starts another ends the one that is under way, and only the newest changes anything. Which
 * dialogs it shows is up to how the person signs in (signInDialogs.ts).
 */
import { isAccountError } from "../account/accountError.ts";
import type { SignedInAccount } from "../account/tokenSource.ts";
import { accountOf, claimsOf } from "./accountSession.ts";
import type { AccountState, Allowing } from "./accountSession.ts";
import type { ChooseSignIn } from "./sessionContract.ts";
import type { SignInPlace } from "./signInPlace.ts";

/** Sign-ins, one after the other. */
export class SignInTurns {
  readonly #chooseSignIn: ChooseSignIn;
  #pending: AbortController | undefined;
  #choice: symbol | undefined;

  constructor(chooseSignIn: ChooseSignIn) {
    this.#chooseSignIn = chooseSignIn;
  }

  /** Ends a sign-in that is under way, so that whatever it still comes to changes nothing. */
  drop(): void {
    this.#stopAsking();
    this.#choice = undefined;
  }

  /** Marks the newest choice of a main account. Gives whether it still is, for when what the choice brings about is done. */
  choose(): () => boolean {
    const choice = Symbol("choice");
    this.#choice = choice;
    return () => this.#choice === choice;
  }

  /**
   * Lets somebody sign in whom the rest waits for.
   * @param take takes whoever has.
   * @param goBack is called if nobody has, and nobody has started another sign-in since.
   */
  async askInstead(
    run: (signal: AbortSignal) => Promise<SignedInAccount | undefined>,
    take: (account: SignedInAccount) => Promise<void>,
    goBack: () => void,
  ): Promise<void> {
    const turn = this.#begin();
    try {
      const account = await run(turn.signal);
      if (this.#pending !== turn) return;
      if (account === undefined) goBack();
      else await take(account);
    } catch (error) {
      const isNewest = this.#pending === turn;
      if (isNewest) goBack();
      if (isNewest || !isCancelled(error)) throw error;
    } finally {
      if (this.#pending === turn) this.#pending = undefined;
    }
  }

  /**
   * Asks the person to sign in while everything goes on as it is.
   * @param whom the state of the account that has to sign in, and nobody else would do; or whom to begin with, by user name.
   * @param take takes whoever has; false if that comes too late.
   */
  async askBeside(
    place: SignInPlace,
    scopes: readonly string[],
    whom: AccountState | string | undefined,
    take: (account: SignedInAccount) => Promise<boolean>,
  ): Promise<Allowing> {
    const turn = this.#begin();
    const [state, hint] = typeof whom === "string" ? [undefined, whom] : [whom, undefined];
    const expected = state && accountOf(state);
    const claims = state && claimsOf(state);
    try {
      const account = await this.#chooseSignIn(place, scopes, expected?.username ?? hint, turn.signal, claims);
      if (account === undefined || this.#pending !== turn) return { kind: "dropped" };
      if (expected !== undefined && account.id !== expected.id) {
        return { kind: "otherAccount", expected: expected.username, cameBack: account.username };
      }
      return { kind: (await take(account)) ? "allowed" : "dropped" };
    } catch (error) {
      if (isCancelled(error)) return { kind: "dropped" };
      throw error;
    } finally {
      if (this.#pending === turn) this.#pending = undefined;
    }
  }

  #stopAsking(): void {
    this.#pending?.abort();
    this.#pending = undefined;
  }

  #begin(): AbortController {
    this.#stopAsking();
    const turn = new AbortController();
    this.#pending = turn;
    return turn;
  }
}

function isCancelled(error: unknown): boolean {
  return isAccountError(error) && error.code === "cancelled";
}
