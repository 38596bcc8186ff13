/**
 * Remembers which mailboxes are to be left alone for a while, because Graph has said so to one of several requests: what it
 * says to one goes for all that are sent there. It knows nothing of how many are sent at a time: see mailboxLimiter.ts.
 * Source: https://learn.microsoft.com/graph/throttling
 */
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";

/** The pauses of one client. */
export interface MailboxPauses {
  /** Leaves a mailbox alone for so long from now on, in milliseconds; one that lasts longer stays. */
  begin(mailbox: string, durationMs: number): void;
  /**
   * Resolves when a mailbox need not be left alone any more.
   * @throws the signal's reason if it aborts before that.
   */
  over(mailbox: string, signal?: AbortSignal): Promise<void>;
}

/** No pauses, at first. */
export function createMailboxPauses(): MailboxPauses {
  const endsMs = new Map<string, number>();
  return {
    begin(mailbox, durationMs) {
      const end = performance.now() + durationMs;
      if (end > (endsMs.get(mailbox) ?? 0)) endsMs.set(mailbox, end);
    },
    async over(mailbox, signal) {
      // It may have become longer meanwhile.
      for (let end = endsMs.get(mailbox); end !== undefined; end = endsMs.get(mailbox)) {
        const left = end - performance.now();
        if (left <= 0) {
          endsMs.delete(mailbox);
          return;
        }
        // A timer may fire a little early.
        await wait(Math.ceil(left), undefined, signal === undefined ? {} : { signal });
      }
    },
  };
}
