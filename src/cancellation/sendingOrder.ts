/**
 * In which order a plan's items are sent, and how many of them in one request. Mailboxes are independent of each other;
 * in each the soonest start goes first, so that stopping leaves the later meetings. Pure.
 */
import { startForOrder } from "../agenda/calendarDays.ts";
import { requestsPerMailbox } from "./mailboxName.ts";
import type { PlannedItem } from "./plan.ts";

/** The items of one mailbox, each request's together, in the order in which they leave. */
export type MailboxOrder = readonly (readonly number[])[];

/**
 * The order of some of a plan's items, by mailbox.
 * @param indexes which of the plan's items.
 * @param itemsPerRequest how many go in one request at most. Fewer do where that keeps all lanes at work.
 */
export function sendingOrder(
  items: readonly PlannedItem[],
  indexes: readonly number[],
  mailboxOf: (planned: PlannedItem) => string,
  itemsPerRequest: number,
): ReadonlyMap<string, MailboxOrder> {
  const mailboxes = new Map<string, { readonly index: number; readonly startUtc: number }[]>();
  for (const index of indexes) {
    const planned = items[index];
    if (planned === undefined) continue;
    const mailbox = mailboxOf(planned);
    const before = mailboxes.get(mailbox) ?? [];
    before.push({ index, startUtc: startForOrder(planned.item.span) });
    mailboxes.set(mailbox, before);
  }
  return new Map(
    [...mailboxes].map(([mailbox, found]) => {
      const ordered = found.toSorted((one, other) => one.startUtc - other.startUtc).map(({ index }) => index);
      const size = Math.max(1, Math.min(itemsPerRequest, Math.ceil(ordered.length / requestsPerMailbox)));
      return [mailbox, cut(ordered, size)];
    }),
  );
}

function cut(indexes: readonly number[], size: number): MailboxOrder {
  return Array.from({ length: Math.ceil(indexes.length / size) }, (_, at) => indexes.slice(at * size, (at + 1) * size));
}
