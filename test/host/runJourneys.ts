/**
 * Runs the journeys, `test/journey/*.journey.ts`, more files at a time than there are processors: each journey has a VS Code, a
 * window and a sandbox of its own, and mostly waits for them. Words on the command line are parts of the names of the files to
 * run; `--name=…` is a pattern for the names of the journeys in them.
 */
import { globSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { parseArgs } from "node:util";
import { sharedInstallVariable } from "../journey/driver/installedPackages.ts";
import { playedTwiceMark } from "../journey/driver/patience.ts";
import { installChromium } from "./installChromium.ts";
import { installWebHost } from "./installHost.ts";
import { endWith } from "./mendableError.ts";
import { emptyCacheFolder, projectFolder } from "./projectFolders.ts";

/** More would need more memory than many machines have: each takes about a gigabyte. */
const mostAtATime = 4;

const { values, positionals } = parseArgs({ options: { name: { type: "string" } }, allowPositionals: true });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const found = globSync("test/journey/**/*.journey.ts", { cwd: projectFolder });
const files = found.filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)));
if (files.length === 0) throw new Error("There are no such journeys in test/journey.");

// Here, where a person sees what is being installed, and not in the first journey.
await installWebHost(say).catch(endWith);
await installChromium(say).catch(endWith);
process.env[sharedInstallVariable] = await emptyCacheFolder("journeys", "installed");

// What takes longest begins first, so that it does not run alone at the end; what takes longest to tell takes longest.
const lengthOf = (file: string): number => statSync(path.join(projectFolder, file)).size;
const events = run({
  cwd: projectFolder,
  files: files.toSorted((one, other) => lengthOf(other) - lengthOf(one)).map((file) => path.join(projectFolder, file)),
  concurrency: Math.min(availableParallelism() + 1, mostAtATime),
  // Whatever may still be open in one that is over: nobody waits for it.
  forceExit: true,
  ...(values.name !== undefined && { testNamePatterns: values.name }),
});
events.on("test:fail", () => {
  process.exitCode = 1;
});
const playedTwice: string[] = [];
events.on("test:diagnostic", ({ message }) => {
  if (message.startsWith(playedTwiceMark)) playedTwice.push(message);
});
// Last, so that nobody overlooks what is unsteady.
process.once("exit", () => {
  for (const message of playedTwice) say(`⚠ ${message}`);
});
events.compose(spec).pipe(process.stdout);
