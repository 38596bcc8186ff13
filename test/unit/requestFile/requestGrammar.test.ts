/** The rules of the `.http` language, one row for each place where REST Client, httpYac and JetBrains part ways. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { blocks, bodies } from "./bodyRules.ts";
import type { GrammarRow } from "./grammarRow.ts";
import { headers, requestLines } from "./headRules.ts";
import { readAs } from "./readAs.ts";

function assertRead([rule, text, expected]: GrammarRow): void {
  const found = readAs(text);
  assert.deepEqual(found, { requests: [], variables: [], problems: [], ...expected }, rule);
}

test("every one of the 55 rules has a row", () => {
  const numbers = [...requestLines, ...headers, ...bodies, ...blocks].map(([rule]) => Number.parseInt(rule, 10));
  const missing = Array.from({ length: 55 }, (_, index) => index + 1).filter((number) => !numbers.includes(number));
  assert.deepEqual(missing, []);
});

for (const [about, rows] of Object.entries({ "request lines": requestLines, headers, bodies, blocks })) {
  test(`${about} are read as the rules say`, () => {
    for (const row of rows) assertRead(row);
  });
}
