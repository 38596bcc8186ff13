/** The answers that Microsoft's documentation shows, as the tests of reading use them. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { listRows } from "../../../src/graph/rowReadings.ts";
import type { ReadRow } from "../../../src/graph/rowReadings.ts";

const samples = path.join(import.meta.dirname, "../../fixtures/graph-samples");

/** The names of all samples. */
export function sampleNames(): readonly string[] {
  return readdirSync(samples).flatMap((file) => (file.endsWith(".json") ? file.slice(0, -".json".length) : []));
}

/** A sample answer, as the documentation shows it. */
export function sample(name: string): unknown {
  return JSON.parse(readFileSync(path.join(samples, `${name}.json`), "utf8"));
}

/** The rows of a sample that is a list, or the one thing that it is. */
export function rowsOf(name: string): readonly unknown[] {
  const answer = sample(name) as { readonly value?: readonly unknown[] };
  return answer.value ?? [answer];
}

/** Asserts what some fields of the items of a sample are, and what is noted of the list. */
export function assertItems<Item extends { readonly id: string }>(
  name: string,
  readRow: ReadRow<Item>,
  expected: readonly Partial<NoInfer<Item>>[],
  notes: readonly string[] = [],
): void {
  const listed = listRows(rowsOf(name), readRow);
  assert.deepEqual(listed.notes, notes, name);
  assert.equal(listed.items.length, expected.length, name);
  for (const [index, item] of listed.items.entries())
    assert.deepEqual({ ...item, ...expected[index] }, item, `${name} ${index}`);
}

/** What a row became, which must not be left out. */
export function itemOf<Item>(read: ReturnType<ReadRow<Item>>): Item {
  assert.ok("item" in read, JSON.stringify(read));
  return read.item;
}
