/**
 * Outlook's limit of four requests at a time to one mailbox.
 * Source: https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits
 */
import { GraphRefusal } from "./graphRefusal.ts";

const requestsAtATime = 4;

/** Lets requests into a mailbox, and refuses those that are too many. */
export interface MailboxLimit {
  /** Gives the function to call when the request has been answered. @throws {GraphRefusal} 429 if there are too many. */
  enter(mailboxKey: string): () => void;
}

/** A limit that starts with no requests under way. */
export function createMailboxLimit(retryAfterSeconds: number): MailboxLimit {
  const underWay = new Map<string, number>();
  return {
    enter(mailboxKey) {
      const count = underWay.get(mailboxKey) ?? 0;
      if (count >= requestsAtATime) {
        const message = "Application is over its MailboxConcurrency limit.";
        throw new GraphRefusal(429, "ApplicationThrottled", message, { "retry-after": String(retryAfterSeconds) });
      }
      underWay.set(mailboxKey, count + 1);
      return () => underWay.set(mailboxKey, (underWay.get(mailboxKey) ?? 1) - 1);
    },
  };
}
