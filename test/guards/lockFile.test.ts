import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";

/** What package-lock.json says of a package that is installed; enough of it for this test. */
interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * npm leaves packages for other platforms out of the lock file when the registry at hand does not have them, and then
 * refuses to install from it anywhere.
 */
function missingOptionalPackages(packages: Readonly<Record<string, LockedPackage>>): readonly string[] {
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isInstalledFor(place, name, packages)),
  );
}

/** Node looks in the package's own node_modules and then in every one above it. */
function isInstalledFor(place: string, name: string, packages: Readonly<Record<string, LockedPackage>>): boolean {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (`${folder === "" ? "" : `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === "") return false;
  }
}

test("the lock file knows the packages of every platform, so that npm ci works on each", async () => {
  const lock = JSON.parse(await readFile(path.join(import.meta.dirname, "../../package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  assert.deepEqual(missingOptionalPackages(lock.packages), []);
});

test("a platform's package that is left out is found", () => {
  const packages = {
    "": {},
    "node_modules/linter": { optionalDependencies: { "linter-linux": "1.0.0", "linter-windows": "1.0.0" } },
    "node_modules/linter-linux": {},
  };
  assert.deepEqual(missingOptionalPackages(packages), ["linter-windows"]);
});
