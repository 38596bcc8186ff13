/**
 * An extension that notes when VS Code's extension host is blocked: it asks for its turn every millisecond, and whenever
 * that comes late, something else has held up everybody. It writes what it has noted into a file, which the bench reads.
 * What counts is the time that the host has computed, so that other programs on the machine do not show in it.
 */
import { readFile } from "node:fs/promises";
import { packageBenchExtension } from "./benchExtension.ts";

/** A time in which nothing else had its turn in the extension host. */
export interface Block {
  /** When it was over, in milliseconds of the clock that `Date.now()` reads, with fractions. */
  readonly endedAt: number;
  /** How long the host's thread has computed in it. */
  readonly computedMs: number;
}

/** The environment variable that names the file that the extension writes. */
export const blockFileVariable = "UNBOOK_BENCH_BLOCKS";

const program = `const { appendFile } = require("node:fs");
exports.activate = (context) => {
  let last = process.threadCpuUsage();
  let lines = "";
  const watching = setInterval(() => {
    const now = process.threadCpuUsage();
    const computedMs = (now.user + now.system - last.user - last.system) / 1000;
    const endedAt = performance.timeOrigin + performance.now();
    if (computedMs > 1) lines += JSON.stringify({ endedAt, computedMs }) + "\\n";
    last = now;
  }, 1);
  const writing = setInterval(() => {
    if (lines !== "") appendFile(process.env.${blockFileVariable}, lines, () => undefined);
    lines = "";
  }, 250);
  context.subscriptions.push({
    dispose: () => {
      clearInterval(watching);
      clearInterval(writing);
    },
  });
};
`;

/** Packages it; gives the package's path. */
export async function packageBlockMeter(): Promise<string> {
  return packageBenchExtension({
    name: "block-meter",
    displayName: "Block Meter",
    program,
    activationEvents: ["onStartupFinished"],
  });
}

/** What it has noted so far. */
export async function readBlocks(file: string): Promise<readonly Block[]> {
  const text = await readFile(file, "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Block);
}
