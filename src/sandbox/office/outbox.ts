/** The messages that Graph would have mailed. Nothing is ever mailed; this list is what there is instead. */
import type { OutboxMessage } from "../sandboxContract.ts";
import type { Person } from "./storedEvent.ts";

/** A message to several people: one OutboxMessage for each of them. */
interface Mailing {
  readonly kind: OutboxMessage["kind"];
  readonly from: string;
  readonly recipients: readonly Person[];
  /** The subject or the service. */
  readonly about: string;
  /** The id of the event or appointment. */
  readonly itemId: string;
  /** The text, exactly as it was received. */
  readonly text: string;
}

/** The list of messages. */
export interface Outbox {
  /** In the order in which they would have left. */
  readonly messages: readonly OutboxMessage[];
  /** Mails everybody once, also those who are named twice or whose address is written in different casings. */
  mail(mailing: Mailing): void;
}

/** An empty outbox. `now` gives milliseconds since 1970-01-01T00:00:00Z. */
export function createOutbox(now: () => number): Outbox {
  const messages: OutboxMessage[] = [];
  return {
    messages,
    mail(mailing) {
      const { kind, from, about, itemId, text } = mailing;
      const sentAt = new Date(now()).toISOString();
      for (const { address: to, name: toName } of oncePerAddress(mailing.recipients)) {
        messages.push({ number: messages.length + 1, sentAt, kind, from, to, toName, about, itemId, text });
      }
    },
  };
}

function oncePerAddress(people: readonly Person[]): readonly Person[] {
  const seen = new Set<string>();
  return people.filter((person) => {
    const address = person.address.toLowerCase();
    if (seen.has(address)) return false;
    seen.add(address);
    return true;
  });
}
