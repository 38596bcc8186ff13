/**
 * What is done to the items of a plan, in words: the question, the button that answers it, and how many items go which way.
 * The words "Cancel" and "OK" are avoided: VS Code has a Cancel button.
 */
import { describeTitle } from "../agenda/describeItem.ts";
import { describeDate } from "../agenda/describeTime.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { EndedRecurrence, PlannedAction, PlannedItem } from "./plan.ts";

/** The question about a plan, and the button that says yes. */
export function actionQuestion(
  items: readonly PlannedItem[],
  viewer: Viewer,
): { readonly title: string; readonly sendButton: string } {
  const [first] = items;
  if (first !== undefined && items.length === 1) return questionOfOne(first, viewer);
  if (items.every(({ action }) => action.kind === "cancel")) {
    return {
      title: `Send ${items.length} cancellations?`,
      sendButton: items.length === 1 ? "Send Cancellation" : `Send ${items.length} Cancellations`,
    };
  }
  if (items.every(({ action }) => action.kind === "remove")) {
    return {
      title: `Remove ${items.length} items from the calendar?`,
      sendButton: `Remove ${items.length} From Calendar`,
    };
  }
  return { title: `Carry out this plan of ${items.length} items?`, sendButton: `Carry Out ${items.length} Items` };
}

/** As `40 are cancelled, 2 declined`; undefined where all of them are cancelled. */
export function laneCounts(items: readonly PlannedItem[]): string | undefined {
  const lanes = Map.groupBy(items, ({ action }) => laneOfAction(action));
  if (items.length < 2 || (lanes.size === 1 && lanes.has("cancelled"))) return undefined;
  const counted = laneOrder
    .map((lane) => ({ lane, count: lanes.get(lane)?.length ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ lane, count }, index) => `${count} ${index > 0 ? "" : count === 1 ? "is " : "are "}${lane}`);
  return `${counted.join(", ")}.`;
}

/** What an action does, in words behind an item in a list; empty for a cancellation. */
export function actionMark({ action, scope }: Pick<PlannedItem, "action" | "scope">, viewer: Viewer): string {
  if (action.kind === "endSeries") return ` (the series ends on ${lastDayOf(action.recurrence, viewer)})`;
  if (action.kind === "cancel") {
    return scope === "single" ? "" : scope === "series" ? " (the whole series)" : " (this occurrence)";
  }
  return ` (${laneOfAction(action)})`;
}

const laneOrder = [
  "cancelled",
  "declined with a reply",
  "declined without a reply",
  "removed from the calendar",
  "ended as a series",
] as const;

function laneOfAction(action: PlannedAction): (typeof laneOrder)[number] {
  switch (action.kind) {
    case "cancel":
      return "cancelled";
    case "decline":
      return action.sendsReply ? "declined with a reply" : "declined without a reply";
    case "remove":
      return "removed from the calendar";
    case "endSeries":
      return "ended as a series";
    default:
      return action satisfies never;
  }
}

/** The last day on which a series that is ended may have a meeting, as `Thu 24 Dec`. */
export function lastDayOf({ range }: EndedRecurrence, viewer: Viewer): string {
  return describeDate(range.endDate, "short", viewer);
}

function questionOfOne(
  { item, action }: PlannedItem,
  viewer: Viewer,
): { readonly title: string; readonly sendButton: string } {
  const title = `“${describeTitle(item)}”`;
  switch (action.kind) {
    case "cancel":
      return { title: `Send cancellation for ${title}?`, sendButton: "Send Cancellation" };
    case "decline":
      return action.sendsReply
        ? { title: `Decline ${title} with a reply?`, sendButton: "Send Reply" }
        : { title: `Decline ${title} without a reply?`, sendButton: "Decline" };
    case "remove":
      return { title: `Remove ${title} from the calendar?`, sendButton: "Remove From Calendar" };
    case "endSeries":
      return {
        title: `End the series ${title} on ${lastDayOf(action.recurrence, viewer)}?`,
        sendButton: "End Series",
      };
    default:
      return action satisfies never;
  }
}
