/**
 * The journal's records: what is written down before and after each cancellation leaves, so that a crash can never make
 * Unbook send one twice or forget one. One JSON object a line. Pure: where the lines are kept is in editor/.
 */
import type { SendOutcome } from "./outcome.ts";
import { claimedAs, titleOf } from "./plan.ts";
import type { CancellationPlan } from "./plan.ts";

/** What a run's first record says of one item. */
export interface JournalItem {
  /** See `claimedAs` in plan.ts. */
  readonly key: string;
  readonly itemPath: string;
  readonly apiVersion: "v1.0" | "beta";
  /** What a person calls it; of a plan that is not to be logged, its id. */
  readonly title: string;
  /** How many people are to be mailed. */
  readonly people: number;
}

/** One line of the journal. Times are ISO 8601, UTC. */
export type JournalRecord =
  | {
      readonly type: "run";
      readonly runId: string;
      readonly at: string;
      readonly accountId: string;
      readonly realm: string;
      /** The process that sends it: while it lives, what is on the way is its own matter. */
      readonly pid: number;
      readonly items: readonly JournalItem[];
    }
  /** Written and flushed before the request leaves. `item` counts from 0. */
  | { readonly type: "sending"; readonly item: number; readonly at: string }
  /** Written when the answer, or none, has come. */
  | { readonly type: "outcome"; readonly item: number; readonly at: string; readonly outcome: SendOutcome }
  /** Written when an item that was unsure has been looked up. */
  | { readonly type: "lookup"; readonly item: number; readonly at: string; readonly found: "gone" | "stillThere" };

/** The first record of a run. */
export function runRecord(
  plan: CancellationPlan,
  peopleOf: (index: number) => number,
  at: Date,
  pid: number,
): JournalRecord {
  return {
    type: "run",
    runId: plan.id,
    at: at.toISOString(),
    accountId: plan.sender.accountId,
    realm: plan.sender.realm,
    pid,
    items: plan.items.map((planned, index) => ({
      key: claimedAs(planned),
      itemPath: planned.target.itemPath,
      apiVersion: planned.target.apiVersion,
      title: plan.isUnlogged === true ? planned.item.id : titleOf(planned.item),
      people: peopleOf(index),
    })),
  };
}

/** A record as a line, with its line end. */
export function encodeRecord(record: JournalRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** A journal read back. */
export interface ReadJournal {
  readonly records: readonly JournalRecord[];
  /** Lines that could not be read, as a crash in the middle of a write leaves them. */
  readonly damagedLines: number;
}

/** Reads a journal's text. A damaged line is counted and passed over; the others still stand. */
export function decodeJournal(text: string): ReadJournal {
  const records: JournalRecord[] = [];
  let damagedLines = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const record = decodeRecord(line);
    if (record === undefined) damagedLines += 1;
    else records.push(record);
  }
  return { records, damagedLines };
}

/** What a finished or broken-off run left behind, item by item. */
export interface JournalledRun {
  readonly run: Extract<JournalRecord, { type: "run" }>;
  /** One for each of the run's items, in the same order. */
  readonly items: readonly JournalledItem[];
}

/** What the journal knows of one item. */
export type JournalledItem =
  | { readonly kind: "neverLeft" }
  /** It was on the way when the journal ends. */
  | { readonly kind: "interrupted"; readonly at: string }
  | { readonly kind: "ended"; readonly outcome: SendOutcome; readonly at: string }
  | { readonly kind: "lookedUp"; readonly found: "gone" | "stillThere"; readonly at: string };

/** True if nobody knows whether the item's people were mailed. */
export function isUnsure(item: JournalledItem): boolean {
  return item.kind === "interrupted" || (item.kind === "ended" && item.outcome.kind === "unsure");
}

/** Puts a journal's records together; undefined if its first record is missing. */
export function foldJournal(records: readonly JournalRecord[]): JournalledRun | undefined {
  const run = records.find((record) => record.type === "run");
  if (run === undefined) return undefined;
  const items: JournalledItem[] = run.items.map(() => ({ kind: "neverLeft" }));
  for (const record of records) {
    if (record.type === "run" || items[record.item] === undefined) continue;
    items[record.item] = journalledItem(record);
  }
  return { run, items };
}

function journalledItem(record: Exclude<JournalRecord, { type: "run" }>): JournalledItem {
  switch (record.type) {
    case "sending":
      return { kind: "interrupted", at: record.at };
    case "outcome":
      return { kind: "ended", outcome: record.outcome, at: record.at };
    case "lookup":
      return { kind: "lookedUp", found: record.found, at: record.at };
    default:
      return record satisfies never;
  }
}

function decodeRecord(line: string): JournalRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is JournalRecord {
  if (typeof value !== "object" || value === null || !("type" in value)) return false;
  switch (value.type) {
    case "run":
      return "runId" in value && typeof value.runId === "string" && "items" in value && Array.isArray(value.items);
    case "sending":
      return "item" in value && typeof value.item === "number";
    case "outcome":
      return (
        "item" in value &&
        typeof value.item === "number" &&
        "outcome" in value &&
        typeof value.outcome === "object" &&
        value.outcome !== null &&
        "kind" in value.outcome
      );
    case "lookup":
      return "item" in value && typeof value.item === "number" && "found" in value && typeof value.found === "string";
    default:
      return false;
  }
}
