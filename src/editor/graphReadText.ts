/** What a request reads from Graph and what its parameters mean, in words and as Markdown. For hover and completion. */
import { l10n } from "vscode";
import type { GraphRead, QueryOption } from "./graphRead.ts";
import { markdownLink } from "./markdownText.ts";

/** What a request reads, what it takes, and where that is documented: one paragraph each, as Markdown. */
export function describeRead(read: GraphRead): readonly string[] {
  const page = `https://learn.microsoft.com/graph/api/${read.page}`;
  return [
    `**${whatIsRead(read)}**`,
    ...(read.times === undefined ? [] : [l10n.t("Needs {0}, as 2026-11-24T09:00:00Z.", code(read.times))]),
    permissionText(read),
    l10n.t("Documented at {0}", markdownLink(page)),
  ];
}

function whatIsRead({ kind }: GraphRead): string {
  switch (kind) {
    case "events":
      return l10n.t("Lists events: single meetings, and each series as a whole. A calendar view has its occurrences.");
    case "event":
      return l10n.t("Reads one event.");
    case "calendarView":
      return l10n.t("Lists all that is in a calendar between two times, each occurrence of a series by itself.");
    case "instances":
      return l10n.t("Lists the occurrences of one series between two times.");
    case "calendars":
      return l10n.t("Lists calendars.");
    case "calendarGroups":
      return l10n.t("Lists groups of calendars, as Outlook shows them.");
    case "businesses":
      return l10n.t("Lists the organisation's businesses in Bookings, by id and name.");
    case "business":
      return l10n.t("Reads one business with its opening hours and rules.");
    case "appointments":
      return l10n.t("Lists all bookings of a business, past ones too. Its calendar view has those of some days.");
    case "appointment":
      return l10n.t("Reads one booking.");
    case "bookingsView":
      return l10n.t("Lists the bookings of a business between two times.");
    case "services":
      return l10n.t("Lists what can be booked with a business.");
    case "staffMembers":
      return l10n.t("Lists the staff of a business.");
    case "customers":
      return l10n.t("Lists the customers of a business.");
    default:
      return kind satisfies never;
  }
}

function permissionText({ permission, isForPersonal, isOfUser }: GraphRead): string {
  return [
    l10n.t("Permission: {0}", code([permission])),
    ...(isOfUser ? [l10n.t("for somebody else's calendar {0}", code(["Calendars.Read.Shared"]))] : []),
    ...(isForPersonal ? [] : [l10n.t("not for personal accounts")]),
  ].join(" · ");
}

function code(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

/** What a parameter of a read does; undefined for one that is not known. */
export function describeParameter(name: string, { times, options }: GraphRead): string | undefined {
  if (name === times?.[0]) return l10n.t("From when on. Without a zone it is UTC.");
  if (name === times?.[1]) return l10n.t("Until when. Without a zone it is UTC.");
  const option = options.find((one) => one === name);
  return option === undefined ? undefined : describeOption(option);
}

function describeOption(option: QueryOption): string {
  switch (option) {
    case "$select":
      return l10n.t("Only these properties, with commas between them: the answer is shorter and comes sooner.");
    case "$filter":
      return l10n.t("Only what this is true of.");
    case "$orderby":
      return l10n.t("The order of the list; with “desc” the last comes first.");
    case "$top":
      return l10n.t("How many there are on a page at most. Without it there are 10.");
    case "$count":
      return l10n.t("Has the answer say how many there are in all.");
    case "query":
      return l10n.t("Only businesses with this in their name.");
    default:
      return option satisfies never;
  }
}
