/** Turns a planned meeting into a copy for every mailbox in the sandbox whose owner organises it or is invited to it. */
import { exchangeId } from "../office/exchangeId.ts";
import type { Mailbox, StoredCalendar } from "../office/office.ts";
import type { SeriesRole, StoredEvent, StoredSpan } from "../office/storedEvent.ts";
import { addDays, instantOf, weekdayOf } from "../office/zonedTime.ts";
import type { MeetingPlan, PlannedException, PlannedSeries, PlannedTime } from "./meetingPlan.ts";

const weekMs = 604_800_000;

/** Where and when the copies are made. */
export interface WritingPlace {
  readonly mailboxes: readonly Mailbox[];
  /** The office's IANA zone. */
  readonly zone: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly nowUtc: number;
}

/** Puts a meeting into the mailboxes that it belongs in. */
export function writeMeeting(place: WritingPlace, plan: MeetingPlan): void {
  for (const mailbox of place.mailboxes) {
    const isOrganizer = mailbox.owner.address === plan.organizer.address;
    const invitation = plan.invited?.find((attendee) => attendee.address === mailbox.owner.address);
    if ((!isOrganizer && invitation === undefined) || (isOrganizer && plan.isCancelled === true)) continue;
    const calendar = calendarFor(mailbox, isOrganizer ? plan.calendarName : undefined);
    if (calendar === undefined) continue;
    const copy = singleCopy(place, plan, mailbox, calendar, isOrganizer ? "organizer" : (invitation?.answer ?? "none"));
    for (const event of plan.series === undefined ? [copy] : seriesOf(plan, plan.series, mailbox, copy)) {
      mailbox.events.set(event.id, event);
    }
  }
}

function singleCopy(
  place: WritingPlace,
  plan: MeetingPlan,
  mailbox: Mailbox,
  calendar: StoredCalendar,
  answer: StoredEvent["answer"],
): StoredEvent {
  const zone = "at" in plan.time ? (plan.time.zone ?? place.zone) : place.zone;
  const isCancelled = plan.isCancelled ?? false;
  return {
    id: exchangeId(mailbox.id, plan.key),
    calendarId: calendar.id,
    meetingKey: plan.key,
    series: { type: "singleInstance" },
    subject: isCancelled ? `Canceled: ${plan.subject}` : plan.subject,
    text: plan.text ?? "",
    span: spanOf(plan.time, zone),
    zone,
    organizer: plan.organizer,
    isOrganizer: answer === "organizer",
    attendees: plan.invited ?? [],
    isCancelled,
    answer,
    sensitivity: plan.sensitivity ?? "normal",
    showAs: isCancelled ? "free" : (plan.showAs ?? ("at" in plan.time ? "busy" : "free")),
    importance: plan.importance ?? "normal",
    categories: plan.categories ?? [],
    ...(plan.location === undefined ? {} : { location: plan.location }),
    isOnline: plan.isOnline ?? false,
    hideAttendees: plan.hideAttendees ?? false,
    ...(plan.allowsNewTimes === undefined ? {} : { allowsNewTimes: plan.allowsNewTimes }),
    createdUtc: place.nowUtc - 2 * weekMs,
    changedUtc: place.nowUtc - weekMs,
  };
}

function seriesOf(
  plan: MeetingPlan,
  series: PlannedSeries,
  mailbox: Mailbox,
  copy: StoredEvent,
): readonly StoredEvent[] {
  const days = series.days.map(({ day }) => day);
  const pattern = {
    weekdays: [...new Set(days.map(weekdayOf))].toSorted((one, other) => one - other),
    firstDay: days[0] ?? "",
    lastDay: days.at(-1) ?? "",
  };
  const isGone = (index: number): boolean => series.cancelled?.includes(index) ?? false;
  const cancelledDays = series.days.filter(({ index }) => isGone(index)).map(({ day }) => day);
  const master: StoredEvent = { ...copy, series: { type: "seriesMaster", pattern, cancelledDays } };
  const left = series.days.filter(({ index }) => !isGone(index));
  return [master, ...left.map(({ index, day }) => occurrenceOf(plan, mailbox, master, index, day))];
}

function occurrenceOf(
  plan: MeetingPlan,
  mailbox: Mailbox,
  master: StoredEvent,
  index: number,
  day: string,
): StoredEvent {
  const exception = plan.series?.exceptions?.get(index);
  const regular = atDay(plan.time, day);
  const role: SeriesRole = {
    type: exception === undefined ? "occurrence" : "exception",
    masterId: master.id,
    day,
    originalStartUtc: startOf(spanOf(regular, master.zone)),
  };
  return {
    ...master,
    id: exchangeId(mailbox.id, `${plan.key} #${index}`),
    meetingKey: `${plan.key} #${index}`,
    series: role,
    subject: exception?.subject ?? master.subject,
    span: spanOf(changed(regular, exception), master.zone),
    attendees: [...master.attendees, ...(exception?.guests ?? [])],
  };
}

function calendarFor(mailbox: Mailbox, name: string | undefined): StoredCalendar | undefined {
  return mailbox.calendars.find((calendar) => (name === undefined ? calendar.isDefault : calendar.name === name));
}

function spanOf(time: PlannedTime, zone: string): StoredSpan {
  if (!("at" in time)) return { kind: "allDay", firstDay: time.firstDay, dayAfter: addDays(time.firstDay, time.days) };
  const startUtc = instantOf(`${time.day}T${time.at}`, zone);
  return { kind: "timed", startUtc, endUtc: startUtc + time.minutes * 60_000 };
}

function startOf(span: StoredSpan): number {
  return span.kind === "timed" ? span.startUtc : Date.parse(`${span.firstDay}T00:00:00Z`);
}

function atDay(time: PlannedTime, day: string): PlannedTime {
  return "at" in time ? { ...time, day } : { ...time, firstDay: day };
}

function changed(time: PlannedTime, exception: PlannedException | undefined): PlannedTime {
  if (exception === undefined || !("at" in time)) return time;
  return { ...time, day: exception.day ?? time.day, at: exception.at ?? time.at };
}
