/**
 * What cancelling an event does: the organizer's copy goes, attendees are mailed once each, and their copies in the
 * sandbox's mailboxes stay behind marked as cancelled.
 * Source: https://learn.microsoft.com/graph/api/event-cancel
 */
import type { FoundEvent, Mailbox, Office } from "./office.ts";
import type { Outbox } from "./outbox.ts";
import type { StoredAttendee, StoredEvent } from "./storedEvent.ts";

/** Cancels an event, an occurrence, or (given its master) a whole series, with a text for those who were invited. */
export function cancelEvent(office: Office, outbox: Outbox, found: FoundEvent, text: string): void {
  const { event, mailbox } = found;
  const affected = [event, ...occurrencesOf(mailbox, event)];
  outbox.mail({
    kind: "eventCancelled",
    from: event.organizer.address,
    recipients: invitedTo(affected, event.organizer.address),
    about: event.subject,
    itemId: event.id,
    text,
  });
  for (const cancelled of affected) {
    mailbox.events.delete(cancelled.id);
    markCopies(office, mailbox, cancelled.meetingKey);
  }
  noteInMaster(mailbox, event);
}

/** Takes an event (with its occurrences, if it is a master) out of one mailbox, without telling anybody. */
export function removeFromMailbox(found: FoundEvent): void {
  const { event, mailbox } = found;
  for (const gone of [event, ...occurrencesOf(mailbox, event)]) mailbox.events.delete(gone.id);
  noteInMaster(mailbox, event);
}

/** The occurrences and exceptions of a master; none for anything else. */
export function occurrencesOf(mailbox: Mailbox, event: StoredEvent): readonly StoredEvent[] {
  if (event.series.type !== "seriesMaster") return [];
  return [...mailbox.events.values()].filter(
    (other) => "masterId" in other.series && other.series.masterId === event.id,
  );
}

function invitedTo(events: readonly StoredEvent[], organizer: string): readonly StoredAttendee[] {
  const everybody = events.flatMap((event) => event.attendees);
  return everybody.filter((attendee) => attendee.address.toLowerCase() !== organizer.toLowerCase());
}

function markCopies(office: Office, organizersMailbox: Mailbox, meetingKey: string): void {
  for (const mailbox of office.mailboxes) {
    if (mailbox === organizersMailbox) continue;
    for (const copy of mailbox.events.values()) {
      if (copy.meetingKey !== meetingKey || copy.isCancelled) continue;
      mailbox.events.set(copy.id, { ...copy, subject: `Canceled: ${copy.subject}`, isCancelled: true, showAs: "free" });
    }
  }
}

function noteInMaster(mailbox: Mailbox, gone: StoredEvent): void {
  if (!("masterId" in gone.series)) return;
  const master = mailbox.events.get(gone.series.masterId);
  if (master?.series.type !== "seriesMaster") return;
  const cancelledDays = [...master.series.cancelledDays, gone.series.day];
  mailbox.events.set(master.id, { ...master, series: { ...master.series, cancelledDays } });
}
