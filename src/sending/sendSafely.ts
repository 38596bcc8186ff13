/** How a plan's items are sent, and what is said of them if that fails inside Unbook. It decides nothing: see sendRun.ts. */
import type { SendOutcome, UnsureOutcome } from "../cancellation/outcome.ts";
import type { CancellationPlan } from "../cancellation/plan.ts";

/**
 * Sends items of a plan that are all in one mailbox, once; the outcomes are in the order of the indexes. Aborting keeps
 * from leaving what has not left.
 */
export type SendItems = (
  plan: CancellationPlan,
  indexes: readonly number[],
  signal: AbortSignal,
) => Promise<readonly SendOutcome[]>;

/** What is said of an item of which nothing is known any more. */
export const unknownOutcome: UnsureOutcome = { kind: "unsure", reason: "connectionLost", requestId: "" };

/**
 * Sends some items, and gives an outcome for each of them: whatever fails inside Unbook, an item that may have left must
 * not stay without one. Never rejects.
 * @param onError takes what `send` failed with.
 */
export async function sendSafely(
  { send, onError }: { readonly send: SendItems; readonly onError: (what: string, error: unknown) => void },
  plan: CancellationPlan,
  indexes: readonly number[],
  signal: AbortSignal,
): Promise<readonly SendOutcome[]> {
  try {
    const outcomes = await send(plan, indexes, signal);
    return indexes.map((_, at) => outcomes[at] ?? unknownOutcome);
  } catch (error) {
    onError("Sending failed", error);
    return indexes.map(() => unknownOutcome);
  }
}
