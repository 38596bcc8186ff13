/**
 * Runs the journeys, `test/journey/*.journey.ts`, two files at a time: each journey has a VS Code, a browser and a sandbox of
 * its own, and mostly waits for them. Words on the command line are parts of the names of the files to run; `--name=…` is a
 * pattern for the names of the journeys in them.
 */
import { globSync } from "node:fs";
import { parseArgs } from "node:util";
import { CommandFailed, runProgram } from "./childProcesses.ts";
import { installChromium } from "./installChromium.ts";
import { installWebHost } from "./installHost.ts";
import { endWith } from "./mendableError.ts";
import { projectFolder } from "./projectFolders.ts";

const { values, positionals } = parseArgs({ options: { name: { type: "string" } }, allowPositionals: true });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const found = globSync("test/journey/**/*.journey.ts", { cwd: projectFolder });
const files = found.filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)));
if (files.length === 0) throw new Error("There are no such journeys in test/journey.");

// Here, where a person sees what is being installed, and not in the first journey.
await installWebHost(say).catch(endWith);
await installChromium(say).catch(endWith);
const names = values.name === undefined ? [] : [`--test-name-pattern=${values.name}`];
try {
  await runProgram(process.execPath, ["--test", "--test-concurrency=2", ...names, ...files.sort()], {
    folder: projectFolder,
    stdio: ["ignore", "inherit", "inherit"],
  });
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  process.exitCode = 1;
}
