/**
 * The places of this window: those that can be signed in at, and those of them that are open. A place is opened when somebody
 * signs in there, or has before; nothing is read or connected for any other.
 */
import { AccountError } from "../account/accountError.ts";
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { AccountIds, ChosenAccounts } from "./chosenAccounts.ts";
import { ClientIdMissingError } from "./clientIdMissing.ts";
import type { KnownPlace } from "./knownPlaces.ts";
import type { ChoosePlace } from "./sessionContract.ts";
import type { SignInPlace } from "./signInPlace.ts";

/** A place that is open again, with what is remembered of it and who is signed in there. */
export interface PlaceAgain {
  readonly place: SignInPlace;
  readonly ids: AccountIds;
  readonly listed: readonly SignedInAccount[];
}

/** What it asks of others. */
export interface SignInPlacesOptions {
  readonly choosePlace: ChoosePlace;
  /** Is told that a place at which somebody is remembered cannot be opened; the others are. */
  readonly onPlaceClosed: (name: string, error: unknown) => void;
}

/** Opens places, each once. Closing what it gives is up to whoever asks it. */
export class SignInPlaces {
  readonly #options: SignInPlacesOptions;
  #known: readonly KnownPlace[] = [];
  readonly #opening = new Map<string, Promise<SignInPlace>>();
  readonly #open = new Map<string, SignInPlace>();

  constructor(options: SignInPlacesOptions) {
    this.#options = options;
  }

  /** Those that can be signed in at, the main one first. */
  get known(): readonly KnownPlace[] {
    return this.#known;
  }

  /** Those that are open, in the same order. */
  get open(): readonly SignInPlace[] {
    return this.#known.flatMap(({ key }) => this.#open.get(key) ?? []);
  }

  /** Those of them whose accounts are remembered for the next window. */
  get lasting(): readonly SignInPlace[] {
    return this.#known.flatMap(({ key, isLasting }) => (isLasting ? (this.#open.get(key) ?? []) : []));
  }

  isOpen(place: SignInPlace): boolean {
    return this.#open.get(place.key) === place;
  }

  /** Whether a secret is that of a place that is known and not open, so that only another window can have changed it. */
  isOfClosed(secretKey: string): boolean {
    return this.#known.some(({ key, secretName }) => secretKey.endsWith(`:${secretName}`) && !this.#open.has(key));
  }

  /** What a person calls a place. */
  nameOf({ key }: Pick<SignInPlace, "key">): string {
    return this.#known.find((one) => one.key === key)?.name ?? "";
  }

  /** Knows these from now on. Gives those that were open and are not among them, or not in the same way, to be closed. */
  enter(known: readonly KnownPlace[]): readonly SignInPlace[] {
    const isKept = (key: string): boolean => {
      const [before, now] = [this.#known, known].map((places) => places.find((one) => one.key === key));
      return now !== undefined && before?.facts === now.facts;
    };
    const left = [...this.#open.values()].filter(({ key }) => !isKept(key));
    for (const key of [...this.#opening.keys()].filter((one) => !isKept(one))) {
      this.#opening.delete(key);
      this.#open.delete(key);
    }
    this.#known = known;
    return left;
  }

  /**
   * The place, opened if it is not.
   * @throws {ClientIdMissingError} if there is no place to sign in at.
   * @throws {AccountError} if it cannot be opened, or is not known any more.
   */
  async openAt(key: string | undefined): Promise<SignInPlace> {
    if (this.#known.length === 0) throw new ClientIdMissingError("unbook.account.clientId is not set");
    const known = this.#known.find((one) => one.key === key);
    if (known === undefined) throw leftMeanwhile();
    const before = this.#opening.get(known.key);
    if (before !== undefined) return before;
    const opening: Promise<SignInPlace> = this.#begin(known, () => this.#opening.get(known.key) === opening);
    this.#opening.set(known.key, opening);
    return opening;
  }

  /** The place that is meant, which the person is asked for if there is a choice; undefined if they think better of it. */
  async openChosen(key: string | undefined): Promise<SignInPlace | undefined> {
    const [first, second] = this.#known;
    const chosen = key ?? (second === undefined ? first?.key : await this.#options.choosePlace(this.#known));
    return chosen === undefined && first !== undefined ? undefined : this.openAt(chosen);
  }

  /** Opens those that are not open yet and at which somebody is remembered, and no other. */
  async openAgain(chosen: Pick<ChosenAccounts, "rememberedAt">): Promise<readonly PlaceAgain[]> {
    const closed = this.#known.filter(({ key }) => !this.#open.has(key));
    const found = await Promise.all(
      closed.map(async ({ key, name }) => {
        const ids = chosen.rememberedAt(key);
        if (ids === undefined) return [];
        try {
          const place = await this.openAt(key);
          return [{ place, ids, listed: await place.accounts.listAccounts() }];
        } catch (error) {
          this.#options.onPlaceClosed(name, error);
          return [];
        }
      }),
    );
    return found.flat();
  }

  /** Forgets everybody on this machine, also whom an earlier window has left. A place that fails keeps no other from it. */
  async signOutEverywhere(): Promise<void> {
    const leaving = this.#known.map(async ({ key }) => {
      const { accounts } = await this.openAt(key);
      for (const { id } of await accounts.listAccounts()) await accounts.signOut(id);
    });
    for (const left of await Promise.allSettled(leaving)) if (left.status === "rejected") throw left.reason;
  }

  /** @param isWanted whether the place is still to be opened: the settings may have changed meanwhile. */
  async #begin({ key, open }: KnownPlace, isWanted: () => boolean): Promise<SignInPlace> {
    let place: SignInPlace;
    try {
      place = await open();
    } catch (error) {
      // It is tried anew the next time.
      if (isWanted()) this.#opening.delete(key);
      throw error;
    }
    if (!isWanted()) {
      await place.dispose();
      throw leftMeanwhile();
    }
    this.#open.set(key, place);
    return place;
  }
}

function leftMeanwhile(): AccountError {
  return new AccountError("cancelled", "The settings do not name this place any more");
}
