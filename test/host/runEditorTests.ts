/**
 * Runs `test/editor/*.test.ts` inside VS Code's extension host, on the extension as it stands in `dist/`. One runner for
 * both hosts: `@vscode/test-electron` starts desktop VS Code, or our launcher, which takes the same parameters.
 * `--desktop` asks for a downloaded desktop VS Code; further words are parts of the names of the test files to run.
 */
import { runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { globSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Writable } from "node:stream";
import { parseArgs } from "node:util";
import { parseEditorTestReport, reportFileVariable, type EditorTestRecord } from "./editorTestReport.ts";
import { installChromium } from "./installChromium.ts";
import { installHost } from "./installHost.ts";
import { endWith } from "./mendableError.ts";
import { copySampleWorkspace, emptyCacheFolder, projectFolder } from "./projectFolders.ts";
import { quietSettings } from "./webHost.ts";

const { values, positionals } = parseArgs({ options: { desktop: { type: "boolean" } }, allowPositionals: true });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

// What starts the extension and what does not is tested first: every other file starts it.
const found = globSync("test/editor/**/*.test.ts", { cwd: projectFolder }).toSorted(
  (one, other) => Number(other.endsWith("activation.test.ts")) - Number(one.endsWith("activation.test.ts")),
);
const testFiles = found.filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)));
if (testFiles.length === 0) throw new Error("There are no such tests in test/editor.");

const host = await installHost(values.desktop === true ? "desktop" : "web", say).catch(endWith);
// Here, where a person sees what is being installed, and not in the launcher.
if (host.kind === "web") await installChromium(say).catch(endWith);
const folder = await emptyCacheFolder("editor-tests");
const reportFile = path.join(folder, "report.jsonl");
await writeFile(reportFile, "");
const userDataFolder = path.join(folder, "data");
await mkdir(path.join(userDataFolder, "User"), { recursive: true });
await writeFile(path.join(userDataFolder, "User/settings.json"), JSON.stringify(quietSettings));

const extensionsFolder = path.join(folder, "extensions");
// Another extension for the same language, as a person may have one installed, and one with accounts as VS Code's own for
// Microsoft. They do nothing until a test starts them.
for (const [source, installed] of [
  ["otherHttpExtension", "unbook-test.other-http-0.0.1"],
  ["accountProviderExtension", "unbook-test.account-provider-0.0.1"],
] as const) {
  await cp(path.join(projectFolder, "test/editor", source), path.join(extensionsFolder, installed), {
    recursive: true,
  });
}

say(`Running ${testFiles.length} test files in ${host.kind === "desktop" ? host.executable : "VS Code in Chromium"} …`);
const hostOutput: string[] = [];
const collectOutput = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    hostOutput.push(chunk.toString());
    done();
  },
});
let shown = 0;
const following = setInterval(() => void showNewRecords(), 250);
let hostFailure: unknown;
try {
  await runTests({
    vscodeExecutablePath:
      host.kind === "desktop" ? host.executable : path.join(import.meta.dirname, "webHostLauncher.ts"),
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath: await bundleTests(path.join(folder, "tests.cjs")),
    launchArgs: [
      await copySampleWorkspace(path.join(folder, "workspace")),
      `--user-data-dir=${userDataFolder}`,
      `--extensions-dir=${extensionsFolder}`,
    ],
    extensionTestsEnv: { [reportFileVariable]: reportFile },
    stdout: collectOutput,
    stderr: collectOutput,
  });
} catch (error) {
  hostFailure = error;
}
clearInterval(following);
const records = await showNewRecords();
const end = records.find((record) => record.kind === "end");
if (end === undefined || end.failed > 0 || hostFailure !== undefined) {
  say(hostOutput.join("").split("\n").slice(-60).join("\n"));
  process.exitCode = 1;
}
say(end === undefined ? "The tests did not come to their end." : `${end.passed} passed, ${end.failed} failed`);

/** One CommonJS file, as VS Code wants it, that holds all tests and runs them when its `run` is called. */
async function bundleTests(outfile: string): Promise<string> {
  const imports = testFiles.map((file) => `import ${JSON.stringify(`./${file.split(path.sep).join("/")}`)};`);
  await build({
    stdin: {
      contents: [...imports, `export { runDeclaredTests as run } from "./test/host/editorTest.ts";`].join("\n"),
      resolveDir: projectFolder,
      loader: "ts",
    },
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["vscode"],
    // It serves only in a process of its own: see editorTest.ts.
    alias: { "node:test": "./test/host/nodeTest.ts" },
    sourcemap: "inline",
    logLevel: "warning",
  });
  return outfile;
}

async function showNewRecords(): Promise<readonly EditorTestRecord[]> {
  const records = parseEditorTestReport(await readFile(reportFile, "utf8"));
  for (const record of records.slice(shown)) {
    shown++;
    if (record.kind !== "test") continue;
    say(`${record.failure === undefined ? "✔" : "✖"} ${record.name} (${record.durationMs} ms)`);
    if (record.failure !== undefined) say(record.failure.replaceAll(/^/gm, "    "));
  }
  return records;
}
