/**
 * What the agenda's tree consists of, before it is drawn: days, sources, items, notices about what is missing, and other
 * accounts. Pure data made from the agenda; how a node looks is in agendaRow.ts and noticeRow.ts.
 */
import type { SignedInAccount } from "../account/tokenSource.ts";
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
export type AgendaNode = DayNode | SourceNode | ItemNode | NoticeNode | AccountNode;

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
  /** Whose agenda it is in. */
  readonly account: SignedInAccount;
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
  /** Whose agenda it was found in: the account to act with. Default: the main one. */
  readonly account?: SignedInAccount;
  /** Whether the row has to say whose it is, because rows of several accounts stand side by side. Default false. */
  readonly namesAccount?: boolean;
  /** Where that account is signed in, if its address alone could be another's. Default: that is not said. */
  readonly placeName?: string;
}

/** An account beside the main one, with its sources, or with what is missing of them. */
export interface AccountNode {
  readonly kind: "account";
  readonly id: string;
  readonly account: SignedInAccount;
  /** Where it is signed in, as a person calls it. Default: all accounts are at one place. */
  readonly placeName?: string;
  readonly children: readonly AgendaNode[];
}

/** The first level of one account's tree, with everything below it. */
export function agendaNodes(agenda: Agenda, groupBy: "day" | "source", viewer: Viewer): readonly AgendaNode[] {
  const { failures, hints } = agendaNotices(agenda);
  const origins = originsOf(agenda);
  if (groupBy === "day") {
    const distinct = withoutSharedCopies(agenda.sources, viewer.ownAddresses);
    const days = arrangeByDay(distinct, agenda.range, viewer).map((day) => dayNode(day, origins, ""));
    const notices = dayNotices(agenda);
    // What is missing stands above what is there: nobody looks for it below a week of meetings.
    const failed = notices.filter(isFailure);
    return [...failed, ...failures, ...days, ...notices.filter((notice) => !isFailure(notice)), ...hints];
  }
  const groups = arrangeBySource(
    agenda.sources.map(({ source }) => source),
    agenda.sources.flatMap((loaded) => loaded.items),
    agenda.range,
    viewer,
  ).map((group) => sourceNode(group, agenda, origins));
  return [...groups, ...failures, ...hints];
}

/** What is missing of an account's sources, where the sources have no rows of their own. */
export function dayNotices({ sources, sessionOf }: Agenda): readonly NoticeNode[] {
  return sources.flatMap((loaded) => sourceNotices(loaded, sessionOf));
}

/** Whether a notice is about a source that could not be loaded at all. */
export function isFailure({ kind }: NoticeNode): boolean {
  return kind === "sourceFailed";
}

/** Where each item comes from, and whose it is. */
export type Origins = ReadonlyMap<AgendaItem, Pick<ItemNode, "source" | "account" | "namesAccount" | "placeName">>;

/** The origins of one account's items. */
export function originsOf({ sources, sessionOf: { account } }: Agenda): Origins {
  return new Map(sources.flatMap(({ items, source }) => items.map((item) => [item, { source, account }] as const)));
}

function sourceNode(group: AgendaSourceGroup, agenda: Agenda, origins: Origins): SourceNode {
  const { source } = group;
  const { sessionOf, sources, calendars } = agenda;
  const loaded = sources.find((one) => one.source === source);
  const id = source === undefined ? "source other" : sourceKey(source);
  const calendarGroup = source?.kind === "calendar" ? tellingCalendarGroup(source, calendars) : undefined;
  return {
    kind: "source",
    id,
    group,
    account: sessionOf.account,
    ...(calendarGroup !== undefined && { calendarGroup }),
    ...(loaded !== undefined && { loaded }),
    children: [
      ...group.days.map((day) => dayNode(day, origins, `${id} `)),
      ...(loaded ? sourceNotices(loaded, sessionOf) : []),
    ],
  };
}

/** A day's node. @param prefix what tells the ids below it apart from those of the same day elsewhere. */
export function dayNode(day: AgendaDay, origins: Origins, prefix: string): DayNode {
  return {
    kind: "day",
    id: `${prefix}day ${day.day}`,
    day,
    children: day.entries.map((entry) => {
      const origin = origins.get(entry.item);
      const source = origin?.source === undefined ? "" : sourceKey(origin.source);
      const owner = origin?.namesAccount === true ? `${origin.account?.id ?? ""} ` : "";
      return { kind: "item", id: `${prefix}${owner}item ${day.day} ${source} ${entry.item.id}`, entry, ...origin };
    }),
  };
}
