/** Whether something else than a cancellation was carried out, after its answer was lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlannedAction } from "../../../src/cancellation/plan.ts";
import type { CancelTarget } from "../../../src/cancellation/target.ts";
import type { GraphErrorReason } from "../../../src/graph/graphError.ts";
import { booked, booking, group, listed, lookUp, named, notFound, notListed, standing } from "./scriptedLook.ts";
import type { Answers } from "./scriptedLook.ts";
import type { ScriptedAnswer } from "./scriptedGraph.ts";

const decline: PlannedAction = { kind: "decline", sendsReply: true };
const remove: PlannedAction = { kind: "remove" };
const pattern = { type: "weekly", interval: 1, daysOfWeek: ["monday"] };
const endSeries: PlannedAction = {
  kind: "endSeries",
  recurrence: { pattern, range: { type: "endDate", startDate: "2026-01-05", endDate: "2026-11-20" } },
};
const invited = { ...standing, responseStatus: { response: "accepted" } };
const declined = { ...standing, responseStatus: { response: "declined" } };
const recurring = (range: object): ScriptedAnswer => ({
  body: { ...standing, type: "seriesMaster", recurrence: { pattern, range } },
});
const endingOn = (endDate: string): ScriptedAnswer => recurring({ type: "endDate", startDate: "2026-01-05", endDate });

const actionRows: readonly (readonly [
  string,
  PlannedAction,
  CancelTarget,
  Answers,
  "gone" | "stillThere" | GraphErrorReason,
])[] = [
  ["an invitation is not found", decline, named, { item: notFound }, "gone"],
  ["an invitation is declined, wherever it lies", decline, named, { item: { body: declined }, list: listed }, "gone"],
  ["an invitation is accepted, and listed", decline, named, { item: { body: invited }, list: listed }, "stillThere"],
  [
    "an invitation is accepted, and listed nowhere",
    decline,
    group,
    { item: { body: invited }, list: notListed },
    "gone",
  ],
  [
    "a cancelled meeting that is still listed was to be declined",
    decline,
    named,
    { item: { body: { ...invited, isCancelled: true } }, list: listed },
    "stillThere",
  ],
  [
    "an invitation does not say how it was answered",
    decline,
    named,
    { item: { body: standing }, list: listed },
    "unreadable",
  ],
  [
    "an answer to an invitation cannot be read",
    decline,
    named,
    { item: { body: { ...standing, responseStatus: { response: 7 } } }, list: listed },
    "unreadable",
  ],
  ["what was to be removed is not found", remove, named, { item: notFound }, "gone"],
  [
    "what was to be removed is cancelled, and still listed",
    remove,
    named,
    { item: { body: { ...standing, isCancelled: true } }, list: listed },
    "stillThere",
  ],
  ["what was to be removed is listed nowhere", remove, group, { item: { body: standing }, list: notListed }, "gone"],
  ["a series that was to end is not found", endSeries, named, { item: notFound }, "gone"],
  ["a series ends on the day", endSeries, named, { item: endingOn("2026-11-20"), list: listed }, "gone"],
  ["a series ends before the day", endSeries, named, { item: endingOn("2026-11-19"), list: listed }, "gone"],
  ["a series ends after the day", endSeries, named, { item: endingOn("2026-11-21"), list: listed }, "stillThere"],
  [
    "a series does not end",
    endSeries,
    named,
    { item: recurring({ type: "noEnd", startDate: "2026-01-05", endDate: "0001-01-01" }), list: listed },
    "stillThere",
  ],
  [
    "a series counts its occurrences",
    endSeries,
    named,
    { item: recurring({ type: "numbered", numberOfOccurrences: 3, endDate: "0001-01-01" }), list: listed },
    "stillThere",
  ],
  [
    "a series that does not end lies in no calendar",
    endSeries,
    group,
    { item: recurring({}), list: notListed },
    "gone",
  ],
  [
    "a series that does not end is cancelled, and still listed",
    endSeries,
    named,
    {
      item: {
        body: {
          ...standing,
          type: "seriesMaster",
          isCancelled: true,
          recurrence: { pattern, range: { type: "noEnd" } },
        },
      },
      list: listed,
    },
    "gone",
  ],
  ["a series does not say how it recurs", endSeries, named, { item: { body: standing }, list: listed }, "unreadable"],
  [
    "a booking that was to be removed is listed",
    remove,
    booking,
    { item: { body: booked }, view: listed },
    "stillThere",
  ],
];
for (const [name, action, target, answers, expected] of actionRows) {
  test(`if ${name}: ${expected}`, async (context) => {
    const { found } = await lookUp(context, target, answers, action);
    assert.equal(found, expected);
  });
}
