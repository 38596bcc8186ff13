/**
 * What to do about a cancellation whose answer was lost: look the item up, and only if it still stands, twice and with
 * time between, send it once more. Graph acts some time after it has answered, so that a single look proves little. Pure:
 * what was found and the chance in the waiting are given.
 * Source: https://learn.microsoft.com/graph/api/event-cancel (202 Accepted)
 */
import type { SendOutcome, UnsureOutcome } from "./outcome.ts";

/** What one look has found; `unknown` if looking failed. */
export type Look = "gone" | "stillThere" | "unknown";

/** How far the finding out has come. */
export interface LostAnswer {
  /** How the latest attempt ended. */
  readonly outcome: UnsureOutcome;
  /** How often the cancellation has been sent. */
  readonly attempts: number;
  /** What was found since the latest attempt, the oldest first. */
  readonly looks: readonly Look[];
  /** From 0 to just below 1: spreads the looks of many items. */
  readonly random: number;
}

/** What to do next. */
export type NextStep =
  /** Look after a while. */
  | { readonly kind: "look"; readonly delayMs: number }
  | { readonly kind: "sendAgain" }
  /** It was carried out, or somebody else has cancelled the item since. */
  | { readonly kind: "gone" }
  /** Nobody can tell: leave it to the person. */
  | { readonly kind: "giveUp" };

/** A second cancellation that is lost as well is not followed by a third. */
const mostAttempts = 2;

/** The shortest waits before the first and the second look; chance adds up to as much again. */
const waitsMs: readonly number[] = [4000, 8000];

/** How long after an attempt a single look proves as much as the two. */
const settlingMs = waitsMs.reduce((sum, waitMs) => sum + waitMs, 0);

/** Who is asked to stay away for longer leaves it to the person. */
const longestPatienceMs = 60_000;

/** What to do next about a lost answer. */
export function afterLostAnswer({ outcome, attempts, looks, random }: LostAnswer): NextStep {
  const latest = looks.at(-1);
  if (latest === "gone") return { kind: "gone" };
  if (latest === "unknown") return { kind: "giveUp" };
  const askedFor = outcome.retryAfterMs ?? 0;
  const waitMs = waitsMs[looks.length];
  if (waitMs !== undefined) {
    const patienceMs = looks.length === 0 ? Math.min(askedFor, longestPatienceMs) : 0;
    return { kind: "look", delayMs: Math.max(Math.round(waitMs * (1 + random)), patienceMs) };
  }
  return attempts < mostAttempts && askedFor <= longestPatienceMs ? { kind: "sendAgain" } : { kind: "giveUp" };
}

/**
 * How long to wait before the single look that a person asks for, in milliseconds.
 * @param attemptUtc when the latest attempt ended, and `nowUtc`: milliseconds since 1970-01-01T00:00:00Z.
 */
export function waitBeforeSingleLook(attemptUtc: number, nowUtc: number): number {
  // A clock that was turned back must not make it wait for longer.
  return Math.min(settlingMs, Math.max(0, attemptUtc + settlingMs - nowUtc));
}

/**
 * What is known once a second attempt has ended, too. A refusal says nothing about the first attempt, and what has not left
 * leaves the first as lost as it was: only a success ends the uncertainty.
 */
export function afterSecondAttempt(first: UnsureOutcome, second: SendOutcome): SendOutcome {
  return second.kind === "sent" || second.kind === "unsure" ? second : first;
}
