/** What a look at an item can meet: targets, and what Graph answers to each request that a look can take. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { PlannedAction } from "../../../src/cancellation/plan.ts";
import { bookingTarget, eventTarget, matchCancelRoute } from "../../../src/cancellation/route.ts";
import type { SoughtIn } from "../../../src/cancellation/sought.ts";
import type { CancelTarget } from "../../../src/cancellation/target.ts";
import { isGraphError } from "../../../src/graph/graphError.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";
import type { ReceivedRequest, ScriptedAnswer } from "./scriptedGraph.ts";

const span = {
  start: { dateTime: "2026-11-24T09:00:00.0000000", timeZone: "UTC" },
  end: { dateTime: "2026-11-24T10:00:00.0000000", timeZone: "UTC" },
};
/** A single event that is in its calendar. */
export const standing = { id: "1", iCalUId: "uid", type: "singleInstance", isCancelled: false, ...span };
/** There is no such item. */
export const notFound: ScriptedAnswer = { status: 404, body: { error: { code: "ErrorItemNotFound" } } };

/** What Graph answers to each of the requests that a look can take; anything else is a 400. */
export interface Answers {
  readonly item?: ScriptedAnswer;
  readonly list?: ScriptedAnswer;
  readonly home?: ScriptedAnswer;
  readonly homeList?: ScriptedAnswer;
  /** Of a business. */
  readonly view?: ScriptedAnswer;
  /** Default: the one calendar `home`. */
  readonly calendars?: ScriptedAnswer;
}

/** Looks a target up, and gives what was found, or why nothing was, and what that took. */
export async function lookUp(
  context: TestContext,
  target: CancelTarget,
  answers: Answers,
  action: PlannedAction = { kind: "cancel" },
  listedIn?: SoughtIn,
): Promise<{ readonly found: string; readonly received: readonly ReceivedRequest[] }> {
  const graph = await startScriptedGraph(context, ({ path }) => {
    const answer = /\/calendarView\?start=/.test(path)
      ? answers.view
      : /\/calendars\/home\//.test(path)
        ? answers.homeList
        : /\/calendars\?/.test(path)
          ? (answers.calendars ?? { body: { value: [{ id: "home" }] } })
          : /\/calendar\?/.test(path)
            ? answers.home
            : /\/(?:calendarView|events)\?/.test(path)
              ? answers.list
              : answers.item;
    return answer ?? { status: 400, body: { error: { code: "unexpected", message: path } } };
  });
  const { client } = testClient(context, graph.origin, { retryBudgetMs: 0 });
  const found = await client.lookUp({ target, action, listedIn }).catch((error: unknown) => {
    assert.ok(isGraphError(error), String(error));
    return error.reason;
  });
  return { found, received: graph.received };
}

/** A page of a list with the item on it. */
export const listed: ScriptedAnswer = { body: { value: [{ id: "0" }, { id: "1" }] } };
/** A page of a list without the item. */
export const notListed: ScriptedAnswer = { body: { value: [{ id: "0" }, { id: "2" }] } };
/** The calendar that an event says it is in. */
export const inHome: ScriptedAnswer = { body: { id: "home" } };
/** An event, addressed in its calendar. */
export const named = eventTarget("1", { calendarId: "mine" });
/** An event, addressed in its mailbox. */
export const unnamed = eventTarget("1");
/** An event of a group. */
export const group = eventTarget("1", { mailbox: { kind: "group", id: "g" } });
/** An appointment. */
export const booking = bookingTarget("b@x", "1");
/** An appointment that is in its calendar. */
export const booked = {
  id: "1",
  startDateTime: { dateTime: "2026-11-24T09:00:00.0000000Z", timeZone: "UTC" },
  endDateTime: { dateTime: "2026-11-24T09:30:00.0000000Z", timeZone: "UTC" },
};
/** The same with the other names for its times. */
export const bookedByShortNames = { id: "1", start: booked.startDateTime, end: booked.endDateTime };
/** An event that is reached through a message about it. */
export const message = matchCancelRoute("POST", "/v1.0/me/messages/m/event/cancel")?.target ?? assert.fail();
