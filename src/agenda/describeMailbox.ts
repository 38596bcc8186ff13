/** What a mailbox is called in rows, questions and tooltips. */
import type { Mailbox } from "./item.ts";
import { sentences } from "./sentences.ts";

/**
 * What a mailbox is called.
 * @param name a group's name, if it is known.
 */
export function describeMailbox(mailbox: Mailbox, name?: string): string {
  switch (mailbox.kind) {
    case "me":
      return sentences.ownMailbox;
    case "user":
      return mailbox.id;
    case "group":
      return name ?? sentences.groupCalendar;
    default:
      return mailbox satisfies never;
  }
}
