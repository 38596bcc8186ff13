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

/** Something that was chosen, with the message and the note that came with it, if they did. */
export interface ChosenAim extends Aim {
  readonly message?: string;
  /** The text of the request's `# @note`. */
  readonly note?: string;
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
  /** Whose agenda it was listed in. Default: the main account's. */
  readonly accountId?: string;
  readonly source?: AgendaSource;
}

/** The aims of items, each once for each account: an event of several days has a row on each of them. */
export function aimsOf(listed: readonly ListedItem[]): readonly ChosenAim[] {
  const aims = listed.map(({ item, accountId, source }): ChosenAim => ({
    target: targetOf(item),
    name: describeTitle(item),
    ...(accountId !== undefined && { accountId }),
    ...(source !== undefined && { source }),
  }));
  return [...new Map(aims.map((aim) => [`${aim.accountId ?? ""} ${targetKey(aim.target)}`, aim])).values()];
}

/** Equal for the rows of one item in one account's agenda; begins with the account's id and a blank. */
export function itemKey({ item, accountId = "", source }: ListedItem): string {
  return `${accountId} ${source === undefined ? "" : sourceKey(source)} ${item.id}`;
}
