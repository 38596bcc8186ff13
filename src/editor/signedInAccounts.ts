/**
 * The accounts that are signed in at one place, each with a Graph client of its own, made of its own tokens. Who of them is
 * the main one, and who is shown, is the session's matter (session.ts), and so is every dialog.
 */
import { isAccountError } from "../account/accountError.ts";
import type { AccountError } from "../account/accountError.ts";
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { GraphClient, NetworkSettings } from "../graph/graphContract.ts";
import { bookingScopes, calendarScopes } from "../graph/scopes.ts";
import { accountOf } from "./accountSession.ts";
import type { AccountState } from "./accountSession.ts";
import { bookingsAccess } from "./bookingsAccess.ts";
import { createGraphClient } from "./lazyParts.ts";
import { ownNamesOf } from "./ownNames.ts";
import { rememberNeed } from "./signInNeed.ts";
import type { SignInPlace } from "./signInPlace.ts";

/** What Graph clients are made of, beside an account's tokens. */
export interface SignedInAccountsOptions {
  readonly settings: () => { readonly network: NetworkSettings };
  readonly userAgent: string;
  readonly log: (line: string) => void;
  /** Takes failures that leave no other trace. */
  readonly onError: (what: string, error: unknown) => void;
}

interface Entry {
  state?: AccountState;
  /** Also while its sign-in has to be renewed. */
  client?: GraphClient;
  /** Marks the newest beginning of its session: an older one must not come after it. */
  beginning?: symbol;
  /** The newest failure that only the person mends, with the claims to sign in with. */
  need?: AccountError;
}

/** The accounts of one place. Nothing here fires an event: whoever changes something tells. */
export class SignedInAccounts {
  readonly #options: SignedInAccountsOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: SignedInAccountsOptions) {
    this.#options = options;
  }

  /** Where each of them stands, in the order in which they have come. */
  get all(): readonly AccountState[] {
    return [...this.#entries.values()].flatMap(({ state }) => state ?? []);
  }

  /** Where one stands, the same value as long as nothing changes; undefined for one that is not signed in. */
  stateOf(accountId: string | undefined): AccountState | undefined {
    return accountId === undefined ? undefined : this.#entries.get(accountId)?.state;
  }

  /**
   * Begins a session of an account, also one after another. False if it has ended, or has begun anew, meanwhile.
   * @param granted the permissions that were given to the account just now, beside those of signing in.
   */
  async begin(place: SignInPlace, account: SignedInAccount, granted: readonly string[]): Promise<boolean> {
    const entry = this.#entries.get(account.id) ?? {};
    this.#entries.set(account.id, entry);
    const beginning = Symbol("beginning");
    entry.beginning = beginning;
    const tokens = rememberNeed(place.accounts.tokensOf(account.id), (why) => {
      entry.need = why;
    });
    const { settings, userAgent, log, onError } = this.#options;
    const graph = await createGraphClient({
      cloud: place.cloud,
      tokens,
      ownNames: ownNamesOf(account),
      network: () => settings().network,
      userAgent,
      log,
    });
    const bookings = await bookingsAccess(account, place.cloud.hasBookings, tokens);
    if (this.#entries.get(account.id) !== entry || entry.beginning !== beginning) {
      await graph.dispose();
      return false;
    }
    const before = entry.client;
    entry.client = graph;
    delete entry.need;
    const { id: cloudId, graphOrigin } = place.cloud;
    const known = new Set([...calendarScopes, ...granted, ...(bookings === "allowed" ? bookingScopes : [])]);
    entry.state = {
      kind: "signedIn",
      active: { account, cloudId, graphOrigin, realm: place.realm, graph, bookings, granted: [...known] },
    };
    // Only now, and in the background: what is being sent for the account goes on with the client it began with.
    before?.retire().catch((error: unknown) => {
      onError("The connections of the session before could not be closed", error);
    });
    return true;
  }

  /**
   * Begins the sessions of those who have none yet.
   * @param onBegun is called after each.
   */
  async beginOthers(place: SignInPlace, listed: readonly SignedInAccount[], onBegun: () => void): Promise<void> {
    const others = listed.filter(({ id }) => !this.#entries.has(id));
    await Promise.all(
      others.map(async (account) => {
        if (await this.begin(place, account, [])) onBegun();
      }),
    );
  }

  /** Notes a failure of an account's; true if it says that the account cannot be worked with as it is. */
  suspend(accountId: string | undefined, why: unknown): boolean {
    const entry = accountId === undefined ? undefined : this.#entries.get(accountId);
    const kind = suspension(why);
    if (entry?.state === undefined || kind === undefined || !isAccountError(why)) return false;
    const account = accountOf(entry.state);
    const { need } = entry;
    entry.state = { kind, account, why: why.claims === undefined && need?.code === why.code ? need : why };
    return true;
  }

  /** Forgets an account, and ends what is on the way for it. */
  async end(accountId: string): Promise<void> {
    const client = this.#entries.get(accountId)?.client;
    this.#entries.delete(accountId);
    await client?.dispose();
  }

  /** Forgets them all. */
  async endAll(): Promise<void> {
    const ids = [...this.#entries.keys()];
    await Promise.all(ids.map(async (id) => this.end(id)));
  }
}

function suspension(why: unknown): "needsSignIn" | "needsConsent" | undefined {
  if (!isAccountError(why)) return undefined;
  if (why.code === "signInRequired") return "needsSignIn";
  return why.code === "consentRequired" ? "needsConsent" : undefined;
}
