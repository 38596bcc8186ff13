/**
 * How long it takes to read request files, which happens at every pause in typing: with our parser and with httpYac's, in
 * one run. Three sizes, to see that the time for one line does not grow with the file.
 */
import { Bench } from "tinybench";
import { parseRequestFile } from "../../src/requestFile/parseRequestFile.ts";
import type { Figure } from "./figure.ts";
import { httpYacVersion, loadHttpYacParser } from "./httpYacParser.ts";
import type { RequestCounter } from "./httpYacParser.ts";
import { manyRequests } from "./manyRequests.ts";

const sizes = [100, 1000, 5000];

/** How the figures are taken. */
export interface ParsingOptions {
  /** Told what is being done, one line each. */
  readonly say: (line: string) => void;
}

/** Medians, ours beside httpYac's. */
export async function measureParsing({ say }: ParsingOptions): Promise<readonly Figure[]> {
  const countForHttpYac = await loadHttpYacParser(say);
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(await measureSize(size, countForHttpYac));
  return figures;
}

async function measureSize(size: number, countForHttpYac: RequestCounter): Promise<Figure> {
  const text = manyRequests(size);
  await checkCounts(text, size, countForHttpYac);
  // Few rounds for the peer: one takes a second.
  const bench = new Bench({ time: 2000, iterations: 5, warmupTime: 200, warmupIterations: 3 });
  bench.add("Unbook", () => void parseRequestFile(text));
  bench.add("httpYac", async () => void (await countForHttpYac(text)));
  await bench.run();
  const [value, peerValue] = bench.tasks.map(({ result }) => {
    if (result.state !== "completed") throw new Error(`A measurement ended as ${result.state}.`);
    return result.latency.p50;
  });
  const lines = text.split("\n").length - 1;
  const name = `Reading a request file of ${lines} lines, ${size} requests, with all spans`;
  return {
    name,
    value: value ?? Number.NaN,
    unit: "ms",
    peer: `httpYac ${httpYacVersion}`,
    peerValue: peerValue ?? Number.NaN,
  };
}

/** Whoever does not read everything would be fast. */
async function checkCounts(text: string, size: number, countForHttpYac: RequestCounter): Promise<void> {
  const { problems, requests } = parseRequestFile(text);
  const counts = [requests.length, await countForHttpYac(text)];
  if (counts.some((count) => count !== size) || problems.length > 0)
    throw new Error(`Of ${size} requests, ${counts.join(" and ")} were read.`);
}
