/** Reads what was chosen for a plan, many items in one request, with a progress that can be stopped. Nothing is sent. */
import { l10n, ProgressLocation, window } from "vscode";
import type { CancelTarget } from "../cancellation/target.ts";
import type { ItemRead } from "../graph/graphContract.ts";
import type { ActiveSession } from "./accountSession.ts";

/** So many are read before the progress is told again. */
const itemsPerStep = 100;

/** What reading an item has brought, and when the reading began: what it says may have changed from then on. */
export type TimedRead = ItemRead & { readonly atUtc: number };

/**
 * Reads items, in the order of the targets; undefined if the person stops it.
 * @param title what the reading is for.
 */
export async function readWithProgress(
  targets: readonly CancelTarget[],
  active: ActiveSession,
  title: string,
): Promise<readonly TimedRead[] | undefined> {
  const isShort = targets.length <= itemsPerStep;
  const location = isShort ? ProgressLocation.Window : ProgressLocation.Notification;
  return window.withProgress({ location, title, cancellable: !isShort }, async (progress, token) => {
    const reading = new AbortController();
    const stopping = token.onCancellationRequested(() => {
      reading.abort();
    });
    const reads: TimedRead[] = [];
    try {
      for (let start = 0; start < targets.length; start += itemsPerStep) {
        const step = targets.slice(start, start + itemsPerStep);
        const atUtc = Date.now();
        const found = await active.graph.readItems(step, reading.signal);
        reads.push(...found.map((read) => ({ ...read, atUtc })));
        const message = l10n.t("{0} of {1}", reads.length, targets.length);
        progress.report({ increment: (100 * step.length) / targets.length, message });
      }
      return reads;
    } catch (error) {
      if (reading.signal.aborted) return undefined;
      throw error;
    } finally {
      stopping.dispose();
    }
  });
}
