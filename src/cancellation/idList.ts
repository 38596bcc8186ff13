/**
 * A list of ids, as people get it from a report or a colleague: a table with or without a head, or a line for each item with an
 * id, a Graph address or a link to Outlook on the web. It gives targets, and says of every other line what is wrong with it.
 * Whether the items exist is not known here.
 */
import { readItemText } from "./itemText.ts";
import type { ItemText } from "./itemText.ts";
import { bookingTarget, eventTarget } from "./route.ts";
import { targetKey } from "./target.ts";
import type { CancelTarget } from "./target.ts";
import type { Mailbox } from "../agenda/item.ts";
import type { GraphCloudName } from "./graphAddress.ts";

/** One line of a list that names an item. */
export interface ListedId {
  readonly target: CancelTarget;
  /** From 1. */
  readonly line: number;
  /** What its people are to be told, if the table has a column for it and the line fills it. */
  readonly message?: string;
  /** The cloud of the address that was given; undefined for an id or a path, which are for the session's own. */
  readonly cloud?: GraphCloudName;
}

/** A line that is left out, or that says what another one says. */
export interface IdListProblem {
  readonly code:
    | "tooLarge"
    | "notUtf8"
    | "noTable"
    | "notAnId"
    | "placeholder"
    | "noBusiness"
    | "badMailbox"
    | "duplicate"
    | "empty";
  /** From 1; 0 for the whole list. */
  readonly line: number;
  /** What is wrong and what to do. */
  readonly sentence: string;
}

/** A list as it was read. */
export interface IdList {
  /** Each item once, in the list's order. */
  readonly entries: readonly ListedId[];
  readonly problems: readonly IdListProblem[];
}

/** A row of a table; `line` is the one that it begins on, from 1. */
export interface IdRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads a table whose cells are parted by a character. @throws {Error} if it cannot be read as one; its text says where. */
export type ReadTable = (text: string, separator: "," | ";" | "\t") => readonly IdRow[];

/** So many lines can be in a list. */
export const mostListLines = 5_000;

/** So many characters can be in a list. */
export const mostListCharacters = 5_000_000;

/**
 * Reads a list.
 * @param fileName decides, with what stands in it, whether it is a table.
 */
export function readIdList(text: string, fileName: string, readTable: ReadTable): IdList {
  const content = text.replace(/^\uFEFF/u, "");
  const lines = content.split(/\r\n|\r|\n/u);
  if (content.length > mostListCharacters || lines.length > mostListLines + 1) {
    return failed("tooLarge", `The list is too large: split it into parts of at most ${mostListLines} lines.`);
  }
  // What a decoder puts where it cannot read: people would be mailed with it.
  if (content.includes("\uFFFD")) {
    return failed(
      "notUtf8",
      "The file is not UTF-8, so that letters of it are lost: save it as “CSV UTF-8” and try again.",
    );
  }
  const separator = separatorOf(lines, fileName);
  if (separator === undefined)
    return readRows(
      lines.map((line, at) => ({ line: at + 1, cells: [line] })),
      undefined,
    );
  try {
    const rows = readTable(content, separator);
    const head = rows[0] === undefined ? undefined : readHead(rows[0].cells);
    return readRows(head === undefined ? rows : rows.slice(1), head ?? columnsWithoutHead);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed("noTable", `It cannot be read as a table: ${reason}. Save it as CSV again, or write one id a line.`);
  }
}

function failed(code: IdListProblem["code"], sentence: string): IdList {
  return { entries: [], problems: [{ code, line: 0, sentence }] };
}

type Column = "event" | "booking" | "item" | "business" | "mailbox" | "group" | "calendar" | "message";

/** What the columns are where nothing says so. What people are told is never guessed. */
const columnsWithoutHead: readonly (Column | undefined)[] = ["item", "business", "mailbox"];

/**
 * The names of columns, without case, spaces and signs. Reports also have a `comment`, which is nobody's message, and a `user`,
 * who need not be whose mailbox it is.
 */
const columnNames: Readonly<Record<string, Column>> = {
  id: "item",
  itemid: "item",
  url: "item",
  link: "item",
  weblink: "item",
  event: "event",
  eventid: "event",
  booking: "booking",
  bookingid: "booking",
  appointment: "booking",
  appointmentid: "booking",
  business: "business",
  businessid: "business",
  bookingbusiness: "business",
  bookingbusinessid: "business",
  mailbox: "mailbox",
  userid: "mailbox",
  userprincipalname: "mailbox",
  group: "group",
  groupid: "group",
  calendar: "calendar",
  calendarid: "calendar",
  message: "message",
  cancellationmessage: "message",
};

function readHead(cells: readonly string[]): readonly (Column | undefined)[] | undefined {
  const columns = cells.map((cell) => columnNames[cell.toLowerCase().replaceAll(/[^a-z]/gu, "")]);
  const naming = columns.filter((column) => column === "item" || column === "event" || column === "booking");
  return naming.length > 0 ? columns : undefined;
}

/** What parts the cells; undefined where each line is an item. */
function separatorOf(lines: readonly string[], fileName: string): "," | ";" | "\t" | undefined {
  const first = lines.find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  const isTable = /\.(?:csv|tsv)$/iu.test(fileName);
  // An address may hold any of these characters.
  if (!isTable && /^\s*(?:https?:|\/)/iu.test(first)) return undefined;
  const outside = first.replaceAll(/"[^"]*"/gu, "");
  const counted = ([",", ";", "\t"] as const).map((separator) => ({
    separator,
    count: outside.split(separator).length - 1,
  }));
  const best = counted.toSorted((one, other) => other.count - one.count)[0];
  if (best !== undefined && best.count > 0) return best.separator;
  return isTable ? "," : undefined;
}

function readRows(rows: readonly IdRow[], columns: readonly (Column | undefined)[] | undefined): IdList {
  const entries = new Map<string, ListedId>();
  const problems: IdListProblem[] = [];
  for (const row of rows) {
    const cells = new Map<Column, string>();
    for (const [at, cell] of row.cells.entries()) {
      const column = columns === undefined ? "item" : columns[at];
      if (column !== undefined && cell.trim() !== "") cells.set(column, cell.trim());
    }
    // Only where a line is all there is: in a table a cell may begin with anything.
    const isComment = columns === undefined && cells.get("item")?.startsWith("#") === true;
    if (isComment || row.cells.every((cell) => cell.trim() === "")) continue;
    const read = readRow(cells);
    if (read.kind === "problem") {
      problems.push({ code: read.code, line: row.line, sentence: read.sentence });
      continue;
    }
    const key = targetKey(read.target);
    const before = entries.get(key);
    if (before !== undefined) {
      problems.push({ code: "duplicate", line: row.line, sentence: sameAs(before, cells.get("message")) });
      continue;
    }
    const message = cells.get("message");
    entries.set(key, {
      target: read.target,
      line: row.line,
      ...(message !== undefined && { message }),
      ...(read.cloud !== undefined && { cloud: read.cloud }),
    });
  }
  if (entries.size === 0 && problems.length === 0) {
    return failed("empty", "The list names nothing: write an id, a Graph address or a link to Outlook on each line.");
  }
  return { entries: [...entries.values()], problems };
}

function sameAs({ line, message }: ListedId, other: string | undefined): string {
  const same = `It names the same item as line ${line}, and is taken once`;
  return message === other ? `${same}.` : `${same}, with the message of line ${line}.`;
}

type ReadRow =
  | Extract<ItemText, { readonly kind: "address" }>
  | { readonly kind: "problem"; readonly code: IdListProblem["code"]; readonly sentence: string };

function readRow(cells: ReadonlyMap<Column, string>): ReadRow {
  const business = cells.get("business");
  const written = cells.get("booking") ?? cells.get("event") ?? cells.get("item");
  if (written === undefined) return problem("notAnId", "It has no id: fill in the column of the ids.");
  const item = readItemText(written);
  if (item.kind !== "id") return item;
  const isBooking = cells.has("booking") || (business !== undefined && !cells.has("event"));
  if (isBooking) {
    if (business === undefined) {
      return problem("noBusiness", "A booking's id needs its business: add a column “business” with its address.");
    }
    if (!isMailboxName(business)) return problem("noBusiness", `“${business}” is no address of a business.`);
    return { kind: "address", target: bookingTarget(business, item.id) };
  }
  return readEvent(item.id, cells);
}

function readEvent(eventId: string, cells: ReadonlyMap<Column, string>): ReadRow {
  const calendar = cells.get("calendar");
  const isOwner = calendar?.includes("@") === true;
  const user = cells.get("mailbox") ?? (isOwner ? calendar : undefined);
  const group = cells.get("group");
  const name = group ?? user;
  if (name !== undefined && !isMailboxName(name)) {
    return problem("badMailbox", `“${name}” names no mailbox: write an address, or the id of a user or a group.`);
  }
  const mailbox: Mailbox =
    group !== undefined
      ? { kind: "group", id: group }
      : user === undefined || user.toLowerCase() === "me"
        ? { kind: "me" }
        : { kind: "user", id: user };
  if (calendar === undefined || isOwner) return { kind: "address", target: eventTarget(eventId, { mailbox }) };
  const named = readItemText(calendar);
  if (named.kind !== "id") {
    return problem("badMailbox", `“${calendar}” is no id of a calendar: leave it out, Graph finds the event without.`);
  }
  return { kind: "address", target: eventTarget(eventId, { mailbox, calendarId: named.id }) };
}

/** An SMTP address or another name without spaces, as Graph takes it in a path. */
function isMailboxName(name: string): boolean {
  return /^[^\s/\\?#{}<>"\p{Cc}]+$/u.test(name) && name !== "." && name !== "..";
}

function problem(code: IdListProblem["code"], sentence: string): ReadRow {
  return { kind: "problem", code, sentence };
}
