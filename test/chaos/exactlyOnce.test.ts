/**
 * Exactly once, proved: plans of 200 items are sent to the sandbox by a process of its own, under every fault that the
 * sandbox, the disk and `kill -9` have, at random places, in some of them beside another window that sends the same items;
 * then somebody comes back. Whatever happens, what the journal and the windows say of each item is what was mailed, and in
 * the end everybody was mailed exactly once. A failing seed is printed; `node test/chaos/exactlyOnce.test.ts --seed 17`
 * plays it again.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { readPool } from "./chaosPool.ts";

const { values } = parseArgs({
  options: { seed: { type: "string" }, seeds: { type: "string", default: "500" } },
  strict: false,
});
const seeds =
  values.seed === undefined ? Array.from({ length: Number(values.seeds) }, (_, at) => at) : [Number(values.seed)];
const workers = 2;

test(`${seeds.length} courses of 200 items: everybody is mailed exactly once, and the report is true`, async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-chaos-program-"));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  const program = path.join(folder, "sender.mjs");
  await build({
    entryPoints: [path.join(import.meta.dirname, "sender.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    format: "esm",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "error",
  });
  const poolFile = path.join(folder, "pool.json");
  await writeFile(poolFile, JSON.stringify(await readPool()));
  const problems = await Promise.all(
    Array.from({ length: workers }, async (_, at) => {
      const own = seeds.filter((__, index) => index % workers === at);
      return play({ program, poolFile, seeds: own });
    }),
  );
  assert.deepEqual(problems.flat(), []);
});

/** Plays some seeds in a thread of their own. */
async function play(workerData: {
  readonly program: string;
  readonly poolFile: string;
  readonly seeds: readonly number[];
}): Promise<readonly string[]> {
  const worker = new Worker(new URL("courseWorker.ts", import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => {
      reject(new Error(`A worker ended with ${code}`));
    });
  });
}
