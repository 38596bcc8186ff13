/**
 * `npm test`: every check and test, cheapest first, stopping at the first that fails. Each step is a script of package.json
 * that can be run alone.
 */
import { CommandFailed, runNpm } from "./childProcesses.ts";
import { emptyCacheFolder, projectFolder } from "./projectFolders.ts";

const steps = [
  ["lint", "linter and formatting"],
  ["typecheck", "types"],
  ["deadcode", "dead code"],
  ["test:unit", "units"],
  ["test:chaos", "everybody is mailed exactly once, whatever breaks"],
  ["test:editor", "inside VS Code's extension host"],
  ["test:journey", "the packaged extension through its user interface"],
] as const;

const startedAt = performance.now();
const durations: string[] = [];
// Hundreds of processes load the same modules; the first leaves them compiled for the others.
const environment = { NODE_COMPILE_CACHE: await emptyCacheFolder("compiled") };
for (const [script, meaning] of steps) {
  say(`\n▶ ${script}: ${meaning}`);
  const stepStartedAt = performance.now();
  try {
    await runNpm(["run", "--silent", script], {
      folder: projectFolder,
      environment,
      stdio: ["ignore", "inherit", "inherit"],
    });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    say(`\n✖ ${script} failed after ${secondsSince(stepStartedAt)}. Alone: npm run ${script}`);
    process.exit(1);
  }
  durations.push(`${script} ${secondsSince(stepStartedAt)}`);
}
say(`\n✔ All passed in ${secondsSince(startedAt)}: ${durations.join(", ")}`);

function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
