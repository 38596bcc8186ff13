/** Reads many items afresh in few requests. What one item is and how it is read is told by who calls: see graphClient.ts. */
import { isAccountError } from "../account/accountError.ts";
import type { AgendaItem } from "../agenda/item.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { ReadMany } from "./batch.ts";
import { gatherReads } from "./gatherReads.ts";
import type { ItemRead } from "./graphContract.ts";
import { isGraphError } from "./graphError.ts";
import type { ReadJson } from "./readJson.ts";

/** Reads one item. */
export type ReadItem = (target: CancelTarget, signal?: AbortSignal) => Promise<AgendaItem>;

/**
 * Reads the items of all targets; the results are in the order of the targets. Whatever else an item needs (as the names
 * of a booking's staff) is gathered as well.
 * @param itemReader makes what reads one item, out of what reads for it.
 * @throws only if the signal aborts.
 */
export async function readItems(
  itemReader: (readJson: ReadJson) => ReadItem,
  readMany: ReadMany,
  targets: readonly CancelTarget[],
  signal?: AbortSignal,
): Promise<readonly ItemRead[]> {
  const readItem = itemReader(gatherReads(readMany, signal));
  return Promise.all(
    targets.map(async (target): Promise<ItemRead> => {
      try {
        return { kind: "read", item: await readItem(target, signal) };
      } catch (error) {
        signal?.throwIfAborted();
        if (isGraphError(error) || isAccountError(error)) return { kind: "failed", error };
        throw error;
      }
    }),
  );
}
