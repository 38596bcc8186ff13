/**
 * An event as Graph writes it: every property, times with seven digits of fraction and without offset, in the zone that
 * the caller prefers.
 * Source: https://learn.microsoft.com/graph/api/resources/event
 */
import type { Event, PatternedRecurrence } from "@microsoft/microsoft-graph-types";
import { guidOf } from "../office/exchangeId.ts";
import type { Answer, Person, StoredAttendee, StoredEvent, StoredSpan, WeeklyPattern } from "../office/storedEvent.ts";
import { wallTimeAt, windowsZone } from "../office/zonedTime.ts";
import type { Preferences } from "./preferences.ts";
import { type WireItem, onlyWhenSelected } from "./selectProperties.ts";

const weekdayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
const neverAnswered = "0001-01-01T00:00:00Z";

/** From whose point of view an event is written. */
export interface EventView {
  readonly zone: Preferences["zone"];
  /** The address of the calendar's owner. */
  readonly ownerAddress: string;
  /** True in a calendar that somebody else shares: private events hide what they are about. */
  readonly isShared: boolean;
  /** True to name the organizer once more, among those invited. */
  readonly listsOrganizer: boolean;
  /** False when the caller only has Calendars.ReadBasic, which leaves out texts. */
  readonly showsText: boolean;
}

/** The event in Graph's wire shape. */
export function eventWire(event: StoredEvent, view: EventView): WireItem {
  const isHidden = view.isShared && event.sensitivity !== "normal";
  const shown = isHidden ? hiddenParts(event) : event;
  const [start, end] = wireSpan(shown.span, view.zone);
  const properties = {
    id: shown.id,
    createdDateTime: new Date(shown.createdUtc).toISOString(),
    lastModifiedDateTime: new Date(shown.changedUtc).toISOString(),
    changeKey: changeKey(shown),
    categories: [...shown.categories],
    transactionId: null,
    originalStartTimeZone: windowsZone(shown.zone),
    originalEndTimeZone: windowsZone(shown.zone),
    iCalUId: iCalUId(shown),
    reminderMinutesBeforeStart: 15,
    isReminderOn: shown.span.kind === "timed" && !shown.isCancelled,
    hasAttachments: false,
    subject: shown.subject,
    bodyPreview: shown.text.slice(0, 255),
    importance: shown.importance,
    sensitivity: shown.sensitivity,
    isAllDay: shown.span.kind === "allDay",
    isCancelled: shown.isCancelled,
    isOrganizer: shown.isOrganizer,
    responseRequested: true,
    seriesMasterId: "masterId" in shown.series ? shown.series.masterId : null,
    showAs: shown.showAs,
    type: shown.series.type,
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(shown.id)}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: null,
    isOnlineMeeting: shown.isOnline,
    onlineMeetingProvider: shown.isOnline ? "teamsForBusiness" : "unknown",
    allowNewTimeProposals: shown.allowsNewTimes ?? true,
    isDraft: false,
    hideAttendees: shown.hideAttendees,
    responseStatus: { response: shown.answer, time: answerTime(shown.answer, shown.createdUtc) },
    body: { contentType: "html", content: htmlBody(shown.text) },
    start,
    end,
    location: wireLocation(shown.location),
    locations: shown.location === undefined ? [] : [wireLocation(shown.location)],
    recurrence: shown.series.type === "seriesMaster" ? wireRecurrence(shown.series.pattern, shown.zone) : null,
    attendees: attendeesShown(shown, view).map((attendee) => wireAttendee(attendee, shown.createdUtc, view.zone)),
    organizer: { emailAddress: emailAddress(shown.organizer) },
    onlineMeeting: shown.isOnline ? { joinUrl: joinUrl(shown.meetingKey) } : null,
    ...("masterId" in shown.series ? { originalStart: new Date(shown.series.originalStartUtc).toISOString() } : {}),
  } satisfies Event;
  const { body, bodyPreview, ...withoutText } = properties;
  return {
    "@odata.etag": eventEtag(shown),
    ...(view.showsText ? { ...withoutText, bodyPreview, body } : withoutText),
    [onlyWhenSelected]: { cancelledOccurrences: cancelledOccurrences(shown), originalStart: null },
  };
}

/** What `@odata.etag` says of an event, and `If-Match` may ask for: another text after every change. */
export function eventEtag(event: StoredEvent): string {
  return `W/"${changeKey(event)}"`;
}

/** The address at which an online meeting is joined. It leads to nobody's meeting. */
export function joinUrl(meetingKey: string): string {
  return `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${guidOf(`join ${meetingKey}`)}%40thread.v2/0`;
}

/** An instant as Graph writes it: seven digits of fraction, no offset. */
function wireTime(instant: number, zone: Preferences["zone"]): { dateTime: string; timeZone: string } {
  return { dateTime: `${wallTimeAt(instant, zone.iana)}.0000000`, timeZone: zone.name };
}

function wireSpan(
  span: StoredSpan,
  zone: Preferences["zone"],
): [{ dateTime: string; timeZone: string }, { dateTime: string; timeZone: string }] {
  if (span.kind === "timed") return [wireTime(span.startUtc, zone), wireTime(span.endUtc, zone)];
  // A whole day floats: it is midnight to midnight in whichever zone it is asked for.
  const midnight = (day: string) => ({ dateTime: `${day}T00:00:00.0000000`, timeZone: zone.name });
  return [midnight(span.firstDay), midnight(span.dayAfter)];
}

function wireRecurrence(pattern: WeeklyPattern, zone: string): PatternedRecurrence {
  return {
    pattern: {
      type: "weekly",
      interval: 1,
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: pattern.weekdays.map((weekday) => weekdayNames[weekday] ?? "monday"),
      firstDayOfWeek: "sunday",
      index: "first",
    },
    range: {
      type: "endDate",
      startDate: pattern.firstDay,
      endDate: pattern.lastDay,
      recurrenceTimeZone: windowsZone(zone),
      numberOfOccurrences: 0,
    },
  };
}

function attendeesShown(event: StoredEvent, { ownerAddress, listsOrganizer }: EventView): readonly StoredAttendee[] {
  const { attendees, organizer } = event;
  if (event.hideAttendees && !event.isOrganizer) return attendees.filter(({ address }) => address === ownerAddress);
  if (!listsOrganizer || attendees.length === 0) return attendees;
  return [{ ...organizer, type: "required", answer: "organizer" }, ...attendees];
}

function wireAttendee(attendee: StoredAttendee, createdUtc: number, zone: Preferences["zone"]) {
  const status = { response: attendee.answer, time: answerTime(attendee.answer, createdUtc) };
  const { proposedTime } = attendee;
  return {
    type: attendee.type,
    status,
    emailAddress: emailAddress(attendee),
    ...(proposedTime === undefined ? {} : { proposedNewTime: proposedNewTime(proposedTime, zone) }),
  };
}

function proposedNewTime(span: NonNullable<StoredAttendee["proposedTime"]>, zone: Preferences["zone"]) {
  return { start: wireTime(span.startUtc, zone), end: wireTime(span.endUtc, zone) };
}

function answerTime(answer: Answer, createdUtc: number): string {
  const hasAnswered = answer === "accepted" || answer === "tentativelyAccepted" || answer === "declined";
  return hasAnswered ? new Date(createdUtc + 3_600_000).toISOString() : neverAnswered;
}

function emailAddress(person: Person): { name: string; address: string } {
  return { name: person.name, address: person.address };
}

function wireLocation(name: string | undefined) {
  if (name === undefined)
    return { displayName: "", locationType: "default" as const, uniqueIdType: "unknown" as const };
  return { displayName: name, locationType: "default" as const, uniqueId: name, uniqueIdType: "private" as const };
}

function cancelledOccurrences(event: StoredEvent): readonly string[] {
  if (event.series.type !== "seriesMaster") return [];
  return event.series.cancelledDays.map((day) => `OID.${event.id}.${day}`);
}

function hiddenParts(event: StoredEvent): StoredEvent {
  const { location: _hidden, ...rest } = event;
  return { ...rest, subject: "Private Appointment", text: "", attendees: [], categories: [], isOnline: false };
}

function changeKey(event: StoredEvent): string {
  const answers = event.attendees.map((attendee) => attendee.answer).join();
  const state = JSON.stringify([
    event.id,
    event.subject,
    event.location,
    event.series,
    answers,
    event.answer,
    event.changedUtc,
  ]);
  return Buffer.from(guidOf(state)).toString("base64").slice(0, 30) + "==";
}

function iCalUId(event: StoredEvent): string {
  return `040000008200E00074C5B7101A82E008${guidOf(event.meetingKey).replaceAll("-", "").toUpperCase().repeat(2)}`;
}

function htmlBody(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\n", "<br>\r\n");
  return `<html>\r\n<head>\r\n</head>\r\n<body>\r\n${escaped}\r\n</body>\r\n</html>\r\n`;
}
