/**
 * The properties of what can be read from Graph, those that people ask for first. Only names that Graph's metadata has:
 * https://github.com/microsoftgraph/msgraph-metadata
 */
import type { GraphReadKind } from "./graphRead.ts";

const eventProperties = words(`
  id subject start end organizer attendees isOrganizer isCancelled type seriesMasterId location isAllDay
  isOnlineMeeting onlineMeeting recurrence responseStatus showAs sensitivity bodyPreview body categories
  importance hasAttachments hideAttendees webLink iCalUId locations responseRequested allowNewTimeProposals
  reminderMinutesBeforeStart isReminderOn isDraft onlineMeetingProvider originalStart originalStartTimeZone
  originalEndTimeZone transactionId changeKey createdDateTime lastModifiedDateTime
`);

// https://learn.microsoft.com/graph/api/user-list-calendarview
const notInView: ReadonlySet<string> = new Set(["createdDateTime", "lastModifiedDateTime"]);

const calendarProperties = words(
  "id name owner isDefaultCalendar canEdit canShare canViewPrivateItems isRemovable color hexColor changeKey",
);

const groupProperties = ["id", "name", "changeKey", "classId"];

/** What `$select` can name; empty where it is not offered. */
export function selectableProperties(kind: GraphReadKind): readonly string[] {
  switch (kind) {
    case "events":
    case "event":
    case "instances":
      return eventProperties;
    case "calendarView":
      return eventProperties.filter((name) => !notInView.has(name));
    case "calendars":
      return calendarProperties;
    case "calendarGroups":
      return groupProperties;
    default:
      return [];
  }
}

/** What `$orderby` can be, whole. */
export function orders(kind: GraphReadKind): readonly string[] {
  const ofTime = ["start/dateTime", "start/dateTime desc", "end/dateTime", "subject"];
  if (kind === "calendarView" || kind === "instances") return ofTime;
  return kind === "events" ? [...ofTime, "createdDateTime desc", "lastModifiedDateTime desc"] : [];
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
