/**
 * The journal's records: what is written down before and after each cancellation leaves, so that a crash can never make
 * Unbook send one twice or forget one. One JSON object a line. Pure: where the lines are kept is in sending/, how they are
 * read back in readJournal.ts.
 */
import type { TimeSpan } from "../agenda/item.ts";
import type { SendOutcome } from "./outcome.ts";
import { claimedAs, titleOf } from "./plan.ts";
import type { CancellationPlan, CancelScope, PlannedAction, PlannedItem } from "./plan.ts";
import type { SkipReason } from "./run.ts";
import { seriesIdOf } from "./sought.ts";

/** What a run's first record says of one item. What may be missing is so in the records of earlier versions. */
export interface JournalItem {
  /** See `claimedAs` in plan.ts. */
  readonly key: string;
  readonly itemPath: string;
  readonly apiVersion: "v1.0" | "beta";
  /** What a person calls it; where names are not stored, its id. */
  readonly title: string;
  /** How many people are to be mailed. */
  readonly people: number;
  readonly action: PlannedAction;
  readonly scope?: CancelScope;
  readonly span?: TimeSpan;
  /** The iCalUId of a series that is meant as a whole. */
  readonly seriesId?: string;
  /** Equal for all items of one mailbox. */
  readonly mailbox?: string;
  /** Equal for equal messages of one run; the message itself is not stored. */
  readonly messageDigest?: string;
}

/** The first record of a run. Times are ISO 8601, UTC. */
export interface RunRecord {
  readonly type: "run";
  readonly runId: string;
  /** When its hold had ended. */
  readonly at: string;
  readonly accountId: string;
  readonly realm: string;
  /** The process that sends it: while it lives, what is on the way is its own matter. */
  readonly pid: number;
  /** Who sent it, as a person reads it. */
  readonly address?: string;
  /** How long it was held, in milliseconds. */
  readonly holdMs?: number;
  /** See CancellationPlan. */
  readonly documentId?: string;
  readonly items: readonly JournalItem[];
}

/** A line about one item, counted from 0. */
export type ItemRecord =
  /** Written and flushed before the request leaves. */
  | { readonly type: "sending"; readonly item: number; readonly at: string }
  /** Written when the answer, or none, has come. */
  | { readonly type: "outcome"; readonly item: number; readonly at: string; readonly outcome: SendOutcome }
  /** Written when an item was left alone right before its request would have left. */
  | { readonly type: "skipped"; readonly item: number; readonly at: string; readonly reason: SkipReason }
  /** Written when an item that was unsure has been looked up. */
  | { readonly type: "lookup"; readonly item: number; readonly at: string; readonly found: "gone" | "stillThere" };

/** One line of the journal. Times are ISO 8601, UTC. */
export type JournalRecord =
  | RunRecord
  | ItemRecord
  /** Sending was stopped: whatever is not named by another line has not left, and was meant to stay. */
  | { readonly type: "stopped"; readonly at: string }
  /** A person has seen what a window that ended had not sent. */
  | { readonly type: "seen"; readonly at: string };

/** What a run's first record depends on besides the plan. */
export interface RunFacts {
  /** When the hold had ended. */
  readonly at: Date;
  readonly pid: number;
  readonly holdMs: number;
  readonly peopleOf: (index: number) => number;
  readonly mailboxOf: (index: number) => string;
  /** A short text that gives the message away to nobody. */
  readonly digestOf: (message: string) => string;
  /** Whether subjects and services are stored. A plan that is not to be logged stores none. */
  readonly storesNames: boolean;
}

/** The first record of a run. */
export function runRecord(plan: CancellationPlan, facts: RunFacts): RunRecord {
  const storesNames = facts.storesNames && plan.isUnlogged !== true;
  return {
    type: "run",
    runId: plan.id,
    at: facts.at.toISOString(),
    accountId: plan.sender.accountId,
    realm: plan.sender.realm,
    pid: facts.pid,
    address: plan.sender.address,
    holdMs: facts.holdMs,
    ...(plan.documentId !== undefined && { documentId: plan.documentId }),
    items: plan.items.map((planned, index) => ({
      key: claimedAs(planned, plan.sender),
      itemPath: planned.target.itemPath,
      apiVersion: planned.target.apiVersion,
      title: storesNames ? titleOf(planned.item) : planned.item.id,
      people: facts.peopleOf(index),
      action: planned.action,
      scope: planned.scope,
      ...(plan.isUnlogged !== true && { span: planned.item.span }),
      ...seriesOf(planned),
      mailbox: facts.mailboxOf(index),
      messageDigest: facts.digestOf(planned.message),
    })),
  };
}

function seriesOf({ item, scope }: PlannedItem): Pick<JournalItem, "seriesId"> {
  const seriesId = seriesIdOf(item, scope);
  return { ...(seriesId !== undefined && { seriesId }) };
}

/** A record as a line, with its line end. */
export function encodeRecord(record: JournalRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** What a finished or broken-off run left behind, item by item. */
export interface JournalledRun {
  readonly run: RunRecord;
  /** One for each of the run's items, in the same order. */
  readonly items: readonly JournalledItem[];
  /** Whether a person knows what was not sent: it was stopped, or looked at since. */
  readonly isSeen: boolean;
}

/** What the journal knows of one item. */
export type JournalledItem =
  | { readonly kind: "neverLeft" }
  /** Left when sending was stopped. */
  | { readonly kind: "stopped" }
  | { readonly kind: "skipped"; readonly reason: SkipReason; readonly at: string }
  /** It was on the way when the journal ends. */
  | { readonly kind: "interrupted"; readonly at: string }
  | { readonly kind: "ended"; readonly outcome: SendOutcome; readonly at: string }
  | { readonly kind: "lookedUp"; readonly found: "gone" | "stillThere"; readonly at: string };

/** An item of which nobody knows whether its people were mailed. */
export type UnsureItem = Extract<JournalledItem, { kind: "interrupted" | "ended" }>;

/** True if nobody knows whether the item's people were mailed. */
export function isUnsure(item: JournalledItem): item is UnsureItem {
  return item.kind === "interrupted" || (item.kind === "ended" && item.outcome.kind === "unsure");
}

/** Puts a journal's records together; undefined if its first record is missing. */
export function foldJournal(records: readonly JournalRecord[]): JournalledRun | undefined {
  const run = records.find((record) => record.type === "run");
  if (run === undefined) return undefined;
  const isStopped = records.some(({ type }) => type === "stopped");
  const items: JournalledItem[] = run.items.map(() => ({ kind: isStopped ? "stopped" : "neverLeft" }));
  for (const record of records) {
    if (!("item" in record) || items[record.item] === undefined) continue;
    items[record.item] = journalledItem(record);
  }
  return { run, items, isSeen: isStopped || records.some(({ type }) => type === "seen") };
}

/**
 * The run with what is told by claims, which are made after an item's first line and before its request leaves.
 * @param owners the runs that have claimed some of its items, by the items' index.
 */
export function withOwners(journalled: JournalledRun, owners: ReadonlyMap<number, string>): JournalledRun {
  const { run } = journalled;
  const items = journalled.items.map((item, index): JournalledItem => {
    const owner = owners.get(index);
    if (owner === undefined) return item;
    switch (item.kind) {
      case "interrupted":
        // Its window ended right before it would have found that out.
        return owner === run.runId ? item : { kind: "skipped", reason: "sentBefore", at: item.at };
      case "neverLeft":
      case "stopped":
        // It may have left: its line is one of those that are damaged.
        return owner === run.runId ? { kind: "interrupted", at: run.at } : item;
      case "skipped":
      case "ended":
      case "lookedUp":
        return item;
      default:
        return item satisfies never;
    }
  });
  return { ...journalled, items };
}

function journalledItem(record: ItemRecord): JournalledItem {
  switch (record.type) {
    case "sending":
      return { kind: "interrupted", at: record.at };
    case "outcome":
      return { kind: "ended", outcome: record.outcome, at: record.at };
    case "skipped":
      return { kind: "skipped", reason: record.reason, at: record.at };
    case "lookup":
      return { kind: "lookedUp", found: record.found, at: record.at };
    default:
      return record satisfies never;
  }
}
