/** What a later window knows of an item that it looks up is what its plan knew. */
import assert from "node:assert/strict";
import test from "node:test";
import { encodeRecord } from "../../../src/cancellation/journal.ts";
import type { CancellationPlan } from "../../../src/cancellation/plan.ts";
import { decodeJournal } from "../../../src/cancellation/readJournal.ts";
import { soughtIn, soughtOf } from "../../../src/cancellation/sought.ts";
import type { SoughtIn } from "../../../src/cancellation/sought.ts";
import { firstRecord } from "./journalRecords.ts";
import { booking, event, planOf } from "./sampleItems.ts";

const span = { kind: "allDay", firstDay: "2026-11-24", lastDay: "2026-11-25" } as const;
const series = { ...event(), series: "master", iCalUId: "uid" } as const;
const { iCalUId: _, ...nameless } = series;

function recorded(plan: CancellationPlan): SoughtIn | undefined {
  const [record] = decodeJournal(encodeRecord(firstRecord(plan))).records;
  const [item] = record?.type === "run" ? record.items : [];
  return soughtIn(item?.scope, item?.span, item?.seriesId);
}

const rows: readonly (readonly [string, CancellationPlan, SoughtIn | undefined])[] = [
  ["an event", planOf([event()]), { kind: "time", span: event().span }],
  ["an event of whole days", planOf([{ ...event(), span }]), { kind: "time", span }],
  ["a booking", planOf([booking()]), { kind: "time", span: booking().span }],
  ["a series", planOf([series]), { kind: "series", iCalUId: "uid" }],
  ["a series that nothing is found by", planOf([nameless]), undefined],
];
for (const [name, plan, expected] of rows) {
  test(`${name} is looked for where it would be listed, also by a later window`, () => {
    assert.deepEqual(soughtOf(plan.items[0] ?? assert.fail()).listedIn, expected);
    assert.deepEqual(recorded(plan), expected);
  });
}

test("what is not to be logged leaves no time behind", () => {
  assert.equal(recorded({ ...planOf([event()]), isUnlogged: true }), undefined);
});
