import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { encodeRecord, foldJournal, isUnsure } from "../../../src/cancellation/journal.ts";
import type { JournalRecord } from "../../../src/cancellation/journal.ts";
import { decodeJournal } from "../../../src/cancellation/readJournal.ts";
import { firstRecord } from "./journalRecords.ts";
import { booking, event, planOf } from "./sampleItems.ts";

const at = "2026-11-24T08:00:00.000Z";
const run = firstRecord(planOf([event(), booking(), event({ id: "third" })]));
const sending = (item: number): JournalRecord => ({ type: "sending", item, at });
const sent = (item: number): JournalRecord => ({
  type: "outcome",
  item,
  at,
  outcome: { kind: "sent", status: 202, requestId: "r" },
});

test("what was written before a crash tells sent, interrupted and never left apart", () => {
  const folded = foldJournal([run, sending(0), sent(0), sending(1)]);
  assert.deepEqual(
    folded?.items.map(({ kind }) => kind),
    ["ended", "interrupted", "neverLeft"],
  );
  assert.deepEqual(folded?.items.map(isUnsure), [false, true, false]);
});

test("a plan that is not to be logged leaves ids and no titles", () => {
  const plan = { ...planOf([event(), booking()]), isUnlogged: true };
  const text = encodeRecord(firstRecord(plan));
  for (const { item } of plan.items) {
    assert.ok(text.includes(`"title":${JSON.stringify(item.id)}`), text);
    assert.ok(!text.includes(item.kind === "event" ? item.subject : item.serviceName));
  }
});

test("an item that was looked up is not unsure any more", () => {
  const folded = foldJournal([run, sending(0), { type: "lookup", item: 0, at, found: "gone" }]);
  assert.deepEqual(folded?.items[0], { kind: "lookedUp", found: "gone", at });
});

test("a journal without its first record tells nothing", () => {
  assert.equal(foldJournal([sending(0)]), undefined);
});

test("a half-written last line costs that line only", () => {
  const text = encodeRecord(run) + encodeRecord(sending(0)) + encodeRecord(sent(0)).slice(0, 20);
  assert.deepEqual(decodeJournal(text), { records: [run, sending(0)], damagedLines: 1 });
});

test("what the sign-in service said is kept, and a line with something else in its place costs that line only", () => {
  const outcome = { kind: "notSent", reason: "signInRefused", serviceCode: "AADSTS53003" } as const;
  const refused: JournalRecord = { type: "outcome", item: 0, at, outcome };
  const damaged = encodeRecord(refused).replace('"AADSTS53003"', '{"a":1}');
  const { records, damagedLines } = decodeJournal(encodeRecord(run) + encodeRecord(refused) + damaged);
  assert.deepEqual([records, damagedLines], [[run, refused], 1]);
});

test("whatever stands in the file, reading it does not fail and keeps the good lines", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.json(), fc.constant(encodeRecord(run).trim())), { maxLength: 20 }),
      (lines) => {
        const good = lines.filter((line) => line === encodeRecord(run).trim()).length;
        const { records } = decodeJournal(lines.join("\n"));
        assert.ok(records.filter(({ type }) => type === "run").length >= good);
      },
    ),
  );
});

test("the record of a run holds no message and no address", () => {
  const line = encodeRecord(firstRecord(planOf([event()], "a secret reason")));
  assert.ok(!line.includes("a secret reason"));
  assert.ok(!line.includes("kim@fabrikam.com"));
});
