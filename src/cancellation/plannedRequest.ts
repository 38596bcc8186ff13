/**
 * What is sent to Graph for an item of a plan: method, path and body of the request that does what was planned. Which
 * permissions it takes stands in itemAction.ts; that it is sent at most once is the business of whoever sends.
 * Sources: https://learn.microsoft.com/graph/api/event-cancel (-decline, -delete, -update),
 * https://learn.microsoft.com/graph/api/bookingappointment-cancel (-delete)
 */
import { findItemAction } from "./itemAction.ts";
import type { ItemAction, ItemActionName } from "./itemAction.ts";
import type { PlannedAction, PlannedItem } from "./plan.ts";

/** What has to be known of a planned item in order to send it. */
export type PlannedRequest = Pick<PlannedItem, "target" | "action" | "message">;

/** A request that carries out what was planned. */
export interface ActionRequest {
  readonly method: ItemAction["method"];
  /** Below the version, encoded, as `/me/events/AAMk%3D/cancel`. */
  readonly path: string;
  /** Undefined for a request without a body. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/**
 * How many items go in one request at most. Graph would take 20; the fewer there are, the sooner sending can be stopped. The
 * figures are in graph/sendPlanned.ts.
 */
export const itemsPerRequest = 10;

/** Graph's word for each planned action. */
export const actionNames: Readonly<Record<PlannedAction["kind"], ItemActionName>> = {
  cancel: "cancel",
  decline: "decline",
  remove: "delete",
  endSeries: "update",
};

/** The request for a planned item. Throws an Error for an action that there is none of, as declining a booking. */
export function requestFor({ target, action, message }: PlannedRequest): ActionRequest {
  const name = actionNames[action.kind];
  const known = findItemAction(name, target.kind);
  if (known === undefined) throw new Error(`There is no way to ${name} a ${target.kind}`);
  const { method } = known;
  switch (action.kind) {
    case "cancel":
      // Graph's metadata spells `Comment`; its documentation also spells `comment`, and both are taken.
      return { method, path: `${target.itemPath}/cancel`, body: { [known.message?.name ?? "Comment"]: message } };
    case "decline": {
      const reply = action.sendsReply ? { Comment: message, SendResponse: true } : { SendResponse: false };
      return { method, path: `${target.itemPath}/decline`, body: reply };
    }
    case "remove":
      return { method, path: target.itemPath };
    case "endSeries":
      return { method, path: target.itemPath, body: { recurrence: action.recurrence } };
    default:
      return action satisfies never;
  }
}
