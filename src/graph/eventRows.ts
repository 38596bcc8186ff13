/**
 * Tells what a row of a calendar's list of changes means, and what is known of the calendar after all of them. It sends
 * nothing: see eventChanges.ts.
 *
 * Of a series the documentation says only that its events are like those of the calendar's view. What the service has been
 * seen to send is more peculiar, and is what this is built for: whenever anything in a series changes, the series comes as
 * its master, which a view never shows, and all occurrences in the range, of which each has an id, a start and an end and
 * nothing else; and an occurrence that is gone is not reported as removed, but is only missing among them.
 * Sources: https://learn.microsoft.com/graph/api/event-delta, https://learn.microsoft.com/graph/delta-query-events,
 * https://github.com/microsoftgraph/microsoft-graph-docs/issues/7632, https://github.com/microsoftgraph/microsoft-graph-docs/pull/4501
 */
import { fallback, nonEmpty, nullish, object, optional, pipe, safeParse, string, unknown } from "valibot";
import type { readEvent } from "./readEvent.ts";

/** What is known of one event. */
export interface KnownEvent {
  readonly reading: ReturnType<typeof readEvent>;
  readonly seriesMasterId: string | undefined;
}

/** What is known of a span of a calendar, by the events' ids. */
export type KnownEvents = ReadonlyMap<string, KnownEvent>;

/** What a list of changes comes to. */
export interface AppliedChanges {
  /** What is certain. */
  readonly events: KnownEvents;
  /** The series, by their masters, of which the occurrences have to be read. */
  readonly unsettledSeries: ReadonlySet<string>;
  /** The events and masters that were reported as removed. */
  readonly removed: ReadonlySet<string>;
  /** False if a row could not be understood: then nothing is certain. */
  readonly isUnderstood: boolean;
}

type EventRow =
  /** Gone, or no longer in the range; or never in it: changes elsewhere in the calendar are reported this way too. */
  | { readonly kind: "removed"; readonly id: string }
  | { readonly kind: "master"; readonly id: string }
  | { readonly kind: "occurrence"; readonly id: string; readonly seriesMasterId: string; readonly isWhole: boolean }
  | { readonly kind: "single"; readonly id: string; readonly isWhole: boolean }
  | { readonly kind: "unknown" };

const textOrNone = fallback(nullish(string()), undefined);

const rowSchema = object({
  id: pipe(string(), nonEmpty()),
  type: textOrNone,
  seriesMasterId: textOrNone,
  iCalUId: textOrNone,
  isOrganizer: optional(unknown()),
  attendees: optional(unknown()),
  "@removed": optional(unknown()),
});

/** Tells what a row is. */
export function readEventRow(row: unknown): EventRow {
  const read = safeParse(rowSchema, row);
  if (!read.success) return { kind: "unknown" };
  const { id, type, seriesMasterId, iCalUId, isOrganizer, attendees, "@removed": removed } = read.output;
  if (removed !== undefined && removed !== null) return { kind: "removed", id };
  if (type === "seriesMaster") return { kind: "master", id };
  // The fields on which it depends whom a cancellation reaches, and whether two rows are one meeting.
  const isWhole = Boolean(iCalUId) && typeof isOrganizer === "boolean" && Array.isArray(attendees);
  if (seriesMasterId) return { kind: "occurrence", id, seriesMasterId, isWhole };
  return type === "occurrence" || type === "exception" ? { kind: "unknown" } : { kind: "single", id, isWhole };
}

/** Works a list of changes into what was known, page by page. */
export interface ChangeRound {
  add(rows: readonly unknown[]): void;
  /** What the list comes to, after its last page. */
  result(): AppliedChanges;
}

/**
 * Begins with what was known before.
 * @param known undefined if the list is the first one, which holds everything.
 */
export function startChangeRound(
  known: KnownEvents | undefined,
  read: (row: unknown) => KnownEvent["reading"],
): ChangeRound {
  const events = new Map(known);
  const seriesBefore = new Set([...events.values()].map(({ seriesMasterId }) => seriesMasterId));
  const unsettledSeries = new Set<string>();
  const removed = new Set<string>();
  let isUnderstood = true;

  function apply(row: unknown): void {
    const change = readEventRow(row);
    switch (change.kind) {
      case "removed":
        removed.add(change.id);
        events.delete(change.id);
        // A master may be reported because its own day is outside the range, whatever became of its occurrences.
        if (seriesBefore.has(change.id)) unsettledSeries.add(change.id);
        return;
      case "master":
        events.delete(change.id);
        if (known !== undefined) unsettledSeries.add(change.id);
        return;
      case "occurrence":
        // What has occurrences is no event of its own any more, whether its master is told of or not.
        events.delete(change.seriesMasterId);
        // Only a first list can be trusted to be all there is of the series, and only if it says everything once.
        if (known === undefined && change.isWhole && !events.has(change.id)) {
          events.set(change.id, { reading: read(row), seriesMasterId: change.seriesMasterId });
        } else {
          unsettledSeries.add(change.seriesMasterId);
        }
        return;
      case "single":
        isUnderstood &&= change.isWhole;
        if (seriesBefore.has(change.id)) unsettledSeries.add(change.id);
        removed.delete(change.id);
        events.set(change.id, { reading: read(row), seriesMasterId: undefined });
        return;
      case "unknown":
        isUnderstood = false;
        return;
      default:
        change satisfies never;
    }
  }

  return {
    add(rows) {
      for (const row of rows) if (isUnderstood) apply(row);
      // Then everything is read again anyhow.
      if (!isUnderstood) events.clear();
    },
    result: () => ({ events, unsettledSeries, removed, isUnderstood }),
  };
}
