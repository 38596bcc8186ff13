/**
 * Runs the journeys, `test/journey/*.journey.ts`, one after the other: each has a VS Code of its own, and two at a time would
 * only make both slow. Words on the command line are parts of the names of the files to run; `--name=…` is a pattern for the
 * names of the journeys in them.
 */
import { globSync } from "node:fs";
import { parseArgs } from "node:util";
import { CommandFailed, runProgram } from "./childProcesses.ts";
import { installChromium } from "./installChromium.ts";
import { installWebHost } from "./installHost.ts";
import { projectFolder } from "./projectFolders.ts";

const { values, positionals } = parseArgs({ options: { name: { type: "string" } }, allowPositionals: true });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const found = globSync("test/journey/**/*.journey.ts", { cwd: projectFolder });
const files = found.filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)));
if (files.length === 0) throw new Error("There are no such journeys in test/journey.");

// Here, where a person sees what is being installed, and not in the first journey.
await installWebHost(say);
await installChromium(say);
const names = values.name === undefined ? [] : [`--test-name-pattern=${values.name}`];
try {
  await runProgram(process.execPath, ["--test", "--test-concurrency=1", ...names, ...files.sort()], {
    folder: projectFolder,
    stdio: ["ignore", "inherit", "inherit"],
  });
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  process.exitCode = 1;
}
