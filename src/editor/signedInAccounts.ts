/**
 * The accounts that are signed in, each at its place and with a Graph client of its own, made of its own tokens and that
 * place's cloud. Who of them is the main one, and who is shown, is the session's matter (session.ts), and so is every dialog.
 */
import { AccountError, isAccountError } from "../account/accountError.ts";
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { GraphClient, NetworkSettings } from "../graph/graphContract.ts";
import { bookingScopes, calendarScopes } from "../graph/scopes.ts";
import { accountOf } from "./accountSession.ts";
import type { AccountState } from "./accountSession.ts";
import { bookingsAccess } from "./bookingsAccess.ts";
import { createGraphClient } from "./lazyParts.ts";
import { ownNamesOf } from "./ownNames.ts";
import { signedInElsewhere } from "./sessionContract.ts";
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

/** An account, where it is signed in, and where it stands. */
export interface PlacedAccount {
  readonly place: SignInPlace;
  readonly state: AccountState;
}

interface Entry {
  readonly place: SignInPlace;
  readonly account: SignedInAccount;
  state?: AccountState;
  /** Also while its sign-in has to be renewed. */
  client?: GraphClient;
  /** Marks the newest beginning of its session: an older one must not come after it. */
  beginning?: symbol;
  /** The newest failure that only the person mends, with the claims to sign in with. */
  need?: AccountError;
}

/** The accounts by their ids, each at one place only. Nothing else here fires an event: whoever changes something tells. */
export class SignedInAccounts {
  readonly #options: SignedInAccountsOptions;
  readonly #onExpected: () => void;
  readonly #entries = new Map<string, Entry>();

  /** @param onExpected is called when a session of somebody who was expected has begun. */
  constructor(options: SignedInAccountsOptions, onExpected: () => void) {
    this.#options = options;
    this.#onExpected = onExpected;
  }

  /** Where each of them stands, in the order in which they have come. */
  get all(): readonly PlacedAccount[] {
    return [...this.#entries.values()].flatMap(({ place, state }) => (state === undefined ? [] : { place, state }));
  }

  /** Everybody's id, also of those who are about to be signed in. */
  get ids(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Those with whom nothing has begun yet. */
  get expected(): readonly Pick<Entry, "place" | "account">[] {
    return [...this.#entries.values()].filter(({ beginning }) => beginning === undefined);
  }

  /** Where one stands, the same value as long as nothing changes; undefined for one that is not signed in. */
  stateOf(accountId: string | undefined): AccountState | undefined {
    return accountId === undefined ? undefined : this.#entries.get(accountId)?.state;
  }

  /** Where an account is signed in, or about to be; undefined for nobody. */
  placeOf(accountId: string | undefined): SignInPlace | undefined {
    return accountId === undefined ? undefined : this.#entries.get(accountId)?.place;
  }

  /** Who is signed in at a place, or about to be. */
  idsAt(place: SignInPlace): readonly string[] {
    return [...this.#entries].flatMap(([id, entry]) => (entry.place === place ? [id] : []));
  }

  /** Takes up who has signed in at a place before: `beginExpected` begins with them. Who is here already stays where they are. */
  expect(place: SignInPlace, listed: readonly SignedInAccount[]): void {
    for (const account of listed) if (!this.#entries.has(account.id)) this.#entries.set(account.id, { place, account });
  }

  /**
   * Begins a session of an account, also one after another. False if it has ended, or has begun anew, meanwhile.
   * @param granted the permissions that were given to the account just now, beside those of signing in.
   * @throws {AccountError} if it is signed in at another place already. Everything that names an account names its id alone:
   * as which of the two to act would be a guess.
   */
  async begin(place: SignInPlace, account: SignedInAccount, granted: readonly string[]): Promise<boolean> {
    const entry = this.#entries.get(account.id) ?? { place, account };
    if (entry.place !== place) {
      await place.accounts.signOut(account.id);
      throw new AccountError("refused", "The account is signed in at another place", {
        serviceCode: signedInElsewhere,
      });
    }
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

  /** Begins the sessions of those who are expected. */
  async beginExpected(): Promise<void> {
    await Promise.all(
      this.expected.map(async ({ place, account }) => {
        if (await this.begin(place, account, [])) this.#onExpected();
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

  /** Forgets all who are at a place. */
  async endAt(place: SignInPlace): Promise<void> {
    await Promise.all(this.idsAt(place).map(async (id) => this.end(id)));
  }
}

function suspension(why: unknown): "needsSignIn" | "needsConsent" | undefined {
  if (!isAccountError(why)) return undefined;
  if (why.code === "signInRequired") return "needsSignIn";
  return why.code === "consentRequired" ? "needsConsent" : undefined;
}
