/** Waits for something only so long. */
import type { Wait } from "./signInNetwork.ts";

/** What the promise gives, or `otherwise` when it takes longer. The work itself goes on. */
export async function withinTime<Result, Otherwise>(
  work: Promise<Result>,
  limitMs: number,
  wait: Wait,
  otherwise: Otherwise,
): Promise<Result | Otherwise> {
  const settled = new AbortController();
  const overdue = wait(limitMs, settled.signal).then(() => otherwise);
  // Ended by us, when the work was quick enough.
  overdue.catch(() => undefined);
  try {
    return await Promise.race([work, overdue]);
  } finally {
    settled.abort();
  }
}
