/** Holds the packaged extension to what it may contain and how large it may be; packages it first where that is needed. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { packageExtension } from "../host/packageExtension.ts";
import { contentProblems, type BuildRecord } from "./packageContents.ts";
import { listProjectFiles, projectRoot } from "./projectFiles.ts";

const packageFile = path.join(projectRoot, "dist/unbook.vsix");

before(async () => {
  if (!isPackageCurrent()) await packageExtension((line) => process.stdout.write(`${line}\n`));
});

function isPackageCurrent(): boolean {
  if (!existsSync(packageFile)) return false;
  const packagedAt = statSync(packageFile).mtimeMs;
  return listProjectFiles()
    .filter((file) => !file.startsWith("test/"))
    .every((file) => statSync(path.join(projectRoot, file)).mtimeMs <= packagedAt);
}

test("the package holds what it needs and nothing else", () => {
  const vsce = path.join(projectRoot, "node_modules/@vscode/vsce/vsce");
  const listed = execFileSync(process.execPath, [vsce, "ls", "--no-dependencies"], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  assert.deepEqual(listed.trim().split(/\r?\n/u).toSorted(), [
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist/account.cjs",
    "dist/accounts.cjs",
    "dist/agenda.cjs",
    "dist/choosing.cjs",
    "dist/consent.cjs",
    "dist/details.cjs",
    "dist/door.cjs",
    "dist/extension.cjs",
    "dist/graph.cjs",
    "dist/links.cjs",
    "dist/plans.cjs",
    "dist/problems.cjs",
    "dist/registration.cjs",
    "dist/requests.cjs",
    "dist/road.cjs",
    "dist/runs.cjs",
    "dist/sandbox.cjs",
    "dist/sending.cjs",
    "dist/signInDialogs.cjs",
    "dist/signInPlace.cjs",
    "dist/sources.cjs",
    "dist/vscodeAccount.cjs",
    "dist/vscodeAccountHelp.cjs",
    "media/container.svg",
    "media/icon.png",
    "media/screenshot.png",
    "media/walkthroughAgenda.svg",
    "media/walkthroughPlan.svg",
    "media/walkthroughRequests.svg",
    "media/walkthroughSignIn.svg",
    "media/walkthroughUndo.svg",
    "package.json",
  ]);
});

test("each bundle holds the code that belongs into it, and activation loads little", () => {
  const record = readFileSync(path.join(projectRoot, "dist/bundles.json"), "utf8");
  const build = JSON.parse(record) as BuildRecord;
  assert.deepEqual(contentProblems(build), []);
  for (const bundle of Object.keys(build.outputs)) {
    const text = readFileSync(path.join(projectRoot, bundle), "utf8");
    assert.doesNotMatch(text, /\/\/# sourceMappingURL/u, `${bundle} names a source map`);
  }
});

test("the package is at most 1.2 MB", () => {
  assert.ok(statSync(packageFile).size <= 1_200_000, `it has ${statSync(packageFile).size} bytes`);
});

/** Plants one bundle among good ones. */
function assertProblems(bundle: string, bytes: number, inputs: readonly string[], expected: readonly string[]): void {
  const build: BuildRecord = {
    outputs: {
      "dist/extension.cjs": { bytes: 1000, inputs: { "src/extension.ts": {} } },
      "dist/account.cjs": { bytes: 1000, inputs: { "node_modules/@azure/msal-node/dist/index.js": {} } },
      "dist/graph.cjs": { bytes: 1000, inputs: { "node_modules/undici/index.js": {} } },
      "dist/sandbox.cjs": { bytes: 1000, inputs: { "src/sandbox/main.ts": {} } },
      [bundle]: { bytes, inputs: Object.fromEntries(inputs.map((input) => [input, {}])) },
    },
  };
  assert.deepEqual(contentProblems(build), expected);
}

test("a bundle with what does not belong into it is reported", () => {
  assertProblems("dist/extension.cjs", 120_000, ["src/extension.ts"], []);
  assertProblems(
    "dist/extension.cjs",
    120_001,
    ["src/extension.ts"],
    ["dist/extension.cjs has 120001 bytes, more than 120000"],
  );
  assertProblems(
    "dist/extension.cjs",
    9,
    ["node_modules/undici/index.js", "node_modules/undici/lib/a.js"],
    ["dist/extension.cjs holds the package undici"],
  );
  assertProblems(
    "dist/extension.cjs",
    9,
    ["src/graph/graphClient.ts"],
    ["dist/extension.cjs holds src/graph/graphClient.ts, which is loaded when it is first needed"],
  );
  assertProblems(
    "dist/sandbox.cjs",
    9,
    ["node_modules/@azure/msal-node/dist/index.js", "src/graph/transport.ts"],
    [
      "dist/sandbox.cjs holds the package @azure/msal-node",
      "dist/sandbox.cjs holds src/graph/transport.ts, which the sandbox must not share",
    ],
  );
  assertProblems(
    "dist/graph.cjs",
    9,
    ["node_modules/undici/lib/global.js"],
    ["dist/graph.cjs holds node_modules/undici/lib/global.js, which changes every extension's connections"],
  );
  assertProblems("dist/graph.cjs", 9, ["test/unit/a.test.ts"], ["dist/graph.cjs holds test/unit/a.test.ts"]);
  assertProblems("dist/extension.cjs.map", 9, [], ["dist/extension.cjs.map is none of the bundles"]);
});
