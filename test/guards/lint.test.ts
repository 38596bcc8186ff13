/**
 * Proves that the linter's configuration does what it says: each row plants a mistake in a file of a project of its own
 * and expects the rule to be named. A rule that silently never fires would look just like clean code.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { projectRoot } from "./projectFiles.ts";

const folder = mkdtempSync(path.join(tmpdir(), "unbook-lint-"));
after(() => rmSync(folder, { recursive: true, force: true }));

// In two parts, so that this file does not switch a check off itself.
const switchedOff = ["// @ts", "ignore"].join("-");

const planted = {
  "src/floating.ts": {
    rule: "no-floating-promises",
    text: "export async function run(): Promise<void> {\n  Promise.resolve(1);\n}",
  },
  "src/misused.ts": { rule: "no-misused-promises", text: "[1].forEach(async () => await Promise.resolve());" },
  "src/thenable.ts": {
    rule: "await-thenable",
    text: "export const run = async (x: number): Promise<void> => void (await x);",
  },
  "src/switch.ts": {
    rule: "switch-exhaustiveness-check",
    text: 'export function f(a: "x" | "y"): number {\n  switch (a) {\n    case "x":\n      return 1;\n  }\n  return 2;\n}',
  },
  "src/anyType.ts": { rule: "no-explicit-any", text: "export const a = (x: any): unknown => x;" },
  "src/unsafe.ts": { rule: "no-unsafe-member-access", text: 'export const a: unknown = JSON.parse("{}").b;' },
  "src/ignored.ts": { rule: "ban-ts-comment", text: `${switchedOff}\nexport const a: string = 3;` },
  "src/typeImport.ts": {
    rule: "consistent-type-imports",
    text: 'import { Stats } from "node:fs";\nexport const a = (x: Stats): unknown => x;',
  },
  "src/console.ts": { rule: "no-console", text: 'console.log("x");' },
  "src/default.ts": { rule: "no-default-export", text: "export default 3;" },
  "src/thrown.ts": { rule: "only-throw-error", text: 'export function f(): void {\n  throw "x";\n}' },
  "test/floating.test.ts": {
    rule: "no-floating-promises",
    text: 'import { test } from "node:test";\ntest("fine", () => {});\nPromise.resolve(1);',
  },
} as const;

test("the linter reports each planted mistake, and nothing else", () => {
  for (const name of [".oxlintrc.json", "tsconfig.json"]) cpSync(path.join(projectRoot, name), path.join(folder, name));
  symlinkSync(path.join(projectRoot, "node_modules"), path.join(folder, "node_modules"), "junction");
  for (const [file, { text }] of Object.entries(planted)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${text}\n`);
  }
  const oxlint = path.join(projectRoot, "node_modules/oxlint/bin/oxlint");
  const run = spawnSync(process.execPath, [oxlint, "--type-aware", "-f", "json"], { cwd: folder, encoding: "utf8" });
  assert.equal(run.status, 1, run.stderr);
  const { diagnostics } = JSON.parse(run.stdout) as {
    readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
  };
  const found = diagnostics.map(
    ({ filename, code }) => `${filename}: ${/\((?<rule>.*)\)/u.exec(code)?.groups?.["rule"]}`,
  );
  const expected = Object.entries(planted).map(([file, { rule }]) => `${file}: ${rule}`);
  assert.deepEqual(found.toSorted(), expected.toSorted());
});
