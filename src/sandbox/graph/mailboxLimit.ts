/**
 * Outlook's limit of four requests at a time to one mailbox, and a count of how it was kept to.
 * Source: https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits
 */
import type { MailboxLoad } from "../sandboxContract.ts";
import { GraphRefusal } from "./graphRefusal.ts";

const requestsAtATime = 4;

/** Lets requests into a mailbox, and refuses those that are too many. */
export interface MailboxLimit {
  /** Gives the function to call when the request has been answered. @throws {GraphRefusal} 429 if there are too many. */
  enter(mailboxKey: string): () => void;
  /** What each mailbox has had to bear since the start, or since it was last forgotten. */
  loads(): readonly MailboxLoad[];
  /** Begins to count anew. */
  forgetLoads(): void;
}

type Counted = { -readonly [Name in keyof MailboxLoad]: MailboxLoad[Name] };

/** A limit that starts with no requests under way. */
export function createMailboxLimit(retryAfterSeconds: number): MailboxLimit {
  const underWay = new Map<string, number>();
  const loads = new Map<string, Counted>();

  function loadOf(mailbox: string): Counted {
    const known = loads.get(mailbox);
    if (known !== undefined) return known;
    const load: Counted = { mailbox, requests: 0, refused: 0, mostAtATime: 0 };
    loads.set(mailbox, load);
    return load;
  }

  return {
    enter(mailboxKey) {
      const count = underWay.get(mailboxKey) ?? 0;
      const load = loadOf(mailboxKey);
      load.requests += 1;
      if (count >= requestsAtATime) {
        load.refused += 1;
        const message = "Application is over its MailboxConcurrency limit.";
        throw new GraphRefusal(429, "ApplicationThrottled", message, { "retry-after": String(retryAfterSeconds) });
      }
      underWay.set(mailboxKey, count + 1);
      load.mostAtATime = Math.max(load.mostAtATime, count + 1);
      return () => underWay.set(mailboxKey, (underWay.get(mailboxKey) ?? 1) - 1);
    },
    loads: () => [...loads.values()].map((load) => ({ ...load })),
    forgetLoads: () => loads.clear(),
  };
}
