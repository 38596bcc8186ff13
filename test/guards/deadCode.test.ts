/** Proves that the configuration of knip in package.json finds dead files and exports, and takes the entries for alive. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { projectRoot } from "./projectFiles.ts";

const folder = mkdtempSync(path.join(tmpdir(), "unbook-knip-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const files = {
  "src/extension.ts": 'import { used } from "./agenda/used.ts";\nused();\nexport function activate(): void {}',
  "src/graph/graphClient.ts": "export function createGraphClient(): void {}",
  "src/agenda/used.ts": "export function used(): void {}\nexport function deadFunction(): void {}",
  "src/agenda/deadFile.ts": "export function alone(): void {}",
  "test/unit/some.test.ts": 'import { tested } from "./sample.ts";\ntested();',
  "test/unit/sample.ts": "export function tested(): void {}\nexport function deadSample(): void {}",
};

test("a dead file and dead exports are found, entries are alive", () => {
  for (const name of ["package.json", "tsconfig.json"]) cpSync(path.join(projectRoot, name), path.join(folder, name));
  symlinkSync(path.join(projectRoot, "node_modules"), path.join(folder, "node_modules"), "junction");
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${text}\n`);
  }
  const knip = path.join(projectRoot, "node_modules/knip/bin/knip.js");
  const issues = ["--include", "files,exports", "--no-progress", "--no-config-hints"];
  const run = spawnSync(process.execPath, [knip, ...issues], { cwd: folder, encoding: "utf8" });
  assert.equal(run.status, 1, run.stderr);
  const found = run.stdout.match(/dead\w+(?:\.ts)?|\b(?:alone|activate|used|tested|createGraphClient) /gu);
  assert.deepEqual(found?.toSorted(), ["deadFile.ts", "deadFunction", "deadSample"]);
});
