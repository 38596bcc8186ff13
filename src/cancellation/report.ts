/**
 * What became of a run, item by item, as it is told to somebody who was not there: the same from a run of this window and
 * from the journal of any other. Pure; how it is written out is in reportMarkdown.ts, reportCsv.ts and reportJson.ts.
 */
import { describeTitle } from "../agenda/describeItem.ts";
import type { TimeSpan } from "../agenda/item.ts";
import { itemEnds, statusOf } from "./itemEnd.ts";
import type { ItemEnd, ItemStatus } from "./itemEnd.ts";
import type { JournalledRun } from "./journal.ts";
import type { CancelScope, PlannedAction, PlannedItem } from "./plan.ts";
import type { Run } from "./run.ts";

/** One item of a report. */
export interface ReportRow {
  /** 1, 2, 3, … in the order of the plan. */
  readonly number: number;
  /** What a person calls it; where names are not stored, its id. */
  readonly title: string;
  /** Undefined where it was not stored. */
  readonly span: TimeSpan | undefined;
  readonly action: PlannedAction["kind"];
  readonly scope: CancelScope | undefined;
  /** How many people were to be mailed. */
  readonly people: number;
  /** As `me` or `business contosodental@contoso.com`; empty where it was not stored. */
  readonly mailbox: string;
  /** Its address in Graph, below the version. */
  readonly itemPath: string;
  readonly status: ItemStatus;
  /** The status in a few words, with the reason. */
  readonly words: string;
  /** What the reason means and what helps, as a sentence. Default: there is nothing more to say. */
  readonly advice?: string;
  readonly httpStatus: number | undefined;
  /** Graph's error code, or the sign-in service's, as `AADSTS53003`. */
  readonly code: string | undefined;
  /** What Microsoft can find the request by. */
  readonly requestId: string | undefined;
  /** When that became known: milliseconds since 1970-01-01T00:00:00Z. */
  readonly atUtc: number | undefined;
}

/** What became of a run. */
export interface Report {
  readonly runId: string;
  readonly documentId: string | undefined;
  /** Who sent it; empty where it was not stored. */
  readonly senderAddress: string;
  /** When its hold ended: milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedUtc: number;
  readonly rows: readonly ReportRow[];
  readonly totals: ReportTotals;
}

/** How many items there are of each status. */
export type ReportTotals = Readonly<Record<ItemStatus, number>>;

/** What a code of the sign-in service's means; undefined for one that there is nothing to say of. */
export type ExplainCode = (code: string) => { readonly short: string; readonly sentence: string } | undefined;

/** What a report of a run of this window needs besides the run. */
export interface LiveReportFacts {
  readonly peopleOf: (index: number) => number;
  readonly mailboxOf: (planned: PlannedItem) => string;
  /** Default: codes are only named. */
  readonly explain?: ExplainCode;
}

/** The report of a run of this window, whether it is over or not. */
export function reportOfRun(run: Run, { peopleOf, mailboxOf, explain = namedOnly }: LiveReportFacts): Report {
  const { plan, sendAtUtc } = run;
  const rows = itemEnds(run).flatMap((end, index) => {
    const planned = plan.items[index];
    if (planned === undefined) return [];
    const { item, action, scope, target } = planned;
    const facts = {
      title: describeTitle(item),
      span: item.span,
      action: action.kind,
      scope,
      itemPath: target.itemPath,
    };
    return [rowOf({ ...facts, people: peopleOf(index), mailbox: mailboxOf(planned) }, end, index, explain)];
  });
  return {
    runId: plan.id,
    documentId: plan.documentId,
    senderAddress: plan.sender.address,
    startedUtc: sendAtUtc,
    rows,
    totals: totalsOf(rows),
  };
}

/** The report of a run that the journal knows. @param explain default: codes are only named. */
export function reportOfJournal(journalled: JournalledRun, explain: ExplainCode = namedOnly): Report {
  const { run } = journalled;
  const rows = itemEnds(journalled).flatMap((end, index) => {
    const item = run.items[index];
    if (item === undefined) return [];
    const { title, span, action, scope, people, mailbox = "", itemPath } = item;
    return [rowOf({ title, span, action: action.kind, scope, people, mailbox, itemPath }, end, index, explain)];
  });
  return {
    runId: run.runId,
    documentId: run.documentId,
    senderAddress: run.address ?? "",
    startedUtc: Date.parse(run.at),
    rows,
    totals: totalsOf(rows),
  };
}

/** How many items there are of each status. */
function totalsOf(rows: readonly Pick<ReportRow, "status">[]): ReportTotals {
  const totals: Record<ItemStatus, number> = { sent: 0, failed: 0, notSent: 0, unsure: 0, skipped: 0, underWay: 0 };
  for (const { status } of rows) totals[status] += 1;
  return totals;
}

/** `38 sent, 1 failed, 3 not sent`; statuses that no item has are left out. */
export function describeTotals(totals: ReportTotals): string {
  const words: readonly (readonly [ItemStatus, string])[] = [
    ["sent", "sent"],
    ["failed", "failed"],
    ["notSent", "not sent"],
    ["unsure", "unsure"],
    ["skipped", "skipped"],
    ["underWay", "under way"],
  ];
  const told = words.filter(([status]) => totals[status] > 0).map(([status, word]) => `${totals[status]} ${word}`);
  return told.length === 0 ? "nothing planned" : told.join(", ");
}

type ItemFacts = Omit<ReportRow, "number" | "status" | "words" | "httpStatus" | "code" | "requestId" | "atUtc">;

function namedOnly(): undefined {
  return undefined;
}

function rowOf(facts: ItemFacts, end: ItemEnd, index: number, explain: ExplainCode): ReportRow {
  return {
    number: index + 1,
    ...facts,
    status: statusOf(end),
    ...reasonOf(end, explain),
    ...answerOf(end),
    atUtc: "atUtc" in end ? end.atUtc : undefined,
  };
}

function answerOf(end: ItemEnd): Pick<ReportRow, "httpStatus" | "code" | "requestId"> {
  const none = { httpStatus: undefined, code: undefined, requestId: undefined };
  if (end.kind !== "ended") return none;
  const { outcome } = end;
  switch (outcome.kind) {
    case "sent":
      return { httpStatus: outcome.status, code: undefined, requestId: outcome.requestId };
    case "refused": {
      const { status, code } = outcome.refusal;
      return { httpStatus: status, code: code === "" ? undefined : code, requestId: outcome.requestId };
    }
    case "unsure":
      return { httpStatus: outcome.status, code: undefined, requestId: outcome.requestId || undefined };
    case "notSent":
      return { ...none, code: outcome.serviceCode };
    default:
      return outcome satisfies never;
  }
}

function reasonOf(end: ItemEnd, explain: ExplainCode): Pick<ReportRow, "words" | "advice"> {
  const code = end.kind === "ended" && end.outcome.kind === "notSent" ? end.outcome.serviceCode : undefined;
  if (code === undefined) return { words: wordsOf(end) };
  const known = explain(code);
  if (known === undefined) return { words: `${wordsOf(end)} (${code})` };
  return { words: `not sent: ${known.short} (${code})`, advice: known.sentence };
}

function wordsOf(end: ItemEnd): string {
  switch (end.kind) {
    case "underWay":
      return "under way";
    case "kept":
      return "not sent: undone during the hold";
    case "stopped":
      return "not sent: sending was stopped before";
    case "neverLeft":
      return "not sent: VS Code ended before";
    case "skipped":
      return end.reason === "sentBefore"
        ? "skipped: an earlier run has sent it, or may have"
        : "not sent: the journal could not be written";
    case "interrupted":
      return "unsure: VS Code ended while it was being sent";
    case "lookedUp":
      return end.found === "gone"
        ? "sent: the answer was lost, and it is gone"
        : "not sent: the answer was lost, and it still stands";
    case "ended":
      return outcomeWords(end);
    default:
      return end satisfies never;
  }
}

const notSentWords: Readonly<Record<string, string>> = {
  offline: "this machine was offline",
  certificate: "a certificate could not be verified",
  proxy: "a proxy did not let it pass",
  signInRequired: "the account has to sign in again",
  consentRequired: "a permission is missing",
  signInRefused: "the sign-in service gave no access",
  noToken: "VS Code gave no access to the account",
  notInCloud: "the account's cloud does not offer it",
  stopped: "it was stopped before it left",
};

function outcomeWords({ outcome }: Extract<ItemEnd, { kind: "ended" }>): string {
  switch (outcome.kind) {
    case "sent":
      return "sent";
    case "refused":
      return "failed: Microsoft Graph refused it";
    case "notSent":
      return `not sent: ${notSentWords[outcome.reason] ?? outcome.reason}`;
    case "unsure":
      return outcome.reason === "serverError"
        ? "unsure: Microsoft Graph failed while it had it"
        : "unsure: the answer was lost";
    default:
      return outcome satisfies never;
  }
}
