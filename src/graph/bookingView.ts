/**
 * Reads everything in a span of a business's calendar. Appointments come ten at a time, and each page only after the one
 * before it; so a span with more than that is read in parts, side by side. How much is in a span is not known beforehand:
 * its first page tells whether it has to be taken apart.
 * Source: https://learn.microsoft.com/graph/api/bookingbusiness-list-calendarview
 */
import { requestsPerMailbox } from "../cancellation/mailboxName.ts";
import type { InstantRange } from "./graphContract.ts";
import { readPages } from "./pages.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";

/** Makes the request for what touches a range. */
export type ViewRequest = (range: InstantRange, signal: AbortSignal) => ReadRequest;

const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * Reads a span.
 * @param take works in the rows of a page; what touches two parts comes twice.
 * @returns what `take` gave, in the order of the parts and their pages.
 * @throws {GraphError} as `readPages` does; the other parts are then no longer read.
 */
export async function readBookingView<Taken>(
  readJson: ReadJson,
  requestFor: ViewRequest,
  range: InstantRange,
  take: (rows: readonly unknown[]) => Promise<Taken>,
  signal: AbortSignal | undefined,
): Promise<readonly Taken[]> {
  const enough = new AbortController();
  const until = signal === undefined ? enough.signal : AbortSignal.any([signal, enough.signal]);
  const parts = partsOf(range);

  async function readPart(part: InstantRange): Promise<readonly Taken[]> {
    const taken: Taken[] = [];
    for await (const { rows } of readPages(readJson, requestFor(part, until))) taken.push(await take(rows));
    return taken;
  }

  if (parts.length < 2) return readPart(range);
  for await (const { rows, isLast } of readPages(readJson, requestFor(range, until))) {
    if (isLast) return [await take(rows)];
    // Its rows are read again with the others: by then they may have been moved or cancelled.
    break;
  }
  try {
    return (await Promise.all(parts.map(readPart))).flat();
  } finally {
    enough.abort();
  }
}

/**
 * Takes a range apart, into no parts shorter than a day, and no more of them than a mailbox bears at once. Each begins a
 * little before the one before it ends: whether the very edge of a range belongs to it is not documented, and nothing may
 * fall between two parts.
 */
function partsOf({ startUtc, endUtc }: InstantRange): readonly InstantRange[] {
  const count = Math.max(1, Math.min(requestsPerMailbox, Math.floor((endUtc - startUtc) / dayMs)));
  const edgeOf = (index: number): number => Math.round(startUtc + ((endUtc - startUtc) * index) / count);
  return Array.from({ length: count }, (_, index) => ({
    startUtc: index === 0 ? startUtc : edgeOf(index) - minuteMs,
    endUtc: edgeOf(index + 1),
  }));
}
