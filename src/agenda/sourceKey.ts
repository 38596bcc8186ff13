/**
 * Texts that tell mailboxes and sources apart. A calendar's id is only good together with its mailbox, so whatever keeps
 * or compares sources does it by these.
 */
import type { AgendaItem, AgendaSource, Mailbox } from "./item.ts";

/** Equal for two mailboxes only if they are the same one. Addresses and GUIDs are compared without case. */
export function mailboxKey(mailbox: Mailbox): string {
  return mailbox.kind === "me" ? "me" : `${mailbox.kind} ${mailbox.id.toLowerCase()}`;
}

/** Equal for two sources only if they are the same one. A business's id is compared without case, a calendar's with it. */
export function sourceKey(source: AgendaSource): string {
  return source.kind === "calendar"
    ? `calendar ${mailboxKey(source.mailbox)} ${source.id}`
    : `business ${source.id.toLowerCase()}`;
}

/** The key of the source that an item was listed from; undefined when it was looked up on its own. */
export function sourceKeyOf(item: AgendaItem): string | undefined {
  if (item.kind === "booking") return `business ${item.businessId.toLowerCase()}`;
  return item.calendarId === undefined ? undefined : `calendar ${mailboxKey(item.mailbox)} ${item.calendarId}`;
}
