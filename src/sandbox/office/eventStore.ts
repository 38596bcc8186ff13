/**
 * The events of a mailbox by id, and, for lists that are asked for again and again, those of each calendar by time. An
 * event never changes in place: whoever changes it sets another one under the same id. What was moved to Deleted Items is
 * kept beside them.
 */
import type { StoredEvent } from "./storedEvent.ts";
import { instantOf } from "./zonedTime.ts";

/** An event with its instants, in milliseconds since 1970-01-01T00:00:00Z; whole days are those of the office's zone. */
export interface TimedEvent {
  readonly event: StoredEvent;
  readonly startUtc: number;
  readonly endUtc: number;
}

/** Events by id. */
export class EventStore extends Map<string, StoredEvent> {
  /** What was moved to Deleted Items, by the id that it had before. It has another ordinary one there. */
  readonly deletedItems = new Map<string, StoredEvent>();
  readonly #zone: string;
  readonly #byTime = new Map<string, readonly TimedEvent[]>();

  /** @param zone the office's IANA zone, in which whole days begin and end. */
  constructor(zone: string) {
    super();
    this.#zone = zone;
  }

  override set(id: string, event: StoredEvent): this {
    this.#forget(this.get(id));
    this.#forget(event);
    return super.set(id, event);
  }

  override delete(id: string): boolean {
    this.#forget(this.get(id));
    return super.delete(id);
  }

  override clear(): void {
    this.#byTime.clear();
    super.clear();
  }

  /** Takes an event out of its calendar and keeps it in Deleted Items, perhaps changed. */
  moveToDeletedItems(event: StoredEvent): void {
    this.delete(event.id);
    this.deletedItems.set(event.id, event);
  }

  /** The events of a calendar by start, those that start together by id. */
  inCalendar(calendarId: string): readonly TimedEvent[] {
    const known = this.#byTime.get(calendarId);
    if (known !== undefined) return known;
    const sorted = [...this.values()]
      .filter((event) => event.calendarId === calendarId)
      .map((event) => timed(event, this.#zone))
      .sort((one, other) => one.startUtc - other.startUtc || (one.event.id < other.event.id ? -1 : 1));
    this.#byTime.set(calendarId, sorted);
    return sorted;
  }

  #forget(event: StoredEvent | undefined): void {
    if (event !== undefined) this.#byTime.delete(event.calendarId);
  }
}

/** An event with its instants. */
export function timed(event: StoredEvent, zone: string): TimedEvent {
  const { span } = event;
  if (span.kind === "timed") return { event, startUtc: span.startUtc, endUtc: span.endUtc };
  const startUtc = instantOf(`${span.firstDay}T00:00`, zone);
  return { event, startUtc, endUtc: instantOf(`${span.dayAfter}T00:00`, zone) };
}
