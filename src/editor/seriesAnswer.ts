/**
 * What is planned once somebody has said how much of each series is meant. The answer is about the series as a whole: what was
 * chosen of it otherwise, occurrences or the series itself, is not planned beside it, because its people would be mailed twice.
 */
import { describeTitle } from "../agenda/describeItem.ts";
import type { CalendarEvent } from "../agenda/item.ts";
import type { PlannedItem } from "../cancellation/plan.ts";
import type { LeftOutItem } from "../cancellation/planDocument/planDocument.ts";
import { collapse } from "../cancellation/planSeries.ts";
import type { SeriesChoice, SeriesFacts, SeriesGroup } from "../cancellation/planSeries.ts";
import { seriesTarget } from "../cancellation/route.ts";
import type { EventTarget } from "../cancellation/target.ts";
import { partReadied } from "./readiedItem.ts";
import type { Readied } from "./readiedItem.ts";

/** What the answer comes to. */
export interface ChosenSeries {
  readonly items: readonly PlannedItem[];
  /** Where something else is planned than was chosen: why. */
  readonly notes: readonly LeftOutItem[];
}

/** Plans a series that is taken as a whole; what is planned for an occurrence of it is given. */
export type ReadySeries = (target: EventTarget, master: CalendarEvent, occurrence: PlannedItem) => Readied;

/** A series, the target of one of its chosen occurrences, and the series itself if it could be read. */
export interface ReadSeries {
  readonly group: SeriesGroup;
  readonly target: EventTarget;
  readonly occurrence: PlannedItem;
  readonly master: CalendarEvent | undefined;
}

/** Puts what was answered for each series, by the key of its group, in the place of what was chosen of it. */
export function planAnswers(
  items: readonly PlannedItem[],
  series: readonly ReadSeries[],
  choices: ReadonlyMap<string, SeriesChoice>,
  { facts, ready }: { readonly facts: SeriesFacts; readonly ready: ReadySeries },
): ChosenSeries {
  const replaced = new Set<string>();
  const added: PlannedItem[] = [];
  const notes: LeftOutItem[] = [];
  const masters = new Map(items.flatMap(({ item }) => (isMaster(item) ? [[item.id, item] as const] : [])));
  for (const one of series) {
    const { group, occurrence, master } = one;
    const { parts, note } = collapse(group, choices.get(group.key) ?? "occurrences", master, facts);
    if (note !== undefined) notes.push({ title: describeTitle(occurrence.item), item: occurrence.item, reason: note });
    const chosenMaster = masters.get(group.seriesMasterId);
    if (chosenMaster !== undefined) replaced.add(chosenMaster.id);
    if (parts.every(({ scope }) => scope === "occurrence")) {
      if (chosenMaster !== undefined) notes.push(masterLeftOut(chosenMaster));
      continue;
    }
    const { planned, leftOut } = partReadied(parts.map((part) => readyPart(part, one, ready)));
    notes.push(...leftOut);
    if (planned.length === 0) continue;
    added.push(...planned);
    for (const { id } of group.occurrences) replaced.add(id);
  }
  return { items: [...items.filter(({ item }) => !replaced.has(item.id)), ...added], notes };
}

function isMaster(item: PlannedItem["item"]): item is CalendarEvent {
  return item.kind === "event" && item.series === "master";
}

function masterLeftOut(master: CalendarEvent): LeftOutItem {
  return {
    title: describeTitle(master),
    item: master,
    reason: "The series was chosen as well, and only its chosen occurrences are planned.",
  };
}

function readyPart(
  { item, scope, action }: ReturnType<typeof collapse>["parts"][number],
  { group, target, occurrence }: ReadSeries,
  ready: ReadySeries,
): Readied {
  const masterTarget = seriesTarget(target, group.seriesMasterId);
  if (action === undefined) return ready(masterTarget, item, occurrence);
  return { kind: "planned", planned: { target: masterTarget, action, item, scope, message: "" } };
}
