/** Chance that can be repeated: the same seed gives the same numbers. */

/** Numbers by chance. */
export interface Chance {
  /** From 0 to just below 1. */
  next(): number;
  /** A whole number from 0 to just below `end`. */
  below(end: number): number;
  isHit(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Some of the items, in another order. */
  some<Item>(items: readonly Item[], count: number): readonly Item[];
}

/** The numbers of a seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const chance: Chance = {
    next,
    below: (end) => Math.floor(next() * end),
    isHit: (probability) => next() < probability,
    pick: (items) => {
      const item = items[chance.below(items.length)];
      if (item === undefined) throw new RangeError("There is nothing to pick from.");
      return item;
    },
    some: (items, count) =>
      items
        .map((item) => ({ item, place: next() }))
        .toSorted((one, other) => one.place - other.place)
        .slice(0, count)
        .map(({ item }) => item),
  };
  return chance;
}
