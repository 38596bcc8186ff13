/**
 * Links that open Unbook from elsewhere, as `vscode://unbook.unbook/open?id=AAMk…` for an item and
 * `vscode://unbook.unbook/plan?from=2026-12-24&to=2026-12-24&filter=…` for a plan. Anybody can write one, so that nothing in
 * it is guessed at: whatever is not exactly as written here is refused with the reason. A link never sends anything. Pure.
 */
import { daysBetween, isCalendarDay } from "../agenda/calendarDays.ts";
import type { CalendarDay, Mailbox } from "../agenda/item.ts";
import { parseItemFilter } from "../agenda/itemFilter.ts";
import { mostTypedDays } from "../agenda/typedDays.ts";
import { bookingTarget, eventTarget } from "./route.ts";
import type { CancelTarget } from "./target.ts";

/** What a link asks for. */
export type Link =
  /** An item is to be shown. */
  | { readonly kind: "open"; readonly target: CancelTarget }
  /** Cancelling what is in these days is to be planned. `filter` is empty for everything. */
  | {
      readonly kind: "plan";
      readonly firstDay: CalendarDay;
      readonly lastDay: CalendarDay;
      readonly filter: string;
    };

/** A link that was understood, or why it is refused. */
export type LinkReading =
  | { readonly kind: "link"; readonly link: Link }
  /** `reason`: a sentence. It repeats nothing that stands in the link. */
  | { readonly kind: "refused"; readonly reason: string };

/** A link behind its authority, each part percent-decoded once, as VS Code hands it over. */
export interface LinkParts {
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** No link that is written here is nearly as long. */
const longestLink = 2_000;
const longestFilter = 500;

const idPattern = /^[\w+/=-]{1,1000}$/u;
const guidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;
const addressPattern = /^[\w.+'-]{1,64}@[a-z\d](?:[a-z\d.-]{0,188}[a-z\d])?$/iu;

/** Reads a link. Never throws. */
export function readLink({ path, query, fragment }: LinkParts): LinkReading {
  if (path.length + query.length + fragment.length > longestLink) return refused("It is too long.");
  // What is not seen, or turns the direction of what is, could show the person another link than the one that is meant.
  if (/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(path + query + fragment)) {
    return refused("There are characters in it that cannot be seen.");
  }
  if (fragment !== "") return refused("It has a part behind a “#”, which no link of Unbook has.");
  switch (path) {
    case "/open":
      return readOpen(query);
    case "/plan":
      return readPlan(query);
    default:
      return refused("Unbook's links begin with “/open” or “/plan”.");
  }
}

/**
 * The link that opens an item.
 * @param origin scheme and authority of links to this extension, as `vscode://unbook.unbook`.
 */
export function openLink(origin: string, target: CancelTarget): string {
  const values =
    target.kind === "booking"
      ? { id: target.appointmentId, business: target.businessId }
      : { id: target.eventId, ...(target.mailbox.kind !== "me" && { [placeOf(target.mailbox)]: target.mailbox.id }) };
  const query = Object.entries(values).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${origin}/open?${query.join("&")}`;
}

function placeOf({ kind }: Exclude<Mailbox, { kind: "me" }>): string {
  return kind === "user" ? "mailbox" : "group";
}

function readOpen(query: string): LinkReading {
  const read = readQuery(query, ["id", "mailbox", "group", "business"]);
  if (typeof read === "string") return refused(read);
  const id = read.get("id");
  if (id === undefined) return refused("It names no item: “id” is missing.");
  if (!idPattern.test(id)) return refused("Its “id” is none that Microsoft Graph gives.");
  const { size } = read;
  if (size > 2) return refused("It names more than one place for its item.");
  const [mailbox, group, business] = ["mailbox", "group", "business"].map((name) => read.get(name));
  if (mailbox !== undefined && !addressPattern.test(mailbox) && !guidPattern.test(mailbox)) {
    return refused("Its “mailbox” is neither an e-mail address nor the id of a person.");
  }
  if (group !== undefined && !guidPattern.test(group)) return refused("Its “group” is not the id of a group.");
  if (business !== undefined && !addressPattern.test(business)) {
    return refused("Its “business” is not the e-mail address of one.");
  }
  return linkTo({ kind: "open", target: targetOf(id, mailbox, group, business) });
}

function targetOf(
  id: string,
  mailbox: string | undefined,
  group: string | undefined,
  business: string | undefined,
): CancelTarget {
  if (business !== undefined) return bookingTarget(business, id);
  if (mailbox !== undefined) return eventTarget(id, { mailbox: { kind: "user", id: mailbox } });
  return eventTarget(id, group === undefined ? {} : { mailbox: { kind: "group", id: group } });
}

function readPlan(query: string): LinkReading {
  const read = readQuery(query, ["from", "to", "filter"]);
  if (typeof read === "string") return refused(read);
  const [firstDay, lastDay, filter = ""] = ["from", "to", "filter"].map((name) => read.get(name));
  if (firstDay === undefined || lastDay === undefined)
    return refused("It takes a first and a last day, “from” and “to”.");
  if (!isDay(firstDay) || !isDay(lastDay)) return refused("Its days are not written as “2026-12-24”.");
  if (lastDay < firstDay) return refused("Its last day is before its first one.");
  if (daysBetween(firstDay, lastDay) >= mostTypedDays) return refused(`It has more than ${mostTypedDays} days.`);
  if (filter.length > longestFilter) return refused("Its filter is too long.");
  if (parseItemFilter(filter).problems.length > 0) return refused("Its filter cannot be understood.");
  return linkTo({ kind: "plan", firstDay, lastDay, filter: filter.trim() });
}

/** The values by their names; or, as a sentence, why there are none. */
function readQuery(query: string, names: readonly string[]): ReadonlyMap<string, string> | string {
  const values = new Map<string, string>();
  for (const part of query === "" ? [] : query.split("&")) {
    const at = part.indexOf("=");
    const name = at < 0 ? part : part.slice(0, at);
    if (!names.includes(name)) return "It says something that no link of Unbook says.";
    if (values.has(name)) return `It says “${name}” twice.`;
    const value = at < 0 ? "" : part.slice(at + 1);
    if (value === "") return `Its “${name}” is empty.`;
    values.set(name, value);
  }
  return values;
}

/** A day that there is, in the centuries in which anybody has meetings: a calendar's ends are of no use. */
function isDay(text: string): boolean {
  return isCalendarDay(text) && /^2[01]/u.test(text);
}

function refused(reason: string): LinkReading {
  return { kind: "refused", reason };
}

function linkTo(link: Link): LinkReading {
  return { kind: "link", link };
}
