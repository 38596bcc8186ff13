/**
 * Makes one batch of reads that are asked for at the same time by code that knows nothing of batches: each asks for its
 * own answer, and what they ask for before Node.js turns to something else goes together. It says nothing about how they
 * go: see batch.ts.
 */
import type { ReadMany, ReadResult } from "./batch.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";

interface Gathered {
  readonly request: ReadRequest;
  /** Everybody who asked for the same. */
  readonly waiting: ((result: Promise<ReadResult>) => void)[];
}

/**
 * A reader that gathers. What is asked for twice at the same time is read once.
 * @param signal ends all of its reads; the requests' own signals are not looked at.
 */
export function gatherReads(readMany: ReadMany, signal?: AbortSignal): ReadJson {
  let gathered = new Map<string, Gathered>();

  async function readGathered(): Promise<void> {
    const together = [...gathered.values()];
    gathered = new Map();
    const reading = readMany(
      together.map(({ request }) => request),
      signal,
    );
    for (const [index, { waiting }] of together.entries()) {
      const result = reading.then((results) => resultAt(results, index));
      for (const take of waiting) take(result);
    }
  }

  return async (request) => {
    const key = JSON.stringify([request.address, request.headers, request.scopes]);
    const result = await new Promise<ReadResult>((take) => {
      const known = gathered.get(key);
      if (known !== undefined) {
        known.waiting.push(take);
        return;
      }
      if (gathered.size === 0) setImmediate(() => void readGathered());
      gathered.set(key, { request, waiting: [take] });
    });
    if (result.kind === "failed") throw result.error;
    return result.answer;
  };
}

function resultAt(results: readonly ReadResult[], index: number): ReadResult {
  const result = results[index];
  if (result === undefined) throw new Error("A read has no result.");
  return result;
}
