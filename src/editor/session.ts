/**
 * Who is signed in, where, and the Graph client of that session. Everything that the editor shows of the account hangs on
 * its state; every token is asked for through it. It never shows anything itself except the dialogs of signing in.
 */
import { EventEmitter } from "vscode";
import type { Disposable, Memento, SecretStorage } from "vscode";
import { AccountError, isAccountError } from "../account/accountError.ts";
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { CloudId } from "../graph/cloud.ts";
import type { GraphClient } from "../graph/graphContract.ts";
import { bookingScopes, calendarScopes } from "../graph/scopes.ts";
import { bookingsAccess } from "./bookingsAccess.ts";
import type { BookingsAccess } from "./bookingsAccess.ts";
import { createGraphClient } from "./lazyParts.ts";
import { ownNamesOf } from "./ownNames.ts";
import type { Settings } from "./settings.ts";
import { openMicrosoft, openSandbox } from "./signInPlace.ts";
import type { SandboxStart, SignInPlace } from "./signInPlace.ts";

/** A session that requests can be made with. */
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

/** Where signing in stands. `unknown` until the session is first needed. */
export type SessionState =
  | { readonly kind: "unknown" | "signedOut" | "signingIn" }
  | { readonly kind: "needsSignIn" | "needsConsent"; readonly account: SignedInAccount }
  | { readonly kind: "signedIn"; readonly active: ActiveSession };

/** How the person signs in; asks them where there is a choice. Undefined when they think better of it. */
export type ChooseSignIn = (
  place: SignInPlace,
  scopes: readonly string[],
  loginHint: string | undefined,
  signal: AbortSignal,
) => Promise<SignedInAccount | undefined>;

/** What became of asking for a permission. */
export type Allowing =
  | { readonly kind: "allowed" }
  /** The person thought better of it, or signed in anew meanwhile. */
  | { readonly kind: "dropped" }
  /** Another account gave it than the one that is signed in, which goes on as before. */
  | { readonly kind: "otherAccount"; readonly expected: string; readonly cameBack: string };

/** What the session needs. */
export interface SessionOptions {
  readonly secrets: SecretStorage;
  /** Remembers which account was signed in: its id, and nothing secret. */
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

const rememberedAccountKey = "unbook.accountId";

/** The session of this window. */
export class Session implements Disposable {
  readonly #options: SessionOptions;
  readonly #changed = new EventEmitter<SessionState>();
  /** Fires after every change of `state`. */
  readonly onDidChange = this.#changed.event;
  #state: SessionState = { kind: "unknown" };
  #place: SignInPlace | undefined;
  #restoring: Promise<void> | undefined;
  #pending: AbortController | undefined;
  /** The client of the session, also while its sign-in has to be renewed. */
  #graph: { readonly client: GraphClient; readonly accountId: string } | undefined;
  /** Marks the newest beginning of a session: an older one must not come after it. */
  #beginning: symbol | undefined;
  /** What a sign-in that comes to nothing falls back to, also when it was started again in between. */
  #beforeSignIn: SessionState = { kind: "unknown" };

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The session that requests can be made with; undefined while there is none. */
  get active(): ActiveSession | undefined {
    return this.#state.kind === "signedIn" ? this.#state.active : undefined;
  }

  get sandbox(): SignInPlace["sandbox"] {
    return this.#place?.sandbox;
  }

  /** Finds out, once, whether somebody is signed in from before. Never rejects: who cannot be found is signed out. */
  restore(): Promise<void> {
    this.#restoring ??= this.#restore().catch((error: unknown) => {
      this.#options.onError("The last session could not be restored", error);
      this.#become({ kind: "signedOut" });
    });
    return this.#restoring;
  }

  /** Lets go of a place that the settings no longer mean. */
  async settingsChanged(): Promise<void> {
    if (this.#state.kind === "unknown" || this.sandbox !== undefined) return;
    await this.#leavePlace();
    await this.#restoreAccount();
  }

  /**
   * Lets the person sign in, sign in again, or sign in with another account; a sign-in that is under way is started again.
   * Does nothing if they think better of it.
   */
  async signIn(): Promise<void> {
    await this.restore();
    const hint = this.#state.kind === "needsConsent" ? this.#state.account.username : undefined;
    const place = this.#place ?? (await openMicrosoft(this.#options.settings(), this.#options));
    this.#place = place;
    await this.#signingIn(async (signal) => this.#options.chooseSignIn(place, calendarScopes, hint, signal));
  }

  /**
   * Asks the person for more permissions than were given at sign-in. Meanwhile the session goes on as it is; if they are
   * given to its account, another session of that account is active afterwards, and what the one before is sending is sent.
   */
  async allow(scopes: readonly string[]): Promise<Allowing> {
    const { active } = this;
    const place = this.#place;
    if (active === undefined || place === undefined) return { kind: "dropped" };
    this.#pending?.abort();
    const pending = new AbortController();
    this.#pending = pending;
    try {
      const all = [...new Set([...calendarScopes, ...scopes])];
      const account = await this.#options.chooseSignIn(place, all, active.account.username, pending.signal);
      if (account === undefined || this.#pending !== pending) return { kind: "dropped" };
      if (account.id !== active.account.id) {
        return { kind: "otherAccount", expected: active.account.username, cameBack: account.username };
      }
      await this.#begin(account, [...active.granted, ...scopes]);
      return { kind: this.active?.account.id === account.id ? "allowed" : "dropped" };
    } catch (error) {
      if (isAccountError(error) && error.code === "cancelled") return { kind: "dropped" };
      throw error;
    } finally {
      if (this.#pending === pending) this.#pending = undefined;
    }
  }

  /** Starts the sandbox and signs its organizer in. The account that was signed in stays remembered. */
  async openSandbox(): Promise<void> {
    await this.restore();
    if (this.sandbox === undefined) await this.#openSandbox({ port: 0 });
  }

  async #openSandbox(start: SandboxStart): Promise<void> {
    const place = await openSandbox(start, this.#options);
    await this.#leavePlace();
    this.#place = place;
    await this.#signingIn(async () => this.#options.signInToSandbox(place, [...calendarScopes, ...bookingScopes]));
  }

  /** Ends the sandbox and returns to the account that was signed in before, if any. */
  async leaveSandbox(): Promise<void> {
    if (this.sandbox === undefined) return;
    await this.#leavePlace();
    await this.#restoreAccount();
  }

  /** Forgets every account of this place on this machine: also the ones that were switched away from. */
  async signOut(): Promise<void> {
    await this.restore();
    this.#dropPending();
    const settings = this.#options.settings();
    // Also what an earlier window has left, when nobody has signed in here yet.
    const hasTokens = this.#place !== undefined || settings.clientId !== "";
    const place = hasTokens ? (this.#place ?? (await openMicrosoft(settings, this.#options))) : undefined;
    this.#place = place;
    this.#beginning = undefined;
    if (place?.sandbox === undefined) await this.#options.memory.update(rememberedAccountKey, undefined);
    await this.#closeGraph();
    this.#become({ kind: "signedOut" });
    if (place === undefined) return;
    for (const { id } of await place.accounts.listAccounts()) await place.accounts.signOut(id);
  }

  /** Takes note of a failure, if it says that the session is not good any more. */
  noteFailure(error: unknown): void {
    const account = accountOf(this.#state);
    if (account === undefined || !isAccountError(error)) return;
    if (error.code === "signInRequired") this.#become({ kind: "needsSignIn", account });
    else if (error.code === "consentRequired") this.#become({ kind: "needsConsent", account });
  }

  /** Another window has signed in or out. */
  async syncWithOtherWindows(changedKey: string): Promise<void> {
    const place = this.#place;
    if (place === undefined || place.secretKey !== changedKey || this.#state.kind === "signingIn") return;
    const accounts = await place.accounts.listAccounts();
    const mine = accountOf(this.#state);
    if (mine !== undefined && !accounts.some(({ id }) => id === mine.id)) {
      await this.#closeGraph();
      this.#become({ kind: "signedOut" });
      return;
    }
    // Only an account that a window has begun with; one that is left over from switching is nobody's choice.
    const remembered = accounts.find(({ id }) => id === this.#options.memory.get(rememberedAccountKey));
    if (this.#state.kind === "signedOut" && remembered !== undefined) await this.#begin(remembered);
  }

  dispose(): void {
    this.#leavePlace().catch((error: unknown) => {
      this.#options.onError("The session could not be closed", error);
    });
    this.#changed.dispose();
  }

  async #restore(): Promise<void> {
    const { sandbox } = this.#options;
    if (sandbox === undefined) await this.#restoreAccount();
    else await this.#openSandbox(sandbox);
  }

  async #restoreAccount(): Promise<void> {
    const remembered = this.#options.memory.get<string>(rememberedAccountKey);
    const settings = this.#options.settings();
    if (remembered !== undefined && settings.clientId !== "") {
      this.#place = await openMicrosoft(settings, this.#options);
      const account = (await this.#place.accounts.listAccounts()).find(({ id }) => id === remembered);
      if (account !== undefined) return this.#begin(account);
    }
    this.#become({ kind: "signedOut" });
  }

  /** Runs a sign-in; the newest wins, and one that fails leaves the state that was before. */
  async #signingIn(run: (signal: AbortSignal) => Promise<SignedInAccount | undefined>): Promise<void> {
    this.#pending?.abort();
    const pending = new AbortController();
    this.#pending = pending;
    if (this.#state.kind !== "signingIn") this.#beforeSignIn = this.#state;
    const before: SessionState = this.#beforeSignIn.kind === "unknown" ? { kind: "signedOut" } : this.#beforeSignIn;
    this.#become({ kind: "signingIn" });
    try {
      const account = await run(pending.signal);
      if (this.#pending !== pending) return;
      if (account === undefined) this.#become(before);
      else await this.#begin(account);
    } catch (error) {
      if (this.#pending === pending) this.#become(before);
      if (!(isAccountError(error) && error.code === "cancelled" && this.#pending !== pending)) throw error;
    } finally {
      if (this.#pending === pending) this.#pending = undefined;
    }
  }

  /** @param granted the permissions that were given to the account just now. Default: none beside those of signing in. */
  async #begin(account: SignedInAccount, granted: readonly string[] = []): Promise<void> {
    const place = this.#place;
    if (place === undefined) throw new AccountError("signInRequired", "There is no place to sign in");
    if (place.sandbox === undefined) await this.#options.memory.update(rememberedAccountKey, account.id);
    const beginning = Symbol("beginning");
    this.#beginning = beginning;
    const tokens = place.accounts.tokensOf(account.id);
    const graph = await createGraphClient({
      cloud: place.cloud,
      tokens,
      ownNames: ownNamesOf(account),
      network: () => this.#options.settings().network,
      userAgent: this.#options.userAgent,
      log: this.#options.log,
    });
    const bookings = await bookingsAccess(account, place.cloud.hasBookings, tokens);
    if (this.#beginning !== beginning) {
      await graph.dispose();
      return;
    }
    const before = this.#graph;
    this.#graph = { client: graph, accountId: account.id };
    const { id: cloudId, graphOrigin } = place.cloud;
    const known = new Set([...calendarScopes, ...granted, ...(bookings === "allowed" ? bookingScopes : [])]);
    this.#become({
      kind: "signedIn",
      active: { account, cloudId, graphOrigin, realm: place.realm, graph, bookings, granted: [...known] },
    });
    // Only now, and in the background: what is being sent for the same account goes on with the client it began with.
    const closing = before?.accountId === account.id ? before.client.retire() : before?.client.dispose();
    closing?.catch((error: unknown) => {
      this.#options.onError("The connections of the session before could not be closed", error);
    });
  }

  #become(state: SessionState): void {
    this.#state = state;
    this.#changed.fire(state);
  }

  async #closeGraph(): Promise<void> {
    const graph = this.#graph;
    this.#graph = undefined;
    await graph?.client.dispose();
  }

  /** Ends a sign-in that is under way, so that whatever it still comes to changes nothing. */
  #dropPending(): void {
    this.#pending?.abort();
    this.#pending = undefined;
  }

  async #leavePlace(): Promise<void> {
    this.#dropPending();
    this.#beginning = undefined;
    await this.#closeGraph();
    const place = this.#place;
    this.#place = undefined;
    await place?.dispose();
    if (this.#state.kind !== "unknown") this.#become({ kind: "signedOut" });
  }
}

function accountOf(state: SessionState): SignedInAccount | undefined {
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
