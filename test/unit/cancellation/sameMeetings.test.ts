/** Which items of one plan are about the same meeting. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CalendarEvent } from "../../../src/agenda/item.ts";
import { targetOf } from "../../../src/cancellation/plan.ts";
import type { PlannedAction, PlannedItem } from "../../../src/cancellation/plan.ts";
import { sameMeetings } from "../../../src/cancellation/sameMeetings.ts";
import { booking, event } from "./sampleItems.ts";

const range = { type: "endDate", startDate: "2026-11-04", endDate: "2026-11-25" } as const;
const cancel: PlannedAction = { kind: "cancel" };
const decline: PlannedAction = { kind: "decline", sendsReply: true };
const end: PlannedAction = { kind: "endSeries", recurrence: { pattern: {}, range } };
const endEarlier: PlannedAction = {
  kind: "endSeries",
  recurrence: { pattern: {}, range: { ...range, endDate: "2026-11-18" } },
};
const master = event({ id: "M", iCalUId: "series", series: "master", timeZone: "Europe/Lisbon" });
const attended = event({ iCalUId: "meeting", isOrganizer: false });
const copyOf = (item: CalendarEvent, id: string, owner: string): CalendarEvent => {
  return { ...item, id, mailbox: { kind: "user", id: owner } };
};

function on(day: string): CalendarEvent {
  const startUtc = Date.parse(`${day}T10:00:00Z`);
  const span = { kind: "timed", startUtc, endUtc: startUtc + 3_600_000 } as const;
  return event({ id: day, series: "occurrence", seriesMasterId: "M", span });
}

function planned(item: PlannedItem["item"], action: PlannedAction): PlannedItem {
  return { target: targetOf(item), action, item, scope: "single", message: "" };
}

type Row = readonly [PlannedItem["item"], PlannedAction];

function assertPairs(name: string, rows: readonly Row[], expected: readonly (readonly [number, number])[]): void {
  const items = rows.map(([item, action]) => planned(item, action));
  const pairs = sameMeetings(items, ["Ana.Silva@contoso.com", "1-2"]);
  assert.deepEqual(
    pairs.map(({ first, second }) => [first, second]),
    expected,
    name,
  );
}

test("a series and its occurrences are told of, in whatever order they stand", () => {
  const one = on("2026-12-01");
  assertPairs(
    "series first",
    [
      [master, cancel],
      [one, cancel],
    ],
    [[0, 1]],
  );
  assertPairs(
    "series last",
    [
      [booking(), cancel],
      [one, cancel],
      [on("2026-12-08"), cancel],
      [master, cancel],
    ],
    [[1, 3]],
  );
  assertPairs(
    "two occurrences",
    [
      [one, cancel],
      [on("2026-12-08"), cancel],
    ],
    [],
  );
});

test("a series that is ended is the same as the occurrences after its end, and no other", () => {
  assertPairs(
    "later",
    [
      [on("2026-12-02"), cancel],
      [master, end],
    ],
    [[0, 1]],
  );
  assertPairs(
    "later, behind it",
    [
      [master, end],
      [on("2026-12-02"), cancel],
    ],
    [[0, 1]],
  );
  assertPairs(
    "one that stays",
    [
      [on("2026-11-18"), cancel],
      [master, end],
      [on("2026-11-25"), cancel],
    ],
    [],
  );
  assertPairs(
    "ended and cancelled",
    [
      [master, end],
      [copyOf(master, "M2", "lee@contoso.com"), cancel],
    ],
    [[0, 1]],
  );
  assertPairs(
    "ended twice",
    [
      [master, end],
      [copyOf(master, "M2", "ana.silva@contoso.com"), endEarlier],
    ],
    [[0, 1]],
  );
});

test("a meeting is the same by every address, but everybody has a copy of their own to decline", () => {
  const mine = copyOf(attended, "2", "ana.silva@contoso.com");
  const byId = copyOf(attended, "3", "1-2");
  const theirs = copyOf(attended, "4", "lee@contoso.com");
  assertPairs(
    "by one's own names",
    [
      [attended, decline],
      [mine, decline],
      [byId, decline],
    ],
    [
      [0, 1],
      [0, 2],
    ],
  );
  assertPairs(
    "two people decline",
    [
      [attended, decline],
      [theirs, { kind: "remove" }],
    ],
    [],
  );
  assertPairs(
    "declined and cancelled",
    [
      [attended, decline],
      [{ ...theirs, isOrganizer: true }, cancel],
    ],
    [[0, 1]],
  );
  assertPairs(
    "cancelled twice",
    [
      [{ ...attended, isOrganizer: true }, cancel],
      [theirs, cancel],
    ],
    [[0, 1]],
  );
});

test("thousands of occurrences beside their series are found without comparing each with each", () => {
  const occurrences = Array.from({ length: 5_000 }, (_, week): CalendarEvent => {
    const startUtc = Date.parse("2026-12-01T10:00:00Z") + week * 7 * 86_400_000;
    return event({ ...on("2026-12-01"), id: `${week}`, span: { kind: "timed", startUtc, endUtc: startUtc + 1 } });
  });
  const items = [master, ...occurrences].map((item) => planned(item, cancel));
  const begun = performance.now();
  assert.equal(sameMeetings(items, []).length, 5_000);
  assert.ok(performance.now() - begun < 2_000);
});
