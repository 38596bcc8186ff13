/** Remembers the events of some spans of calendars, and where their changes go on. What was not used for longest goes first. */
import type { KnownEvents } from "./eventRows.ts";

/** What is known of one span of a calendar. */
export interface KnownSpan {
  readonly events: KnownEvents;
  /** Where to ask what has changed since. */
  readonly deltaLink: string;
}

/** A memory of spans. */
export interface SpanMemory {
  find(key: string): KnownSpan | undefined;
  keep(key: string, span: KnownSpan): void;
  forget(key: string): void;
  clear(): void;
}

/** Enough for somebody who looks through a year of several calendars. */
const mostSpans = 64;

/** What a year of a very full calendar has; the one that was used last is kept whatever its size. */
const mostEvents = 20_000;

/**
 * Makes an empty memory.
 * @param limits how many spans, and how many events in all of them, are kept. Default: 64 spans, 20,000 events.
 */
export function createSpanMemory(
  limits: { readonly spans: number; readonly events: number } = defaultLimits,
): SpanMemory {
  /** In the order of their last use. */
  const spans = new Map<string, KnownSpan>();

  function isTooMuch(): boolean {
    const events = [...spans.values()].reduce((sum, span) => sum + span.events.size, 0);
    return spans.size > limits.spans || (events > limits.events && spans.size > 1);
  }

  return {
    find(key) {
      const span = spans.get(key);
      if (span === undefined) return undefined;
      spans.delete(key);
      spans.set(key, span);
      return span;
    },
    keep(key, span) {
      spans.delete(key);
      spans.set(key, span);
      for (const oldest of spans.keys()) {
        if (!isTooMuch()) return;
        spans.delete(oldest);
      }
    },
    forget: (key) => void spans.delete(key),
    clear: () => spans.clear(),
  };
}

const defaultLimits = { spans: mostSpans, events: mostEvents };
