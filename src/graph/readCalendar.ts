/** Makes calendars, calendar groups and groups of what Graph sends. It sends nothing itself: see calendars.ts. */
import type { GenericSchema } from "valibot";
import type { CalendarSource, Mailbox } from "../agenda/item.ts";
import type { CalendarGroupMailbox } from "./graphContract.ts";
import { emailAddress, personOf } from "./readPerson.ts";
import { flag, list, readShape, requiredText, row, text } from "./readShape.ts";
import type { ReadRow } from "./rowReadings.ts";
import type { WireCalendar, WireCalendarGroup, WireGroup } from "./wire.ts";

const calendarRow = row({
  id: requiredText("Its id"),
  name: text("Its name"),
  isDefaultCalendar: flag("Whether it is the default calendar"),
  canEdit: flag("Whether it can be changed"),
  owner: emailAddress("Its owner’s"),
} satisfies Record<keyof WireCalendar, GenericSchema>);

const calendarGroupRow = row({
  id: requiredText("Its id"),
  name: text("Its name"),
} satisfies Record<keyof WireCalendarGroup, GenericSchema>);

const groupRow = row({
  id: requiredText("Its id"),
  displayName: text("Its name"),
  mail: text("Its address"),
  groupTypes: list("Its kind", requiredText("Its kind")),
} satisfies Record<keyof WireGroup, GenericSchema>);

/** The fields of a calendar that are asked for and read. */
export const calendarFields: readonly string[] = Object.keys(calendarRow.pipe[1].entries);

/** The fields of a group that are asked for and read. */
export const groupFields: readonly string[] = Object.keys(groupRow.pipe[1].entries);

/** Reads a calendar of a mailbox. Where nothing says that it can be changed, only a group's members can be sure to. */
export function readCalendar(wire: unknown, mailbox: Mailbox): ReturnType<ReadRow<CalendarSource>> {
  const read = readShape(calendarRow, wire);
  if (read === undefined) return { leftOut: "A calendar without an id was left out." };
  const { shape } = read;
  const owner = personOf(shape.owner);
  return {
    item: {
      kind: "calendar",
      id: shape.id,
      mailbox,
      name: shape.name ?? "",
      isDefault: shape.isDefaultCalendar ?? false,
      canEdit: shape.canEdit ?? mailbox.kind === "group",
      ...(owner !== undefined && { owner }),
    },
  };
}

/** A group of calendars, as `My Calendars`. Only people's mailboxes have such groups. */
export interface CalendarGroup {
  readonly id: string;
  readonly name: string;
}

/** Reads a group of calendars. */
export function readCalendarGroup(wire: unknown): ReturnType<ReadRow<CalendarGroup>> {
  const read = readShape(calendarGroupRow, wire);
  if (read === undefined) return { leftOut: "A calendar group without an id was left out." };
  return { item: { id: read.shape.id, name: read.shape.name ?? "" } };
}

/** Reads a group of people. */
export function readGroup(wire: unknown): ReturnType<ReadRow<CalendarGroupMailbox>> {
  const read = readShape(groupRow, wire);
  if (read === undefined) return { leftOut: "A group without an id was left out." };
  const { id, displayName, mail } = read.shape;
  return { item: { id, name: displayName ?? mail ?? id, ...(mail !== undefined && { address: mail }) } };
}

/** Whether a group is a Microsoft 365 group. No other kind has a mailbox, and with it a calendar. */
export function hasCalendar(wire: unknown): boolean {
  const kinds = readShape(groupRow, wire)?.shape.groupTypes ?? [];
  return kinds.some((kind) => kind.toLowerCase() === "unified");
}
