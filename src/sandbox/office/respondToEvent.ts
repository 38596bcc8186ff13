/**
 * What answering an invitation does: unless the answer is not to be sent, the organizer is mailed and their copy shows it.
 * A declined meeting leaves the attendee's calendar.
 * Source: https://learn.microsoft.com/graph/api/event-decline
 */
import type { FoundEvent, Office } from "./office.ts";
import type { Outbox } from "./outbox.ts";
import { removeEvent } from "./removeEvent.ts";
import { copiesOf, occurrencesOf } from "./series.ts";
import type { StoredAttendee, StoredEvent } from "./storedEvent.ts";

/** An answer to an invitation. */
export interface InvitationAnswer {
  readonly answer: "accepted" | "tentativelyAccepted" | "declined";
  readonly text: string;
  /** False to keep the answer from the organizer. */
  readonly isSent: boolean;
  /** A time that would suit better. */
  readonly proposedTime?: NonNullable<StoredAttendee["proposedTime"]>;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly nowUtc: number;
}

/** Answers an invitation (for a master: to the whole series) on behalf of the mailbox's owner. */
export function respondToEvent(office: Office, outbox: Outbox, found: FoundEvent, given: InvitationAnswer): void {
  const { event, mailbox } = found;
  const answered = [event, ...occurrencesOf(mailbox, event)];
  if (given.answer === "declined") removeEvent(found, true, given.nowUtc);
  else {
    for (const copy of answered) {
      mailbox.events.set(copy.id, { ...copy, answer: given.answer, changedUtc: given.nowUtc });
    }
  }
  if (!given.isSent) return;
  for (const copy of answered) showOrganizer(office, copy, mailbox.owner.address, given);
  outbox.mail({
    kind: given.answer,
    from: mailbox.owner.address,
    recipients: [event.organizer],
    about: event.subject,
    itemId: event.id,
    text: given.text,
  });
}

function showOrganizer(office: Office, answered: StoredEvent, attendeeAddress: string, given: InvitationAnswer): void {
  for (const { mailbox, copy } of copiesOf(office, answered)) {
    if (!copy.isOrganizer) continue;
    const attendees = copy.attendees.map((attendee) =>
      attendee.address.toLowerCase() === attendeeAddress.toLowerCase() ? withAnswer(attendee, given) : attendee,
    );
    mailbox.events.set(copy.id, { ...copy, attendees, changedUtc: given.nowUtc });
  }
}

function withAnswer(attendee: StoredAttendee, { answer, proposedTime }: InvitationAnswer): StoredAttendee {
  const { proposedTime: _former, ...rest } = attendee;
  return { ...rest, answer, ...(proposedTime === undefined ? {} : { proposedTime }) };
}
