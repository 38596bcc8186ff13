/**
 * Holds back requests so that no mailbox has more of them at work than Graph allows. Requests wait in the order in which
 * they came.
 * Source: https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits
 */

import { requestsPerMailbox } from "../cancellation/mailboxName.ts";

/** Runs tasks, a few at a time for each mailbox. */
export interface MailboxLimiter {
  /**
   * Runs the task when the mailbox has room.
   * @param mailbox any text that is equal for the same mailbox.
   * @throws the signal's reason if it aborts before the task was begun; afterwards the task itself has to heed it.
   */
  run<Result>(mailbox: string, task: () => Promise<Result>, signal?: AbortSignal): Promise<Result>;
}

interface Queue {
  running: number;
  readonly waiting: Set<() => void>;
}

/** Makes a limiter. Mailboxes that have nothing at work take no room in it. */
export function createMailboxLimiter(atOnce: number = requestsPerMailbox): MailboxLimiter {
  const queues = new Map<string, Queue>();

  async function enter(queue: Queue, signal: AbortSignal | undefined): Promise<void> {
    if (queue.running < atOnce) {
      queue.running += 1;
      return;
    }
    const isItsTurn = await new Promise<boolean>((resolve) => {
      const begin = (): void => {
        signal?.removeEventListener("abort", giveUp);
        resolve(true);
      };
      const giveUp = (): void => {
        queue.waiting.delete(begin);
        resolve(false);
      };
      queue.waiting.add(begin);
      signal?.addEventListener("abort", giveUp, { once: true });
    });
    if (!isItsTurn) signal?.throwIfAborted();
  }

  function leave(mailbox: string, queue: Queue): void {
    const [next] = queue.waiting;
    if (next !== undefined) {
      // The place is handed over, so that nobody who comes in between can take it.
      queue.waiting.delete(next);
      next();
      return;
    }
    queue.running -= 1;
    if (queue.running === 0) queues.delete(mailbox);
  }

  return {
    async run(mailbox, task, signal) {
      signal?.throwIfAborted();
      const queue = queues.get(mailbox) ?? { running: 0, waiting: new Set<() => void>() };
      queues.set(mailbox, queue);
      await enter(queue, signal);
      try {
        return await task();
      } finally {
        leave(mailbox, queue);
      }
    },
  };
}
