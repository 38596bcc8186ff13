/**
 * What the agenda's tree consists of, before it is drawn: days, sources, items, and notices about what is missing. Pure
 * data made from the agenda; how a node looks is in agendaRow.ts.
 */
import { arrangeByDay, arrangeBySource } from "../agenda/arrange.ts";
import type { AgendaDay, AgendaSourceGroup, DayEntry } from "../agenda/arrange.ts";
import type { AgendaItem, AgendaSource } from "../agenda/item.ts";
import { withoutSharedCopies } from "../agenda/sharedCopies.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { Agenda, LoadedSource } from "./agendaModel.ts";

/** A row of the agenda. `id` is unique in the tree and stays the same when the agenda is loaded anew. */
export type AgendaNode =
  | { readonly kind: "day"; readonly id: string; readonly day: AgendaDay; readonly children: readonly ItemNode[] }
  | {
      readonly kind: "source";
      readonly id: string;
      readonly group: AgendaSourceGroup;
      readonly error?: unknown;
      readonly children: readonly AgendaNode[];
    }
  | ItemNode
  | NoticeNode;

/** An event or a booking on one of its days. */
export interface ItemNode {
  readonly kind: "item";
  readonly id: string;
  readonly entry: DayEntry;
  readonly source?: AgendaSource;
}

/** Something that is missing from the agenda, and why. */
export type NoticeNode =
  | { readonly kind: "sourceFailed"; readonly id: string; readonly source: AgendaSource; readonly error: unknown }
  | { readonly kind: "businessesFailed"; readonly id: string; readonly error: unknown }
  | { readonly kind: "bookingsNotAsked" | "bookingsUnavailable"; readonly id: string }
  | { readonly kind: "note"; readonly id: string; readonly source: AgendaSource; readonly text: string };

/** The tree's first level, with everything below it. */
export function agendaNodes(agenda: Agenda, groupBy: "day" | "source", viewer: Viewer): readonly AgendaNode[] {
  const items = agenda.sources.flatMap((loaded) => loaded.items);
  const sourceOf: SourceOf = new Map(
    agenda.sources.flatMap((loaded) => loaded.items.map((item) => [item, loaded.source] as const)),
  );
  if (groupBy === "day") {
    const distinct = withoutSharedCopies(agenda.sources, viewer.ownAddresses);
    const days = arrangeByDay(distinct, agenda.range, viewer).map((day) => dayNode(day, sourceOf, ""));
    const notices = agenda.sources.flatMap(noticesOf);
    // What is missing stands above what is there: nobody looks for it below a week of meetings.
    const failures = notices.filter(({ kind }) => kind === "sourceFailed");
    return [...failures, ...days, ...notices.filter(({ kind }) => kind !== "sourceFailed"), ...bookingsNotices(agenda)];
  }
  const groups = arrangeBySource(
    agenda.sources.map(({ source }) => source),
    items,
    agenda.range,
    viewer,
  ).map((group) => sourceNode(group, agenda, sourceOf));
  return [...groups, ...bookingsNotices(agenda)];
}

type SourceOf = ReadonlyMap<AgendaItem, AgendaSource>;

function sourceNode(group: AgendaSourceGroup, agenda: Agenda, sourceOf: SourceOf): AgendaNode {
  const loaded = agenda.sources.find(({ source }) => source === group.source);
  const id = group.source === undefined ? "source other" : sourceId(group.source);
  return {
    kind: "source",
    id,
    group,
    ...(loaded?.error !== undefined && { error: loaded.error }),
    children: [...group.days.map((day) => dayNode(day, sourceOf, `${id} `)), ...(loaded ? noticesOf(loaded) : [])],
  };
}

function dayNode(day: AgendaDay, sourceOf: SourceOf, prefix: string): AgendaNode {
  return {
    kind: "day",
    id: `${prefix}day ${day.day}`,
    day,
    children: day.entries.map((entry) => {
      const source = sourceOf.get(entry.item);
      return {
        kind: "item",
        id: `${prefix}item ${day.day} ${source === undefined ? "" : sourceId(source)} ${entry.item.id}`,
        entry,
        ...(source && { source }),
      };
    }),
  };
}

function noticesOf({ source, notes, error }: LoadedSource): readonly NoticeNode[] {
  const id = sourceId(source);
  return [
    ...(error === undefined ? [] : [{ kind: "sourceFailed" as const, id: `${id} failed`, source, error }]),
    ...notes.map((text, at) => ({ kind: "note" as const, id: `${id} note ${at}`, source, text })),
  ];
}

function bookingsNotices({ businessesError, sessionOf }: Agenda): readonly NoticeNode[] {
  if (businessesError !== undefined)
    return [{ kind: "businessesFailed", id: "businesses failed", error: businessesError }];
  switch (sessionOf.bookings) {
    case "allowed":
      return [];
    case "notAsked":
      return [{ kind: "bookingsNotAsked", id: "bookings" }];
    case "unavailable":
      return [{ kind: "bookingsUnavailable", id: "bookings" }];
    default:
      return sessionOf.bookings satisfies never;
  }
}

function sourceId(source: AgendaSource): string {
  return `${source.kind} ${source.id}`;
}
