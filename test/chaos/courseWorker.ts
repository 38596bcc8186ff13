/** Plays courses in a thread of its own, a few at a time: most of their time they wait. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { courseOf } from "./chaosCourse.ts";
import type { ChaosPool } from "./chaosPool.ts";
import { playCourse } from "./playCourse.ts";
import { createSenderProcesses } from "./senderProcess.ts";

const atATime = 4;
/** Everything is over by then, also beside other tests on a machine that has much else to do. */
const longestMs = 600_000;
/** Who reads a thousand problems? */
const enoughProblems = 20;

const { program, poolFile, seeds } = workerData as {
  readonly program: string;
  readonly poolFile: string;
  readonly seeds: readonly number[];
};
const pool = JSON.parse(readFileSync(poolFile, "utf8")) as ChaosPool;
const processes = createSenderProcesses(program, poolFile);
const problems: string[] = [];
const left = seeds.values();

await Promise.all(
  Array.from({ length: Math.min(atATime, seeds.length) }, async () => {
    for (const seed of left) {
      if (problems.length >= enoughProblems) return;
      const tooLong = new AbortController();
      const found = await Promise.race([
        playCourse(courseOf(seed, pool), pool, processes).catch((error: unknown) => [
          `seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`,
        ]),
        sleep(longestMs, [`seed ${seed}: it did not end`], { signal: tooLong.signal, ref: false }),
      ]);
      tooLong.abort();
      problems.push(...found);
      for (const problem of found) process.stderr.write(`${problem}\n`);
    }
  }),
);
processes.dispose();
parentPort?.postMessage(problems, []);
