/**
 * The programs that a measurement runs beside itself: a sandbox, so that what it takes is not counted to the client, and
 * clients, each in a process of its own, so that its memory is its own.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { SandboxAddresses } from "../../src/sandbox/sandboxContract.ts";
import { startProgram } from "../host/childProcesses.ts";
import { projectFolder } from "../host/projectFolders.ts";

/** Starts a sandbox in Vienna. @param options by their names on its command line, without dashes. */
export function startSandboxProgram(options: Readonly<Record<string, string | number>>): ChildProcess {
  const all: typeof options = { "time-zone": "Europe/Vienna", ...options };
  const words = Object.entries(all).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return startProgram(process.execPath, [path.join(projectFolder, "src/sandbox/main.ts"), ...words]);
}

/** Where a sandbox is, once it is there. */
export async function readAddresses(sandbox: ChildProcess): Promise<SandboxAddresses> {
  if (sandbox.stdout === null) throw new Error("The sandbox has no output.");
  const lines = createInterface(sandbox.stdout);
  const [line] = (await once(lines, "line")) as [string];
  return JSON.parse(line) as SandboxAddresses;
}

/**
 * Starts a file of this folder with a task, to which it sends messages.
 * @param certificates whom it is to trust: a PEM file.
 */
export function startClientProgram(file: string, task: unknown, certificates: string): ChildProcess {
  return startProgram(process.execPath, ["--expose-gc", path.join(import.meta.dirname, file), JSON.stringify(task)], {
    environment: { NODE_EXTRA_CA_CERTS: certificates, NO_PROXY: "*", no_proxy: "*" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

/** What a client says next. Rejects if it ends before that. */
export async function nextMessage(client: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  try {
    return await Promise.race([
      once(client, "message", { signal: over.signal }).then(([message]: unknown[]) => message),
      once(client, "exit", { signal: over.signal }).then(() => {
        throw new Error("A client has ended before its time.");
      }),
    ]);
  } finally {
    over.abort();
  }
}
