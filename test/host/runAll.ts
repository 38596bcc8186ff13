/**
 * `npm test`: every check and test, cheapest first, stopping at the first that fails. Each step is a script of package.json
 * that can be run alone.
 */
import { npmCommand } from "./childProcesses.ts";
import { emptyCacheFolder, projectFolder } from "./projectFolders.ts";
import { runSideBySide, StepFailed, type Lanes, type Step } from "./sideBySide.ts";

const meanings: Readonly<Record<string, string>> = {
  lint: "linter and formatting",
  typecheck: "types",
  deadcode: "dead code",
  "test:unit": "units",
  "test:chaos": "everybody is mailed exactly once, whatever breaks",
  "test:editor": "inside VS Code's extension host",
  "test:journey": "the packaged extension through its user interface",
};

/** What keeps both processors busy, or is sensitive to others that do, is run by itself. */
const rounds: readonly Lanes[] = [
  { front: steps("lint"), beside: steps("typecheck", "deadcode") },
  { front: steps("test:unit", "test:chaos", "test:editor", "test:journey") },
];

const startedAt = performance.now();
const durations: string[] = [];
// Hundreds of processes load the same modules; the first leaves them compiled for the others.
const environment = { NODE_COMPILE_CACHE: await emptyCacheFolder("compiled") };
try {
  for (const lanes of rounds) {
    await runSideBySide(lanes, {
      folder: projectFolder,
      environment,
      onStart: ({ name }, isBeside) => say(`\n${isBeside ? "▷ beside it, " : "▶ "}${name}: ${meanings[name] ?? ""}`),
      onPassed: ({ name }, durationMs) => {
        durations.push(`${name} ${seconds(durationMs)}`);
        say(`\n✔ ${name} passed in ${seconds(durationMs)}`);
      },
    });
  }
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  const { step, durationMs, unseenOutput } = error;
  if (unseenOutput !== "") say(`\n▶ ${step.name}: ${meanings[step.name] ?? ""}\n${unseenOutput}`);
  say(`\n✖ ${step.name} failed after ${seconds(durationMs)}. Alone: npm run ${step.name}`);
  process.exit(1);
}
say(`\n✔ All passed in ${seconds(performance.now() - startedAt)}: ${durations.join(", ")}`);

function steps(...scripts: readonly string[]): readonly Step[] {
  return scripts.map((name) => ({ name, command: npmCommand(["run", "--silent", name]) }));
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
