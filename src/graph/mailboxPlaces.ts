/**
 * Holds several places in several mailboxes at once, for a batch, which Graph takes apart and works off up to four at a
 * time. It adds nothing to how many requests a mailbox bears: see mailboxLimiter.ts.
 * Source: https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits
 */
import { requestsPerMailbox } from "../cancellation/mailboxName.ts";
import { createMailboxLimiter } from "./mailboxLimiter.ts";
import type { MailboxLimiter } from "./mailboxLimiter.ts";

/**
 * Runs the task while it holds a place for each of the mailboxes that are named, one named twice counting twice, up to all
 * that a mailbox has.
 * @throws the signal's reason if it aborts before the task was begun; afterwards the task itself has to heed it.
 */
export type HoldPlaces = <Result>(
  mailboxes: readonly string[],
  task: () => Promise<Result>,
  signal?: AbortSignal,
) => Promise<Result>;

/** Makes the function that holds places among those that a limiter gives out. */
export function createHoldPlaces(limiter: MailboxLimiter): HoldPlaces {
  // Two holders with some of a mailbox's places each would wait for each other for ever: so there is one at a time.
  const oneHolder = createMailboxLimiter(1);
  return async (mailboxes, task, signal) => {
    const counts = Map.groupBy(mailboxes, (mailbox) => mailbox);
    // Always in the same order, so that no two holders have what the other one waits for.
    const queues = [...counts.keys()].toSorted().flatMap((mailbox) => {
      const places = Math.min(counts.get(mailbox)?.length ?? 0, requestsPerMailbox);
      return [{ of: oneHolder, mailbox }, ...Array.from({ length: places }, () => ({ of: limiter, mailbox }))];
    });
    const enter = async (position: number): ReturnType<typeof task> => {
      const queue = queues[position];
      return queue === undefined ? task() : queue.of.run(queue.mailbox, async () => enter(position + 1), signal);
    };
    return enter(0);
  };
}
