/**
 * What can be done with an item, and the tokens that menus and keybindings ask for. Only what is known before asking
 * Graph: it can still refuse.
 */
import { dayOf } from "./calendarDays.ts";
import type { AgendaItem, AgendaSource, Person } from "./item.ts";
import { isOneOf } from "./people.ts";
import type { Viewer } from "./viewer.ts";

/** Whether an item can be cancelled, or why not. */
export type Cancellability =
  /** `isPast`: it has ended; cancelling still mails everybody, so it deserves a hint. */
  | { readonly kind: "cancellable"; readonly isPast: boolean }
  /** Its organizer has already cancelled it; it only stays in the calendar until it is removed. */
  | { readonly kind: "alreadyCancelled" }
  /** It is in a calendar that is shared for reading only. */
  | { readonly kind: "readOnly"; readonly calendarName: string }
  /** Only the organizer can cancel a meeting. */
  | { readonly kind: "notOrganizer"; readonly organizer?: Person };

/** What a row's icon says, in the order in which it is decided. */
export type ItemGlyph = "cancelled" | "booking" | "attended" | "alone" | "series" | "organized";

/**
 * Whether an item can be cancelled.
 * @param source where it was listed from; undefined when it was looked up on its own, so that a read-only calendar is
 * only noticed when Graph refuses.
 */
export function cancellability(
  item: AgendaItem,
  source: AgendaSource | undefined,
  viewer: Pick<Viewer, "now" | "timeZone">,
): Cancellability {
  if (item.kind === "event") {
    if (item.isCancelled) return { kind: "alreadyCancelled" };
    if (source?.kind === "calendar" && !source.canEdit) return { kind: "readOnly", calendarName: source.name };
    if (!item.isOrganizer) {
      return item.organizer === undefined
        ? { kind: "notOrganizer" }
        : { kind: "notOrganizer", organizer: item.organizer };
    }
  }
  return { kind: "cancellable", isPast: isPast(item, viewer) };
}

/** Whether an item has ended. A whole series is never past: its span is that of its first occurrence. */
export function isPast(item: AgendaItem, viewer: Pick<Viewer, "now" | "timeZone">): boolean {
  if (item.kind === "event" && item.series === "master") return false;
  const { span } = item;
  switch (span.kind) {
    case "timed":
      return span.endUtc <= viewer.now;
    case "allDay":
      return span.lastDay < dayOf(viewer.now, viewer.timeZone);
    default:
      return span satisfies never;
  }
}

/**
 * The tokens of an item for `contextValue`, parted by single spaces; ask with `viewItem =~ /\bcancellable\b/`:
 * - `event`, with `organizer` or `attendee` and `single`, `occurrence`, `exception` or `master`; or `booking`
 * - `cancellable`, `cancelled` (by its organizer) or `readOnly`; none of them for a meeting of somebody else's
 * - `past` when it has ended, in addition
 * - `hasJoin`, `hasWeb` when there is a page to open
 */
export function itemTraits(
  item: AgendaItem,
  source: AgendaSource | undefined,
  viewer: Pick<Viewer, "now" | "timeZone">,
): string {
  const tokens: string[] = [item.kind];
  if (item.kind === "event") tokens.push(item.isOrganizer ? "organizer" : "attendee", item.series);
  const state = stateToken(cancellability(item, source, viewer));
  if (state !== undefined) tokens.push(state);
  if (isPast(item, viewer)) tokens.push("past");
  if (item.joinUrl !== undefined) tokens.push("hasJoin");
  if (item.kind === "event" && item.webLink !== undefined) tokens.push("hasWeb");
  return tokens.join(" ");
}

/** What a row's icon says of an item. */
export function itemGlyph(item: AgendaItem): ItemGlyph {
  if (item.kind === "booking") return "booking";
  if (item.isCancelled) return "cancelled";
  if (!item.isOrganizer) return "attended";
  if (item.attendees.length === 0 && item.lacksPeople !== true) return "alone";
  return item.series === "single" ? "organized" : "series";
}

/**
 * Whose calendar an event was listed from, if it is somebody else's or a group's: there `isOrganizer` speaks of that owner
 * and not of the one who looks. The address is empty where only a name is known.
 */
export function otherOwner(source: AgendaSource | undefined, ownAddresses: readonly string[]): Person | undefined {
  if (source?.kind !== "calendar") return undefined;
  const { mailbox, owner } = source;
  if (owner !== undefined && owner.address !== "") return isOneOf(owner, ownAddresses) ? undefined : owner;
  switch (mailbox.kind) {
    case "me":
      return undefined;
    case "user":
      return { name: owner?.name ?? "", address: mailbox.id };
    case "group":
      return { name: source.name, address: "" };
    default:
      return mailbox satisfies never;
  }
}

function stateToken(able: Cancellability): string | undefined {
  switch (able.kind) {
    case "cancellable":
      return "cancellable";
    case "alreadyCancelled":
      return "cancelled";
    case "readOnly":
      return "readOnly";
    case "notOrganizer":
      return undefined;
    default:
      return able satisfies never;
  }
}
