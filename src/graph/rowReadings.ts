/**
 * What was read of the rows of a list. Rows come in pages, and some lists in parts that overlap, so that the same row can
 * come twice; it is taken once, as it came last.
 */
import type { Listed } from "./graphContract.ts";

/** What a row is, or a sentence that says why it had to be left out. */
export type RowReading<Item> = { readonly item: Item } | { readonly leftOut: string };

/** Reads one row of a list. */
export type ReadRow<Item> = (row: unknown) => RowReading<Item>;

/** What was read of rows, by their ids; of a row without one, by a key of its own. */
export type RowReadings<Item> = ReadonlyMap<string | symbol, RowReading<Item>>;

/** Reads rows one by one. */
export function readingsOf<Item>(rows: readonly unknown[], readRow: ReadRow<Item>): RowReadings<Item> {
  return new Map(rows.map((row) => [keyOf(row), readRow(row)]));
}

/** What is in all of these together, in their order. */
export function listedIn<Item>(parts: Iterable<RowReadings<Item>>): Listed<Item> {
  const all = new Map<string | symbol, RowReading<Item>>();
  for (const part of parts) for (const [key, reading] of part) all.set(key, reading);
  return listOf(all.values());
}

/** The items that could be read, and a note for each that could not. */
export function listOf<Item>(readings: Iterable<RowReading<Item>>): Listed<Item> {
  const items: Item[] = [];
  const notes: string[] = [];
  for (const reading of readings) {
    if ("item" in reading) items.push(reading.item);
    else notes.push(reading.leftOut);
  }
  return { items, notes };
}

/** Reads the rows of a list that is there as a whole. */
export function listRows<Item>(rows: readonly unknown[], readRow: ReadRow<Item>): Listed<Item> {
  return listedIn([readingsOf(rows, readRow)]);
}

function keyOf(row: unknown): string | symbol {
  const id = typeof row === "object" && row !== null && "id" in row ? row.id : undefined;
  return typeof id === "string" && id !== "" ? id : Symbol("row without an id");
}
