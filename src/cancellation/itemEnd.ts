/**
 * How far an item has come, read alike from a run of this window and from the journal of any other: for reports, for
 * history, and for what may be tried again. Pure.
 */
import type { JournalledItem, JournalledRun } from "./journal.ts";
import type { SendOutcome } from "./outcome.ts";
import type { ItemState, Run, SkipReason } from "./run.ts";

/** How far an item has come. Times are milliseconds since 1970-01-01T00:00:00Z. */
export type ItemEnd =
  /** It may yet be sent, or is being sent. */
  | { readonly kind: "underWay" }
  /** Taken back during the hold. */
  | { readonly kind: "kept" }
  | { readonly kind: "stopped" }
  /** Its window ended before it was its turn. */
  | { readonly kind: "neverLeft" }
  | { readonly kind: "skipped"; readonly reason: SkipReason }
  | { readonly kind: "ended"; readonly outcome: SendOutcome; readonly atUtc: number }
  /** Its window ended while it was on the way. */
  | { readonly kind: "interrupted"; readonly atUtc: number }
  | { readonly kind: "lookedUp"; readonly found: "gone" | "stillThere"; readonly atUtc: number };

/** What is certain of an item, in one word. */
export type ItemStatus =
  | "underWay"
  /** It was carried out, once. */
  | "sent"
  /** Microsoft Graph refused: nobody was mailed. */
  | "failed"
  /** Nothing has left, or it was not carried out: nobody was mailed. */
  | "notSent"
  /** Nobody knows; it was carried out once at most. */
  | "unsure"
  /** It was or may have been sent by an earlier run, and so not by this one. */
  | "skipped";

/** How far each item of a run has come. */
export function itemEnds(run: Run | JournalledRun): readonly ItemEnd[] {
  return "states" in run ? run.states.map(endOfState) : run.items.map(endOfJournalled);
}

/** What is certain of an item. */
export function statusOf(end: ItemEnd): ItemStatus {
  switch (end.kind) {
    case "underWay":
      return "underWay";
    case "kept":
    case "stopped":
    case "neverLeft":
      return "notSent";
    case "skipped":
      return end.reason === "sentBefore" ? "skipped" : "notSent";
    case "ended":
      return end.outcome.kind === "refused" ? "failed" : end.outcome.kind;
    case "interrupted":
      return "unsure";
    case "lookedUp":
      return end.found === "gone" ? "sent" : "notSent";
    default:
      return end satisfies never;
  }
}

/**
 * The items of a run that may be planned again, by index: what failed, was stopped or was left. Never what is unsure, and
 * not what the person has taken back.
 */
export function itemsToRetry(run: Run | JournalledRun): readonly number[] {
  return itemEnds(run).flatMap((end, index) => {
    const status = statusOf(end);
    return end.kind !== "kept" && (status === "failed" || status === "notSent") ? [index] : [];
  });
}

function endOfState(state: ItemState): ItemEnd {
  switch (state.kind) {
    case "held":
    case "waiting":
    case "sending":
      return { kind: "underWay" };
    case "checking":
      return { ...state, kind: "ended" };
    case "kept":
    case "stopped":
    case "skipped":
    case "ended":
    case "lookedUp":
      return state;
    default:
      return state satisfies never;
  }
}

function endOfJournalled(item: JournalledItem): ItemEnd {
  switch (item.kind) {
    case "neverLeft":
    case "stopped":
      return { kind: item.kind };
    case "skipped":
      return { kind: "skipped", reason: item.reason };
    case "interrupted":
      return { kind: "interrupted", atUtc: Date.parse(item.at) };
    case "ended":
      return { kind: "ended", outcome: item.outcome, atUtc: Date.parse(item.at) };
    case "lookedUp":
      return { kind: "lookedUp", found: item.found, atUtc: Date.parse(item.at) };
    default:
      return item satisfies never;
  }
}
