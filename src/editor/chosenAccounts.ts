/**
 * With which of the accounts a person works: the main one, and those that are shown beside it. Kept in VS Code's memory of
 * this extension, for each place its own part: ids, and nothing else.
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

/** What is remembered of a place, and who is signed in there. */
export interface RememberedPlace {
  readonly ids: AccountIds;
  readonly listed: readonly { readonly id: string }[];
}

/** The accounts of this window that were chosen. */
export class ChosenAccounts implements AccountIds {
  readonly #memory: Memento;
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

  /** What is remembered of a place, also by another window; undefined if nobody is signed in there. */
  rememberedAt(placeKey: string): AccountIds | undefined {
    const stored = this.#memory.get(keyOf(placeKey));
    return stored === undefined ? undefined : readIds(stored);
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

  /** Shows those who are remembered and still there as well. Gives the first of them, who was the main one if that is there. */
  chooseAgain(places: readonly RememberedPlace[]): string | undefined {
    const wanted = [...places.flatMap(({ ids }) => ids.mainId ?? []), ...places.flatMap(({ ids }) => ids.shownIds)];
    const isListed = (wantedId: string): boolean =>
      places.some(({ listed }) => listed.some(({ id }) => id === wantedId));
    const found = wanted.filter(isListed);
    this.choose(this.mainId, [...this.shownIds, ...found]);
    return found[0];
  }

  /** Chooses nobody any more who is not among these. */
  keepOnly(accountIds: readonly string[]): void {
    const isKept = (id: string | undefined): boolean => id !== undefined && accountIds.includes(id);
    this.choose(isKept(this.mainId) ? this.mainId : undefined, this.shownIds.filter(isKept));
  }

  /** Remembers for the next window what is chosen at a place. @param accountIds who is signed in there. */
  async rememberAt(placeKey: string, accountIds: readonly string[]): Promise<void> {
    const isHere = (id: string | undefined): boolean => id !== undefined && accountIds.includes(id);
    const ids = { mainId: isHere(this.mainId) ? this.mainId : undefined, shownIds: this.shownIds.filter(isHere) };
    await this.#memory.update(keyOf(placeKey), accountIds.length === 0 ? undefined : ids);
  }
}

function keyOf(placeKey: string): string {
  return `unbook.accounts ${placeKey}`;
}

function readIds(stored: unknown): AccountIds {
  if (typeof stored !== "object" || stored === null) return nobody;
  const { mainId, shownIds } = stored as Readonly<Record<string, unknown>>;
  return {
    mainId: typeof mainId === "string" ? mainId : undefined,
    shownIds: Array.isArray(shownIds) ? shownIds.filter((id) => typeof id === "string") : [],
  };
}
