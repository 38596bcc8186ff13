/**
 * Who is signed in, where, and whose agenda is shown. Several accounts of one place can be signed in at once; one of them is
 * the main one, which acts where nothing says otherwise. Everything that the editor shows of accounts hangs on this; every
 * token is asked for through it. It never shows anything itself except the dialogs of signing in.
 */
import { EventEmitter } from "vscode";
import type { Disposable } from "vscode";
import { AccountError } from "../account/accountError.ts";
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { PlanSender } from "../cancellation/plan.ts";
import { calendarScopes, sandboxScopes } from "../graph/scopes.ts";
import { accountOf, activeOf, claimsOf } from "./accountSession.ts";
import type { AccountSession, AccountState, ActiveSession, Allowing, SessionState } from "./accountSession.ts";
import { accountsOf, partOf } from "./accountPart.ts";
import { ChosenAccounts } from "./chosenAccounts.ts";
import { openMicrosoft, openSandbox } from "./lazySignIn.ts";
import { isSessionOf } from "./sender.ts";
import type { SessionAccount, SessionOptions } from "./sessionContract.ts";
import { SignedInAccounts } from "./signedInAccounts.ts";
import type { SandboxStart, SignInPlace } from "./signInPlace.ts";
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
  readonly #turns: SignInTurns;
  readonly #parts = new Map<string, AccountSession>();
  /** What the state is while it is not the main account's. */
  #idle: Idle | undefined = unknown;
  #place: SignInPlace | undefined;
  #restoring: Promise<void> | undefined;
  /** Marks the newest choice of a main account: an older one must not come after it. */
  #beginning: symbol | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#accounts = new SignedInAccounts(options);
    this.#chosen = new ChosenAccounts(options.memory);
    this.#turns = new SignInTurns(options.chooseSignIn);
  }

  get state(): SessionState {
    return this.#idle ?? this.#accounts.stateOf(this.#chosen.mainId) ?? signedOut;
  }

  get active(): ActiveSession | undefined {
    return activeOf(this.state);
  }

  get app(): AccountSession["app"] {
    return this.#place?.app;
  }

  get sandbox(): SignInPlace["sandbox"] {
    return this.#place?.sandbox;
  }

  /** Whose sign-in it is: VS Code's own account or Unbook's; undefined while no place is open. */
  get method(): SignInPlace["method"] | undefined {
    return this.#place?.method;
  }

  /** Everybody who is signed in here, the main account first, then those who are shown. */
  get accounts(): readonly SessionAccount[] {
    return accountsOf(this.#accounts.all, this.#chosen, this.#idle === undefined);
  }

  /** The session that may send what a sender has confirmed; undefined while that account is not signed in there. */
  of(sender: Pick<PlanSender, "accountId" | "realm">): ActiveSession | undefined {
    const active = activeOf(this.#accounts.stateOf(sender.accountId));
    return isSessionOf(active, sender) ? active : undefined;
  }

  /** One account's part of the session, main or not, the same value each time; undefined means the main account's, whoever that is at the time. */
  as(accountId: string | undefined): AccountSession {
    if (accountId === undefined) return this;
    const stateOf = (): SessionState =>
      this.#accounts.stateOf(accountId) ?? (this.#idle?.kind === "unknown" ? unknown : signedOut);
    const part = this.#parts.get(accountId) ?? partOf(this, accountId, stateOf);
    this.#parts.set(accountId, part);
    return part;
  }

  restore(): Promise<void> {
    this.#restoring ??= this.#restore().catch((error: unknown) => {
      this.#options.onError("The last session could not be restored", error);
      this.#become(signedOut);
    });
    return this.#restoring;
  }

  /** Lets go of a place that the settings no longer mean. Whoever signs in meanwhile waits for that. */
  async settingsChanged(): Promise<void> {
    if (this.#restoring === undefined) return;
    const following = this.#restoring.then(async () => {
      if (this.sandbox !== undefined) return;
      await this.#leavePlace();
      await this.#restoreAccounts();
    });
    this.#restoring = following.catch(() => undefined);
    await following;
  }

  async signIn(): Promise<void> {
    await this.restore();
    await this.#signInAs(this.state);
  }

  /** Lets the person sign in with another account, which is shown instead of the main one from then on. */
  async switchAccount(): Promise<void> {
    await this.restore();
    await this.#signInAs(signedOut);
  }

  /**
   * Lets the person sign one more account in, or one again that has to; everybody else goes on as before. It is shown beside
   * the main account, and is the main one if there is none.
   * @param againId who is to sign in again. Default: whoever the person chooses.
   */
  async addAccount(againId?: string): Promise<Allowing> {
    await this.restore();
    if (this.#idle !== undefined || againId === this.#chosen.mainId) {
      await this.signIn();
      return { kind: this.active === undefined ? "dropped" : "allowed" };
    }
    const state = this.#accounts.stateOf(againId);
    const place = await this.#openPlace();
    const wish = { scopes: calendarScopes, expected: state && accountOf(state), claims: state && claimsOf(state) };
    return this.#turns.askBeside(place, wish, async (account) => {
      await this.#accounts.begin(place, account, []);
      if (againId === undefined) this.#chosen.show(account.id, true);
      await this.#remember(this.#idle);
      return true;
    });
  }

  async allow(scopes: readonly string[], accountId = this.#chosen.mainId): Promise<Allowing> {
    const active = activeOf(this.#accounts.stateOf(accountId));
    const place = this.#place;
    // A sign-in that is under way would be ended by it.
    if (active === undefined || place === undefined || this.#idle !== undefined) return { kind: "dropped" };
    const wish = { scopes: [...new Set([...calendarScopes, ...scopes])], expected: active.account };
    return this.#turns.askBeside(place, wish, async (account) => {
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
    this.#beginning = undefined;
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
    const place = await openSandbox(start, this.#options);
    await this.#leavePlace();
    this.#place = place;
    // Only a sandbox that runs by itself is still there for the next window.
    this.#chosen.enter("outside" in start ? place.realm : undefined);
    const { remembered } = this.#chosen;
    await this.#signingIn(async () => this.#options.signInToSandbox(place, sandboxScopes), sandboxScopes);
    if (this.#place !== place) return;
    const listed = await place.accounts.listAccounts();
    this.#chosen.chooseAgain(listed, remembered);
    await this.#remember(this.#idle);
    await this.#beginOthers(place, listed);
  }

  /** Ends the sandbox and returns to the accounts that were signed in before, if any. */
  async leaveSandbox(): Promise<void> {
    if (this.sandbox === undefined) return;
    await this.#leavePlace();
    await this.#restoreAccounts();
  }

  /** Forgets every account of this place on this machine: also those that are not shown. */
  async signOut(): Promise<void> {
    await this.restore();
    this.#turns.drop();
    this.#beginning = undefined;
    // Also what an earlier window has left, when nobody has signed in here yet.
    const place =
      this.#place !== undefined || this.#options.settings().clientId !== "" ? await this.#openPlace() : undefined;
    this.#chosen.choose(undefined, []);
    await this.#accounts.endAll();
    await this.#remember(signedOut);
    if (place === undefined) return;
    for (const { id } of await place.accounts.listAccounts()) await place.accounts.signOut(id);
  }

  /** Forgets one account on this machine; the others go on. If it was the main one, another takes its place. */
  async signOutOf(accountId: string): Promise<void> {
    await this.#endAccount(accountId);
    await this.#place?.accounts.signOut(accountId);
  }

  noteFailure(error: unknown, accountId = this.#chosen.mainId): void {
    if (this.#accounts.suspend(accountId, error)) this.#become(this.#idle);
  }

  /** Another window has signed in or out. */
  async syncWithOtherWindows(changedKey: string): Promise<void> {
    const place = this.#place;
    if (place === undefined || place.secretKey !== changedKey || this.state.kind === "signingIn") return;
    const listed = await place.accounts.listAccounts();
    const isListed = (wanted: SignedInAccount): boolean => listed.some(({ id }) => id === wanted.id);
    for (const { account } of this.accounts) if (!isListed(account)) await this.#endAccount(account.id);
    // Only an account that a window has begun with; one that is left over from switching is nobody's choice.
    const remembered = listed.find(({ id }) => id === this.#chosen.remembered.mainId);
    if (this.state.kind === "signedOut" && remembered !== undefined) await this.#begin(remembered, []);
    if (this.#place === place && this.state.kind !== "signedOut") await this.#beginOthers(place, listed);
  }

  dispose(): void {
    this.#leavePlace().catch((error: unknown) => {
      this.#options.onError("The session could not be closed", error);
    });
    this.#changed.dispose();
  }

  async #restore(): Promise<void> {
    const { sandbox } = this.#options;
    if (sandbox === undefined) await this.#restoreAccounts();
    else await this.#openSandbox(sandbox);
  }

  async #restoreAccounts(): Promise<void> {
    const settings = this.#options.settings();
    this.#chosen.enter(`${settings.cloud} ${settings.clientId}`);
    if (this.#chosen.remembered.mainId === undefined || settings.clientId === "") return this.#become(signedOut);
    const place = await openMicrosoft(settings, this.#options);
    this.#place = place;
    const listed = await place.accounts.listAccounts();
    const first = this.#chosen.chooseAgain(listed);
    if (first === undefined) return this.#become(signedOut);
    await this.#begin(first, []);
    // Nobody waits for the others.
    this.#beginOthers(place, listed).catch((error: unknown) => {
      this.#options.onError("The other accounts could not be restored", error);
    });
  }

  async #beginOthers(place: SignInPlace, listed: readonly SignedInAccount[]): Promise<void> {
    await this.#accounts.beginOthers(place, listed, () => {
      this.#become(this.#idle);
    });
  }

  async #signInAs(state: SessionState): Promise<void> {
    const place = await this.#openPlace();
    const [hint, claims] = [accountOf(state)?.username, claimsOf(state)];
    await this.#signingIn(async (signal) => this.#options.chooseSignIn(place, calendarScopes, hint, signal, claims));
  }

  /** Runs a sign-in; the newest wins, and one that fails leaves the state that was before. */
  async #signingIn(
    run: (signal: AbortSignal) => Promise<SignedInAccount | undefined>,
    granted: readonly string[] = [],
  ): Promise<void> {
    this.#become({ kind: "signingIn" });
    const begin = async (account: SignedInAccount): Promise<void> => this.#begin(account, granted);
    await this.#turns.askInstead(run, begin, () => {
      // The main account is who it was, also when the sign-in was started again in between.
      this.#become(this.#chosen.mainId === undefined ? signedOut : undefined);
    });
  }

  /** Makes an account the main one. @param granted the permissions that were given to it just now, beside those of signing in. */
  async #begin(account: SignedInAccount, granted: readonly string[]): Promise<void> {
    const place = this.#place;
    if (place === undefined) throw new AccountError("signInRequired", "There is no place to sign in");
    const beginning = Symbol("beginning");
    this.#beginning = beginning;
    await this.#accounts.begin(place, account, granted);
    if (this.#beginning !== beginning) return;
    this.#chosen.choose(account.id, this.#chosen.shownIds);
    await this.#remember(undefined);
  }

  async #endAccount(accountId: string): Promise<void> {
    const { mainId, shownIds } = this.#chosen;
    const ending = this.#accounts.end(accountId);
    let idle = this.#idle;
    let nextId = mainId;
    if (accountId === mainId) {
      this.#turns.drop();
      this.#beginning = undefined;
      nextId = this.accounts[0]?.account.id;
      idle = nextId === undefined ? signedOut : undefined;
    }
    const others = shownIds.filter((id) => id !== accountId);
    this.#chosen.choose(nextId, others);
    await ending;
    await this.#remember(idle);
  }

  async #openPlace(): Promise<SignInPlace> {
    this.#place ??= await openMicrosoft(this.#options.settings(), this.#options);
    return this.#place;
  }

  #become(idle: Idle | undefined): void {
    this.#idle = idle;
    this.#changed.fire(this.state);
  }

  /** Takes a new choice of accounts up, and remembers it. */
  async #remember(idle: Idle | undefined): Promise<void> {
    this.#become(idle);
    await this.#chosen.remember();
  }

  async #leavePlace(): Promise<void> {
    this.#turns.drop();
    this.#beginning = undefined;
    this.#chosen.choose(undefined, []);
    await this.#accounts.endAll();
    const place = this.#place;
    this.#place = undefined;
    await place?.dispose();
    if (this.state.kind !== "unknown") this.#become(signedOut);
  }
}
