/**
 * How events belong together: the occurrences of a series in one mailbox, and the copies of a meeting in all of them.
 */
import type { Mailbox, Office } from "./office.ts";
import type { StoredEvent } from "./storedEvent.ts";

/** The occurrences and exceptions of a master; none for anything else. */
export function occurrencesOf(mailbox: Mailbox, event: StoredEvent): readonly StoredEvent[] {
  if (event.series.type !== "seriesMaster") return [];
  return [...mailbox.events.values()].filter(
    (other) => "masterId" in other.series && other.series.masterId === event.id,
  );
}

/** Every copy of a meeting, the given one too if it is still there. */
export function copiesOf(
  office: Office,
  event: StoredEvent,
): readonly { readonly mailbox: Mailbox; readonly copy: StoredEvent }[] {
  return office.mailboxes.flatMap((mailbox) =>
    [...mailbox.events.values()]
      .filter((candidate) => candidate.meetingKey === event.meetingKey)
      .map((copy) => ({ mailbox, copy })),
  );
}

/** Writes down in its master that an occurrence is gone; does nothing for any other event. */
export function noteInMaster(mailbox: Mailbox, gone: StoredEvent, nowUtc: number): void {
  if (!("masterId" in gone.series)) return;
  const master = mailbox.events.get(gone.series.masterId);
  if (master?.series.type !== "seriesMaster") return;
  const cancelledDays = [...master.series.cancelledDays, gone.series.day];
  mailbox.events.set(master.id, { ...master, series: { ...master.series, cancelledDays }, changedUtc: nowUtc });
}
