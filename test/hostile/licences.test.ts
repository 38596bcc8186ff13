/**
 * Holds what ships to licences that allow it: every package whose code is in a bundle, and all that it depends on, as their
 * own package.json in node_modules says. README's table names each package that is bundled by our own choice.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parseModule } from "../guards/moduleImports.ts";
import { projectRoot, readTypeScript } from "../guards/projectFiles.ts";

/** All of them ask for no more than that their text goes along. */
const allowed: ReadonlySet<string> = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "CC0-1.0",
]);

interface InstalledPackage {
  readonly name: string;
  readonly license?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The package of a module specifier; undefined for our own modules, Node's, and VS Code. */
function packageOf(specifier: string): string | undefined {
  if (/^(?:\.|node:|vscode$)/u.test(specifier)) return undefined;
  return /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0];
}

/** The packages that our own code imports more of than types. */
function importedPackages(): readonly string[] {
  const names = new Set<string>();
  for (const [file, text] of readTypeScript("src")) {
    for (const { specifier, isTypeOnly } of parseModule(file, text).imports) {
      const name = isTypeOnly || specifier === undefined ? undefined : packageOf(specifier);
      if (name !== undefined) names.add(name);
    }
  }
  return [...names].toSorted();
}

/** Where a package is that another one needs: in its own node_modules, or in one above it. */
function placeOf(name: string, from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const place = path.join(folder, "node_modules", name);
    if (existsSync(path.join(place, "package.json"))) return place;
    if (folder === projectRoot || folder === path.dirname(folder)) throw new Error(`${name} is not installed`);
  }
}

/** These packages and all that they need, by the place where they are installed. */
function withDependencies(names: readonly string[]): ReadonlyMap<string, InstalledPackage> {
  const found = new Map<string, InstalledPackage>();
  const visit = (name: string, from: string): void => {
    const place = placeOf(name, from);
    if (found.has(place)) return;
    const installed = JSON.parse(readFileSync(path.join(place, "package.json"), "utf8")) as InstalledPackage;
    found.set(place, installed);
    for (const needed of Object.keys(installed.dependencies ?? {})) visit(needed, place);
  };
  for (const name of names) visit(name, projectRoot);
  return found;
}

/** What may not ship, one sentence each. */
function licenceProblems(packages: Iterable<InstalledPackage>): readonly string[] {
  return [...packages].flatMap(({ name, license }) => {
    if (typeof license !== "string") return [`${name} does not say its licence`];
    const choices = license.replaceAll(/[()]/gu, "").split(" OR ");
    return choices.some((one) => allowed.has(one)) ? [] : [`${name} has the licence ${license}`];
  });
}

test("everything that ships may be shipped", () => {
  const packages = withDependencies(importedPackages());
  assert.ok(packages.size >= importedPackages().length);
  assert.deepEqual(licenceProblems(packages.values()), []);
});

test("a licence that asks for more, or none at all, is found", () => {
  const planted: readonly InstalledPackage[] = [
    { name: "good", license: "MIT" },
    { name: "either", license: "(GPL-3.0 OR MIT)" },
    { name: "copyleft", license: "GPL-3.0-only" },
    { name: "both", license: "MIT AND GPL-2.0" },
    { name: "old", license: { type: "MIT" } },
    { name: "silent" },
    { name: "closed", license: "UNLICENSED" },
  ];
  assert.deepEqual(licenceProblems(planted), [
    "copyleft has the licence GPL-3.0-only",
    "both has the licence MIT AND GPL-2.0",
    "old does not say its licence",
    "silent does not say its licence",
    "closed has the licence UNLICENSED",
  ]);
});

test("README says why of each package that our code uses, and of no other", () => {
  const readme = readFileSync(path.join(projectRoot, "README.md"), "utf8");
  const table = /\| Runtime dependency[^\n]*\n\|[^\n]*\n(?<rows>(?:\|[^\n]*\n)+)/u.exec(readme)?.groups?.["rows"] ?? "";
  const named = [...table.matchAll(/^\| `(?<name>[^`]+)`/gmu)].map(({ groups }) => groups?.["name"] ?? "");
  assert.deepEqual(named.toSorted(), importedPackages());
});

test("versions are exact, so that what was looked at is what is installed", () => {
  const { devDependencies = {}, dependencies = {} } = JSON.parse(
    readFileSync(path.join(projectRoot, "package.json"), "utf8"),
  ) as Readonly<Record<"devDependencies" | "dependencies", Readonly<Record<string, string>> | undefined>>;
  assert.deepEqual(dependencies, {});
  for (const [name, version] of Object.entries(devDependencies)) assert.match(version, /^\d+\.\d+\.\d+$/u, name);
});
