import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectRoot } from "./projectFiles.ts";
import { withCatalogueTable } from "./readmeTable.ts";

const readme = readFileSync(path.join(projectRoot, "README.md"), "utf8").replaceAll("\r\n", "\n");

test("README's table of actions, clouds, accounts and permissions is that of the catalogue", () => {
  const expected = withCatalogueTable(readme);
  assert.ok(readme === expected, `README.md's table is stale. It should be:\n\n${tableIn(expected)}\n`);
});

test("a table that is stale in any cell is found", () => {
  const table = tableIn(readme);
  assert.ok(table.split("\n").length > 8);
  for (const [right, wrong] of [
    ["all but China", "all"],
    [" no ", " yes "],
    ["`Group.ReadWrite.All`", "`Group.Read.All`"],
    ["Decline an event", "Decline a meeting"],
  ] as const) {
    const stale = readme.replace(table, table.replace(right, wrong));
    assert.notEqual(stale, readme, right);
    assert.equal(withCatalogueTable(stale), readme, right);
  }
  assert.throws(() => withCatalogueTable("# Unbook"), /no place/);
});

function tableIn(text: string): string {
  return /<!-- Made from .*? -->\n\n(?<table>.*?)\n\n<!-- end -->/s.exec(text)?.groups?.["table"] ?? "";
}
