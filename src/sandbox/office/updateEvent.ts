/**
 * What changing a meeting does: its organizer's copy and those of all who were invited change, and they are mailed. A
 * series that is given an earlier end loses what comes after it; what lies before stays.
 * Source: https://learn.microsoft.com/graph/api/event-update
 */
import { invitedTo } from "./cancelEvent.ts";
import type { FoundEvent, Mailbox, Office } from "./office.ts";
import type { Outbox } from "./outbox.ts";
import { copiesOf, occurrencesOf } from "./series.ts";
import type { StoredAttendee, StoredEvent } from "./storedEvent.ts";

/** What changes. What is not named stays as it is. */
export interface EventChange {
  readonly subject?: string;
  readonly location?: string;
  /** For a master: the last day, as `2026-11-20`, that still belongs to the series. */
  readonly lastDay?: string;
}

/** How it is changed. */
export interface UpdateManner {
  /** False to change this copy alone, and to mail nobody. */
  readonly isForAll: boolean;
  /** True to mail about each occurrence that had been changed for itself, beside the series. */
  readonly mailsPerException: boolean;
  /** True to tell those who are invited to single meetings of a series only that these are gone with its earlier end. */
  readonly tellsGuests: boolean;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly nowUtc: number;
}

/** Changes an event, an occurrence, or (given its master) a series, and gives it as it is then. */
export function updateEvent(
  office: Office,
  outbox: Outbox,
  found: FoundEvent,
  change: EventChange,
  manner: UpdateManner,
): StoredEvent {
  const { event, mailbox } = found;
  const exceptionsBefore = occurrencesOf(mailbox, event).filter(isException);
  const copies = manner.isForAll ? copiesOf(office, event) : [{ mailbox, copy: event }];
  for (const place of copies) changeCopy(place.mailbox, place.copy, change, manner.nowUtc);
  const changed = mailbox.events.get(event.id) ?? event;
  if (!manner.isForAll) return changed;
  const exceptions = manner.mailsPerException ? occurrencesOf(mailbox, changed).filter(isException) : [];
  for (const updated of [changed, ...exceptions]) {
    outbox.mail({
      kind: "eventUpdated",
      from: updated.organizer.address,
      recipients: invitedTo([updated]),
      about: updated.subject,
      itemId: updated.id,
      text: "",
    });
  }
  if (manner.tellsGuests) {
    for (const gone of exceptionsBefore.filter(({ id }) => mailbox.events.get(id) === undefined)) {
      outbox.mail({
        kind: "eventCancelled",
        from: gone.organizer.address,
        recipients: guestsOf(gone, event),
        about: gone.subject,
        itemId: gone.id,
        text: "",
      });
    }
  }
  return changed;
}

/** Those who are invited to a meeting of a series and not to the series as a whole. */
function guestsOf(meeting: StoredEvent, series: StoredEvent): readonly StoredAttendee[] {
  const invited = new Set(series.attendees.map(({ address }) => address.toLowerCase()));
  return invitedTo([meeting]).filter(({ address }) => !invited.has(address.toLowerCase()));
}

function changeCopy(mailbox: Mailbox, copy: StoredEvent, change: EventChange, nowUtc: number): void {
  const { lastDay } = change;
  const occurrences = occurrencesOf(mailbox, copy);
  const changed = withChange(copy, change, nowUtc);
  if (changed.series.type === "seriesMaster" && lastDay !== undefined) {
    const { pattern, cancelledDays } = changed.series;
    const series = {
      ...changed.series,
      pattern: { ...pattern, lastDay },
      cancelledDays: cancelledDays.filter((day) => day <= lastDay),
    };
    mailbox.events.set(copy.id, { ...changed, series });
  } else {
    const series =
      changed.series.type === "occurrence" ? { ...changed.series, type: "exception" as const } : changed.series;
    mailbox.events.set(copy.id, { ...changed, series });
  }
  for (const occurrence of occurrences) {
    // An occurrence belongs to the day that the pattern gave it, also when it was moved.
    const isAfter = lastDay !== undefined && "day" in occurrence.series && occurrence.series.day > lastDay;
    if (isAfter) mailbox.events.delete(occurrence.id);
    else if (hasText(change)) mailbox.events.set(occurrence.id, inherited(occurrence, copy, change, nowUtc));
  }
}

function withChange(event: StoredEvent, change: EventChange, nowUtc: number): StoredEvent {
  const { subject, location } = change;
  return {
    ...event,
    ...(subject === undefined ? {} : { subject }),
    ...(location === undefined ? {} : { location }),
    changedUtc: nowUtc,
  };
}

/** An occurrence takes over what it had in common with its master. */
function inherited(occurrence: StoredEvent, master: StoredEvent, change: EventChange, nowUtc: number): StoredEvent {
  const { subject, location } = change;
  return withChange(
    occurrence,
    {
      ...(subject !== undefined && occurrence.subject === master.subject ? { subject } : {}),
      ...(location !== undefined && occurrence.location === master.location ? { location } : {}),
    },
    nowUtc,
  );
}

function hasText(change: EventChange): boolean {
  return change.subject !== undefined || change.location !== undefined;
}

function isException(event: StoredEvent): boolean {
  return event.series.type === "exception";
}
