/** Which items of one plan are about the same meeting. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { CalendarEvent } from "../../../src/agenda/item.ts";
import { mailboxName } from "../../../src/cancellation/mailboxName.ts";
import { isSameMeeting, targetOf } from "../../../src/cancellation/plan.ts";
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
  const begun = { ...master, span: on("2026-11-04").span };
  assertPairs(
    "ended twice, as nearly every series is, after its beginning",
    [
      [begun, end],
      [copyOf(begun, "M2", "ana.silva@contoso.com"), endEarlier],
    ],
    [[0, 1]],
  );
});

test("what one ended series is the same as for its own sake is not taken for another one's", () => {
  const odd = { series: "single", seriesMasterId: "N", timeZone: "Nowhere", span: on("2026-12-02").span } as const;
  assertPairs(
    "by the ids of both",
    [
      [event({ ...on("2026-11-18"), id: "N", seriesMasterId: "2" }), cancel],
      [event({ ...odd, id: "2" }), end],
      [event({ ...odd, id: "M" }), end],
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

/** The same, each compared with each. */
function comparedPairs(items: readonly PlannedItem[], ownNames: readonly string[]): readonly (readonly number[])[] {
  const isCopy = ({ action }: PlannedItem): boolean => action.kind === "decline" || action.kind === "remove";
  const isPart = ({ item }: PlannedItem): boolean => item.kind === "event" && /occ|exc/u.test(item.series);
  const areSame = (one: PlannedItem, other: PlannedItem): boolean => {
    const [owner, otherOwner] = [one, other].map(({ target }) => mailboxName(target, ownNames));
    if (isCopy(one) && isCopy(other) && owner !== otherOwner) return false;
    if (one.action.kind === "endSeries" && isPart(other)) return isSameMeeting(one, other.item);
    if (other.action.kind === "endSeries" && isPart(one)) return isSameMeeting(other, one.item);
    return isSameMeeting(one, other.item) || isSameMeeting(other, one.item);
  };
  return items.flatMap((item, second) => {
    const first = items.slice(0, second).findIndex((earlier) => areSame(earlier, item));
    return first < 0 ? [] : [[first, second]];
  });
}

const anyId = fc.constantFrom("M", "N", "1", "2");
const anyMailbox = fc.constantFrom(
  { kind: "me" } as const,
  { kind: "user", id: "ana.silva@contoso.com" } as const,
  { kind: "user", id: "lee@contoso.com" } as const,
);
const anyEvent = fc
  .record(
    {
      id: anyId,
      iCalUId: fc.constantFrom("meeting", "series"),
      mailbox: anyMailbox,
      series: fc.constantFrom("single", "occurrence", "exception", "master"),
      seriesMasterId: anyId,
      timeZone: fc.constantFrom("Europe/Lisbon", "Asia/Tokyo", "Nowhere"),
      span: fc.constantFrom(on("2026-11-18").span, on("2026-12-02").span, {
        kind: "allDay",
        firstDay: "2026-11-25",
        lastDay: "2026-11-25",
      } as const),
    },
    { requiredKeys: ["id", "mailbox", "series", "span"] },
  )
  .map((change) => ({ ...event(), iCalUId: undefined, ...change }))
  .map(({ iCalUId, ...rest }): CalendarEvent => (iCalUId === undefined ? rest : { ...rest, iCalUId }));
const anyPlanned = fc
  .record({
    item: fc.oneof(
      { weight: 9, arbitrary: anyEvent },
      anyId.map((id) => booking({ id })),
    ),
    aimedAt: anyEvent,
    isAimedAtItself: fc.boolean(),
    action: fc.constantFrom<PlannedAction>(cancel, decline, { kind: "remove" }, end, endEarlier),
  })
  .map(({ item, aimedAt, isAimedAtItself, action }) => {
    // An item may be addressed by another id than it is read with.
    const target = targetOf(isAimedAtItself || item.kind === "booking" ? item : aimedAt);
    return { ...planned(item, item.kind === "booking" ? cancel : action), target };
  });

test("the pairs are those that comparing each with each finds", () => {
  const ownNames = ["Ana.Silva@contoso.com"];
  fc.assert(
    fc.property(fc.array(anyPlanned, { maxLength: 12 }), (items) => {
      const pairs = sameMeetings(items, ownNames).map(({ first, second }) => [first, second]);
      assert.deepEqual(pairs, comparedPairs(items, ownNames));
    }),
    { numRuns: 4_000 },
  );
});

const crowds: readonly (readonly [string, (place: number) => Row, (count: number) => number])[] = [
  [
    "occurrences behind their series",
    (place) => {
      if (place === 0) return [master, cancel];
      const startUtc = Date.parse("2026-12-01T10:00:00Z") + place * 7 * 86_400_000;
      const span = { kind: "timed", startUtc, endUtc: startUtc + 1 } as const;
      return [{ ...on("2026-12-01"), id: `${place}`, span }, cancel];
    },
    (count) => count - 1,
  ],
  [
    "copies of one meeting that are cancelled",
    (place) => [copyOf(attended, `${place}`, `${place}@contoso.com`), cancel],
    (count) => count - 1,
  ],
  [
    "copies of one meeting that everybody declines",
    (place) => [copyOf(attended, `${place}`, `${place}@contoso.com`), decline],
    () => 0,
  ],
  [
    "copies of an occurrence beside a series that keeps it",
    (place) =>
      place === 0
        ? [{ ...master, ...on("2026-11-18"), id: "M", series: "master", iCalUId: "series" }, end]
        : [{ ...copyOf(on("2026-11-18"), `${place}`, `${place}@contoso.com`), iCalUId: "series" }, decline],
    () => 0,
  ],
  [
    "copies of one series that are ended",
    (place) => [copyOf({ ...master, span: on("2026-11-04").span }, `${place}`, `${place}@contoso.com`), end],
    (count) => count - 1,
  ],
];
for (const [name, make, pairs] of crowds) {
  test(`twenty thousand are not compared with each other: ${name}`, () => {
    const count = 20_000;
    const items = Array.from({ length: count }, (_, place) => planned(...make(place)));
    // The processor's time: the clock would count what else this machine has to do.
    const before = process.cpuUsage();
    assert.equal(sameMeetings(items, []).length, pairs(count));
    const { user, system } = process.cpuUsage(before);
    // Compared with each other, they would take more than half a minute.
    assert.ok(user + system < 6_000_000, `${user + system} µs`);
  });
}
