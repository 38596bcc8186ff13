/**
 * What the agenda's tree consists of, before it is drawn: days, sources, items, and notices about what is missing. Pure
 * data made from the agenda; how a node looks is in agendaRow.ts and noticeRow.ts.
 */
import { arrangeByDay, arrangeBySource } from "../agenda/arrange.ts";
import type { AgendaDay, AgendaSourceGroup, DayEntry } from "../agenda/arrange.ts";
import { tellingCalendarGroup } from "../agenda/describeSource.ts";
import type { AgendaItem, AgendaSource } from "../agenda/item.ts";
import { withoutSharedCopies } from "../agenda/sharedCopies.ts";
import { sourceKey } from "../agenda/sourceKey.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { agendaNotices, sourceNotices } from "./agendaNotices.ts";
import type { NoticeNode } from "./agendaNotices.ts";
import type { Agenda, LoadedSource } from "./loadAgenda.ts";

/** A row of the agenda. `id` is unique in the tree and stays the same when the agenda is loaded anew. */
export type AgendaNode = DayNode | SourceNode | ItemNode | NoticeNode;

/** A day with its items. */
export interface DayNode {
  readonly kind: "day";
  readonly id: string;
  readonly day: AgendaDay;
  readonly children: readonly ItemNode[];
}

/** A calendar or a business with its days. */
export interface SourceNode {
  readonly kind: "source";
  readonly id: string;
  readonly group: AgendaSourceGroup;
  /** The calendar group's name, where it helps to tell calendars apart. */
  readonly calendarGroup?: string;
  /** Undefined for the items whose source is not known. */
  readonly loaded?: LoadedSource;
  readonly children: readonly AgendaNode[];
}

/** An event or a booking on one of its days. */
export interface ItemNode {
  readonly kind: "item";
  readonly id: string;
  readonly entry: DayEntry;
  readonly source?: AgendaSource;
}

/** The tree's first level, with everything below it. */
export function agendaNodes(agenda: Agenda, groupBy: "day" | "source", viewer: Viewer): readonly AgendaNode[] {
  const sourceOf: SourceOf = new Map(
    agenda.sources.flatMap((loaded) => loaded.items.map((item) => [item, loaded.source] as const)),
  );
  const { failures, hints } = agendaNotices(agenda);
  const { granted } = agenda.sessionOf;
  if (groupBy === "day") {
    const distinct = withoutSharedCopies(agenda.sources, viewer.ownAddresses);
    const days = arrangeByDay(distinct, agenda.range, viewer).map((day) => dayNode(day, sourceOf, ""));
    const notices = agenda.sources.flatMap((loaded) => sourceNotices(loaded, granted));
    // What is missing stands above what is there: nobody looks for it below a week of meetings.
    const failed = notices.filter(({ kind }) => kind === "sourceFailed");
    return [...failed, ...failures, ...days, ...notices.filter(({ kind }) => kind !== "sourceFailed"), ...hints];
  }
  const groups = arrangeBySource(
    agenda.sources.map(({ source }) => source),
    agenda.sources.flatMap((loaded) => loaded.items),
    agenda.range,
    viewer,
  ).map((group) => sourceNode(group, agenda, sourceOf));
  return [...groups, ...failures, ...hints];
}

type SourceOf = ReadonlyMap<AgendaItem, AgendaSource>;

function sourceNode(group: AgendaSourceGroup, agenda: Agenda, sourceOf: SourceOf): SourceNode {
  const { source } = group;
  const loaded = agenda.sources.find((one) => one.source === source);
  const id = source === undefined ? "source other" : sourceKey(source);
  const calendarGroup = source?.kind === "calendar" ? tellingCalendarGroup(source, agenda.calendars) : undefined;
  return {
    kind: "source",
    id,
    group,
    ...(calendarGroup !== undefined && { calendarGroup }),
    ...(loaded !== undefined && { loaded }),
    children: [
      ...group.days.map((day) => dayNode(day, sourceOf, `${id} `)),
      ...(loaded ? sourceNotices(loaded, agenda.sessionOf.granted) : []),
    ],
  };
}

function dayNode(day: AgendaDay, sourceOf: SourceOf, prefix: string): DayNode {
  return {
    kind: "day",
    id: `${prefix}day ${day.day}`,
    day,
    children: day.entries.map((entry) => {
      const source = sourceOf.get(entry.item);
      return {
        kind: "item",
        id: `${prefix}item ${day.day} ${source === undefined ? "" : sourceKey(source)} ${entry.item.id}`,
        entry,
        ...(source && { source }),
      };
    }),
  };
}
