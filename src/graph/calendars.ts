/**
 * The requests about calendars: the account's own, those of another mailbox, and a group's.
 * Sources: https://learn.microsoft.com/graph/api/user-list-calendars, https://learn.microsoft.com/graph/api/user-list-calendargroups,
 * https://learn.microsoft.com/graph/outlook-get-shared-events-calendars, https://learn.microsoft.com/graph/api/calendar-get,
 * https://learn.microsoft.com/graph/api/user-list-memberof
 */
import type { CalendarSource, Mailbox } from "../agenda/item.ts";
import type { CalendarGroupMailbox, Listed } from "./graphContract.ts";
import { GraphError, isGraphError } from "./graphError.ts";
import { keepAnswers } from "./keptAnswers.ts";
import { mailboxPath } from "./mailboxPath.ts";
import { mailboxRequest } from "./mailboxRequest.ts";
import { readRows } from "./pages.ts";
import {
  calendarFields,
  groupFields,
  hasCalendar,
  readCalendar,
  readCalendarGroup,
  readGroup,
} from "./readCalendar.ts";
import type { ReadJson } from "./readJson.ts";
import { listRows } from "./rowReadings.ts";
import { scopesFor } from "./scopes.ts";

/** Graph gives ten calendars at a time unless it is asked for more, and a hundred groups of 999 that it could. */
const calendarsPerPage = 200;
const groupsPerPage = 999;

/** People seldom move a calendar from one calendar group to another. */
const calendarGroupsKeptMs = 600_000;

/** Reads calendars. It keeps the names of calendar groups for a while. */
export interface Calendars {
  /** See GraphClient. */
  listCalendars(mailbox: Mailbox, signal?: AbortSignal): Promise<Listed<CalendarSource>>;
  /** See GraphClient. */
  listGroups(signal?: AbortSignal): Promise<Listed<CalendarGroupMailbox>>;
}

/** The name of the calendar group that a calendar is in, by the calendar's id. */
type GroupNames = ReadonlyMap<string, string>;

/** Makes the reader for one cloud and one account. */
export function createCalendars(readJson: ReadJson, graphOrigin: string): Calendars {
  const me: Mailbox = { kind: "me" };
  const root = `${graphOrigin}/v1.0`;
  const keptGroupNames = keepAnswers<GroupNames>(calendarGroupsKeptMs);
  const asked = `$select=${calendarFields.join(",")}`;

  async function listOwn(signal: AbortSignal | undefined): Promise<Listed<CalendarSource>> {
    const address = `${root}/me/calendars?${asked}&$top=${calendarsPerPage}`;
    const [rows, groupNames] = await Promise.all([
      readRows(readJson, mailboxRequest(me, address, signal)),
      groupNamesOrUndefined(signal),
    ]);
    const { items, notes } = listRows(rows, (row) => readCalendar(row, me));
    if (groupNames === undefined) return { items, notes: [...notes, "The calendar groups could not be read."] };
    return { items: items.map((calendar) => inItsGroup(calendar, groupNames)), notes };
  }

  async function groupNamesOrUndefined(signal: AbortSignal | undefined): Promise<GroupNames | undefined> {
    try {
      return await keptGroupNames.get("me", async () => readGroupNames(signal));
    } catch (error) {
      // What a calendar is grouped under is no reason to show no calendar.
      if (isGraphError(error)) return undefined;
      throw error;
    }
  }

  /** `/me/calendars` has every calendar but does not say which group it is in; each group has to be asked for its own. */
  async function readGroupNames(signal: AbortSignal | undefined): Promise<GroupNames> {
    const rows = await readRows(readJson, mailboxRequest(me, `${root}/me/calendarGroups`, signal));
    const groups = listRows(rows, readCalendarGroup).items;
    // Most people have never made a second group. Where there is one only, its name tells nothing.
    if (groups.length < 2) return new Map();
    const members = await Promise.all(
      groups.map(async ({ id, name }) => {
        const address = `${root}/me/calendarGroups/${encodeURIComponent(id)}/calendars?${asked}&$top=${calendarsPerPage}`;
        const calendars = await readRows(readJson, mailboxRequest(me, address, signal));
        return listRows(calendars, (row) => readCalendar(row, me)).items.map(
          (calendar) => [calendar.id, name] as const,
        );
      }),
    );
    return new Map(members.flat().filter(([, name]) => name !== ""));
  }

  /** How its owner has grouped them is of no use to others, and is not asked for. */
  async function listAnothers(mailbox: Mailbox, signal: AbortSignal | undefined): Promise<Listed<CalendarSource>> {
    const owner = `${root}${mailboxPath(mailbox)}`;
    try {
      const address = `${owner}/calendars?${asked}&$top=${calendarsPerPage}`;
      const rows = await readRows(readJson, mailboxRequest(mailbox, address, signal));
      return listRows(rows, (row) => readCalendar(row, mailbox));
    } catch (error) {
      // Who has shared no more than the main calendar has not opened the list of all.
      const isClosed = isGraphError(error) && (error.reason === "forbidden" || error.reason === "notFound");
      if (!isClosed) throw error;
      const main = await readOne(mailbox, `${owner}/calendar?${asked}`, signal);
      return { items: [{ ...main, isDefault: true }], notes: [] };
    }
  }

  async function readGroupCalendar(mailbox: Mailbox, signal: AbortSignal | undefined): Promise<CalendarSource> {
    const group = `${root}${mailboxPath(mailbox)}`;
    const calendar = await readOne(mailbox, `${group}/calendar?${asked}`, signal);
    if (calendar.owner !== undefined) return { ...calendar, name: calendar.owner.name };
    const answer = await readJson(mailboxRequest(mailbox, `${group}?$select=${groupFields.join(",")}`, signal));
    const read = readGroup(answer);
    return "item" in read ? { ...calendar, name: read.item.name } : calendar;
  }

  async function readOne(mailbox: Mailbox, address: string, signal: AbortSignal | undefined): Promise<CalendarSource> {
    const read = readCalendar(await readJson(mailboxRequest(mailbox, address, signal)), mailbox);
    if ("item" in read) return read.item;
    throw new GraphError("unreadable", read.leftOut);
  }

  return {
    async listCalendars(mailbox, signal) {
      switch (mailbox.kind) {
        case "me":
          return listOwn(signal);
        case "user":
          return listAnothers(mailbox, signal);
        case "group":
          return { items: [await readGroupCalendar(mailbox, signal)], notes: [] };
        default:
          return mailbox satisfies never;
      }
    },

    async listGroups(signal) {
      // Asking for groups only, of all that one can be a member of, takes both $count and the header.
      const query = `$select=${groupFields.join(",")}&$count=true&$top=${groupsPerPage}`;
      const rows = await readRows(readJson, {
        ...mailboxRequest(me, `${root}/me/memberOf/microsoft.graph.group?${query}`, signal, {
          ConsistencyLevel: "eventual",
        }),
        scopes: scopesFor("groups"),
      });
      return listRows(rows.filter(hasCalendar), readGroup);
    },
  };
}

function inItsGroup(calendar: CalendarSource, groupNames: GroupNames): CalendarSource {
  const calendarGroup = groupNames.get(calendar.id);
  return calendarGroup === undefined ? calendar : { ...calendar, calendarGroup };
}
