/** How a series recurs, of whatever range Graph gives it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Recurrence } from "../../../src/agenda/item.ts";
import { eventTarget } from "../../../src/cancellation/route.ts";
import { readRecurrence } from "../../../src/graph/readRecurrence.ts";
import { startScriptedGraph, testClient } from "./scriptedGraph.ts";

const pattern = {
  type: "relativeMonthly",
  interval: 2,
  month: 0,
  dayOfMonth: 0,
  daysOfWeek: ["monday"],
  firstDayOfWeek: "sunday",
  index: "last",
  later: { nobody: "knows" },
};
const startDate = "2026-01-05";
const range = { type: "endDate", startDate, endDate: "2026-12-18", recurrenceTimeZone: "Pacific Standard Time" };
const timeZone = "Pacific Standard Time";

/** Asserts what is read of an event's recurrence. */
function assertRead(recurrence: unknown, expected: Recurrence | undefined): void {
  assert.deepEqual(readRecurrence({ id: "1", recurrence }), expected, JSON.stringify(recurrence));
}

test("the pattern is kept as it came, and a range ends only if it says so", () => {
  assertRead({ pattern, range }, { pattern, startDate, endDate: "2026-12-18", timeZone });
  const none = { ...range, endDate: "0001-01-01" };
  assertRead({ pattern, range: { ...none, type: "noEnd" } }, { pattern, startDate, timeZone });
  assertRead(
    { pattern, range: { ...none, type: "numbered", numberOfOccurrences: 5 } },
    { pattern, startDate, timeZone },
  );
  assertRead({ pattern, range: { ...range, type: "laterType" } }, { pattern, startDate, timeZone });
  assertRead({ pattern, range: { type: "noEnd", startDate } }, { pattern, startDate });
  assertRead({ pattern, range: { ...range, recurrenceTimeZone: "" } }, { pattern, startDate, endDate: "2026-12-18" });
});

test("what cannot be given back whole is not read at all", () => {
  for (const recurrence of [null, undefined, 7, [], {}, { range }, { pattern }, { pattern: "weekly", range }]) {
    assertRead(recurrence, undefined);
  }
  for (const wrong of ["", "5 January 2026", "2026-13-45", 20260105, null]) {
    assertRead({ pattern, range: { ...range, startDate: wrong } }, undefined);
  }
  assert.equal(readRecurrence("no event"), undefined);
});

test("a series that is read on its own says how it recurs; what is no series does not", async (context) => {
  const time = { dateTime: "2026-01-05T09:00:00.0000000", timeZone: "UTC" };
  const event = { id: "1", subject: "Weekly", start: time, end: time, attendees: [], isOrganizer: true };
  const graph = await startScriptedGraph(context, ({ path }) => ({
    body: { ...event, type: path.includes("/m?") ? "seriesMaster" : "occurrence", recurrence: { pattern, range } },
  }));
  const { client } = testClient(context, graph.origin);
  const master = await client.readItem(eventTarget("m"));
  assert.deepEqual("recurrence" in master && master.recurrence, {
    pattern,
    startDate,
    endDate: "2026-12-18",
    timeZone,
  });
  assert.ok(!("recurrence" in (await client.readItem(eventTarget("o")))));
  const ofEvents = graph.received.filter(({ path }) => !path.includes("/instances?"));
  for (const { path } of ofEvents) assert.match(path, /[?&]\$select=[^&]*\brecurrence\b/);
});
