/**
 * In whose calendar an event stands, where that is somebody else's or a group's: whoever cancels it there does so in their
 * name. It says nothing of who may do that.
 */
import type { CalendarEvent, Mailbox, Person } from "./item.ts";

/**
 * Whether a mailbox is the account's own, also where it is named instead of `me`.
 * @param ownNames the account's user name, other addresses and object id, as far as they are known; compared without case.
 */
export function isOwnMailbox(mailbox: Mailbox, ownNames: readonly string[]): boolean {
  switch (mailbox.kind) {
    case "me":
      return true;
    case "user":
      return ownNames.some((name) => name.toLowerCase() === mailbox.id.toLowerCase());
    case "group":
      return false;
    default:
      return mailbox satisfies never;
  }
}

/**
 * Whose calendar an event stands in; undefined if it is the account's own. The organizer of what can be cancelled is its
 * calendar's owner, which tells also of a shared calendar in one's own mailbox. The address is empty where only a name is
 * known, and the name where only an id is.
 */
export function calendarOwner(event: CalendarEvent, ownNames: readonly string[]): Person | undefined {
  const { mailbox } = event;
  const organizer = event.isOrganizer ? event.organizer : undefined;
  const isOwn = (name: string): boolean => isOwnMailbox({ kind: "user", id: name }, ownNames);
  switch (mailbox.kind) {
    case "me":
      // An address of the directory's own does not tell whose it is.
      return organizer?.address.includes("@") === true && !isOwn(organizer.address) ? organizer : undefined;
    case "user":
      if (isOwn(mailbox.id)) return undefined;
      return mailbox.id.includes("@")
        ? { name: "", address: mailbox.id }
        : (organizer ?? { name: mailbox.id, address: "" });
    case "group":
      return organizer ?? { name: "", address: "" };
    default:
      return mailbox satisfies never;
  }
}
