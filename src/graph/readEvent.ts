/** Makes events of what Graph sends. It sends nothing itself: see events.ts. */
import type { GenericSchema, InferOutput } from "valibot";
import type { Attendee, CalendarEvent, Mailbox, Person } from "../agenda/item.ts";
import { allDaySpan, graphTime, timedSpan } from "./graphTime.ts";
import { emailAddress, personOf } from "./readPerson.ts";
import { flag, link, listWithGaps, oneOf, part, readShape, requiredText, row, text } from "./readShape.ts";
import type { ReadRow } from "./rowReadings.ts";
import { ianaZone } from "./timeZoneName.ts";
import type {
  WireAttendee,
  WireEvent,
  WireLocation,
  WireOnlineMeeting,
  WireRecipient,
  WireResponseStatus,
} from "./wire.ts";

const seriesByType = {
  singleInstance: "single",
  occurrence: "occurrence",
  exception: "exception",
  seriesMaster: "master",
} as const;

const responses = ["none", "organizer", "tentativelyAccepted", "accepted", "declined", "notResponded"] as const;

const attendee = part("An attendee", {
  type: oneOf("How an attendee is invited", ["required", "optional", "resource"]),
  status: part("An attendee’s answer", {
    response: oneOf("An attendee’s answer", responses),
  } satisfies Record<keyof WireResponseStatus, GenericSchema>),
  emailAddress: emailAddress("An attendee’s"),
} satisfies Record<keyof WireAttendee, GenericSchema>);

const eventRow = row({
  id: requiredText("Its id"),
  subject: text("Its title"),
  start: graphTime("Its start"),
  end: graphTime("Its end"),
  isAllDay: flag("Whether it lasts all day"),
  isCancelled: flag("Whether it is cancelled"),
  isOrganizer: flag("Whether it is organized by the calendar’s owner"),
  organizer: part("Its organizer", {
    emailAddress: emailAddress("Its organizer’s"),
  } satisfies Record<keyof WireRecipient, GenericSchema>),
  responseStatus: part("The answer to its invitation", {
    response: oneOf("The answer to its invitation", responses),
  } satisfies Record<keyof WireResponseStatus, GenericSchema>),
  attendees: listWithGaps("Its list of attendees", attendee),
  type: oneOf("Whether it is part of a series", ["singleInstance", "occurrence", "exception", "seriesMaster"]),
  seriesMasterId: text("Its series"),
  sensitivity: text("Whether it is private"),
  location: part("Its location", {
    displayName: text("Its location"),
  } satisfies Record<keyof WireLocation, GenericSchema>),
  onlineMeeting: part("Its online meeting", {
    joinUrl: link("Its address to join online"),
  } satisfies Record<keyof WireOnlineMeeting, GenericSchema>),
  onlineMeetingUrl: link("Its address to join online"),
  webLink: link("Its address in Outlook"),
  originalStartTimeZone: text("Its time zone"),
  iCalUId: text("What tells it from other meetings"),
} satisfies Record<keyof WireEvent, GenericSchema>);

/** The fields of an event that are asked for and read. */
export const eventFields: readonly string[] = Object.keys(eventRow.pipe[1].entries);

/** Where an event was found. */
export interface EventPlace {
  readonly mailbox: Mailbox;
  /** The calendar that it was listed from; undefined if it was looked up on its own. */
  readonly calendarId?: string;
}

/**
 * Reads an event. Without an id or a time there is nothing to show, and it is left out; everything else that is missing
 * costs only itself.
 */
export function readEvent(wire: unknown, place: EventPlace): ReturnType<ReadRow<CalendarEvent>> {
  const read = readShape(eventRow, wire);
  if (read === undefined) return { leftOut: "An event without an id was left out." };
  const { shape } = read;
  const subject = shape.subject ?? "";
  const timeZone = ianaZone(shape.originalStartTimeZone ?? "");
  const span =
    shape.isAllDay === true ? allDaySpan(shape.start, shape.end, timeZone) : timedSpan(shape.start, shape.end);
  if (span === undefined)
    return { leftOut: `The event “${subject}” was left out, because its time could not be read.` };
  const notes = [...read.notes];
  if (typeof shape.isOrganizer !== "boolean")
    notes.push("Whether it is organized by the calendar’s owner is not known.");
  const { attendees } = shape;
  const lacksPeople = attendees === undefined || attendees === null;
  if (lacksPeople) notes.push("Who is invited is not known.");
  const organizer = personOf(shape.organizer?.emailAddress);
  const ownResponse = shape.responseStatus?.response ?? undefined;
  const joinUrl = shape.onlineMeeting?.joinUrl ?? shape.onlineMeetingUrl;
  const location = shape.location?.displayName;
  const item: CalendarEvent = {
    kind: "event",
    id: shape.id,
    ...(shape.iCalUId !== undefined && { iCalUId: shape.iCalUId }),
    ...place,
    subject,
    span,
    ...(timeZone !== undefined && { timeZone }),
    isOrganizer: shape.isOrganizer ?? false,
    isCancelled: shape.isCancelled ?? false,
    isPrivate: shape.sensitivity === "private",
    ...(organizer !== undefined && { organizer }),
    ...(ownResponse !== undefined && { ownResponse }),
    attendees: attendeesOf(attendees ?? [], organizer, notes),
    ...(lacksPeople && { lacksPeople }),
    series: seriesByType[shape.type ?? (shape.seriesMasterId === undefined ? "singleInstance" : "occurrence")],
    ...(shape.seriesMasterId !== undefined && { seriesMasterId: shape.seriesMasterId }),
    ...(location !== undefined && { location }),
    ...(joinUrl !== undefined && { joinUrl }),
    ...(shape.webLink !== undefined && { webLink: shape.webLink }),
    // Many attendees can share one problem; it is told once.
    notes: [...new Set(notes)],
  };
  return { item };
}

/**
 * Everyone invited, without the organizer, whom Graph lists among them in some calendars. Somebody whose address cannot be
 * read is kept: Graph may know whom to mail.
 */
function attendeesOf(
  entries: readonly (InferOutput<typeof attendee> | undefined)[],
  organizer: Person | undefined,
  notes: string[],
): readonly Attendee[] {
  return entries.flatMap((entry): readonly Attendee[] => {
    const response = entry?.status?.response ?? "none";
    if (response === "organizer") return [];
    const type = entry?.type ?? "required";
    const person = personOf(entry?.emailAddress);
    if (person === undefined) {
      notes.push("The address of an attendee is not known.");
      return [{ name: entry?.emailAddress?.name ?? "", address: "", isUnread: true, type, response }];
    }
    const isTheOrganizer = person.address.toLowerCase() === organizer?.address.toLowerCase();
    return isTheOrganizer ? [] : [{ ...person, type, response }];
  });
}
