/**
 * What answering an invitation does: unless the answer is not to be sent, the organizer's copy shows it. A declined meeting
 * leaves the attendee's calendar and the organizer is mailed; the outbox does not list other answers.
 * Source: https://learn.microsoft.com/graph/api/event-decline
 */
import { occurrencesOf, removeFromMailbox } from "./cancelEvent.ts";
import type { FoundEvent, Office } from "./office.ts";
import type { Outbox } from "./outbox.ts";
import type { Answer, StoredEvent } from "./storedEvent.ts";

/** An answer to an invitation. */
export interface InvitationAnswer {
  readonly answer: "accepted" | "tentativelyAccepted" | "declined";
  readonly text: string;
  /** False to keep the answer from the organizer. */
  readonly isSent: boolean;
}

/** Answers an invitation (for a master: to the whole series) on behalf of the mailbox's owner. */
export function respondToEvent(office: Office, outbox: Outbox, found: FoundEvent, given: InvitationAnswer): void {
  const { event, mailbox } = found;
  const answered = [event, ...occurrencesOf(mailbox, event)];
  if (given.answer === "declined") removeFromMailbox(found);
  else for (const copy of answered) mailbox.events.set(copy.id, { ...copy, answer: given.answer });
  if (!given.isSent) return;
  for (const copy of answered) showOrganizer(office, copy, mailbox.owner.address, given.answer);
  if (given.answer !== "declined") return;
  outbox.mail({
    kind: "declined",
    from: mailbox.owner.address,
    recipients: [event.organizer],
    about: event.subject,
    itemId: event.id,
    text: given.text,
  });
}

function showOrganizer(office: Office, copy: StoredEvent, attendeeAddress: string, answer: Answer): void {
  for (const mailbox of office.mailboxes) {
    for (const own of mailbox.events.values()) {
      if (own.meetingKey !== copy.meetingKey || !own.isOrganizer) continue;
      const attendees = own.attendees.map((attendee) =>
        attendee.address.toLowerCase() === attendeeAddress.toLowerCase() ? { ...attendee, answer } : attendee,
      );
      mailbox.events.set(own.id, { ...own, attendees });
    }
  }
}
