/**
 * What the sandbox remembers of those who keep asking what has changed: which events each of them has been told of. A
 * token names a round; what is in it stays here.
 * Source: https://learn.microsoft.com/graph/delta-query-overview#state-tokens
 */
import { randomUUID } from "node:crypto";
import type { StoredEvent } from "../office/storedEvent.ts";

/** So many rounds are remembered; the oldest are forgotten first. */
const mostRounds = 1000;

/** Something to tell: an event as it is now, or the id of one that is no longer there. */
export type DeltaChange =
  { readonly kind: "present"; readonly event: StoredEvent } | { readonly kind: "removed"; readonly id: string };

/** One round of questions about one calendar's view. */
export interface DeltaRound {
  /** Whom it was begun for, and about which calendar: nobody else can go on with it. */
  readonly subject: string;
  /** From when to when, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly window: { readonly startUtc: number; readonly endUtc: number };
  /** Events by id, as they were told, or will have been at the end of the round. */
  readonly told: ReadonlyMap<string, StoredEvent>;
  /** What this round tells. */
  readonly changes: readonly DeltaChange[];
}

/** Where in a round a token goes on. */
export interface DeltaToken {
  readonly round: DeltaRound;
  /** So many changes have been told; -1 if not even an empty page has been. */
  readonly skip: number;
}

/** The rounds that can be gone on with. */
export interface DeltaRounds {
  remember(token: DeltaToken): string;
  /** Undefined if the token was never given out, or is forgotten. */
  recall(token: string): DeltaToken | undefined;
  forgetAll(): void;
}

/** No rounds, at first. */
export function createDeltaRounds(): DeltaRounds {
  const tokens = new Map<string, DeltaToken>();
  return {
    remember(token) {
      const name = randomUUID().replaceAll("-", "");
      tokens.set(name, token);
      const [oldest] = tokens.keys();
      if (tokens.size > mostRounds && oldest !== undefined) tokens.delete(oldest);
      return name;
    },
    recall: (token) => tokens.get(token),
    forgetAll: () => tokens.clear(),
  };
}

/**
 * What has changed since `told`: events that are there and were not told as they are, and events that were told and are
 * no longer there. Events never change in place, so a changed one is another object.
 */
export function changesSince(
  told: ReadonlyMap<string, StoredEvent>,
  now: ReadonlyMap<string, StoredEvent>,
): readonly DeltaChange[] {
  const removed = [...told.keys()].filter((id) => !now.has(id)).map((id): DeltaChange => ({ kind: "removed", id }));
  const present = [...now.values()]
    .filter((event) => told.get(event.id) !== event)
    .map((event): DeltaChange => ({ kind: "present", event }));
  return [...removed, ...present];
}
