/**
 * Reads a journal's lines back. Whatever a crash, a full disk, another version or somebody's editor has left in a file is
 * survived: a line that cannot be understood is counted, and the others still stand. Pure.
 */
import type { TimeSpan } from "../agenda/item.ts";
import type { ItemRecord, JournalItem, JournalRecord, RunRecord } from "./journal.ts";
import type { SendOutcome } from "./outcome.ts";
import type { PlannedAction } from "./plan.ts";

/** A journal read back. */
export interface ReadJournal {
  readonly records: readonly JournalRecord[];
  /** Lines that could not be read, as a crash in the middle of a write leaves them. */
  readonly damagedLines: number;
}

/** Reads a journal's text. */
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

type Fields = Readonly<Record<string, unknown>>;

function decodeRecord(line: string): JournalRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isFields(value)) return undefined;
  switch (value["type"]) {
    case "run":
      return runOf(value);
    case "stopped":
    case "seen":
      return isTime(value["at"]) ? { type: value["type"], at: value["at"] } : undefined;
    default:
      return isItemRecord(value) ? value : undefined;
  }
}

/** What became of an item depends on these lines: one that lacks a part says nothing. */
function isItemRecord(value: unknown): value is ItemRecord {
  if (!isFields(value) || !Number.isSafeInteger(value["item"]) || !isTime(value["at"])) return false;
  switch (value["type"]) {
    case "sending":
      return true;
    case "outcome":
      return isOutcome(value["outcome"]);
    case "skipped":
      return value["reason"] === "sentBefore" || value["reason"] === "journalFailed";
    case "lookup":
      return value["found"] === "gone" || value["found"] === "stillThere";
    default:
      return false;
  }
}

function isOutcome(value: unknown): value is SendOutcome {
  if (!isFields(value)) return false;
  switch (value["kind"]) {
    case "sent":
      return typeof value["status"] === "number" && typeof value["requestId"] === "string";
    case "refused": {
      const { refusal } = value;
      return isFields(refusal) && typeof refusal["status"] === "number" && typeof refusal["code"] === "string";
    }
    case "notSent":
      return typeof value["reason"] === "string" && ["undefined", "string"].includes(typeof value["serviceCode"]);
    case "unsure":
      return typeof value["reason"] === "string";
    default:
      return false;
  }
}

function runOf(value: Fields): RunRecord | undefined {
  const { runId, at, accountId, realm, pid, items, address, holdMs, documentId } = value;
  if (typeof runId !== "string" || typeof accountId !== "string" || typeof realm !== "string") return undefined;
  if (!isTime(at) || typeof pid !== "number" || !Array.isArray(items)) return undefined;
  const read = (items as readonly unknown[]).map(itemOf);
  // The other lines count the items: with one missing, they would speak of others.
  if (!read.every((item) => item !== undefined)) return undefined;
  return {
    type: "run",
    runId,
    at,
    accountId,
    realm,
    pid,
    ...(typeof address === "string" && { address }),
    ...(typeof holdMs === "number" && { holdMs }),
    ...(typeof documentId === "string" && { documentId }),
    items: read,
  };
}

function itemOf(value: unknown): JournalItem | undefined {
  if (!isFields(value)) return undefined;
  const { key, itemPath, apiVersion, title, people, action, scope, span, seriesId, mailbox, messageDigest } = value;
  if (typeof key !== "string" || typeof itemPath !== "string" || typeof title !== "string") return undefined;
  if (apiVersion !== "v1.0" && apiVersion !== "beta") return undefined;
  // The first versions only knew how to cancel.
  const done = action === undefined ? ({ kind: "cancel" } as const) : action;
  if (!isAction(done)) return undefined;
  return {
    key,
    itemPath,
    apiVersion,
    title,
    people: typeof people === "number" ? people : 0,
    action: done,
    ...((scope === "single" || scope === "occurrence" || scope === "series") && { scope }),
    ...(isSpan(span) && { span }),
    ...(typeof seriesId === "string" && { seriesId }),
    ...(typeof mailbox === "string" && { mailbox }),
    ...(typeof messageDigest === "string" && { messageDigest }),
  };
}

function isAction(value: unknown): value is PlannedAction {
  if (!isFields(value)) return false;
  switch (value["kind"]) {
    case "cancel":
    case "remove":
      return true;
    case "decline":
      return typeof value["sendsReply"] === "boolean";
    case "endSeries": {
      const { recurrence } = value;
      if (!isFields(recurrence) || !isFields(recurrence["pattern"]) || !isFields(recurrence["range"])) return false;
      const { startDate, endDate } = recurrence["range"];
      return typeof startDate === "string" && typeof endDate === "string";
    }
    default:
      return false;
  }
}

function isSpan(value: unknown): value is TimeSpan {
  if (!isFields(value)) return false;
  return value["kind"] === "timed"
    ? isInstant(value["startUtc"]) && isInstant(value["endUtc"])
    : value["kind"] === "allDay" && isTime(value["firstDay"]) && isTime(value["lastDay"]);
}

function isInstant(value: unknown): boolean {
  return typeof value === "number" && !Number.isNaN(new Date(value).getTime());
}

function isTime(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
