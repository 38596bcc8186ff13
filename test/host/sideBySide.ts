/**
 * Runs programs one after the other, and others beside them that get the processor when those leave it idle. What is in front
 * shows its output as it comes; what is beside keeps it to itself, and it is told only if it fails, so that two outputs are
 * never mixed.
 */
import type { ChildProcess } from "node:child_process";
import { startProgram, stopProgram } from "./childProcesses.ts";

/** A program with a name for people. */
export interface Step {
  readonly name: string;
  readonly command: readonly [file: string, parameters: readonly string[]];
}

/** What is run at the same time. */
export interface Lanes {
  readonly front: readonly Step[];
  /** One after the other, too. Default: nothing. */
  readonly beside?: readonly Step[];
}

/** How the programs are run. */
export interface SideBySideOptions {
  readonly folder: string;
  /** Added to this process's own environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onStart: (step: Step, isBeside: boolean) => void;
  readonly onPassed: (step: Step, durationMs: number) => void;
}

/** A program ended with another exit code than 0, or could not be started. All others have been stopped. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";
  readonly step: Step;
  readonly durationMs: number;
  /** What it has written, as far as nobody has seen it yet. */
  readonly unseenOutput: string;

  constructor(step: Step, durationMs: number, unseenOutput: string) {
    super(`${step.name} failed`);
    this.step = step;
    this.durationMs = durationMs;
    this.unseenOutput = unseenOutput;
  }
}

/**
 * Runs all of them; the first that fails ends the others.
 * @throws {StepFailed}
 */
export async function runSideBySide({ front, beside = [] }: Lanes, options: SideBySideOptions): Promise<void> {
  const running = new Set<ChildProcess>();
  let hasFailed = false;
  const runLane = async (steps: readonly Step[], isBeside: boolean): Promise<void> => {
    for (const step of steps) {
      options.onStart(step, isBeside);
      const startedAt = performance.now();
      const output: string[] = [];
      const child = startProgram(...step.command, {
        folder: options.folder,
        environment: options.environment,
        isPatient: isBeside,
        stdio: isBeside ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      });
      running.add(child);
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (text: string) => output.push(text));
      }
      const hasPassed = await passed(child);
      running.delete(child);
      // Another one has failed, and this one was stopped.
      if (hasFailed) return;
      const durationMs = performance.now() - startedAt;
      if (!hasPassed) {
        hasFailed = true;
        throw new StepFailed(step, durationMs, output.join(""));
      }
      options.onPassed(step, durationMs);
    }
  };
  try {
    await Promise.all([runLane(front, false), runLane(beside, true)]);
  } catch (error) {
    await Promise.all([...running].map(stopProgram));
    throw error;
  }
}

async function passed(child: ChildProcess): Promise<boolean> {
  return await new Promise((resolve) => {
    // It comes in any case, also for what could not be started.
    child.once("close", (code) => resolve(code === 0));
  });
}
