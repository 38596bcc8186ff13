/** Sends one cancellation, as the editor does for a single item. */
import assert from "node:assert/strict";
import type { SendOutcome } from "../../../src/cancellation/outcome.ts";
import type { CancelTarget } from "../../../src/cancellation/target.ts";
import type { GraphClient } from "../../../src/graph/graphContract.ts";

/** Cancels one item, and tells how that ended. */
export async function sendCancellation(
  client: Pick<GraphClient, "sendPlanned">,
  target: CancelTarget,
  message: string,
  signal?: AbortSignal,
): Promise<SendOutcome> {
  const [outcome, ...others] = await client.sendPlanned([{ target, action: { kind: "cancel" }, message }], signal);
  assert.ok(outcome !== undefined && others.length === 0);
  return outcome;
}
