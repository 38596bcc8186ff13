import assert from "node:assert/strict";
import { test } from "node:test";
import type { KnownEvents } from "../../../src/graph/eventRows.ts";
import { createSpanMemory } from "../../../src/graph/spanMemory.ts";

/** As many events as are said, of which nothing is known. */
function events(count: number): KnownEvents {
  const unread = { reading: { leftOut: "" }, seriesMasterId: undefined };
  return new Map(Array.from({ length: count }, (_, index) => [`${index}`, unread] as const));
}

/** Keeps spans of the given sizes in order, looking at some again, and asserts which are left. */
function assertLeft(
  sizes: Readonly<Record<string, number>>,
  lookedAt: readonly string[],
  expected: readonly string[],
): void {
  const memory = createSpanMemory({ spans: 3, events: 100 });
  for (const [key, size] of Object.entries(sizes)) {
    memory.keep(key, { events: events(size), deltaLink: key });
    for (const one of lookedAt) memory.find(one);
  }
  const left = Object.keys(sizes).filter((key) => memory.find(key)?.deltaLink === key);
  assert.deepEqual(left, expected);
}

test("what was not used for longest is forgotten first", () => {
  assertLeft({ a: 1, b: 1, c: 1 }, [], ["a", "b", "c"]);
  assertLeft({ a: 1, b: 1, c: 1, d: 1 }, [], ["b", "c", "d"]);
  assertLeft({ a: 1, b: 1, c: 1, d: 1 }, ["a"], ["a", "c", "d"]);
});

test("no more events are kept than would fill a year, but always the last span", () => {
  assertLeft({ a: 60, b: 40 }, [], ["a", "b"]);
  assertLeft({ a: 60, b: 41 }, [], ["b"]);
  assertLeft({ a: 30, b: 30, c: 70 }, [], ["b", "c"]);
  assertLeft({ a: 30, b: 30, c: 5000 }, [], ["c"]);
});

test("what is kept again is kept once, and what is forgotten is gone", () => {
  const memory = createSpanMemory();
  memory.keep("a", { events: events(1), deltaLink: "first" });
  memory.keep("a", { events: events(1), deltaLink: "second" });
  assert.equal(memory.find("a")?.deltaLink, "second");
  memory.forget("a");
  assert.equal(memory.find("a"), undefined);
  memory.keep("b", { events: events(1), deltaLink: "b" });
  memory.clear();
  assert.equal(memory.find("b"), undefined);
});
