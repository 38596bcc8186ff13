/**
 * The ids that the agenda knows, to choose from and to explain: events, bookings, calendars, groups, businesses, each with
 * what people call it. Only what is loaded; nothing is asked of Graph.
 */
import { describeDate, describeTime } from "../agenda/describeTime.ts";
import { describeTitle } from "../agenda/describeItem.ts";
import type { AgendaItem, AgendaSource, CalendarDay, Mailbox } from "../agenda/item.ts";
import { peopleOf } from "../agenda/people.ts";
import { sentences } from "../agenda/sentences.ts";
import { withoutSharedCopies } from "../agenda/sharedCopies.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { dayOf, daysBetween, daysOfSpan } from "../agenda/calendarDays.ts";
import { targetKey } from "../cancellation/target.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import { targetOf } from "../cancellation/plan.ts";
import type { Agenda } from "./loadAgenda.ts";

/** What is loaded, and who looks at it. */
export interface AgendaIds {
  readonly agenda: Agenda | undefined;
  readonly viewer: Viewer;
}

/** An id that can be chosen. */
export interface ChoosableId {
  /** Decoded. */
  readonly id: string;
  /** As `Tue 09:30 Design review · 12 people`, with the date where it is not of the next seven days. */
  readonly label: string;
  /** Orders equal kinds: items by their time. */
  readonly order: string;
}

/** What an id in a path belongs to: the ids before it, decoded, by the catalogue's names. */
export type IdsBefore = ReadonlyMap<string, string>;

/**
 * The ids that can stand at a place of a path.
 * @param name what the catalogue calls the id, as `event` or `business`.
 */
export function choosableIds({ agenda, viewer }: AgendaIds, name: string, before: IdsBefore): readonly ChoosableId[] {
  const sources = agenda?.sources ?? [];
  switch (name) {
    case "event": {
      const calendar = before.get("calendar");
      const items =
        calendar === undefined
          ? withoutSharedCopies(sources, viewer.ownAddresses)
          : sources.flatMap((loaded) => (loaded.source.id === calendar ? loaded.items : []));
      return items
        .filter((item) => item.kind === "event" && isIn(item.mailbox, before))
        .map((item) => describeId(item, viewer));
    }
    case "appointment": {
      const business = before.get("business")?.toLowerCase();
      return sources
        .filter(({ source }) => source.kind === "business" && source.id.toLowerCase() === business)
        .flatMap(({ items }) => items.map((item) => describeId(item, viewer)));
    }
    case "business":
      return sources.flatMap(({ source }) => (source.kind === "business" ? [namedId(source)] : []));
    case "calendar":
      return (agenda?.calendars ?? []).filter(({ mailbox }) => isIn(mailbox, before)).map(namedId);
    case "group":
    case "user":
      return mailboxIds(agenda?.calendars ?? [], name);
    default:
      return [];
  }
}

/** The loaded item that a request is aimed at. */
export function findAgendaItem({ agenda }: AgendaIds, target: CancelTarget): AgendaItem | undefined {
  const key = targetKey(target);
  return agenda?.sources.flatMap(({ items }) => items).find((item) => targetKey(targetOf(item)) === key);
}

function isIn(mailbox: Mailbox, before: IdsBefore): boolean {
  const [kind, id] = before.has("group")
    ? (["group", before.get("group")] as const)
    : before.has("user")
      ? (["user", before.get("user")] as const)
      : (["me", undefined] as const);
  return mailbox.kind === kind && (mailbox.kind === "me" || mailbox.id.toLowerCase() === id?.toLowerCase());
}

function describeId(item: AgendaItem, viewer: Viewer): ChoosableId {
  const people = peopleOf(item, viewer.ownAddresses).length;
  const title = [describeTitle(item), ...(people === 0 ? [] : [sentences.people(people)])].join(sentences.separator);
  const { firstDay } = daysOfSpan(item.span, viewer.timeZone);
  const { span } = item;
  const day = isNear(firstDay, viewer) ? weekdayOf(firstDay, viewer) : describeDate(firstDay, "short", viewer);
  const time = span.kind === "timed" ? describeTime(span.startUtc, viewer) : sentences.allDay;
  const order = span.kind === "timed" ? new Date(span.startUtc).toISOString() : firstDay;
  return { id: item.id, label: `${day} ${time} ${title}`, order };
}

/** Whether a weekday alone says which day is meant. */
function isNear(day: CalendarDay, { now, timeZone }: Viewer): boolean {
  const distance = daysBetween(dayOf(now, timeZone), day);
  return distance >= 0 && distance < 7;
}

function weekdayOf(day: CalendarDay, { locale }: Viewer): string {
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short" }).format(Date.parse(`${day}T00:00:00Z`));
}

function namedId({ id, name }: AgendaSource): ChoosableId {
  return { id, label: name, order: name };
}

function mailboxIds(calendars: Agenda["calendars"], kind: "group" | "user"): readonly ChoosableId[] {
  const found = new Map<string, ChoosableId>();
  for (const { mailbox, name, owner } of calendars) {
    if (mailbox.kind !== kind) continue;
    const label = kind === "group" ? name : (owner?.name ?? mailbox.id);
    found.set(mailbox.id.toLowerCase(), { id: mailbox.id, label, order: label });
  }
  return [...found.values()];
}
