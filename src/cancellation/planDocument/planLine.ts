/**
 * The line of a block that says what an item was when it was planned, as
 * `# @planned cancel single 2026-12-24T09:30:00.000Z/2026-12-24T10:15:00.000Z people=12 who=0a1b2c3d item=4e5f6a7b`, and
 * so on. It is for the recheck to compare with; what is sent is the request below it.
 */
import { isCalendarDay } from "../../agenda/calendarDays.ts";
import type { TimeSpan } from "../../agenda/item.ts";
import { isPast } from "../../agenda/itemTraits.ts";
import type { Viewer } from "../../agenda/viewer.ts";
import type { CancelScope, PlannedAction, PlannedItem } from "../plan.ts";
import { peopleDigest, targetDigest, titleDigest } from "./digest.ts";
import { blockWords, documentTitle } from "./itemTitle.ts";
import type { BlockWords } from "./itemTitle.ts";
import type { PlannedState } from "./planDocument.ts";

/** The tag that the line is. */
export const planLineTag = "planned";

const actions: ReadonlySet<string> = new Set<PlannedAction["kind"]>(["cancel", "decline", "remove", "endSeries"]);
const scopes: ReadonlySet<string> = new Set<CancelScope>(["single", "occurrence", "series"]);

/** What an item is now. @param planId the salt of the digests. @param words what is said of it, if that is known already. */
export function plannedState(
  planned: PlannedItem,
  planId: string,
  viewer: Viewer,
  words: BlockWords = blockWords(planned, viewer),
): PlannedState {
  const { action, scope, item, target } = planned;
  const { people } = words.told;
  return {
    action: action.kind,
    scope,
    span: item.span,
    people: people.length,
    who: peopleDigest(people, planId),
    item: targetDigest(target, planId),
    title: titleDigest(documentTitle(item), planId),
    heading: titleDigest(words.heading, planId),
    ...(action.kind === "endSeries" && { until: action.recurrence.range.endDate }),
    isOver: isPast(item, viewer),
  };
}

/** The line, without a line break. */
export function writePlanLine({
  action,
  scope,
  span,
  people,
  isOver = false,
  until,
  ...digests
}: PlannedState): string {
  const { who, item, title, heading } = digests;
  const when = `${until === undefined ? "" : ` until=${until}`}${isOver ? " over" : ""}`;
  const written = `people=${people} who=${who} item=${item} title=${title} heading=${heading}${when}`;
  return `# @${planLineTag} ${action} ${scope} ${writeSpan(span)} ${written}`;
}

const linePattern =
  /^(?<action>\w+) (?<scope>\w+) (?<start>[^\s/]+)\/(?<end>[^\s/]+) people=(?<people>\d{1,6}) who=(?<who>[0-9a-v]{8}) item=(?<item>[0-9a-v]{8}) title=(?<title>[0-9a-v]{8}) heading=(?<heading>[0-9a-v]{8})(?: until=(?<until>\S+))?(?<over> over)?$/u;

/** Reads what follows the tag; undefined for anything that is not exactly as it is written here. */
export function readPlanLine(value: string): PlannedState | undefined {
  const { groups } = linePattern.exec(value) ?? {};
  if (groups === undefined) return undefined;
  const { action = "", scope = "", start = "", end = "", people, until, over, ...digests } = groups;
  const { who = "", item = "", title = "", heading = "" } = digests;
  const span = readSpan(start, end);
  if (span === undefined || !isAction(action) || !isScope(scope)) return undefined;
  const isEnded = action === "endSeries";
  if (isEnded !== (until !== undefined) || (until !== undefined && !isCalendarDay(until))) return undefined;
  const state = { action, scope, span, people: Number(people), who, item, title, heading, isOver: over !== undefined };
  return until === undefined ? state : { ...state, until };
}

function isAction(word: string): word is PlannedAction["kind"] {
  return actions.has(word);
}

function isScope(word: string): word is CancelScope {
  return scopes.has(word);
}

function writeSpan(span: TimeSpan): string {
  return span.kind === "allDay"
    ? `${span.firstDay}/${span.lastDay}`
    : `${new Date(span.startUtc).toISOString()}/${new Date(span.endUtc).toISOString()}`;
}

function readSpan(start: string, end: string): TimeSpan | undefined {
  if (isCalendarDay(start) && isCalendarDay(end)) return { kind: "allDay", firstDay: start, lastDay: end };
  const [startUtc, endUtc] = [readInstant(start), readInstant(end)];
  return startUtc === undefined || endUtc === undefined ? undefined : { kind: "timed", startUtc, endUtc };
}

function readInstant(text: string): number | undefined {
  const instant = Date.parse(text);
  return Number.isNaN(instant) || new Date(instant).toISOString() !== text ? undefined : instant;
}
