/**
 * Programs that the tests and `npm start` run. Each gets a process group of its own, so that stopping it also stops
 * what it has started, and none outlives us: not after a failure, and not after Ctrl-C.
 */
import { spawn, spawnSync, type ChildProcess, type StdioOptions } from "node:child_process";
import { constants } from "node:os";

const running = new Set<ChildProcess>();
const onWindows = process.platform === "win32";
let watchingOurOwnEnd = false;

/** A program that ended with another exit code than 0, or that could not be started. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
  /** The last lines that it wrote, for a person to read; may be empty. */
  readonly lastLines: string;

  constructor(command: string, reason: string, lastLines: string, cause?: unknown) {
    super(`${command}: ${reason}`, { cause });
    this.lastLines = lastLines;
  }
}

/** How a program is run. */
export interface ProgramOptions {
  /** Default: this process's current folder. */
  readonly folder?: string;
  /** Added to this process's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: nothing is read, and both outputs are pipes. */
  readonly stdio?: StdioOptions;
}

/** Starts a program in a process group of its own, which is stopped at the latest when this process ends. */
export function startProgram(file: string, parameters: readonly string[], options: ProgramOptions = {}): ChildProcess {
  stopAllAtOurEnd();
  const child = spawn(file, parameters, {
    cwd: options.folder,
    env: { ...process.env, ...options.environment },
    stdio: options.stdio ?? ["ignore", "pipe", "pipe"],
    // A group of its own. On Windows the same option would open a console window, and `taskkill` finds the children.
    detached: !onWindows,
    windowsHide: true,
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/** Stops a program and all that it started, and waits until it has ended: asked first, forced after two seconds. */
export async function stopProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  endGroup(child.pid, "SIGTERM");
  const impatience = setTimeout(() => endGroup(child.pid, "SIGKILL"), 2_000);
  await ended;
  clearTimeout(impatience);
  // The program itself may have ended before those whom it started.
  endGroup(child.pid, "SIGKILL");
}

/**
 * Runs a program to its end.
 * @param onLine Called with each line that it writes, from both outputs.
 * @throws {CommandFailed} It could not be started, or its exit code was not 0.
 */
export async function runProgram(
  file: string,
  parameters: readonly string[],
  options: ProgramOptions & { readonly onLine?: (line: string) => void } = {},
): Promise<void> {
  const child = startProgram(file, parameters, options);
  const command = [file, ...parameters].join(" ");
  const lastLines: string[] = [];
  for (const output of [child.stdout, child.stderr]) {
    if (output === null) continue;
    onEachLine(output, (line) => {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      options.onLine?.(line);
    });
  }
  await new Promise<void>((resolve, reject) => {
    child.once("error", (error) => reject(new CommandFailed(command, "could not be started", "", error)));
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new CommandFailed(command, `ended with ${signal ?? `code ${code}`}`, lastLines.join("\n")));
    });
  });
}

/** Runs the `npm` that runs us, or the one on PATH, without a shell where that is possible. */
export async function runNpm(
  parameters: readonly string[],
  options: Parameters<typeof runProgram>[2] = {},
): Promise<void> {
  const npmScript = process.env["npm_execpath"];
  if (npmScript !== undefined && /\.c?js$/.test(npmScript)) {
    return await runProgram(process.execPath, [npmScript, ...parameters], options);
  }
  await runProgram(onWindows ? "npm.cmd" : "npm", parameters, options);
}

/** Calls `receive` with each whole line of a stream, and with what is left at its end. */
export function onEachLine(stream: NodeJS.ReadableStream, receive: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) receive(line);
  });
  stream.on("end", () => {
    if (rest !== "") receive(rest);
  });
}

function stopAllAtOurEnd(): void {
  if (watchingOurOwnEnd) return;
  watchingOurOwnEnd = true;
  process.once("exit", () => {
    // Not killed: they may have started groups of their own, which they stop when they are asked to end.
    for (const child of running) endGroup(child.pid, "SIGTERM");
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      // Whoever has a gentler end in mind listens too, and ends the process itself.
      if (process.listenerCount(signal) === 0) process.exit(128 + constants.signals[signal]);
    });
  }
}

function endGroup(processId: number | undefined, signal: NodeJS.Signals): void {
  if (processId === undefined) return;
  if (onWindows) {
    spawnSync("taskkill", ["/pid", String(processId), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-processId, signal);
  } catch {
    // The whole group has already ended.
  }
}
