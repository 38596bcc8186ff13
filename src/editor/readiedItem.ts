/** What an item that was read afresh comes to: a part of the plan, with what is done to it, or left out with the reason. */
import { describeTitle } from "../agenda/describeItem.ts";
import type { AgendaItem } from "../agenda/item.ts";
import { laneOf } from "../cancellation/lane.ts";
import type { Lane, LaneFacts } from "../cancellation/lane.ts";
import { scopeOf } from "../cancellation/planDocument/drift.ts";
import type { PlannedAction, PlannedItem } from "../cancellation/plan.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { LeftOut } from "./leftOutStep.ts";

/** One of the two. */
export type Readied =
  { readonly kind: "planned"; readonly planned: PlannedItem } | { readonly kind: "leftOut"; readonly leftOut: LeftOut };

/** Sorts an item into its lane. It has no message yet. */
export function readyItem(target: CancelTarget, item: AgendaItem, facts: LaneFacts): Readied {
  const lane = laneOf(item, facts);
  if (lane.kind !== "impossible") {
    const planned = { target, action: actionOf(lane), item, scope: scopeOf(item), message: "" };
    return { kind: "planned", planned };
  }
  const web = item.kind === "event" && item.webLink !== undefined ? { webLink: item.webLink } : {};
  return { kind: "leftOut", leftOut: { title: describeTitle(item), item, reason: lane.reason, ...web } };
}

/** Whether the person has to say first what becomes of the item, because somebody else organises it. */
export function isToBeAsked(item: AgendaItem, facts: LaneFacts): boolean {
  const lane = laneOf(item, facts);
  return lane.kind === "decline" && lane.isToBeAsked;
}

/** Those that are planned, and those that are not. */
export function partReadied(readied: readonly Readied[]): {
  readonly planned: readonly PlannedItem[];
  readonly leftOut: readonly LeftOut[];
} {
  return {
    planned: readied.flatMap((one) => (one.kind === "planned" ? [one.planned] : [])),
    leftOut: readied.flatMap((one) => (one.kind === "leftOut" ? [one.leftOut] : [])),
  };
}

/** Whether anybody can read a message that is sent along. */
export function carriesMessage({ action }: PlannedItem): boolean {
  switch (action.kind) {
    case "cancel":
      return true;
    case "decline":
      return action.sendsReply;
    case "remove":
    // A series that ends is an update, which takes no words along.
    case "endSeries":
      return false;
    default:
      return action satisfies never;
  }
}

function actionOf(lane: Exclude<Lane, { readonly kind: "impossible" }>): PlannedAction {
  return lane.kind === "decline" ? { kind: "decline", sendsReply: lane.sendsReply } : { kind: lane.kind };
}
