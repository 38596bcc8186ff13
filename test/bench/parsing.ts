/**
 * How long it takes to read request files, which happens at every pause in typing. Three sizes, to see that the time for
 * one line does not grow with the file.
 */
import { Bench } from "tinybench";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import type { Figure } from "./figure.ts";
import { manyRequests } from "./manyRequests.ts";

const sizes = [50, 500, 5000];

/** Medians, each compared with a file of the smallest size, as long as it would take if only the lines counted. */
export async function measureParsing(): Promise<readonly Figure[]> {
  const bench = new Bench({ time: 2000, warmupTime: 500 });
  const lineCounts: number[] = [];
  for (const size of sizes) {
    const text = manyRequests(size);
    const { problems, requests } = parseRequestFile(text);
    if (requests.length !== size || problems.length > 0)
      throw new Error(`Only ${requests.length} of ${size} were read.`);
    lineCounts.push(text.split("\n").length - 1);
    bench.add(String(size), () => void parseRequestFile(text));
  }
  await bench.run();
  const medians = bench.tasks.map(({ result }) => {
    if (result.state !== "completed") throw new Error(`A measurement ended as ${result.state}.`);
    return result.latency.p50;
  });
  return medians.map((value, index) => {
    const lines = lineCounts[index] ?? 0;
    const name = `Reading a request file of ${lines} lines, ${sizes[index] ?? 0} requests`;
    const peerValue = ((medians[0] ?? 0) * lines) / (lineCounts[0] ?? 1);
    return { name, value, unit: "ms", ...(index > 0 && { peer: "at the smallest file's pace", peerValue }) };
  });
}
