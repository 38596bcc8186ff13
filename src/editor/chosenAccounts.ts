/**
 * With which of the accounts at a place a person works: the main one, and those that are shown beside it. Kept in VS Code's
 * memory of this extension, for each place its own: ids, and nothing else.
 */
import type { Memento } from "vscode";

/** The ids of chosen accounts. */
export interface AccountIds {
  /** Undefined while nobody is signed in. */
  readonly mainId: string | undefined;
  /** Who else is shown in the agenda; never the main one. */
  readonly shownIds: readonly string[];
}

const nobody: AccountIds = { mainId: undefined, shownIds: [] };

/** The accounts of this window that were chosen. */
export class ChosenAccounts implements AccountIds {
  readonly #memory: Memento;
  #place: string | undefined;
  #ids = nobody;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get mainId(): string | undefined {
    return this.#ids.mainId;
  }

  get shownIds(): readonly string[] {
    return this.#ids.shownIds;
  }

  /** What is remembered of the place, also by another window. */
  get remembered(): AccountIds {
    return this.#place === undefined ? nobody : readIds(this.#memory.get(keyOf(this.#place)));
  }

  /** Chooses nobody any more, without forgetting what is remembered. @param place where choices are made; undefined for one that ends with this window. */
  enter(place: string | undefined): void {
    this.#place = place;
    this.#ids = nobody;
  }

  /** Chooses anew. It is up to the caller to have it remembered. */
  choose(mainId: string | undefined, shownIds: readonly string[]): void {
    this.#ids = { mainId, shownIds: [...new Set(shownIds)].filter((id) => id !== mainId) };
  }

  /** Says whether somebody is shown beside the main one. It is up to the caller to have it remembered. */
  show(accountId: string, isShown: boolean): void {
    const others = this.shownIds.filter((id) => id !== accountId);
    this.choose(this.mainId, isShown ? [...others, accountId] : others);
  }

  /** Shows those who are remembered and still there; gives the first of them, who was the main one if that is there. */
  chooseAgain<Account extends { readonly id: string }>(
    listed: readonly Account[],
    { mainId, shownIds }: AccountIds = this.remembered,
  ): Account | undefined {
    const found = [mainId, ...shownIds].flatMap((wanted) => listed.find(({ id }) => id === wanted) ?? []);
    this.choose(
      this.mainId,
      found.map(({ id }) => id),
    );
    return found[0];
  }

  /** Remembers what is chosen for the next window. */
  async remember(): Promise<void> {
    if (this.#place === undefined) return;
    await this.#memory.update(keyOf(this.#place), this.#ids.mainId === undefined ? undefined : this.#ids);
  }
}

function keyOf(place: string): string {
  return `unbook.accounts ${place}`;
}

function readIds(stored: unknown): AccountIds {
  if (typeof stored !== "object" || stored === null) return nobody;
  const { mainId, shownIds } = stored as Readonly<Record<string, unknown>>;
  return {
    mainId: typeof mainId === "string" ? mainId : undefined,
    shownIds: Array.isArray(shownIds) ? shownIds.filter((id) => typeof id === "string") : [],
  };
}
