/**
 * What removing one's own copy of a meeting does: it goes from this mailbox alone, and nobody is told.
 * Source: https://learn.microsoft.com/graph/api/event-delete
 */
import type { FoundEvent } from "./office.ts";
import { noteInMaster, occurrencesOf } from "./series.ts";

/** Takes an event (with its occurrences, if it is a master) out of one mailbox; `isKept` leaves it in Deleted Items. */
export function removeEvent({ event, mailbox }: FoundEvent, isKept: boolean, nowUtc: number): void {
  for (const gone of [event, ...occurrencesOf(mailbox, event)]) {
    if (isKept) mailbox.events.moveToDeletedItems({ ...gone, changedUtc: nowUtc });
    else mailbox.events.delete(gone.id);
  }
  noteInMaster(mailbox, event, nowUtc);
}
