/**
 * What somebody has chosen to cancel, on its way to a plan: where each item is and what it is called, and where all of them
 * come from. Nothing of it is confirmed yet; whoever takes it reads every item afresh.
 */
import { describeTitle } from "../agenda/describeItem.ts";
import type { AgendaItem, AgendaSource } from "../agenda/item.ts";
import { sourceKey } from "../agenda/sourceKey.ts";
import { targetOf } from "../cancellation/plan.ts";
import { targetKey } from "../cancellation/target.ts";
import type { Aim } from "./cancelRoad.ts";

/** Something that was chosen, with the message that came with it, if one did. */
export interface ChosenAim extends Aim {
  readonly message?: string;
}

/** What was chosen. */
export interface ChosenItems {
  /** Each item once. */
  readonly aims: readonly ChosenAim[];
  /** Where they come from, as a sentence for the person. */
  readonly from: string;
}

/** Makes a plan of what was chosen. */
export type PlanChosen = (chosen: ChosenItems) => Promise<void>;

/** An item and where it was listed. */
export interface ListedItem {
  readonly item: AgendaItem;
  readonly source?: AgendaSource;
}

/** The aims of items, each once: an event of several days has a row on each of them. */
export function aimsOf(listed: readonly ListedItem[]): readonly ChosenAim[] {
  const aims = listed.map(({ item, source }): ChosenAim => ({
    target: targetOf(item),
    name: describeTitle(item),
    ...(source !== undefined && { source }),
  }));
  return [...new Map(aims.map((aim) => [targetKey(aim.target), aim])).values()];
}

/** Equal for the rows of one item. */
export function itemKey({ item, source }: ListedItem): string {
  return `${source === undefined ? "" : sourceKey(source)} ${item.id}`;
}
