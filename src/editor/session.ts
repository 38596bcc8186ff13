/**
 * Who is signed in, where, and whose agenda is shown. Several accounts can be signed in at once, each at one place: a cloud
 * with an app registration, or a sandbox. One of them is the main one, which acts where nothing says otherwise. Every token is
 * asked for through this. It shows nothing itself except the dialogs of signing in.
 */
import { EventEmitter } from "vscode";
import type { Disposable } from "vscode";
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { PlanSender } from "../cancellation/plan.ts";
import { calendarScopes, sandboxScopes } from "../graph/scopes.ts";
import { accountOf, activeOf, claimsOf } from "./accountSession.ts";
import type { AccountSession, AccountState, ActiveSession, Allowing, SessionState } from "./accountSession.ts";
import { accountsOf, partsOf } from "./accountPart.ts";
import { ChosenAccounts } from "./chosenAccounts.ts";
import { microsoftPlaces, sandboxPlaces } from "./knownPlaces.ts";
import { isSessionOf } from "./sender.ts";
import type { AddWish, SessionAccount, SessionOptions, TriedSignIn } from "./sessionContract.ts";
import { SignedInAccounts } from "./signedInAccounts.ts";
import type { SandboxStart } from "./sandboxStart.ts";
import type { SignInPlace } from "./signInPlace.ts";
import { type PlaceAgain, SignInPlaces } from "./signInPlaces.ts";
import { SignInTurns } from "./signInTurns.ts";

type Idle = Exclude<SessionState, AccountState>;
const unknown: Idle = { kind: "unknown" };
const signedOut: Idle = { kind: "signedOut" };

/** The session of this window. Taken as an AccountSession it is the main account's, whoever that is at the time. */
export class Session implements AccountSession, Disposable {
  readonly accountId = undefined;
  readonly #options: SessionOptions;
  readonly #changed = new EventEmitter<SessionState>();
  readonly onDidChange = this.#changed.event;
  readonly #accounts: SignedInAccounts;
  readonly #chosen: ChosenAccounts;
  readonly #places: SignInPlaces;
  readonly #turns: SignInTurns;
  readonly #partOf = partsOf(
    this,
    (accountId) => this.#accounts.stateOf(accountId) ?? (this.#idle?.kind === "unknown" ? unknown : signedOut),
  );
  /** What the state is while it is not the main account's. */
  #idle: Idle | undefined = unknown;
  #tried: TriedSignIn | undefined;
  #restoring: Promise<void> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#accounts = new SignedInAccounts(options, () => {
      this.#become(this.#idle);
    });
    this.#chosen = new ChosenAccounts(options.memory);
    this.#places = new SignInPlaces(options);
    this.#turns = new SignInTurns(options.chooseSignIn);
  }

  get state(): SessionState {
    return this.#idle ?? this.#accounts.stateOf(this.#chosen.mainId) ?? signedOut;
  }

  get active(): ActiveSession | undefined {
    return activeOf(this.state);
  }

  get app(): AccountSession["app"] {
    return this.#main?.place.app;
  }

  get placeName(): string | undefined {
    return this.#main?.placeName;
  }

  get sandbox(): SignInPlace["sandbox"] {
    return this.#places.open.find(({ sandbox }) => sandbox !== undefined)?.sandbox;
  }

  /** The last sign-in that was tried, as the help with a failed one needs it: it need not be the main account's. */
  get tried(): TriedSignIn {
    return this.#tried ?? this;
  }

  /** Everybody who is signed in here, the main account first, then those who are shown. */
  get accounts(): readonly SessionAccount[] {
    return accountsOf(this.#accounts.all, this.#chosen, this.#idle === undefined, (place) =>
      this.#places.nameOf(place),
    );
  }

  get #main(): SessionAccount | undefined {
    return this.accounts.find(({ isMain }) => isMain);
  }

  /** The session that may send what a sender has confirmed; undefined while that account is not signed in there. */
  of(sender: Pick<PlanSender, "accountId" | "realm">): ActiveSession | undefined {
    const active = activeOf(this.#accounts.stateOf(sender.accountId));
    return isSessionOf(active, sender) ? active : undefined;
  }

  /** One account's part of the session, the same value each time; undefined means the main account's at any time. */
  as(accountId: string | undefined): AccountSession {
    return accountId === undefined ? this : this.#partOf(accountId);
  }

  restore(): Promise<void> {
    const { sandbox, onError } = this.#options;
    this.#restoring ??= (sandbox === undefined ? this.#enterMicrosoft() : this.#openSandbox(sandbox)).catch(
      (error: unknown) => {
        onError("The last session could not be restored", error);
        this.#become(signedOut);
      },
    );
    return this.#restoring;
  }

  /** Lets go of places that the settings no longer mean; those that they still mean go on. Whoever signs in waits for that. */
  async settingsChanged(): Promise<void> {
    if (this.#restoring === undefined) return;
    const following = this.#restoring.then(async () => {
      if (this.sandbox === undefined) await this.#enterMicrosoft();
    });
    this.#restoring = following.catch(() => undefined);
    await following;
  }

  async signIn(): Promise<void> {
    await this.restore();
    await this.#signInAs(this.state);
  }

  /**
   * Lets the person sign in with another account, which is shown instead of the main one from then on.
   * @param placeKey where. Default: the person is asked if there is a choice.
   */
  async switchAccount(placeKey?: string): Promise<void> {
    await this.restore();
    await this.#signInAs(signedOut, placeKey);
  }

  /**
   * Lets the person sign one more account in, or one again that has to; everybody else goes on as before. It is shown beside
   * the main account, and is the main one if there is none.
   */
  async addAccount({ againId, placeKey, loginHint }: AddWish = {}): Promise<Allowing> {
    await this.restore();
    if (this.#idle !== undefined || (againId !== undefined && againId === this.#chosen.mainId)) {
      await (againId === undefined ? this.switchAccount(placeKey) : this.signIn());
      return { kind: this.active === undefined ? "dropped" : "allowed" };
    }
    const state = this.#accounts.stateOf(againId);
    const place = this.#accounts.placeOf(againId) ?? (await this.#places.openChosen(placeKey));
    if (place === undefined) return { kind: "dropped" };
    this.#tried = { app: place.app, state: state ?? signedOut };
    return this.#turns.askBeside(place, calendarScopes, state ?? loginHint, async (account) => {
      if (!(await this.#accounts.begin(place, account, []))) return false;
      if (againId === undefined) this.#chosen.show(account.id, true);
      await this.#remember(this.#idle);
      return true;
    });
  }

  async allow(scopes: readonly string[], accountId = this.#chosen.mainId): Promise<Allowing> {
    const state = this.#accounts.stateOf(accountId);
    const [active, place] = [activeOf(state), this.#accounts.placeOf(accountId)];
    // A sign-in that is under way would be ended by it.
    if (active === undefined || place === undefined || this.#idle !== undefined) return { kind: "dropped" };
    const asked = [...new Set([...calendarScopes, ...scopes])];
    return this.#turns.askBeside(place, asked, state, async (account) => {
      const isTaken = await this.#accounts.begin(place, account, [...active.granted, ...scopes]);
      if (isTaken) this.#become(this.#idle);
      return isTaken;
    });
  }

  /** Makes an account that is signed in the main one; the one that was is shown beside it. */
  async makeMain(accountId: string): Promise<void> {
    const { mainId, shownIds } = this.#chosen;
    if (this.#accounts.stateOf(accountId) === undefined || (accountId === mainId && this.#idle === undefined)) return;
    this.#turns.drop();
    this.#chosen.choose(accountId, mainId === undefined ? shownIds : [mainId, ...shownIds]);
    await this.#remember(undefined);
  }

  /** Says whether the agenda shows an account beside the main one. */
  async show(accountId: string, isShown: boolean): Promise<void> {
    this.#chosen.show(accountId, isShown);
    await this.#remember(this.#idle);
  }

  /** Starts the sandbox and signs its organizer in. The accounts that were signed in stay remembered. */
  async openSandbox(): Promise<void> {
    await this.restore();
    if (this.sandbox === undefined) await this.#openSandbox({ port: 0 });
  }

  async #openSandbox(start: SandboxStart): Promise<void> {
    const [first, ...beside] = sandboxPlaces(start, this.#options);
    const opened = await first.open();
    await this.#leave(this.#places.enter([{ ...first, open: async () => opened }, ...beside]));
    const found = await this.#places.openAgain(this.#chosen);
    const place = await this.#places.openAt(first.key);
    await this.#signingIn(place, async () => this.#options.signInToSandbox(place, sandboxScopes), sandboxScopes);
    if (this.#places.isOpen(place)) await this.#bringBack(found);
  }

  /** Ends the sandbox and returns to the accounts that were signed in before, if any. */
  async leaveSandbox(): Promise<void> {
    if (this.sandbox !== undefined) await this.#enterMicrosoft();
  }

  /** Forgets every account on this machine, wherever it is signed in: also those that are not shown. */
  async signOut(): Promise<void> {
    await this.restore();
    this.#turns.drop();
    this.#chosen.choose(undefined, []);
    await Promise.all(this.#places.open.map(async (place) => this.#accounts.endAt(place)));
    this.#become(signedOut);
    try {
      await this.#places.signOutEverywhere();
    } finally {
      await this.#remember(this.#idle);
    }
  }

  /** Forgets one account on this machine; the others go on. If it was the main one, another takes its place. */
  async signOutOf(accountId: string): Promise<void> {
    const place = this.#accounts.placeOf(accountId);
    await this.#endAccount(accountId);
    await place?.accounts.signOut(accountId);
  }

  noteFailure(error: unknown, accountId = this.#chosen.mainId): void {
    if (this.#accounts.suspend(accountId, error)) this.#become(this.#idle);
  }

  /** Another window has signed in or out at a place, which may be the first time that anybody does. */
  async syncWithOtherWindows(changedKey: string): Promise<void> {
    if (this.#places.isOfClosed(changedKey)) return this.#bringBack(await this.#places.openAgain(this.#chosen));
    const place = this.#places.open.find(({ secretKey }) => secretKey === changedKey);
    if (place === undefined || this.state.kind === "signingIn") return;
    const listed = await place.accounts.listAccounts();
    if (!this.#places.isOpen(place)) return;
    for (const id of this.#accounts.idsAt(place)) if (!listed.some((one) => one.id === id)) await this.#endAccount(id);
    // Only an account that a window has begun with; one that is left over from switching is nobody's choice.
    const remembered = listed.find(({ id }) => id === this.#chosen.rememberedAt(place.key)?.mainId);
    if (this.state.kind === "signedOut" && remembered !== undefined) await this.#begin(place, remembered, []);
    if (this.#places.isOpen(place) && this.state.kind !== "signedOut") {
      this.#accounts.expect(place, listed);
      await this.#accounts.beginExpected();
    }
  }

  dispose(): void {
    this.#leave(this.#places.enter([])).catch((error: unknown) => {
      this.#options.onError("The session could not be closed", error);
    });
    this.#changed.dispose();
  }

  /** Leaves the places that are not in the settings, and brings back who is remembered at the others. */
  async #enterMicrosoft(): Promise<void> {
    await this.#leave(this.#places.enter(microsoftPlaces(this.#options)));
    await this.#bringBack(await this.#places.openAgain(this.#chosen));
  }

  /** Shows the accounts of places again, beside those that are here; if there is no main account, makes one the main one. */
  async #bringBack(found: readonly PlaceAgain[]): Promise<void> {
    for (const { place, listed } of found) if (this.#places.isOpen(place)) this.#accounts.expect(place, listed);
    const firstId = this.#chosen.chooseAgain(found);
    const first = this.#accounts.expected.find(({ account }) => account.id === firstId);
    if (first !== undefined && this.#chosen.mainId === undefined) await this.#begin(first.place, first.account, []);
    const idle = this.#chooseMain();
    await this.#remember(this.#idle?.kind === "signingIn" ? this.#idle : idle);
    // Nobody waits for the others.
    this.#accounts.beginExpected().catch((error: unknown) => {
      this.#options.onError("The other accounts could not be restored", error);
    });
  }

  async #signInAs(state: SessionState, placeKey?: string): Promise<void> {
    const account = accountOf(state);
    const place = this.#accounts.placeOf(account?.id) ?? (await this.#places.openChosen(placeKey));
    if (place === undefined) return;
    this.#tried = { app: place.app, state };
    await this.#signingIn(place, async (signal) =>
      this.#options.chooseSignIn(place, calendarScopes, account?.username, signal, claimsOf(state)),
    );
  }

  /** Runs a sign-in; the newest wins, and one that fails leaves the state that was before. */
  async #signingIn(
    place: SignInPlace,
    run: (signal: AbortSignal) => Promise<SignedInAccount | undefined>,
    granted: readonly string[] = [],
  ): Promise<void> {
    this.#become({ kind: "signingIn" });
    const begin = async (account: SignedInAccount): Promise<void> => this.#begin(place, account, granted);
    await this.#turns.askInstead(run, begin, () => {
      // The main account is who it was, also when the sign-in was started again in between.
      this.#become(this.#chosen.mainId === undefined ? signedOut : undefined);
    });
  }

  /** Makes an account the main one. @param granted the permissions that were given to it just now, beside those of signing in. */
  async #begin(place: SignInPlace, account: SignedInAccount, granted: readonly string[]): Promise<void> {
    const isNewest = this.#turns.choose();
    await this.#accounts.begin(place, account, granted);
    if (!isNewest()) return;
    this.#chosen.choose(account.id, this.#chosen.shownIds);
    await this.#remember(undefined);
  }

  async #endAccount(accountId: string): Promise<void> {
    const isMain = accountId === this.#chosen.mainId;
    const ending = this.#accounts.end(accountId);
    if (isMain) this.#turns.drop();
    this.#chosen.keepOnly(this.#accounts.ids);
    const idle = isMain ? this.#chooseMain() : this.#idle;
    await ending;
    await this.#remember(idle);
  }

  /** Makes the first of those who are here the main account if there is none. Gives what the state is then. */
  #chooseMain(): Idle | undefined {
    const { mainId = this.accounts[0]?.account.id, shownIds } = this.#chosen;
    this.#chosen.choose(mainId, shownIds);
    return mainId === undefined ? signedOut : undefined;
  }

  #become(idle: Idle | undefined): void {
    this.#idle = idle;
    this.#changed.fire(this.state);
  }

  /** Takes a new choice of accounts up, and remembers it. */
  async #remember(idle: Idle | undefined): Promise<void> {
    this.#become(idle);
    for (const place of this.#places.lasting) await this.#chosen.rememberAt(place.key, this.#accounts.idsAt(place));
  }

  /** Closes places, and ends what is on the way for their accounts. */
  async #leave(places: readonly SignInPlace[]): Promise<void> {
    if (places.length === 0) return;
    this.#turns.drop();
    const leaving = places.map(async (place) => this.#accounts.endAt(place));
    this.#chosen.keepOnly(this.#accounts.ids);
    await Promise.all(leaving);
    await Promise.all(places.map(async (place) => place.dispose()));
    if (this.state.kind !== "unknown") this.#become(this.#chosen.mainId === undefined ? signedOut : undefined);
  }
}
