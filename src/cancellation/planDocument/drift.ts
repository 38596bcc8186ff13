/**
 * What has changed about an item since it was planned, each change as a sentence. A change that leaves the request what it
 * was meant to be can be accepted (see planEdits.ts); after any other the block has to be taken out or planned anew.
 */
import { addDays, dayOf, isTimeZone } from "../../agenda/calendarDays.ts";
import { describePerson } from "../../agenda/describeItem.ts";
import { describeDate } from "../../agenda/describeTime.ts";
import type { AgendaItem, CalendarEvent, TimeSpan } from "../../agenda/item.ts";
import { isPast } from "../../agenda/itemTraits.ts";
import { sentences } from "../../agenda/sentences.ts";
import type { Viewer } from "../../agenda/viewer.ts";
import { laneOf } from "../lane.ts";
import type { LaneFacts } from "../lane.ts";
import { mailedPeople } from "../people.ts";
import { peopleToldBy } from "../planPeople.ts";
import type { CancelScope, EndedRecurrence } from "../plan.ts";
import { peopleDigest, titleDigest } from "./digest.ts";
import { describeStart, documentTitle, lineText } from "./itemTitle.ts";
import type { PlanBlock, PlannedState } from "./planDocument.ts";

/** What reading an item again has brought. */
export type ItemAgain =
  | { readonly kind: "read"; readonly item: AgendaItem }
  /** Graph says that there is no such item. */
  | { readonly kind: "gone" }
  /** `reason`: a sentence. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** One thing that has changed. */
export interface Drift {
  readonly code: DriftCode;
  /** Whether the block can be sent once the change has been accepted; otherwise it has to go. */
  readonly isAcceptable: boolean;
  /** As `Its start moved from Thu 24 Dec 09:30 to Fri 25 Dec 09:30 since it was planned.` */
  readonly sentence: string;
}

/** What is known of where an item stands: its calendar, that it is in none, or its business. */
export type DriftPlace = Pick<LaneFacts, "source" | "business" | "isNowhere">;

/** What can change. */
export type DriftCode =
  | "moved"
  | "renamed"
  /** It has ended since it was planned. */
  | "over"
  | "peopleChanged"
  | "gone"
  | "alreadyCancelled"
  /** It is no longer the account's to cancel. */
  | "notOrganizer"
  /** It is the account's own by now, so that it cannot be declined. */
  | "isOrganizer"
  /** Taking it out would mail people by now. */
  | "mailsPeople"
  /** It has become a series, or is none any more. */
  | "scopeChanged"
  /** The series recurs in another way, or ends early enough by itself. */
  | "seriesChanged"
  /** The series would end on a day that is past, and meetings that have taken place would go. */
  | "endsInThePast"
  | "alreadyDeclined"
  /** Where it stands now, it cannot be done: the calendar can only be read, or it is too late for the business. */
  | "notAllowed"
  | "unreadable";

/**
 * What has changed; empty if nothing has. For a block that was added by hand: whether what it asks for can be done.
 * @param planId the salt of the plan's digests; without it, people are only counted.
 * @param place what is known of where the item stands. Default: nothing.
 */
export function driftOf(
  { action, planned, scope }: Pick<PlanBlock, "action" | "planned" | "scope">,
  again: ItemAgain,
  planId: string | undefined,
  viewer: Viewer,
  place: DriftPlace = {},
): readonly Drift[] {
  switch (again.kind) {
    case "gone":
      return [gone];
    case "unreadable":
      return [refusal("unreadable", `It could not be read again. ${again.reason}`)];
    case "read": {
      const { item } = again;
      if (place.isNowhere === true) return [gone];
      const against =
        actionDrift(action, item, viewer) ??
        scopeDrift(scope, item) ??
        placeDrift(item, viewer, place) ??
        endDrift(planned, item, viewer);
      if (against !== undefined) return [against];
      if (planned === undefined) return [];
      const told = peopleToldBy({ item, action }, viewer).people;
      return [
        ...timeDrift(planned.span, item.span, viewer),
        ...titleDrift(planned, item, planId),
        ...peopleDrift(planned, told.length, planId === undefined ? undefined : peopleDigest(told, planId)),
      ];
    }
    default:
      return again satisfies never;
  }
}

/** How much of a series an item that is read is. */
export function scopeOf(item: AgendaItem): CancelScope {
  if (item.kind === "booking" || item.series === "single") return "single";
  return item.series === "master" ? "series" : "occurrence";
}

function refusal(code: DriftCode, sentence: string): Drift {
  return { code, isAcceptable: false, sentence };
}

const gone = refusal("gone", "It is no longer there: it has been cancelled or deleted since it was planned.");

function change(code: DriftCode, sentence: string): Drift {
  return { code, isAcceptable: true, sentence };
}

/** Whether the action no longer is what can be done. */
function actionDrift(action: PlanBlock["action"], item: AgendaItem, viewer: Viewer): Drift | undefined {
  if (item.kind === "booking") return undefined;
  if (item.isCancelled && action.kind !== "remove") {
    return refusal("alreadyCancelled", "Its organizer has cancelled it already.");
  }
  switch (action.kind) {
    case "cancel":
      return organizerDrift(item);
    case "endSeries":
      return organizerDrift(item) ?? seriesDrift(action.recurrence, item, viewer);
    case "decline":
      if (item.isOrganizer) {
        return refusal("isOrganizer", "It is organised in this calendar, so that it cannot be declined.");
      }
      return item.ownResponse === "declined" ? refusal("alreadyDeclined", "It has been declined already.") : undefined;
    case "remove":
      return removalDrift(item, viewer);
    default:
      return action satisfies never;
  }
}

function organizerDrift({ isOrganizer, organizer }: CalendarEvent): Drift | undefined {
  if (isOrganizer) return undefined;
  const name = organizer === undefined ? "" : lineText(describePerson(organizer));
  return refusal(
    "notOrganizer",
    `You are not its organizer: only ${name === "" ? "the organizer" : name} can cancel it.`,
  );
}

/** Deleting one's own meeting mails whoever is invited; a copy of somebody else's is taken out in silence. */
function removalDrift(item: CalendarEvent, viewer: Viewer): Drift | undefined {
  if (!item.isOrganizer || item.isCancelled) return undefined;
  const { people } = mailedPeople([item], viewer);
  if (item.attendees.length === 0 && item.lacksPeople !== true) return undefined;
  const whom = people.length === 0 ? "somebody" : sentences.people(people.length);
  return refusal(
    "mailsPeople",
    `Removing it would mail ${whom} by now, without a message. Plan it again to cancel it.`,
  );
}

/** What is sent gives the whole recurrence back, so that a change made meanwhile would be undone. */
function seriesDrift(ended: EndedRecurrence, item: CalendarEvent, viewer: Viewer): Drift | undefined {
  const { series, recurrence, timeZone = "" } = item;
  if (series !== "master") return refusal("scopeChanged", "It is not a series, so that it cannot be ended.");
  if (recurrence === undefined) return refusal("seriesChanged", "How the series recurs could not be read.");
  const isSame = isEqual(recurrence.pattern, ended.pattern) && recurrence.startDate === ended.range.startDate;
  if (!isSame || recurrence.timeZone !== ended.range.recurrenceTimeZone) {
    return refusal("seriesChanged", "How the series recurs has changed since it was planned. Plan it again.");
  }
  if (recurrence.endDate !== undefined && recurrence.endDate <= ended.range.endDate) {
    return refusal("seriesChanged", "The series ends by itself by then.");
  }
  const { endDate } = ended.range;
  const today = dayOf(viewer.now, isTimeZone(timeZone) ? timeZone : viewer.timeZone);
  if (endDate < addDays(today, -1)) {
    const day = lineText(describeDate(endDate, "short", viewer));
    return refusal(
      "endsInThePast",
      `The series would end on ${day}, and its meetings that have taken place since then would go. Plan it again.`,
    );
  }
  return undefined;
}

/** What can be told of it without having been planned in this place: everything else is the action's own matter. */
function placeDrift(item: AgendaItem, viewer: Viewer, place: DriftPlace): Drift | undefined {
  const preferences = { nonOrganizer: "decline", includesPast: true, removesCancelled: true } as const;
  const lane = laneOf(item, { ...place, viewer, preferences });
  return lane.kind === "impossible" ? refusal("notAllowed", lineText(lane.reason)) : undefined;
}

/** What was over when it was planned is meant all the same, and of a block that was added by hand nobody knows. */
function endDrift(planned: PlannedState | undefined, item: AgendaItem, viewer: Viewer): Drift | undefined {
  if (planned === undefined || planned.isOver === true || !isPast(item, viewer)) return undefined;
  return refusal("over", "It has taken place since it was planned.");
}

function scopeDrift(scope: CancelScope | undefined, item: AgendaItem): Drift | undefined {
  const now = scopeOf(item);
  if (scope === undefined || scope === now) return undefined;
  return refusal(
    "scopeChanged",
    now === "series"
      ? "It has become a series, and the whole series would be taken. Plan it again."
      : "It has become, or ceased to be, a part of a series. Plan it again.",
  );
}

function timeDrift(before: TimeSpan, now: TimeSpan, viewer: Viewer): readonly Drift[] {
  if (startOf(before) !== startOf(now)) {
    const [from, to] = [describeStart(before, viewer), describeStart(now, viewer)];
    return [change("moved", `Its start moved from ${from} to ${to} since it was planned.`)];
  }
  if (endOf(before) === endOf(now)) return [];
  return [change("moved", "It starts when it was planned to, and ends at another time than it did.")];
}

function titleDrift({ title }: PlannedState, item: AgendaItem, planId: string | undefined): readonly Drift[] {
  const now = documentTitle(item);
  if (planId === undefined || title === titleDigest(now, planId)) return [];
  return [change("renamed", `It is called “${now}” by now.`)];
}

function startOf(span: TimeSpan): number | string {
  return span.kind === "timed" ? span.startUtc : span.firstDay;
}

function endOf(span: TimeSpan): number | string {
  return span.kind === "timed" ? span.endUtc : span.lastDay;
}

function peopleDrift(planned: PlannedState, count: number, who: string | undefined): readonly Drift[] {
  const difference = Math.abs(count - planned.people);
  if (difference > 0) {
    const more = `${sentences.people(difference)} ${count > planned.people ? "more" : "fewer"}`;
    return [
      change("peopleChanged", `It mails ${more} than when it was planned: ${count} instead of ${planned.people}.`),
    ];
  }
  if (who === undefined || who === planned.who) return [];
  const others =
    count === 1 ? "1 person as planned, but another one" : `${count} people as planned, but not the same ones`;
  return [change("peopleChanged", `It mails ${others}.`)];
}

/** Whether two JSON values say the same, whatever the order of their properties. */
function isEqual(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [entries, others] = [Object.entries(one), new Map(Object.entries(other))];
  return entries.length === others.size && entries.every(([name, value]) => isEqual(value, others.get(name)));
}
