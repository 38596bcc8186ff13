/** Makes calendars and events of what Graph sends. It sends nothing itself: see events.ts. */
import type { Attendee, CalendarEvent, CalendarSource, Person } from "../agenda/item.ts";
import { allDaySpan, timedSpan } from "./graphTime.ts";
import type { ReadRow } from "./pages.ts";
import { readFields } from "./readField.ts";
import type { FieldReader } from "./readField.ts";
import { ianaZone } from "./timeZoneName.ts";
import type {
  WireAttendee,
  WireCalendar,
  WireEmailAddress,
  WireEvent,
  WireLocation,
  WireOnlineMeeting,
  WireRecipient,
  WireResponseStatus,
} from "./wire.ts";

/** The fields of an event that are asked for and read. */
export const eventFields = [
  "id",
  "subject",
  "start",
  "end",
  "isAllDay",
  "isCancelled",
  "isOrganizer",
  "organizer",
  "attendees",
  "type",
  "seriesMasterId",
  "sensitivity",
  "location",
  "onlineMeeting",
  "onlineMeetingUrl",
  "webLink",
  "originalStartTimeZone",
  "iCalUId",
] as const satisfies readonly (keyof WireEvent)[];

/** The fields of a calendar that are asked for and read. */
export const calendarFields = [
  "id",
  "name",
  "isDefaultCalendar",
  "canEdit",
  "owner",
] as const satisfies readonly (keyof WireCalendar)[];

const seriesByType = {
  singleInstance: "single",
  occurrence: "occurrence",
  exception: "exception",
  seriesMaster: "master",
} as const;
const eventTypes = ["singleInstance", "occurrence", "exception", "seriesMaster"] as const;
const attendeeTypes = ["required", "optional", "resource"] as const;
const responses = ["none", "organizer", "tentativelyAccepted", "accepted", "declined", "notResponded"] as const;

/** Reads a calendar. */
export const readCalendar: ReadRow<CalendarSource> = (row) => {
  const fields = readFields<WireCalendar>(row, []);
  const id = fields?.text("id");
  if (fields === undefined || id === undefined) return { leftOut: "A calendar without an id was left out." };
  const owner = readPerson(fields.object<WireEmailAddress>("owner"));
  return {
    item: {
      kind: "calendar",
      id,
      name: fields.text("name") ?? "",
      isDefault: fields.flag("isDefaultCalendar") ?? false,
      canEdit: fields.flag("canEdit") ?? false,
      ...(owner !== undefined && { owner }),
    },
  };
};

/**
 * Reads an event. Without an id or a time there is nothing to show, and it is left out; everything else that is missing
 * costs only itself.
 * @param calendarId the calendar that it was listed from.
 */
export function readEvent(row: unknown, calendarId?: string): ReturnType<ReadRow<CalendarEvent>> {
  const notes: string[] = [];
  const fields = readFields<WireEvent>(row, notes);
  const id = fields?.text("id");
  if (fields === undefined || id === undefined) return { leftOut: "An event without an id was left out." };
  const subject = fields.text("subject") ?? "";
  const timeZone = ianaZone(fields.text("originalStartTimeZone") ?? "");
  const [start, end] = [fields.raw("start"), fields.raw("end")];
  const span = fields.flag("isAllDay") === true ? allDaySpan(start, end, timeZone) : timedSpan(start, end);
  if (span === undefined)
    return { leftOut: `The event “${subject}” was left out, because its time could not be read.` };
  const organizer = readPerson(fields.object<WireRecipient>("organizer")?.object<WireEmailAddress>("emailAddress"));
  const isOrganizer = fields.flag("isOrganizer");
  if (isOrganizer === undefined) notes.push("Whether it is organized by the calendar’s owner is not known.");
  const seriesMasterId = fields.text("seriesMasterId");
  const location = fields.object<WireLocation>("location")?.text("displayName");
  const joinUrl = fields.object<WireOnlineMeeting>("onlineMeeting")?.link("joinUrl") ?? fields.link("onlineMeetingUrl");
  const webLink = fields.link("webLink");
  const iCalUId = fields.text("iCalUId");
  const item: CalendarEvent = {
    kind: "event",
    id,
    ...(iCalUId !== undefined && { iCalUId }),
    ...(calendarId !== undefined && { calendarId }),
    subject,
    span,
    ...(timeZone !== undefined && { timeZone }),
    isOrganizer: isOrganizer ?? false,
    isCancelled: fields.flag("isCancelled") ?? false,
    isPrivate: fields.text("sensitivity") === "private",
    ...(organizer !== undefined && { organizer }),
    attendees: readAttendees(fields, organizer, notes),
    series:
      seriesByType[
        fields.oneOf("type", eventTypes) ?? (seriesMasterId === undefined ? "singleInstance" : "occurrence")
      ],
    ...(seriesMasterId !== undefined && { seriesMasterId }),
    ...(location !== undefined && { location }),
    ...(joinUrl !== undefined && { joinUrl }),
    ...(webLink !== undefined && { webLink }),
    // Many attendees can share one problem; it is told once.
    notes: [...new Set(notes)],
  };
  return { item };
}

/** Everyone invited, without the organizer, whom Graph lists among them in some calendars. */
function readAttendees(
  event: FieldReader<WireEvent>,
  organizer: Person | undefined,
  notes: string[],
): readonly Attendee[] {
  return event.list("attendees").flatMap((entry): readonly Attendee[] => {
    const fields = readFields<WireAttendee>(entry, notes, "attendees.");
    const person = readPerson(fields?.object<WireEmailAddress>("emailAddress"));
    if (fields === undefined || person === undefined) {
      notes.push("An attendee without an address was left out.");
      return [];
    }
    const response = fields.object<WireResponseStatus>("status")?.oneOf("response", responses) ?? "none";
    const isTheOrganizer = person.address.toLowerCase() === organizer?.address.toLowerCase();
    if (response === "organizer" || isTheOrganizer) return [];
    return [{ ...person, type: fields.oneOf("type", attendeeTypes) ?? "required", response }];
  });
}

/** Somebody with an address; the address stands in for a missing name. */
function readPerson(fields: FieldReader<WireEmailAddress> | undefined): Person | undefined {
  const address = fields?.text("address");
  return address === undefined ? undefined : { name: fields?.text("name") ?? address, address };
}
