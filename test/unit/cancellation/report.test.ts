/** What a report says, from a run of this window and from the journal alike, and how it is written out. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { itemsToRetry } from "../../../src/cancellation/itemEnd.ts";
import { encodeRecord, foldJournal } from "../../../src/cancellation/journal.ts";
import type { ItemRecord, JournalledRun, JournalRecord } from "../../../src/cancellation/journal.ts";
import type { SendOutcome } from "../../../src/cancellation/outcome.ts";
import { decodeJournal } from "../../../src/cancellation/readJournal.ts";
import { describeTotals, reportOfJournal, reportOfRun } from "../../../src/cancellation/report.ts";
import type { Report } from "../../../src/cancellation/report.ts";
import { reportCsv } from "../../../src/cancellation/reportCsv.ts";
import { reportJson } from "../../../src/cancellation/reportJson.ts";
import { reportMarkdown } from "../../../src/cancellation/reportMarkdown.ts";
import type { ItemState } from "../../../src/cancellation/run.ts";
import { firstRecord } from "./journalRecords.ts";
import { ana, booking, event, planOf } from "./sampleItems.ts";

const at = "2026-11-24T08:00:00.000Z";
const atUtc = Date.parse(at);
const sent: SendOutcome = { kind: "sent", status: 202, requestId: "r1" };
const refused: SendOutcome = {
  kind: "refused",
  refusal: { status: 403, code: "ErrorAccessDenied", message: "" },
  requestId: "r2",
};
const offline: SendOutcome = { kind: "notSent", reason: "offline" };
const blocked: SendOutcome = { kind: "notSent", reason: "signInRefused", serviceCode: "AADSTS53003" };
const lost: SendOutcome = { kind: "unsure", reason: "timeout", requestId: "r3" };

type Rest<Kind extends ItemRecord> = Kind extends ItemRecord ? Omit<Kind, "item" | "at"> : never;

/** A state in a window, the lines that the journal has of it, its status, and whether it may be tried again. */
const ends: readonly (readonly [string, ItemState, readonly Rest<ItemRecord>[], string, boolean])[] = [
  ["sent", { kind: "ended", outcome: sent, atUtc }, [{ type: "outcome", outcome: sent }], "sent", false],
  ["refused", { kind: "ended", outcome: refused, atUtc }, [{ type: "outcome", outcome: refused }], "failed", true],
  ["offline", { kind: "ended", outcome: offline, atUtc }, [{ type: "outcome", outcome: offline }], "notSent", true],
  ["blocked", { kind: "ended", outcome: blocked, atUtc }, [{ type: "outcome", outcome: blocked }], "notSent", true],
  ["lost", { kind: "ended", outcome: lost, atUtc }, [{ type: "outcome", outcome: lost }], "unsure", false],
  ["gone", { kind: "lookedUp", found: "gone", atUtc }, [{ type: "lookup", found: "gone" }], "sent", false],
  [
    "still there",
    { kind: "lookedUp", found: "stillThere", atUtc },
    [{ type: "lookup", found: "stillThere" }],
    "notSent",
    true,
  ],
  [
    "sent before",
    { kind: "skipped", reason: "sentBefore" },
    [{ type: "skipped", reason: "sentBefore" }],
    "skipped",
    false,
  ],
  [
    "disk full",
    { kind: "skipped", reason: "journalFailed" },
    [{ type: "skipped", reason: "journalFailed" }],
    "notSent",
    true,
  ],
  ["stopped", { kind: "stopped" }, [], "notSent", true],
];

const plan = { ...planOf(ends.map((_, index) => event({ id: `${index}`, subject: `Meeting ${index}` }))), id: "run-1" };

function journalled(): JournalledRun {
  const lines = ends.flatMap(([, , records], item): readonly JournalRecord[] =>
    records.flatMap(
      (record) =>
        [
          { type: "sending", item, at },
          { ...record, item, at },
        ] as readonly JournalRecord[],
    ),
  );
  const text = [firstRecord(plan, { at: new Date(at) }), ...lines, { type: "stopped", at } as const].map(encodeRecord);
  return foldJournal(decodeJournal(text.join("")).records) ?? assert.fail();
}

const run = { plan, sendAtUtc: atUtc, states: ends.map(([, state]) => state) };
const live = reportOfRun(run, { peopleOf: () => 2, mailboxOf: () => "me" });

test("a report says the same of a run of this window and of one that the journal knows", () => {
  const { senderAddress, ...journalReport } = reportOfJournal(journalled());
  assert.equal(senderAddress, plan.sender.address);
  assert.deepEqual({ ...journalReport, senderAddress }, live);
});

for (const [index, [name, , , status, mayBeRetried]] of ends.entries()) {
  test(`an item that is ${name} counts as ${status}, and may ${mayBeRetried ? "" : "not "}be planned again`, () => {
    assert.equal(live.rows[index]?.status, status);
    assert.equal(itemsToRetry(run).includes(index), mayBeRetried);
    assert.equal(itemsToRetry(journalled()).includes(index), mayBeRetried);
  });
}

test("what the person took back is not offered again", () => {
  assert.deepEqual(itemsToRetry({ ...run, states: run.states.map(() => ({ kind: "kept" })) }), []);
});

test("what its window left on the way is unsure, and what it never came to is not sent", () => {
  const folded = foldJournal([firstRecord(plan), { type: "sending", item: 0, at }]) ?? assert.fail();
  const { rows, totals } = reportOfJournal(folded);
  assert.deepEqual([rows[0]?.status, rows[1]?.status], ["unsure", "notSent"]);
  assert.equal(describeTotals(totals), `${ends.length - 1} not sent, 1 unsure`);
});

test("the totals count every item once", () => {
  assert.equal(describeTotals(live.totals), "2 sent, 1 failed, 5 not sent, 1 unsure, 1 skipped");
});

test("what the sign-in service has refused is told by its code, in each row shortly and below them once in full", () => {
  const refusals = [blocked, blocked, { ...blocked, serviceCode: "AADSTS50146" }];
  const states = refusals.map((outcome): ItemState => ({ kind: "ended", outcome, atUtc }));
  const three = { ...plan, items: plan.items.slice(0, 3) };
  const explain = (code: string) =>
    code === "AADSTS53003" ? { short: "blocked by a rule", sentence: "A *rule* blocks it." } : undefined;
  const report = reportOfRun(
    { plan: three, sendAtUtc: atUtc, states },
    { peopleOf: () => 1, mailboxOf: () => "", explain },
  );
  assert.deepEqual(
    report.rows.map(({ words, code }) => [words, code]),
    [
      ["not sent: blocked by a rule (AADSTS53003)", "AADSTS53003"],
      ["not sent: blocked by a rule (AADSTS53003)", "AADSTS53003"],
      ["not sent: the sign-in service gave no access (AADSTS50146)", "AADSTS50146"],
    ],
  );
  const lines = reportMarkdown(report, ana).split("\n");
  assert.equal(lines.filter((line) => line === String.raw`AADSTS53003: A \*rule\* blocks it.`).length, 1);
  assert.ok(lines.includes("- 2 Meeting 1: not sent: blocked by a rule (AADSTS53003)"));
});

/** The cells of a CSV text, read as RFC 4180 has it. */
function cellsOf(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare = "", end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function reportTitled(title: string): Report {
  const [row] = live.rows;
  return { ...live, rows: [{ ...(row ?? assert.fail()), title }] };
}

test("a subject of any kind is one cell of a spreadsheet, and never a formula", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("=1+1", "+1", "-1", "@a", "\t=1", "\r=1", 'a"b,c\r\nd')),
      (title) => {
        const [header = [], cells = [], ...others] = cellsOf(reportCsv(reportTitled(title)));
        assert.deepEqual([others.length, cells.length], [0, header.length]);
        const cell = cells[header.indexOf("item")] ?? "";
        assert.ok(cell === title || cell === `'${title}`);
        assert.doesNotMatch(cell, /^[=+\-@\t\r]/u);
      },
    ),
  );
});

test("a report as JSON can be read by a program, with its times as text", () => {
  const read = JSON.parse(reportJson(live)) as { items: readonly Record<string, unknown>[]; totals: unknown };
  assert.deepEqual(read.totals, live.totals);
  assert.equal(read.items.length, live.rows.length);
  assert.deepEqual(
    [read.items[1]?.["status"], read.items[1]?.["code"], read.items[1]?.["time"]],
    ["failed", "ErrorAccessDenied", at],
  );
});

test("a report as Markdown has one row for each item, whatever its subject is", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("a | b", "# x", "<b>", "[a](command:x)", "a\n| b")),
      (title) => {
        const lines = reportMarkdown(reportTitled(title), ana).split("\n");
        const rows = lines.filter((line) => line.startsWith("| ") && !line.startsWith("| -")).slice(1);
        assert.equal(rows.length, 1);
        assert.equal(rows[0]?.replaceAll(/\\./gu, "").split("|").length, 11);
        assert.doesNotMatch(rows[0].replaceAll(/\\./gu, ""), /[<[\]]/u);
      },
    ),
  );
  assert.match(reportMarkdown(live, ana), /^2 sent, 1 failed, 5 not sent, 1 unsure, 1 skipped\.$/mu);
});

test("a booking is told by its service, and a series as a whole as such", () => {
  const [planned] = planOf([booking()]).items;
  const series = { ...(planOf([event()]).items[0] ?? assert.fail()), scope: "series" } as const;
  const other = { ...plan, items: [planned ?? assert.fail(), series] };
  const report = reportOfRun(
    { plan: other, sendAtUtc: atUtc, states: [{ kind: "waiting" }, { kind: "waiting" }] },
    { peopleOf: () => 1, mailboxOf: () => "" },
  );
  assert.match(reportMarkdown(report, ana), /Initial consult[^\n]*\n[^\n]*cancel \(whole series\)/u);
});
