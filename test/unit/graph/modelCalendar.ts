/**
 * A calendar of Graph in small: a test changes it, and a scripted server answers for it. Where the documentation leaves
 * open how a list of changes tells of a series, there is a switch, because the client has to be right either way.
 * Sources: https://learn.microsoft.com/graph/api/event-delta, https://learn.microsoft.com/graph/api/event-list-instances
 */
import type { ReceivedRequest, ScriptedAnswer } from "./scriptedGraph.ts";

/** How the calendar tells of changes. */
export interface ModelManners {
  /** Whether an occurrence comes with its id and time only. */
  readonly slimOccurrences: boolean;
  /** How a cancelled occurrence is told: by the series without it, by its own id as removed, or both. */
  readonly cancelledOccurrence: "series" | "removed" | "both";
  /** Whether a series that is gone is told with all its occurrences. */
  readonly removesOccurrences: boolean;
  /** Whether the occurrences of a series come with their master. */
  readonly tellsMaster: boolean;
  /** Whether a series that stands, but not in the range, is told as removed. */
  readonly removesOutside: boolean;
  readonly pageSize: number;
}

/** Hours from the beginning of the range; an event takes one. */
export type Hour = number;

/** What a reader should see of an event. */
export interface SeenEvent {
  readonly id: string;
  readonly subject: string;
  readonly hour: Hour;
  readonly iCalUId: string;
  readonly seriesMasterId: string | undefined;
}

interface Occurrence {
  hour: Hour;
  /** Undefined unless it is an exception. */
  subject: string | undefined;
}

interface Thing {
  subject: string;
  /** Of a single event. */
  hour: Hour;
  /** Undefined for a single event. */
  occurrences: Map<string, Occurrence> | undefined;
  /** What has become of it, at which count of changes. */
  changedAt: number;
  isGone: boolean;
  readonly cancelled: Map<string, number>;
}

/** A calendar that a test changes, with the answers that a server gives for it. */
export class ModelCalendar {
  readonly #manners: ModelManners;
  readonly #range: { readonly startUtc: number; readonly endUtc: number };
  readonly #things = new Map<string, Thing>();
  #changes = 0;
  #forgottenUntil = 0;

  constructor(manners: ModelManners, range: { readonly startUtc: number; readonly endUtc: number }) {
    this.#manners = manners;
    this.#range = range;
  }

  addSingle(id: string, hour: Hour): void {
    this.#things.set(id, this.#thing(hour, undefined));
  }

  /** @param hours of its occurrences. */
  addSeries(id: string, hours: readonly Hour[]): void {
    const occurrences = hours.map((hour) => [`${id}.${hour}`, { hour, subject: undefined }] as const);
    this.#things.set(id, this.#thing(0, new Map(occurrences)));
  }

  /** Renames one of the events and series; a series with all its occurrences but the exceptions. */
  rename(pick: number): void {
    this.#change(pick, (thing) => (thing.subject = `Renamed ${this.#changes}`));
  }

  move(pick: number, hour: Hour): void {
    this.#change(pick, (thing, id) => {
      thing.hour = hour;
      // A series that is moved gets new occurrences.
      const count = thing.occurrences?.size ?? 0;
      const hours = Array.from({ length: count }, (_, index) => hour + index * 30);
      thing.occurrences &&= new Map(hours.map((each) => [`${id}.${each}`, { hour: each, subject: undefined }]));
    });
  }

  remove(pick: number): void {
    this.#change(pick, (thing) => (thing.isGone = true));
  }

  /** Makes a series of a single event. */
  repeat(pick: number): void {
    this.#change(pick, (thing, id) => {
      const { hour } = thing;
      thing.occurrences ??= new Map(
        [hour, hour + 24].map((each) => [`${id}.${each}`, { hour: each, subject: undefined }]),
      );
    });
  }

  cancelOccurrence(pick: number): void {
    this.#changeOccurrence(pick, (thing, id) => {
      thing.occurrences?.delete(id);
      thing.cancelled.set(id, this.#changes);
    });
  }

  /** Makes an exception of an occurrence. */
  moveOccurrence(pick: number, hour: Hour): void {
    this.#changeOccurrence(pick, (thing, id) => {
      thing.occurrences?.set(id, { hour, subject: `Moved ${this.#changes}` });
    });
  }

  /** Makes every link to later changes useless. */
  forgetLinks(): void {
    this.#changes += 1;
    this.#forgottenUntil = this.#changes;
  }

  /** What is in the range. */
  seen(): readonly SeenEvent[] {
    return [...this.#things].flatMap(([id, thing]) => (thing.isGone ? [] : this.#seenOf(id, thing)));
  }

  /** Answers a request to the calendar. */
  answer(request: ReceivedRequest, origin: string): ScriptedAnswer {
    const url = new URL(request.path, origin);
    const skip = Number(url.searchParams.get("skip") ?? 0);
    const page = (rows: readonly object[], last: object): ScriptedAnswer => {
      const size = this.#manners.pageSize;
      const next = new URL(url);
      next.searchParams.set("skip", `${skip + size}`);
      const isLast = skip + size >= rows.length;
      return { body: { value: rows.slice(skip, skip + size), ...(isLast ? last : { "@odata.nextLink": next.href }) } };
    };
    const masterId = /\/events\/([^/]+)\/instances$/.exec(url.pathname)?.[1];
    if (masterId !== undefined) {
      const series = this.#things.get(decodeURIComponent(masterId));
      if (series === undefined || series.isGone) return { status: 404, body: { error: { code: "ErrorItemNotFound" } } };
      return page(
        this.#seenOf(masterId, series).map((event) => this.#row(event)),
        {},
      );
    }
    if (url.pathname.endsWith("/calendarView"))
      return page(
        this.seen().map((event) => this.#row(event)),
        {},
      );
    const since = url.searchParams.get("since");
    if (since !== null && Number(since) < this.#forgottenUntil) {
      return { status: 410, body: { error: { code: "SyncStateNotFound" } } };
    }
    const rows = this.#changedSince(since === null ? undefined : Number(since));
    const deltaLink = new URL(url.pathname, origin);
    deltaLink.searchParams.set("since", `${this.#changes}`);
    return page(rows, { "@odata.deltaLink": deltaLink.href });
  }

  #thing(hour: Hour, occurrences: Thing["occurrences"]): Thing {
    this.#changes += 1;
    const subject = `Subject ${this.#changes}`;
    return { subject, hour, occurrences, changedAt: this.#changes, isGone: false, cancelled: new Map() };
  }

  #change(pick: number, apply: (thing: Thing, id: string) => void): void {
    const standing = [...this.#things].filter(([, thing]) => !thing.isGone);
    const [id, thing] = standing[pick % Math.max(1, standing.length)] ?? [];
    if (id === undefined || thing === undefined) return;
    this.#changes += 1;
    thing.changedAt = this.#changes;
    apply(thing, id);
  }

  #changeOccurrence(pick: number, apply: (thing: Thing, id: string) => void): void {
    const series = [...this.#things.values()].filter(({ isGone, occurrences }) => !isGone && occurrences !== undefined);
    const occurrences = series.flatMap((thing) => [...(thing.occurrences?.keys() ?? [])].map((id) => ({ thing, id })));
    const one = occurrences[pick % Math.max(1, occurrences.length)];
    if (one === undefined) return;
    this.#changes += 1;
    apply(one.thing, one.id);
    const isOnlyRemoved = this.#manners.cancelledOccurrence === "removed" && one.thing.cancelled.has(one.id);
    if (!isOnlyRemoved) one.thing.changedAt = this.#changes;
  }

  #seenOf(id: string, thing: Thing): readonly SeenEvent[] {
    const { subject, hour } = thing;
    const events: readonly SeenEvent[] =
      thing.occurrences === undefined
        ? [{ id, subject, hour, iCalUId: `uid ${id}`, seriesMasterId: undefined }]
        : [...thing.occurrences].map(([occurrenceId, own]) => ({
            id: occurrenceId,
            subject: own.subject ?? subject,
            hour: own.hour,
            iCalUId: `uid ${occurrenceId}`,
            seriesMasterId: id,
          }));
    const hours = (this.#range.endUtc - this.#range.startUtc) / 3_600_000;
    return events.filter((event) => event.hour >= 0 && event.hour < hours);
  }

  #changedSince(since: number | undefined): readonly object[] {
    return [...this.#things].flatMap(([id, thing]): readonly object[] => {
      const seen = thing.isGone ? [] : this.#seenOf(id, thing);
      const isSeries = thing.occurrences !== undefined;
      if (since === undefined) return seen.length === 0 ? [] : this.#told(id, thing, seen);
      const { cancelledOccurrence, removesOccurrences, removesOutside } = this.#manners;
      const isTold = cancelledOccurrence !== "series";
      const cancelled = [...thing.cancelled].filter(([, changedAt]) => isTold && changedAt > since);
      const rows = cancelled.map(([occurrenceId]) => removedRow(occurrenceId));
      if (thing.changedAt <= since) return rows;
      if (seen.length > 0) return [...rows, ...this.#told(id, thing, seen)];
      if (isSeries && !thing.isGone && !removesOutside) return [...rows, this.#master(id, thing)];
      const occurrences = isSeries && removesOccurrences ? [...(thing.occurrences?.keys() ?? [])] : [];
      return [...rows, removedRow(id), ...occurrences.map(removedRow)];
    });
  }

  #told(id: string, thing: Thing, seen: readonly SeenEvent[]): readonly object[] {
    if (thing.occurrences === undefined) return seen.map((event) => this.#row(event));
    const rows = seen.map((event) => {
      const isException = thing.occurrences?.get(event.id)?.subject !== undefined;
      const row = this.#row(event);
      if (isException || !this.#manners.slimOccurrences) return row;
      return { id: row.id, type: row.type, seriesMasterId: row.seriesMasterId, start: row.start, end: row.end };
    });
    return this.#manners.tellsMaster ? [this.#master(id, thing), ...rows] : rows;
  }

  #master(id: string, { subject, hour }: Thing): object {
    const row = this.#row({ id, subject, hour, iCalUId: `uid ${id}`, seriesMasterId: undefined });
    return { ...row, type: "seriesMaster" };
  }

  #row(event: SeenEvent) {
    const time = (hour: Hour): object => ({
      dateTime: new Date(this.#range.startUtc + hour * 3_600_000).toISOString().replace("Z", "0000"),
      timeZone: "UTC",
    });
    return {
      id: event.id,
      type: event.seriesMasterId === undefined ? "singleInstance" : "occurrence",
      seriesMasterId: event.seriesMasterId ?? null,
      subject: event.subject,
      iCalUId: event.iCalUId,
      start: time(event.hour),
      end: time(event.hour + 1),
      isOrganizer: true,
      attendees: [],
    };
  }
}

function removedRow(id: string): object {
  return { id, "@removed": { reason: "deleted" } };
}
