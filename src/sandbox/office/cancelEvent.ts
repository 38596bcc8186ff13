/**
 * What cancelling an event does: the organizer's copy moves to Deleted Items, attendees are mailed once each, and their
 * copies in the sandbox's mailboxes stay behind marked as cancelled.
 * Source: https://learn.microsoft.com/graph/api/event-cancel
 */
import type { FoundEvent, Mailbox, Office } from "./office.ts";
import type { Outbox } from "./outbox.ts";
import { copiesOf, noteInMaster, occurrencesOf } from "./series.ts";
import type { StoredAttendee, StoredEvent } from "./storedEvent.ts";

/** How an event is cancelled. */
export interface Cancellation {
  /** For those who were invited. */
  readonly text: string;
  /** False to mail nobody; the copies of those who were invited then stay as they are. */
  readonly isMailed: boolean;
  /** Of a series: whether those are mailed, too, who are invited to single meetings of it only. */
  readonly tellsGuests: boolean;
  /** How the organizer's copy looks in Deleted Items, or that nothing is left there. */
  readonly kept: "cancelled" | "unchanged" | "nowhere";
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly nowUtc: number;
}

/** Cancels an organizer's event, an occurrence, or (given its master) a whole series. */
export function cancelEvent(office: Office, outbox: Outbox, found: FoundEvent, how: Cancellation): void {
  const { event, mailbox } = found;
  const affected = [event, ...occurrencesOf(mailbox, event)];
  if (how.isMailed) {
    outbox.mail({
      kind: "eventCancelled",
      from: event.organizer.address,
      recipients: invitedTo(how.tellsGuests ? affected : [event]),
      about: event.subject,
      itemId: event.id,
      text: how.text,
    });
  }
  for (const cancelled of affected) {
    if (how.kept === "nowhere") mailbox.events.delete(cancelled.id);
    else mailbox.events.moveToDeletedItems(how.kept === "cancelled" ? asCancelled(cancelled, how.nowUtc) : cancelled);
    if (how.isMailed) markCopies(office, mailbox, cancelled, how.nowUtc);
  }
  noteInMaster(mailbox, event, how.nowUtc);
}

/** Those who were invited to any of these events, without the organizer. */
export function invitedTo(events: readonly StoredEvent[]): readonly StoredAttendee[] {
  return events.flatMap(({ attendees, organizer }) =>
    attendees.filter((attendee) => attendee.address.toLowerCase() !== organizer.address.toLowerCase()),
  );
}

function markCopies(office: Office, organizersMailbox: Mailbox, cancelled: StoredEvent, nowUtc: number): void {
  for (const { mailbox, copy } of copiesOf(office, cancelled)) {
    if (mailbox !== organizersMailbox && !copy.isCancelled) mailbox.events.set(copy.id, asCancelled(copy, nowUtc));
  }
}

function asCancelled(event: StoredEvent, nowUtc: number): StoredEvent {
  return { ...event, subject: `Canceled: ${event.subject}`, isCancelled: true, showAs: "free", changedUtc: nowUtc };
}
