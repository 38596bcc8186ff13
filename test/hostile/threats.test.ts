/** The list of threats names what there is, and everything here is on it. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectRoot } from "../guards/projectFiles.ts";
import { threats } from "./threats.ts";

test("each threat has a defence and tests that exist", () => {
  for (const { threat, places, tests } of threats) {
    const files = [...places, ...tests.map((file) => `test/${file}`)];
    assert.ok(places.length > 0 && tests.length > 0, threat);
    for (const file of files) assert.ok(existsSync(path.join(projectRoot, file)), `${threat}: there is no ${file}`);
  }
});

test("each test of hostile input is on the list, and npm test runs it", () => {
  const named = new Set(threats.flatMap(({ tests }) => tests));
  const here = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".test.ts"));
  const unnamed = here.filter((file) => !named.has(`hostile/${file}`) && file !== path.basename(import.meta.filename));
  assert.deepEqual(unnamed, []);
  const { scripts } = JSON.parse(readFileSync(path.join(projectRoot, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  assert.match(scripts["test:unit"] ?? "", /"test\/hostile\/\*\*\/\*\.test\.ts"/u);
});
